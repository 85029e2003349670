"""The shape of a language: which fixed words and patterns a table has to hold, and nothing of what they say.

`words_en`, `words_de` and so on each fill in one `Words`; `render.words.languages` chooses among them. Patterns name their
places, so that a language can order them as it likes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from timeline.model.vocabulary import EventKind, Presence, Role, Status, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """Patterns for dates; `first`, `last`, `day`, `month`, `season`, `year` are made from this table too."""

    months: tuple[str, ...]
    seasons: tuple[str, ...]
    day: str = "{day} {month} {year}"
    day_and_month: str = "{day} {month}"
    day_alone: str = "{day}"
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
class FeedWords:
    """What a calendar says of itself; `title` stands alone or before the name of what the feed is about."""

    title: str
    about: str
    of_year: str
    description: str
    single: str
    cut: str
    newest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language for closed vocabularies, dates and labels."""

    dates: DateWords
    feeds: FeedWords
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
