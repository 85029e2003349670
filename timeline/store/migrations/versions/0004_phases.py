"""What was planned and what took place, kept with each state of an event (R7).

Written by hand. What a revision creates never changes afterwards: a later column goes into a later revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from timeline.store.tables.columns import CodePointText

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; the default stands until the next start, which renders every state again."""
    unknown = '{"planned":null,"actual":null}'
    op.add_column("event_view", sa.Column("phases", CodePointText(), nullable=False, server_default=unknown))
    op.execute("DELETE FROM view_fingerprint")
