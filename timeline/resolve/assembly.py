"""From the reports that speak at one moment to the event that is shown (R3 to R8).

`SpeakingReports` -> single values and unions resolved -> names and offices looked up in the catalogue -> contested
properties collected, plan and outcome compared (`phases`) -> a frozen `Event`. `part_of` and
`itinerary` still hold what the reports say; `family` replaces them by public slugs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from timeline.model.catalogue.entries import Catalogue
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event, EventParticipant, EventPlace, EventSource, JsonValue, JudgedClaim
from timeline.model.figures.offices import with_offices
from timeline.model.report import Report, Ruling
from timeline.model.says import Link, Ordinal
from timeline.model.vocabulary import EventKind, Mode, Rank, Role, Status
from timeline.resolve.claims import SpeakingReports
from timeline.resolve.comparison import ANY, DATES, ITINERARIES, ORDINALS, Comparison, places
from timeline.resolve.dependence import overtaken_days
from timeline.resolve.life_cycle import resolve_status
from timeline.resolve.phases import deviations_of, phases_of
from timeline.resolve.single import Judged, Resolved, resolve_single
from timeline.resolve.texts import ResolvedText, resolve_summaries, resolve_titles
from timeline.resolve.unions import (
    Members,
    ResolvedParticipant,
    resolve_links,
    resolve_parents,
    resolve_participants,
    resolve_topics,
)


@dataclass(frozen=True, slots=True)
class _Singles:
    """The resolved single-valued properties of one event."""

    kind: Resolved[EventKind]
    title: ResolvedText
    summary: ResolvedText
    status: Resolved[Status]
    when: Resolved[EventDate]
    where: Resolved[tuple[str, ...]]
    itinerary: Resolved[tuple[str, ...]]
    url: Resolved[str]
    rank: Resolved[Rank]
    mode: Resolved[Mode]
    series: Resolved[str]
    ordinal: Resolved[Ordinal]

    def named(self) -> tuple[tuple[str, Resolved[Any]], ...]:
        """(property, resolution) in the order of the exchange format."""
        return tuple((name, _in_main_language(getattr(self, name))) for name in self.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class _Resolution:
    """Every property of one event, resolved."""

    singles: _Singles
    participants: tuple[ResolvedParticipant, ...]
    topics: Members
    links: tuple[Link, ...]
    judged_links: tuple[Judged[str], ...]
    parents: Members

    @classmethod
    def of(cls, speaking: SpeakingReports, catalogue: Catalogue) -> _Resolution:
        links, judged_links = resolve_links(speaking)
        return cls(
            singles=_resolve_singles(speaking, catalogue),
            participants=resolve_participants(speaking),
            topics=resolve_topics(speaking),
            links=links,
            judged_links=judged_links,
            parents=resolve_parents(speaking),
        )

    @property
    def judged(self) -> tuple[Judged[Any], ...]:
        singles = (judged for _, resolved in self.singles.named() for judged in resolved.judged)
        participants = (judged for participant in self.participants for judged in participant.judged)
        return (*singles, *participants, *self.topics.judged, *self.judged_links, *self.parents.judged)


def assemble(
    event_id: str, slug: str, reports: Sequence[Report], rulings: Sequence[Ruling], catalogue: Catalogue
) -> Event:
    """The event that these reports (at least one) and rulings give; their order does not matter (R1)."""
    speaking = SpeakingReports.of(reports, rulings)
    resolution = _Resolution.of(speaking, catalogue)
    singles, participants = resolution.singles, resolution.participants
    where = tuple(event_place(slug, catalogue) for slug in _shown(singles.where) or ())
    when = _at_place(_shown(singles.when) or EventDate.unknown(), where)
    event = Event(
        id=event_id,
        slug=slug,
        kind=_shown(singles.kind),
        status=_shown(singles.status),
        title=_shown(singles.title.main),
        titles=singles.title.others,
        summary=_shown(singles.summary.main),
        summaries=singles.summary.others,
        url=_shown(singles.url),
        when=when,
        where=where,
        no_place=_shown(singles.where) == (),
        participants=_participants(participants, catalogue),
        topics=resolution.topics.shown,
        links=resolution.links,
        part_of=resolution.parents.shown,
        itinerary=_shown(singles.itinerary) or (),
        rank=_shown(singles.rank),
        mode=_shown(singles.mode),
        series=_shown(singles.series),
        ordinal=_shown(singles.ordinal),
        contested=_contested(singles, participants),
        deviations=deviations_of(singles.when, singles.where, participants, catalogue),
        sources=_sources(speaking),
        claims=tuple(judged_claim(judged) for judged in resolution.judged),
        phases=phases_of(singles.when, singles.where, singles.status, resolution.judged),
    )
    return with_offices(event, catalogue)


def judge_claims(speaking: SpeakingReports, catalogue: Catalogue) -> tuple[Judged[Any], ...]:
    """Every claim with its relation to the shown value: property by property, best ranked first."""
    return _Resolution.of(speaking, catalogue).judged


def event_place(slug: str, catalogue: Catalogue) -> EventPlace:
    """The catalogue's place as an event shows it."""
    place = catalogue.place(slug)
    return EventPlace(
        slug=place.slug,
        name=place.name,
        country=place.country,
        territory=place.territory,
        latitude=place.latitude,
        longitude=place.longitude,
        time_zone=place.time_zone,
    )


