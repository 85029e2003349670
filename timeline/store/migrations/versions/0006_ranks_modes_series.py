"""Rank, mode and series of a state, which the filters of these names compare.

Written by hand. What a revision creates never changes afterwards: a later column goes into a later revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from timeline.store.tables.columns import CodePointText

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; they stay empty until the next start, which renders every state again."""
    for name in ("rank", "mode", "series"):
        op.add_column("event_view", sa.Column(name, CodePointText(), nullable=True))
    op.create_index("ix_event_view_series", "event_view", ["series"])
    op.execute("DELETE FROM view_fingerprint")
