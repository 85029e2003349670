"""Who may write: API keys, and the answers kept for repeated requests. Rows of these tables may change."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from timeline.store.tables.logs import instant, text


class ApiKeyRow(SQLModel, table=True):
    """An API key without its secret. `digest` is SHA-256 of the whole key in hexadecimal, `scopes` a list."""

    __tablename__ = "api_key"

    id: str = text(primary_key=True)
    digest: str = text()
    name: str = text()
    scopes: str = text()
    created_at: datetime = instant()
    expires_at: datetime | None = instant(default=None)
    revoked_at: datetime | None = instant(default=None)
    last_used_on: date | None = None


class KeptAnswerRow(SQLModel, table=True):
    """The answer to a request with this Idempotency-Key, kept in the transaction of its write."""

    __tablename__ = "idempotency_record"

    key_id: str = text(primary_key=True, foreign_key="api_key.id")
    idempotency_key: str = text(primary_key=True)
    request_digest: str = text()
    status: int
    headers: str = text()
    body: bytes = Field(sa_type=LargeBinary)
    created_at: datetime = instant(index=True)
