"""Which row of an event insiders see.

Written by hand. What a revision creates never changes afterwards: a later column goes into a later revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; it is false until the next start, which renders every state again."""
    op.add_column("event_view", sa.Column("inside", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_event_view_inside", "event_view", ["inside"])
    op.execute("DELETE FROM view_fingerprint")
