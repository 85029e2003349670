"""Answers to requests with an Idempotency-Key, kept in the transaction of their write and given again for seven days.

(API key, idempotency key) -> `find_repeat` -> the answer that the first request got, with a digest of that request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import orjson
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from timeline.store.tables import RepeatRow, table_of

KEPT_FOR: Final = timedelta(days=7)

_REPEATS = table_of(RepeatRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A kept answer; `request_digest` stands for method, address and body of the request that got it."""

    request_digest: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def find_repeat(session: Session, key_id: str, idempotency_key: str) -> Repeat | None:
    """The answer kept under this idempotency key of this API key."""
    row = session.execute(
        select(_REPEATS).where(_REPEATS.c.key_id == key_id, _REPEATS.c.idempotency_key == idempotency_key)
    ).first()
    if row is None:
        return None
    headers = tuple((name, value) for name, value in orjson.loads(row.headers))
    return Repeat(request_digest=row.request_digest, status=row.status, headers=headers, body=bytes(row.body))


def keep_repeat(session: Session, key_id: str, idempotency_key: str, repeat: Repeat, *, at: datetime) -> None:
    """Keep the answer; there must be none under these keys."""
    values = {
        "key_id": key_id,
        "idempotency_key": idempotency_key,
        "request_digest": repeat.request_digest,
        "status": repeat.status,
        "headers": orjson.dumps(repeat.headers).decode(),
        "body": repeat.body,
        "created_at": at,
    }
    session.execute(insert(_REPEATS), [values])


def prune_repeats(session: Session, *, at: datetime) -> None:
    """Forget what is older than seven days."""
    session.execute(delete(_REPEATS).where(_REPEATS.c.created_at < at - KEPT_FOR))
