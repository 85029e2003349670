"""What a page shows of one event: the stored public JSON and claims, read back into model values and put into words.

StoredEvent -> `event_view` -> `EventView` -> template. Every fixed word comes from `timeline.render`; what only pages
say stands in `api.pages.claims` and here. Nothing is marked up: the template escapes all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import orjson

from api.pages.claims import NO_REFERENCES, ClaimView, PropertyView, References, Setting, property_views
from timeline.errors import InvalidDate
from timeline.model.catalogue.entries import Catalogue
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Deviation, EventParticipant, EventPlace
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import EventKind, ParticipantType, Presence, Role, Status, Tier
from timeline.render.text import kind_words, place_words, status_words, tier_words
from timeline.render.words.date_words import date_words, day_words
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

_WORDS: Final = words_of(DEFAULT_LANGUAGE)
SourceTitles = Mapping[str, tuple[str | None, str | None]]
"""(Title, address) of a source by its id."""

_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """A place with its country or territory in words."""

    slug: str
    name: str
    words: str
    country: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantView:
    """A participant; `part` is role, presence and own days in words, `is_missing` if the participant did not come."""

    who: str
    name: str
    folder: str
    office: str | None
    part: str
    is_missing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source that speaks on the event; `url` only if it is http(s)."""

    id: str
    publisher: str
    title: str | None
    url: str | None
    tier: str
    day: str
    day_iso: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gutter:
    """The date in the list's margin: weekday small, day and month bold; empty where no short form is true."""

    weekday: str
    day: str
    month: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """One event in words, ready for a template."""

    stored: StoredEvent
    title: str
    summary: str | None
    url: str | None
    kind: str
    kind_code: str
    status: str | None
    status_code: str
    when: EventDate
    date: str
    read_on: str | None
    """The day from which the source's own words (`when.phrase`) are read."""
    gutter: Gutter
    is_uncertain: bool
    places: tuple[PlaceView, ...]
    participants: tuple[ParticipantView, ...]
    topics: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    part_of: str | None
    sources: tuple[SourceView, ...]
    contested: str | None
    deviations: tuple[str, ...]
    properties: tuple[PropertyView, ...]
    corrected: tuple[ClaimView, ...]

    @property
    def report_notes(self) -> tuple[tuple[str, str], ...]:
        """(Publisher, note) of every report that has one, each once."""
        claims = (claim for prop in self.properties for claim in prop.claims)
        return tuple(dict.fromkeys((claim.publisher, claim.note) for claim in claims if claim.note))

    @property
    def is_trip(self) -> bool:
        """True for one traveller's journey."""
        return self.kind_code == EventKind.TRIP

    @property
    def people(self) -> tuple[ParticipantView, ...]:
        """Participants in the order of the event, those who came or are to come first."""
        return tuple(sorted(self.participants, key=lambda participant: participant.is_missing))


def event_view(
    stored: StoredEvent, catalogue: Catalogue, titles: SourceTitles, references: References = NO_REFERENCES
) -> EventView:
    """The event in words; `titles` has (title, address) by source id for the sources whose names are looked up."""
    found = orjson.loads(stored.json)
    when = EventDate.from_json(found["when"])
    claims = orjson.loads(stored.claims)
    participants = tuple(_participant(entry) for entry in found["participants"])
    names = {entry.who: entry.name for entry in participants}
    deviated = frozenset(entry["property"] for entry in found["deviations"])
    properties = property_views(
        claims, Setting(catalogue=catalogue, names=names, deviated=deviated, references=references)
    )
    status = None if found["status"] is None else Status(found["status"])
    return EventView(
        stored=stored,
        title=stored.title or found["title"] or stored.slug,
        summary=found["summary"],
        url=safe_url(found["url"]),
        kind=kind_words(None if found["kind"] is None else EventKind(found["kind"])),
        kind_code=found["kind"] or "event",
        status=None if status is None else status_words(status),
        status_code=found["status"] or "unknown",
        when=when,
        date=date_words(when),
        read_on=None if when.dateline is None else day_words(when.dateline),
        gutter=_gutter(when),
        is_uncertain=not when.exact,
        places=tuple(_place_view(EventPlace(**place), catalogue) for place in found["where"]),
        participants=tuple(_participant_view(entry) for entry in participants),
        topics=tuple((topic, _topic_name(topic, catalogue)) for topic in found["topics"]),
        links=tuple(
            (link["url"], link["label"] or link["url"]) for link in found["links"]["related"] if safe_url(link["url"])
        ),
        part_of=found["part_of"],
        sources=_sources(found["sources"], claims, titles),
        contested=_contested(found["contested"], names),
        deviations=tuple(_deviation(Deviation(**entry), names, catalogue) for entry in found["deviations"]),
        properties=properties,
        corrected=_corrected(properties),
    )


def _corrected(properties: tuple[PropertyView, ...]) -> tuple[ClaimView, ...]:
    """The corrected claims, one for each correction: what it reaches below ("participants.hamas.role") is left out."""
    first: dict[tuple[str, str | None], ClaimView] = {}
    for claim in (claim for prop in properties for claim in prop.claims if claim.is_corrected):
        first.setdefault((claim.source, claim.reason), claim)
    return tuple(first.values())


