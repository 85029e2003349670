"""A revision log in memory: what the store does around `number_states`, for the tests of R12."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from tests.timeline.resolve.builders import CATALOGUE, EVENT_ID, day, event_record
from timeline.model.event import Event, NumberedState, Revision, State
from timeline.model.event_json import shown_part
from timeline.model.report import Report
from timeline.model.writers.write import Write
from timeline.resolve.history import states
from timeline.resolve.numbering import number_states


@dataclass(slots=True)
class Log:
    """Reports and revisions of one event, append-only; `rows` is the read table after the last write."""

    reports: list[Report] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    rows: tuple[NumberedState, ...] = ()

    def write(self, *reports: Report, at: datetime | int) -> tuple[Revision, ...]:
        """Record the reports at that time; give the revisions that were appended."""
        recorded_at = day(at) if isinstance(at, int) else at
        self.reports += [replace(report, recorded_at=recorded_at) for report in reports]
        return self.settle(states(event_record(*self.reports), CATALOGUE), recorded_at)

    def settle(self, found: tuple[State, ...], at: datetime | int) -> tuple[Revision, ...]:
        """Number these states at that time; give the revisions that were appended."""
        recorded_at = day(at) if isinstance(at, int) else at
        write = Write(recorded_at=recorded_at, author="editor", cause="load")
        numbering = number_states(EVENT_ID, self.revisions, found, write)
        self.revisions += numbering.appended
        self.rows = numbering.numbered
        return numbering.appended

    def at(self, moment: datetime | int) -> tuple[int, Event] | None:
        """(number, what is shown) at that moment, as the read table has it; None while hidden."""
        found = self.seen(moment)
        return (found[0], shown_part(found[3])) if found else None

    def seen(self, moment: datetime | int) -> tuple[int, datetime, datetime, Event] | None:
        """All that the public sees of the row at that moment: number, its two times and what is shown."""
        instant = day(moment) if isinstance(moment, int) else moment
        for row in self.rows:
            if row.state.known_from <= instant and (row.state.known_to is None or instant < row.state.known_to):
                assert row.state.event is not None
                revision = row.revision
                return revision.number, revision.known_from, revision.updated_at, row.state.event
        return None

    def number(self, moment: datetime | int) -> int | None:
        """The number shown at that moment."""
        found = self.at(moment)
        return found[0] if found else None
