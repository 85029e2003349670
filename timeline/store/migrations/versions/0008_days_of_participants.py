"""The days of each participant of a state: the own ones where there are such, else those of the event.

Written by hand. What a revision creates never changes afterwards: a later column goes into a later revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; they say nothing until the next start, which renders every state again."""
    for name in ("first_day", "last_day"):
        op.add_column("event_participant", sa.Column(name, sa.Date(), nullable=True))
    op.add_column("event_participant", sa.Column("exact", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("DELETE FROM view_fingerprint")