def safe_url(url: str | None) -> str | None:
    """The address if it is absolute http(s), else None: nothing else becomes a link (RELIABILITY.md E11)."""
    is_safe = url is not None and url.isprintable() and url.startswith(("http://", "https://"))
    return url if is_safe else None


def _gutter(when: EventDate) -> Gutter:
    first, last = when.first_day, when.last_day
    if first is None or last is None:
        known, word = (first, "from") if first is not None else (last, "by")
        return Gutter(weekday="", day="", month="") if known is None else _margin_of(word, known)
    if not when.exact and (last - first).days > 13:
        return Gutter(weekday="between", day="", month=_month_range(first, last))
    weekday = "–".join(_WEEKDAYS[day.weekday()] for day in dict.fromkeys((first, last)))
    if (first.year, first.month) == (last.year, last.month):
        day = str(first.day) if first == last else f"{first.day}–{last.day}"
        return Gutter(weekday=weekday, day=day, month=_month(first))
    return Gutter(weekday=weekday, day=f"{first.day} {_month(first)} –", month=f"{last.day} {_month(last)}")


def _margin_of(word: str, day: date) -> Gutter:
    return Gutter(weekday=word, day=str(day.day), month=_month(day))


def _month_range(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {_month(first)}"
    return f"{first.day} {_month(first)} – {last.day} {_month(last)}"


def _month(day: date) -> str:
    return _WORDS.dates.months[day.month - 1][:3]


def _participant(entry: dict[str, Any]) -> EventParticipant:
    return EventParticipant(
        who=entry["who"],
        name=entry["name"],
        type=ParticipantType(entry["type"]),
        office=entry["office"],
        role=None if entry["role"] is None else Role(entry["role"]),
        presence=None if entry["presence"] is None else Presence(entry["presence"]),
        when=None if entry["when"] is None else EventDate.from_json(entry["when"]),
    )


def _participant_view(participant: EventParticipant) -> ParticipantView:
    parts = [] if participant.role is None else [_WORDS.roles[participant.role]]
    if participant.presence is not None:
        parts.append(_WORDS.presences[participant.presence])
    if participant.when is not None:
        parts.append(date_words(participant.when))
    return ParticipantView(
        who=participant.who,
        name=participant.name,
        folder="people" if participant.type is ParticipantType.PERSON else "organizations",
        office=participant.office,
        part=", ".join(parts),
        is_missing=participant.presence in (Presence.ABSENT, Presence.DECLINED),
    )


def _place_view(place: EventPlace, catalogue: Catalogue) -> PlaceView:
    return PlaceView(
        slug=place.slug,
        name=place.name,
        words=place_words(place, catalogue),
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
    )


def _topic_name(slug: str, catalogue: Catalogue) -> str:
    return catalogue.topics[slug].name if slug in catalogue.topics else slug


def _sources(ids: list[str], claims: list[dict[str, Any]], titles: SourceTitles) -> tuple[SourceView, ...]:
    """The sources in the order of the event, each with its earliest publication among the claims."""
    earliest: dict[str, dict[str, Any]] = {}
    for claim in claims:
        known = earliest.get(claim["source"])
        if known is None or claim["published_at"] < known["published_at"]:
            earliest[claim["source"]] = claim
    return tuple(_source(earliest[source], *titles.get(source, (None, None))) for source in ids if source in earliest)


def _source(claim: dict[str, Any], title: str | None, url: str | None) -> SourceView:
    published_at = datetime.fromisoformat(claim["published_at"])
    return SourceView(
        id=claim["source"],
        publisher=claim["publisher"],
        title=title,
        url=safe_url(url),
        tier=tier_words(Tier(claim["tier"])),
        day=day_words(published_at.date()),
        day_iso=published_at.date().isoformat(),
    )


def _property_name(name: str, names: dict[str, str]) -> str:
    head, _, member = name.partition(".")
    return names.get(member.partition(".")[0], member) if member else _WORDS.properties.get(head, head)


def _contested(properties: list[str], names: dict[str, str]) -> str | None:
    if not properties:
        return None
    return _WORDS.contested.format(properties=", ".join(_property_name(name, names) for name in properties))


def _deviation(deviation: Deviation, names: dict[str, str], catalogue: Catalogue) -> str:
    """ "Planned 27 November to 2 December 2023, took place 28 November to 1 December 2023": plan and outcome (R7)."""
    planned = _short_value(deviation.planned, deviation.property, catalogue)
    actual = _short_value(deviation.actual, deviation.property, catalogue)
    if deviation.property == "when":
        return f"Planned {planned}, took place {actual}"
    if deviation.property == "where":
        return f"Planned in {planned}, took place in {actual}"
    return f"{_property_name(deviation.property, names)}: planned {planned}, then {actual}"


def _short_value(value: str | None, name: str, catalogue: Catalogue) -> str:
    if value is None:
        return "not known"
    if name.endswith("when"):
        try:
            return date_words(EventDate.from_edtf(value))
        except InvalidDate:
            return value
    if name == "where":
        slugs = value.split(", ")
        return ", ".join(catalogue.places[slug].name if slug in catalogue.places else slug for slug in slugs)
    return value
