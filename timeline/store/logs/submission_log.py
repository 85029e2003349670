"""Submissions and the decisions on them, append-only and apart from the log of writes.

`Submission` with its document, `SubmissionDecision` -> rows; rows -> `Submission` with its decision, without the
document. The id of a submission covers key and document, so `verify_submissions` finds what was altered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, func, insert, select
from sqlalchemy.orm import Session

from timeline import ids
from timeline.errors import Problem
from timeline.model.writers.submission import Queue, Submission, SubmissionDecision, SubmissionState
from timeline.store.logs.audit_log import UNREADABLE
from timeline.store.logs.write_log import columns_of
from timeline.store.tables import SubmissionDecisionRow, SubmissionRow, table_of

_SUBMISSIONS = table_of(SubmissionRow)
_DECISIONS = table_of(SubmissionDecisionRow)
_JOINED = _SUBMISSIONS.outerjoin(_DECISIONS, _DECISIONS.c.submission_id == _SUBMISSIONS.c.id)
_IS_WAITING = _DECISIONS.c.submission_id.is_(None)


def append_submission(session: Session, submission: Submission, content: bytes) -> Submission:
    """Append it with its document at the end of the queue. Returns it with its place there."""
    newest = session.execute(select(func.max(_SUBMISSIONS.c.seq))).scalar() or 0
    placed = replace(submission, seq=newest + 1)
    values = columns_of(placed) | {"content": content}
    del values["decision"], values["size"]
    session.execute(insert(_SUBMISSIONS), [values])
    return placed


def append_decision(session: Session, submission_id: str, decision: SubmissionDecision) -> None:
    """Append what was decided. There must be no decision on it yet."""
    values = columns_of(decision) | {"submission_id": submission_id, "state": decision.state.value}
    session.execute(insert(_DECISIONS), [values])


def find_submission(session: Session, submission_id: str) -> Submission | None:
    """The submission with this id."""
    row = session.execute(_selected().where(_SUBMISSIONS.c.id == submission_id)).first()
    return None if row is None else _submission_of(row)


def load_document(session: Session, submission_id: str) -> bytes:
    """The document of this submission as it was sent. There must be one."""
    return bytes(session.execute(select(_SUBMISSIONS.c.content).where(_SUBMISSIONS.c.id == submission_id)).scalar_one())


def count_waiting(session: Session, key_id: str) -> int:
    """How many submissions of this key wait."""
    waiting = select(func.count()).select_from(_JOINED).where(_SUBMISSIONS.c.key_id == key_id, _IS_WAITING)
    return int(session.execute(waiting).scalar_one())


def list_submissions(session: Session, queue: Queue, *, limit: int | None = None) -> tuple[Submission, ...]:
    """Submissions in the order in which they came."""
    statement = _selected().where(_SUBMISSIONS.c.seq > queue.after)
    if queue.key_id is not None:
        statement = statement.where(_SUBMISSIONS.c.key_id == queue.key_id)
    if queue.state is SubmissionState.WAITING:
        statement = statement.where(_IS_WAITING)
    elif queue.state is not None:
        statement = statement.where(_DECISIONS.c.state == queue.state.value)
    rows = session.execute(statement.order_by(_SUBMISSIONS.c.seq).limit(limit))
    return tuple(_submission_of(row) for row in rows)


def verify_submissions(session: Session) -> tuple[Problem, ...]:
    """One problem for each submission whose key or document was altered, and one where a submission is missing."""
    columns = (_SUBMISSIONS.c.seq, _SUBMISSIONS.c.id, _SUBMISSIONS.c.key_id, _SUBMISSIONS.c.content)
    try:  # one document at a time is in memory
        return tuple(
            _faults(session.execute(select(*columns).order_by(_SUBMISSIONS.c.seq).execution_options(yield_per=1)))
        )
    except UNREADABLE:
        return (Problem("submission", "a row cannot be read"),)


def _faults(rows: Iterable[Row[Any]]) -> Iterator[Problem]:
    for number, row in enumerate(rows, start=1):
        if row.id != ids.submission_id(row.key_id, bytes(row.content)):
            yield Problem(f"submission {row.id}", "the submission differs from what was stored")
        if row.seq != number:
            yield Problem(f"submission {number}", "a submission is missing before this place")
            return


def _selected() -> Select[Any]:
    own = [column for column in _SUBMISSIONS.columns if column.name != "content"]
    decided = [column for column in _DECISIONS.columns if column.name not in ("submission_id", "actor")]
    size, decider = func.length(_SUBMISSIONS.c.content).label("size"), _DECISIONS.c.actor.label("decider")
    return select(*own, size, *decided, decider).select_from(_JOINED)


def _submission_of(row: Row[Any]) -> Submission:
    decision = None
    if row.state is not None:
        decision = SubmissionDecision(
            state=SubmissionState(row.state),
            actor=row.decider,
            decided_at=row.decided_at,
            reason=row.reason,
            write_id=row.write_id,
        )
    return Submission(
        seq=row.seq,
        id=row.id,
        key_id=row.key_id,
        actor=row.actor,
        received_at=row.received_at,
        size=row.size,
        decision=decision,
    )
