"""Answers to requests with an Idempotency-Key, kept for seven days and given again to a repeated request.

(API key, Idempotency-Key) -> `find_kept_answer` -> the answer to the first request, or None -> the write ->
`keep_answer`, in the transaction of the write.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from timeline.model.writers.write import KeptAnswer
from timeline.store.engine.sessions import Session
from timeline.store.logs import idempotency


@dataclass(frozen=True, slots=True)
class RequestKey:
    """Under what an answer is kept: the id of the API key and its Idempotency-Key."""

    key_id: str
    idempotency_key: str


def find_kept_answer(session: Session, key: RequestKey, *, at: datetime) -> KeptAnswer | None:
    """The answer kept under this key; what is older than seven days at that moment is forgotten first."""
    idempotency.prune_answers(session, at=at)
    return idempotency.find_answer(session, key.key_id, key.idempotency_key)


def keep_answer(session: Session, key: RequestKey, answer: KeptAnswer, *, at: datetime) -> None:
    """Keep the answer. There must be none under this key."""
    idempotency.keep_answer(session, key.key_id, key.idempotency_key, answer, at=at)
