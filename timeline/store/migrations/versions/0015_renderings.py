"""Since when the service renders with its address: what moves the times of its calendars.

Written by hand. What a revision creates never changes afterwards: a later column goes into a later revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from timeline.store.tables.columns import CodePointText, Instant, Serial

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the log, which refuses UPDATE and DELETE; the next start writes its first row."""
    op.create_table(
        "rendering_log",
        sa.Column("seq", Serial(), autoincrement=False, nullable=False),
        sa.Column("identity", CodePointText(), nullable=False),
        sa.Column("since", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.execute("DELETE FROM view_fingerprint")
    _protect()


def _protect() -> None:
    if op.get_context().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER rendering_log_refuses_{change.lower()} BEFORE {change} "
                "ON rendering_log BEGIN SELECT RAISE(ABORT, 'rendering_log is append-only'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER rendering_log_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON rendering_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
