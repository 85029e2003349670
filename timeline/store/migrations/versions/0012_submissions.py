"""Documents that wait for an editor, and the decisions on them.

Written by hand. What a revision creates never changes afterwards: a later column goes into a later revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from timeline.store.tables.columns import CodePointText, Instant, Serial

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TABLES = ("submission", "submission_decision")


def upgrade() -> None:
    """Create both tables, which refuse UPDATE and DELETE as every log does."""
    op.create_table(
        "submission",
        sa.Column("seq", Serial(), autoincrement=False, nullable=False),
        sa.Column("id", CodePointText(), nullable=False),
        sa.Column("key_id", CodePointText(), sa.ForeignKey("api_key.id"), nullable=False),
        sa.Column("actor", CodePointText(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_submission_key_id_seq", "submission", ["key_id", "seq"])
    op.create_table(
        "submission_decision",
        sa.Column("submission_id", CodePointText(), sa.ForeignKey("submission.id"), nullable=False),
        sa.Column("state", CodePointText(), nullable=False),
        sa.Column("actor", CodePointText(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=False),
        sa.Column("reason", CodePointText(), nullable=True),
        sa.Column("write_id", Serial(), sa.ForeignKey("write_log.id"), nullable=True),
        sa.PrimaryKeyConstraint("submission_id"),
    )
    for table in _TABLES:
        _protect(table)


def _protect(table: str) -> None:
    if op.get_context().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} "
                f"ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    else:
        op.execute(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
