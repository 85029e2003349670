"""What the page of one person counts: trips by year, countries, and who was at the same places on the same days.

Slug -> statistics over the events of the person, and co-presence with those who share most events -> `PersonFigures`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from timeline.model.figures.copresence import Who
from timeline.model.figures.statistics import Group, LabelledStatistic, Unit
from timeline.model.query import EventQuery
from timeline.model.vocabulary import ParticipantType
from timeline.reading.copresence import copresences_of
from timeline.reading.names.titles import title_of
from timeline.reading.snapshot import Snapshot
from timeline.reading.statistics import statistic_of
from timeline.render.words.languages import DEFAULT_LANGUAGE

_MOST_COMPANIONS: Final = 9
"""Others for whom co-presence is looked up: one statement each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Another person who was at the same place on the same days `times` times, last until `last_day` (inclusive)."""

    slug: str
    name: str
    times: int
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFigures:
    """`trips` and `stays` by year and by country; `met` are those who share most events, most times first."""

    trips: LabelledStatistic
    stays: LabelledStatistic
    met: tuple[Met, ...]


def read_person_figures(snapshot: Snapshot, slug: str) -> PersonFigures:
    """The figures of this person, who must be named by a public event."""
    query = EventQuery(person=(slug,))
    return PersonFigures(
        trips=statistic_of(snapshot, query, Group.YEAR, Unit.TRIPS, DEFAULT_LANGUAGE),
        stays=statistic_of(snapshot, query, Group.COUNTRY, Unit.STAYS, DEFAULT_LANGUAGE),
        met=_met(snapshot, slug, query),
    )


def _met(snapshot: Snapshot, slug: str, query: EventQuery) -> tuple[Met, ...]:
    shared = statistic_of(snapshot, query, Group.PERSON, Unit.EVENTS, DEFAULT_LANGUAGE).statistic.rows
    others = [row.key for row in shared if row.key != slug][:_MOST_COMPANIONS]
    met = (found for other in others if (found := _met_with(snapshot, slug, other)) is not None)
    return tuple(sorted(met, key=lambda one: (-one.times, one.name)))


def _met_with(snapshot: Snapshot, slug: str, other: str) -> Met | None:
    """How often the two were at the same place, counted as `/v1/copresence` counts for them alone."""
    participants = [Who(ParticipantType.PERSON, who) for who in (slug, other)]
    rows = copresences_of(snapshot, participants, EventQuery(person=(slug, other)))
    if not rows:
        return None
    last_day = max(row.last_day for row in rows)
    return Met(slug=other, name=title_of(snapshot, "people", other), times=len(rows), last_day=last_day)
