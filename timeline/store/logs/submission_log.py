"""Submissions and the decisions on them, append-only and apart from the log of writes.

`Submission`, `Decision` -> rows; rows -> `Submission` with its decision. The id of a submission covers key and content,
so `verify_submissions` finds what was altered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, func, insert, select
from sqlalchemy.orm import Session

from timeline import ids
from timeline.errors import Problem
from timeline.model.writers.submission import Decision, Queue, Submission, SubmissionState
from timeline.store.logs.audit_log import UNREADABLE
from timeline.store.logs.write_log import columns_of
from timeline.store.tables import SubmissionDecisionRow, SubmissionRow, table_of

_SUBMISSIONS = table_of(SubmissionRow)
_DECISIONS = table_of(SubmissionDecisionRow)


def append_submission(session: Session, submission: Submission) -> Submission:
    """Append it at the end of the queue. Returns it with its place there."""
    newest = session.execute(select(func.max(_SUBMISSIONS.c.seq))).scalar() or 0
    placed = replace(submission, seq=newest + 1)
    values = columns_of(placed)
    del values["decision"]
    session.execute(insert(_SUBMISSIONS), [values])
    return placed


def append_decision(session: Session, submission_id: str, decision: Decision) -> None:
    """Append what was decided. There must be no decision on it yet."""
    values = columns_of(decision) | {"submission_id": submission_id, "state": decision.state.value}
    session.execute(insert(_DECISIONS), [values])


def find_submission(session: Session, submission_id: str) -> Submission | None:
    """The submission with this id."""
    row = session.execute(_selected().where(_SUBMISSIONS.c.id == submission_id)).first()
    return None if row is None else _submission_of(row)


def list_submissions(session: Session, queue: Queue, *, limit: int | None = None) -> tuple[Submission, ...]:
    """Submissions in the order in which they came."""
    statement = _selected().where(_SUBMISSIONS.c.seq > queue.after)
    if queue.key_id is not None:
        statement = statement.where(_SUBMISSIONS.c.key_id == queue.key_id)
    if queue.state is SubmissionState.WAITING:
        statement = statement.where(_DECISIONS.c.state.is_(None))
    elif queue.state is not None:
        statement = statement.where(_DECISIONS.c.state == queue.state.value)
    rows = session.execute(statement.order_by(_SUBMISSIONS.c.seq).limit(limit))
    return tuple(_submission_of(row) for row in rows)


def verify_submissions(session: Session) -> tuple[Problem, ...]:
    """One problem for each submission whose key or content was altered, and for each missing one."""
    try:
        listed = list_submissions(session, Queue())
    except UNREADABLE:
        return (Problem("submission", "a row cannot be read"),)
    return tuple(_faults(listed))


def _faults(listed: tuple[Submission, ...]) -> Iterator[Problem]:
    for number, one in enumerate(listed, start=1):
        if one.id != ids.submission_id(one.key_id, one.content):
            yield Problem(f"submission {one.id}", "the submission differs from what was stored")
        if one.seq != number:
            yield Problem(f"submission {number}", "a submission is missing before this place")
            return


def _selected() -> Select[Any]:
    decided = [column for column in _DECISIONS.columns if column.name not in ("submission_id", "actor")]
    statement = select(*_SUBMISSIONS.columns, *decided, _DECISIONS.c.actor.label("decider"))
    return statement.outerjoin(_DECISIONS, _DECISIONS.c.submission_id == _SUBMISSIONS.c.id)


def _submission_of(row: Row[Any]) -> Submission:
    decision = None
    if row.state is not None:
        decision = Decision(
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
        content=bytes(row.content),
        decision=decision,
    )
