"""Answers to requests with an Idempotency-Key, kept in the transaction of their write and for seven days.

(API key, Idempotency-Key) -> `find_answer` -> the answer to the first request, with a digest of that request.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import orjson
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from timeline.model.writers.write import KeptAnswer
from timeline.store.tables import KeptAnswerRow, table_of

KEPT_FOR: Final = timedelta(days=7)

_ANSWERS = table_of(KeptAnswerRow)


def find_answer(session: Session, key_id: str, idempotency_key: str) -> KeptAnswer | None:
    """The answer kept under this Idempotency-Key of this API key."""
    row = session.execute(
        select(_ANSWERS).where(_ANSWERS.c.key_id == key_id, _ANSWERS.c.idempotency_key == idempotency_key)
    ).first()
    if row is None:
        return None
    headers = tuple((name, value) for name, value in orjson.loads(row.headers))
    return KeptAnswer(request_digest=row.request_digest, status=row.status, headers=headers, body=bytes(row.body))


def keep_answer(session: Session, key_id: str, idempotency_key: str, answer: KeptAnswer, *, at: datetime) -> None:
    """Keep the answer. There must be none under these keys."""
    values = {
        "key_id": key_id,
        "idempotency_key": idempotency_key,
        "request_digest": answer.request_digest,
        "status": answer.status,
        "headers": orjson.dumps(answer.headers).decode(),
        "body": answer.body,
        "created_at": at,
    }
    session.execute(insert(_ANSWERS), [values])


def prune_answers(session: Session, *, at: datetime) -> None:
    """Delete what is older than seven days at that moment."""
    session.execute(delete(_ANSWERS).where(_ANSWERS.c.created_at < at - KEPT_FOR))
