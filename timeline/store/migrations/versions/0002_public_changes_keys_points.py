"""The log of public changes, the audit log, API keys, answers to repeated requests, and where events took place.

Written by hand. What a revision creates never changes afterwards: a later table goes into a later revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from timeline.store.tables.columns import CodePointText, Instant, Serial

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = ("change_log", "audit_log")


def upgrade() -> None:
    """Create the tables; the next start renders everything again, which fills them."""
    _create_change_log()
    _create_audit_log()
    _create_keys()
    _create_points()
    op.execute("DELETE FROM view_fingerprint")
    if op.get_context().dialect.name == "sqlite":
        _protect_on_sqlite()
    else:
        _protect_on_postgresql()


def _text(name: str, *more: sa.schema.SchemaItem, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, CodePointText(), *more, nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Instant(), nullable=nullable)


def _create_change_log() -> None:
    op.create_table(
        "change_log",
        sa.Column("seq", Serial(), autoincrement=False, nullable=False),
        sa.Column("write_id", Serial(), sa.ForeignKey("write_log.id"), nullable=False),
        _text("digest"),
        _text("event_id", sa.ForeignKey("event_identity.id")),
        _instant("at"),
        _text("type"),
        _text("shown_digest", nullable=True),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_change_log_write_id", "change_log", ["write_id"])
    op.create_index("ix_change_log_event_id_seq", "change_log", ["event_id", "seq"])


def _create_audit_log() -> None:
    op.create_table(
        "audit_log",
        sa.Column("seq", Serial(), autoincrement=False, nullable=False),
        _instant("at"),
        _text("actor"),
        _text("key_id", nullable=True),
        _text("request_id", nullable=True),
        _text("action"),
        _text("object"),
        _text("outcome"),
        _text("reason", nullable=True),
        sa.Column("write_id", Serial(), sa.ForeignKey("write_log.id"), nullable=True),
        _text("digest"),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_audit_log_key_id", "audit_log", ["key_id"])


def _create_keys() -> None:
    op.create_table(
        "api_key",
        _text("id"),
        _text("digest"),
        _text("name"),
        _text("scopes"),
        _instant("created_at"),
        _instant("expires_at", nullable=True),
        _instant("revoked_at", nullable=True),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "idempotency_record",
        _text("key_id", sa.ForeignKey("api_key.id")),
        _text("idempotency_key"),
        _text("request_digest"),
        sa.Column("status", sa.Integer(), nullable=False),
        _text("headers"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _instant("created_at"),
        sa.PrimaryKeyConstraint("key_id", "idempotency_key"),
    )
    op.create_index("ix_idempotency_record_created_at", "idempotency_record", ["created_at"])


def _create_points() -> None:
    op.create_table(
        "event_point",
        _text("event_id"),
        _instant("known_from"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "known_from", "position"),
        sa.ForeignKeyConstraint(
            ["event_id", "known_from"], ["event_view.event_id", "event_view.known_from"], ondelete="CASCADE"
        ),
    )
    op.create_index("ix_event_point_latitude", "event_point", ["latitude", "longitude"])


def _protect_on_sqlite() -> None:
    for table in APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _protect_on_postgresql() -> None:
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
