"""What one record of one source says about one event, and what an editor ruled on it.

A document becomes reports (`ingest`), reports are stored append-only (`store`), and an event is worked out from them
(`resolve`). Nothing here knows how any of that is done.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from timeline import ids
from timeline.model.says import Says
from timeline.model.source import Source
from timeline.model.vocabulary import Phase, Status, Tier


class RecordKey(NamedTuple):
    """Which record of which source."""

    source: str
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Which claim a desk report corrects (R8), and why.

    `property` is a single-valued property, a union ("participants") or one member of it ("participants.hamas").
    """

    source: str
    record: str
    property: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One row of the report log. `published_at` is the report's own time or its source's; all instants are UTC.

    The newest row of (source, record) speaks; `withdrawn` rows make the record fall silent. `private` reports are never
    public.
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
    corrects: Correction | None = None
    id: str = ""

    def __post_init__(self) -> None:
        """Derive the id from content (R13) unless it was given by the store."""
        if not self.id:
            object.__setattr__(self, "id", ids.report_id(self.source.id, self.record, self.says.to_json()))

    @property
    def record_key(self) -> RecordKey:
        """Which record of which source this is a row of."""
        return RecordKey(self.source.id, self.record)

    @property
    def public_at(self) -> datetime:
        """The effective publication time: the later of publication and embargo (R10)."""
        return max(self.published_at, self.embargo_until) if self.embargo_until else self.published_at

    @property
    def phase(self) -> Phase:
        """R2: outcome if the status says under-way or completed, or the source is a record; else plan."""
        if self.says.status in (Status.UNDER_WAY, Status.COMPLETED) or self.source.tier is Tier.RECORD:
            return Phase.OUTCOME
        return Phase.PLAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """An editor's decision which report's claim prevails for one property of one event; counts from `made_at` (R9)."""

    id: str
    event_id: str
    property: str
    report_id: str
    reason: str
    author: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """Everything that one event is worked out from: who it is, its reports (in any order) and its rulings."""

    id: str
    slug: str
    reports: tuple[Report, ...] = ()
    rulings: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicReport:
    """A report as the public can read it; `speaks` if the event's state hears it, `withdrawn` if its record was
    taken back.
    """

    report: Report
    speaks: bool
    withdrawn: bool


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
