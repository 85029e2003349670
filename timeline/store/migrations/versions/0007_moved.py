"""Whether the days of a state moved, which the filter of this name compares.

Written by hand. What a revision creates never changes afterwards: a later column goes into a later revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; the default stands until the next start, which renders every state again."""
    op.add_column("event_view", sa.Column("moved", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("DELETE FROM view_fingerprint")
