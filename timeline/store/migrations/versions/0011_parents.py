"""What an event is part of, as a table of its own: an event can be part of several others.

Written by hand. What a revision creates never changes afterwards: a later column goes into a later revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from timeline.store.tables.columns import CodePointText, Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; it is empty until the next start, which renders every state again."""
    op.create_table(
        "event_parent",
        sa.Column("event_id", CodePointText(), primary_key=True),
        sa.Column("known_from", Instant(), primary_key=True),
        sa.Column("parent_id", CodePointText(), primary_key=True),
        sa.ForeignKeyConstraint(
            ["event_id", "known_from"], ["event_view.event_id", "event_view.known_from"], ondelete="CASCADE"
        ),
    )
    op.create_index("ix_event_parent_parent_id", "event_parent", ["parent_id"])
    op.drop_index("ix_event_view_part_of_id", "event_view")
    op.drop_column("event_view", "part_of_id")
    op.drop_column("event_view", "part_of")
    op.execute("DELETE FROM view_fingerprint")