def _at_place(when: EventDate, where: Sequence[EventPlace]) -> EventDate:
    """The date with the time zone of the places, if they share one: days are local days there."""
    zones = {place.time_zone for place in where}
    if when.time_zone is not None or when.first_day is None or len(zones) != 1:
        return when
    return replace(when, time_zone=zones.pop())


def _resolve_singles(speaking: SpeakingReports, catalogue: Catalogue) -> _Singles:
    def resolved(name: str, comparison: Comparison[Any]) -> Resolved[Any]:
        return resolve_single(speaking, speaking.claims_of(name, lambda report: getattr(report.says, name)), comparison)

    status = resolve_status(speaking)
    days = speaking.claims_of("when", lambda report: report.says.when)
    return _Singles(
        kind=resolved("kind", ANY),
        title=resolve_titles(speaking),
        summary=resolve_summaries(speaking, status),
        status=status,
        when=resolve_single(speaking, days, DATES, overtaken_days(status, days)),
        where=resolved("where", places(catalogue)),
        itinerary=resolved("itinerary", ITINERARIES),
        url=resolved("url", ANY),
        rank=resolved("rank", ANY),
        mode=resolved("mode", ANY),
        series=resolved("series", ANY),
        ordinal=resolved("ordinal", ORDINALS),
    )


def _in_main_language(resolved: Resolved[Any] | ResolvedText) -> Resolved[Any]:
    return resolved.main if isinstance(resolved, ResolvedText) else resolved


def _shown(resolved: Resolved[Any]) -> Any:
    return resolved.shown.value if resolved.shown else None


def _participants(participants: Sequence[ResolvedParticipant], catalogue: Catalogue) -> tuple[EventParticipant, ...]:
    """The shown participants, ordered by role (travellers first, those without a role last) and slug."""
    roles = list(Role)
    shown = [_participant(resolved, catalogue) for resolved in participants if resolved.is_shown]
    return tuple(sorted(shown, key=lambda p: (roles.index(p.role) if p.role else len(roles), p.who)))


def _participant(resolved: ResolvedParticipant, catalogue: Catalogue) -> EventParticipant:
    who, when = resolved.who, _shown(resolved.when)
    by, together_with = _shown(resolved.by), _shown(resolved.together_with)
    return EventParticipant(
        who=who,
        name=catalogue.participant(who).name,
        type=catalogue.participant_type(who),
        office=None,  # looked up by `with_offices`
        role=_shown(resolved.role),
        presence=_shown(resolved.presence),
        when=when,
        by=by,
        by_name=None if by is None else catalogue.participant(by).name,
        together_with=together_with,
        together_with_name=None if together_with is None else catalogue.participant(together_with).name,
        reason=_shown(resolved.reason),
        level=_shown(resolved.level),
    )


def _contested(singles: _Singles, participants: Sequence[ResolvedParticipant]) -> tuple[str, ...]:
    """The names of the properties on which claims contradict each other (R5)."""
    single = [name for name, resolved in singles.named() if resolved.is_contested]
    parts = [part for resolved in participants if resolved.is_shown for part in resolved.parts if part.is_contested]
    return (*single, *(part.judged[0].claim.property for part in parts))


def _sources(speaking: SpeakingReports) -> tuple[EventSource, ...]:
    """The sources whose reports speak, ordered by their earliest publication and id."""
    first = {report.source.id: report for report in reversed(speaking.reports)}
    sources = [
        EventSource(
            id=report.source.id,
            publisher=report.source.publisher,
            title=report.source.title,
            url=report.source.url,
            tier=report.source.tier,
            published_at=report.public_at,
            locators=_locators(speaking, report.source.id),
        )
        for report in first.values()
    ]
    return tuple(sorted(sources, key=lambda source: (source.published_at, source.id)))


def _locators(speaking: SpeakingReports, source_id: str) -> tuple[str, ...]:
    """Where in the source its reports stand, in their order."""
    reports = (report for report in speaking.reports if report.source.id == source_id)
    return tuple(dict.fromkeys(report.locator for report in reports if report.locator))


def judged_claim(judged: Judged[Any]) -> JudgedClaim:
    claim, report = judged.claim, judged.claim.report
    return JudgedClaim(
        property=claim.property,
        value=_json_value(claim.value),
        relation=judged.relation,
        report_id=report.id,
        source=report.source.id,
        record=report.record,
        publisher=report.source.publisher,
        tier=report.source.tier,
        published_at=report.public_at,
        attributed_to=report.attributed_to,
        locator=report.locator,
        via=report.source.via,
        url=report.source.url,
        note=report.note,
        corrected_by=judged.corrected_by.report_id if judged.corrected_by else None,
        reason=judged.corrected_by.reason if judged.corrected_by else None,
        ruling=claim.ruling.id if claim.ruling else None,
        ruled_at=claim.ruling.made_at if claim.ruling else None,
        ruling_reason=claim.ruling.reason if claim.ruling else None,
    )


def _json_value(value: Any) -> JsonValue:
    if isinstance(value, EventDate):
        return dict(value.to_json())  # type: ignore[arg-type]
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, int) else str(value)
