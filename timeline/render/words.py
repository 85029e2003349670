"""Every fixed word and sentence pattern that we put around a source's facts, one table for each language.

`words_of("en")` -> `Words` -> used by `render.text`. A translation is one more `Words` in `LANGUAGES`: patterns name
their places, so that a language can order them as it likes. A language that is not there is answered in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from timeline.model.vocabulary import EventKind, Presence, Role, Status, Tier

DEFAULT_LANGUAGE: Final = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """Patterns for dates; `first`, `last`, `day`, `month`, `season`, `year` are made from this table too."""

    months: tuple[str, ...]
    seasons: tuple[str, ...]
    day: str = "{day} {month} {year}"
    day_and_month: str = "{day} {month}"
    month: str = "{month} {year}"
    season: str = "{season} {year}"
    span: str = "{first} to {last}"
    between: str = "between {first} and {last}"
    about: str = "about {day}"
    uncertain: str = "{day}, not certain"
    inside: str = "in {month}, day not known"
    inside_years: str = "in the years {first} to {last}, day not known"
    starting: str = "from {first}, end not known"
    until: str = "by {last}"
    unknown: str = "date not known"
    at_time: str = "{day}, {time} {zone}"
    zone: str = "{place} time ({offset})"
    said: str = "{date}: “{phrase}”"
    said_on: str = "{date}: “{phrase}”, as of {dateline}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language for closed vocabularies, dates and labels."""

    dates: DateWords
    kinds: Mapping[EventKind, str]
    statuses: Mapping[Status, str]
    tiers: Mapping[Tier, str]
    roles: Mapping[Role, str]
    presences: Mapping[Presence, str]
    properties: Mapping[str, str]
    event: str
    untitled: str
    prefixed: str
    participant: str
    participant_office: str
    participation: str
    date: str
    status: str
    participants: str
    part_of: str
    contested: str
    planned: str
    instead: str
    sources: str
    links: str
    page: str


ENGLISH: Final = Words(
    dates=DateWords(
        months=(
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ),
        seasons=("spring", "summer", "autumn", "winter"),
    ),
    kinds={
        EventKind.TRIP: "Trip",
        EventKind.VISIT: "Visit",
        EventKind.MINISTERIAL: "Ministerial meeting",
        EventKind.SUMMIT: "Summit",
        EventKind.MEETING: "Meeting",
        EventKind.CALL: "Call",
        EventKind.BRIEFING: "Briefing",
        EventKind.STATEMENT: "Statement",
        EventKind.AGREEMENT: "Agreement",
        EventKind.CEREMONY: "Ceremony",
    },
    statuses={
        Status.REPORTED: "Reported",
        Status.ANNOUNCED: "Announced",
        Status.CONFIRMED: "Confirmed",
        Status.UNDER_WAY: "Under way",
        Status.COMPLETED: "Completed",
        Status.POSTPONED: "Postponed",
        Status.CANCELLED: "Cancelled",
        Status.WITHDRAWN: "Withdrawn",
    },
    tiers={
        Tier.UNVERIFIED: "unverified",
        Tier.PRESS: "press",
        Tier.OFFICIAL: "official",
        Tier.RECORD: "record",
        Tier.DESK: "desk",
    },
    roles={
        Role.TRAVELLER: "traveller",
        Role.HOST: "host",
        Role.CHAIR: "chair",
        Role.ATTENDEE: "attendee",
        Role.MEDIATOR: "mediator",
        Role.SPOKESPERSON: "spokesperson",
    },
    presences={
        Presence.EXPECTED: "expected",
        Presence.ATTENDED: "attended",
        Presence.REPRESENTED: "represented by somebody else",
        Presence.ABSENT: "absent",
        Presence.DECLINED: "declined",
    },
    properties={
        "kind": "kind",
        "title": "title",
        "summary": "summary",
        "status": "status",
        "when": "date",
        "where": "place",
        "part_of": "trip",
        "url": "address",
        "participants": "participants",
        "topics": "topics",
        "links": "links",
    },
    event="Event",
    untitled="{kind}: {subject}",
    prefixed="{status}: {title}",
    participant="{name}",
    participant_office="{name} ({office})",
    participation="{participant} – {part}",
    date="Date: {date}",
    status="Status: {status}",
    participants="Participants:",
    part_of="Part of: {url}",
    contested="Sources disagree on: {properties}",
    planned="Planned {property}: {planned}",
    instead="Planned {property}: {planned}; as it took place: {actual}",
    sources="Sources:",
    links="More:",
    page="All details: {url}",
)  # fmt: skip

LANGUAGES: Final[Mapping[str, Words]] = {"en": ENGLISH}
"""By primary BCP 47 subtag."""


def words_of(lang: str) -> Words:
    """The words of a BCP 47 language by its primary subtag; English for a language without a table."""
    return LANGUAGES.get(lang.partition("-")[0].lower(), LANGUAGES[DEFAULT_LANGUAGE])
