"""How often what the public sees has changed, and when names become public: what kept answers depend on.

Written by hand. What a revision creates never changes afterwards: a later column goes into a later revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from timeline.store.tables.columns import Instant, Serial

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables; the next start fills them when it makes the read tables again."""
    op.create_table("public_number", sa.Column("number", Serial(), primary_key=True, autoincrement=False))
    op.create_table("name_lift", sa.Column("at", Instant(), primary_key=True))
    op.execute("DELETE FROM view_fingerprint")
