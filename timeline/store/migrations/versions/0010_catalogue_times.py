"""Since when the public may know a source or a catalogue entry; what was stored before is public for every day.

Written by hand. What a revision creates never changes afterwards: a later column goes into a later revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from timeline.store.tables.columns import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column to both logs."""
    for table in ("source_log", "catalogue_log"):
        op.add_column(table, sa.Column("public_from", Instant(), nullable=True))
