"""What one record of one source says about one event, and the rulings of editors.

`ingest` reads reports from documents, `store` keeps them append-only, and `resolve` computes an event from them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from timeline import ids
from timeline.model.says import Says
from timeline.model.source import Source
from timeline.model.vocabulary import Phase, Withdrawer, phase_of


class RecordKey(NamedTuple):
    """A record and the source that it belongs to."""

    source: str
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The claim that a desk report corrects (R8), and why.

    `property` is a single-valued property, a union ("participants") or one member of a union ("participants.hamas").
    """

    source: str
    record: str
    property: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One row of the report log. `published_at` is the report's own time or its source's; all instants are UTC.

    The newest row of (source, record) speaks, unless it is `withdrawn`. `private` reports are never public (R10).
    `withdrawn_by` says who withdrew the record (None in databases of older releases: not known). `write_id` is the
    number of the write that stored the row, 0 before: newer is the order of the log (R12).
    """

    source: Source
    record: str
    says: Says
    published_at: datetime
    recorded_at: datetime
    attributed_to: str | None = None
    locator: str | None = None
    note: str | None = None
    embargo_until: datetime | None = None
    private: bool = False
    withdrawn: bool = False
    withdrawn_by: Withdrawer | None = None
    corrects: Correction | None = None
    id: str = ""
    write_id: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        """Compute the id from the content (R13), unless the store gives it."""
        if not self.id:
            object.__setattr__(self, "id", ids.report_id(self.source.id, self.record, self.says.to_json()))

    @property
    def record_key(self) -> RecordKey:
        """The record and source of this row."""
        return RecordKey(self.source.id, self.record)

    @property
    def logged(self) -> tuple[int, datetime]:
        """Sorts rows in the order of the log, newest last (R12)."""
        return (self.write_id, self.recorded_at)

    @property
    def public_at(self) -> datetime:
        """The effective publication time: the later of publication and embargo (R10)."""
        return max(self.published_at, self.embargo_until) if self.embargo_until else self.published_at

    def is_public_at(self, moment: datetime) -> bool:
        """True if the public can see the report at that moment (R10)."""
        return not self.private and self.public_at <= moment

    @property
    def was_hidden(self) -> bool:
        """True if it is private, was under embargo, or was recorded before its publication (R10).

        It stays true afterwards: what is fixed when a report arrives, as a slug, must not tell what it says.
        """
        return self.private or self.embargo_until is not None or self.public_at > self.recorded_at

    @property
    def phase(self) -> Phase:
        """Whether the report speaks of the plan or of the outcome (R2)."""
        return phase_of(self.says.status, self.source.tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """An editor's decision which report's claim prevails for one property of one event, from `made_at` on (R9).

    `taken_back_at` ends it: from then on it counts as if it had never been made. `seq` is its place in the log, 0
    before it is stored; of two rulings on one property the later in the log counts.
    """

    id: str
    event_id: str
    property: str
    report_id: str
    reason: str
    author: str
    made_at: datetime
    taken_back_at: datetime | None = None
    seq: int = field(default=0, compare=False)

    def holds_at(self, moment: datetime) -> bool:
        """True from `made_at` (inclusive) until the ruling was taken back (exclusive)."""
        return self.made_at <= moment and (self.taken_back_at is None or moment < self.taken_back_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who decided something about the log, when (UTC) and why."""

    reason: str
    author: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """Everything that one event is computed from: its id and slug, its reports (in any order) and its rulings."""

    id: str
    slug: str
    reports: tuple[Report, ...] = ()
    rulings: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicReport:
    """A report that is public; `speaks` if the event's state uses it.

    `withdrawn_with` is the row that withdrew its record; None if the record was not withdrawn.
    """

    report: Report
    speaks: bool
    withdrawn_with: Report | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicNames:
    """What the public reports of one event may name (R10): ids and slugs of public events, and their own records.

    The publisher that passed a source on is part of the source, so it is as public as the source.
    """

    events: Collection[str]
    records: Collection[RecordKey]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReports:
    """The public reports of one event, oldest first, and what they may name."""

    reports: tuple[PublicReport, ...]
    names: PublicNames
