"""Submit: put a document before the editors, compared with nothing that is stored (R10).

document as sent -> its syntax, keys and values, as far as they need no look at the store -> a row apart from all logs.
The answer depends on the document and on the sender's own earlier submissions alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from timeline import ids
from timeline.errors import InvalidDocument, TooManySubmissions
from timeline.ingest.documents import OpenDocument, read_partly
from timeline.model.writers.api_key import ApiKey
from timeline.model.writers.submission import MOST_WAITING, Submission
from timeline.store.engine.sessions import Session
from timeline.store.logs import submission_log


@dataclass(frozen=True, slots=True)
class SentDocument:
    """A document as sent, and what was read of it."""

    content: bytes
    opened: OpenDocument


def submit(session: Session, key: ApiKey, sent: SentDocument, *, at: datetime) -> Submission:
    """Store the document until an editor decides. The same document of the same key is stored once.

    Raises InvalidDocument with every fault that the document has by itself, and TooManySubmissions.
    """
    _check_alone(sent.opened, at)
    submission_id = ids.submission_id(key.id, sent.content)
    known = submission_log.find_submission(session, submission_id)
    if known is not None:
        return known
    if submission_log.count_waiting(session, key.id) >= MOST_WAITING:
        raise TooManySubmissions(MOST_WAITING)
    waiting = Submission(
        seq=0, id=submission_id, key_id=key.id, actor=key.actor, received_at=at, size=len(sent.content)
    )
    return submission_log.append_submission(session, waiting, sent.content)


def _check_alone(opened: OpenDocument, at: datetime) -> None:
    """Raise InvalidDocument for faults of the document itself; every source that it names might be stored."""
    read = read_partly([opened], recorded_at=at, sources={}, supposed=opened.named_sources)
    if read.problems:
        raise InvalidDocument(read.problems)
