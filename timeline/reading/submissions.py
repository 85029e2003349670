"""Submissions that wait for an editor, or were decided: one, or the queue in the order in which they came."""

from __future__ import annotations

from timeline.errors import SubmissionNotFound
from timeline.model.writers.submission import Queue, Submission
from timeline.store.engine.sessions import Session
from timeline.store.logs import submission_log


def find_submission(session: Session, submission_id: str, *, key_id: str | None = None) -> Submission:
    """The submission with this id; with a key's id, only if it came with that key. Raises SubmissionNotFound."""
    found = submission_log.find_submission(session, submission_id)
    if found is None or key_id not in (None, found.key_id):
        raise SubmissionNotFound(submission_id)
    return found


def read_queue(session: Session, queue: Queue, *, limit: int | None = None) -> tuple[Submission, ...]:
    """At most so many submissions of the queue."""
    return submission_log.list_submissions(session, queue, limit=limit)


def read_document(session: Session, submission: Submission) -> bytes:
    """The document of the submission as it was sent: JSON in UTF-8."""
    return submission_log.load_document(session, submission.id)
