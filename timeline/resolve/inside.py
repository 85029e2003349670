"""What an insider sees of one event: everything that is stored, also what is private, under embargo or below the floor.

reports -> without those that a newer row of their record replaced -> private rows count like others, at the end of all
times -> one event, put into one state without beginning and end, so that `resolve.family` can look at its relatives.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import Event, NumberedState, Revision, State
from timeline.model.report import EventRecord
from timeline.resolve.history import event_at_end, is_replaced_unseen

ALWAYS = datetime.min.replace(tzinfo=UTC)
"""The beginning of the one state that an insider sees."""


def opened(record: EventRecord) -> EventRecord:
    """The record with every report as if it were not private, and without those that were replaced unseen."""
    rows = [replace(report, private=False) for report in record.reports]
    return replace(record, reports=tuple(row for row in rows if not is_replaced_unseen(row, rows)))


def inside_states(record: EventRecord, catalogue: Catalogue) -> tuple[State, ...]:
    """The event as an insider sees it, in one state; empty if no report is filed under it."""
    event = event_at_end(opened(record), catalogue)
    return () if event is None else (State(known_from=ALWAYS, known_to=None, event=event),)


def number_inside(record: EventRecord, event: Event, numbers: Iterable[int]) -> NumberedState:
    """The event's state with the number after those of its public states, and the times of its newest report."""
    revision = Revision(
        event_id=event.id,
        number=max(numbers, default=0) + 1,
        known_from=max(report.public_at for report in record.reports),
        recorded_at=max(report.recorded_at for report in record.reports),
        shown=event,
        cause="",
        author="",
    )
    return NumberedState(state=State(known_from=revision.known_from, known_to=None, event=event), revision=revision)
