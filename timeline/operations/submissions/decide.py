"""An editor decides on a submission: takes it, which files its document, or refuses it with a reason. Once only.

id -> the waiting submission -> its document filed as if the editor had sent it (`file_document`) -> the decision, in
the transaction of the write. A document with faults is not taken: the submission waits on.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.errors import SubmissionDecided
from timeline.ingest.documents import open_document
from timeline.model.writers.submission import Submission, SubmissionDecision, SubmissionState
from timeline.operations.filing.file_reports import FilingResult, file_document
from timeline.operations.filing.read_document import read_for_filing
from timeline.operations.stored_names import find_stored_sources
from timeline.operations.work import Work
from timeline.reading.submissions import find_submission
from timeline.store.engine.sessions import Session
from timeline.store.logs import submission_log, write_log

DOCUMENT_NAME = "submission.json"
"""What a submitted document is called in places of faults."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A submission that was taken, and what became of its document."""

    submission: Submission
    filing: FilingResult


def take(work: Work, submission: Submission, reason: str | None = None, *, name: str = DOCUMENT_NAME) -> Taken:
    """File the document of a waiting submission; `name` is that of the document in places of faults.

    Raises InvalidDocument and MissingScope; then the submission waits on.
    """
    opened = open_document(submission_log.load_document(work.session, submission.id), name)
    document = read_for_filing(work, [opened], find_stored_sources(work.session, opened.named_sources))
    before = write_log.newest_write(work.session)
    filing = file_document(work, document)
    after = write_log.newest_write(work.session)
    decision = SubmissionDecision(
        state=SubmissionState.TAKEN,
        actor=work.write.author,
        decided_at=work.now,
        reason=reason,
        write_id=after if after > before else None,
    )
    submission_log.append_decision(work.session, submission.id, decision)
    return Taken(find_submission(work.session, submission.id), filing)


def refuse(work: Work, submission_id: str, reason: str) -> Submission:
    """Refuse the submission; its sender reads the reason. Raises what `find_waiting` raises."""
    find_waiting(work.session, submission_id)
    decision = SubmissionDecision(
        state=SubmissionState.REFUSED, actor=work.write.author, decided_at=work.now, reason=reason
    )
    submission_log.append_decision(work.session, submission_id, decision)
    return find_submission(work.session, submission_id)


def find_waiting(session: Session, submission_id: str) -> Submission:
    """The submission with this id. Raises SubmissionNotFound, and SubmissionDecided if it does not wait any more."""
    submission = find_submission(session, submission_id)
    if submission.decision is not None:
        raise SubmissionDecided(submission_id, submission.decision.state)
    return submission
