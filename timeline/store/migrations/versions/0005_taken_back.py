"""Rulings taken back, who withdrew a report, and an index for the latest time in the log.

Written by hand. What a revision creates never changes afterwards: a later column goes into a later revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from timeline.store.tables.columns import CodePointText, Instant, Serial

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the log and the column; the next start works every event out again."""
    op.create_table(
        "ruling_withdrawal_log",
        sa.Column("seq", Serial(), autoincrement=False, nullable=False),
        sa.Column("write_id", Serial(), sa.ForeignKey("write_log.id"), nullable=False),
        sa.Column("digest", CodePointText(), nullable=False),
        sa.Column("ruling_id", CodePointText(), nullable=False),
        sa.Column("reason", CodePointText(), nullable=False),
        sa.Column("author", CodePointText(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("ruling_id"),
    )
    op.create_index("ix_ruling_withdrawal_log_write_id", "ruling_withdrawal_log", ["write_id"])
    op.create_index("ix_write_log_recorded_at", "write_log", ["recorded_at"])
    op.add_column("report_log", sa.Column("withdrawn_by", CodePointText(), nullable=True))
    op.execute("DELETE FROM view_fingerprint")
    _protect()


def _protect() -> None:
    """Refuse UPDATE and DELETE, as for every log."""
    if op.get_context().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER ruling_withdrawal_log_refuses_{change.lower()} BEFORE {change} "
                "ON ruling_withdrawal_log BEGIN SELECT RAISE(ABORT, 'ruling_withdrawal_log is append-only'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER ruling_withdrawal_log_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON ruling_withdrawal_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
