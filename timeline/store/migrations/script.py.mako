"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from timeline.store.tables.columns import Instant, Serial, CodePointText

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Write it by hand; `tests/timeline/store/test_migrate.py` compares the result with the row classes."""
    ${upgrades if upgrades else "pass"}
