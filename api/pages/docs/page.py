"""The page `/docs`: examples, parameters, vocabularies, every operation, limit and error.

The tables that the code itself uses, and the OpenAPI description -> sections -> template `docs.html`. The first
commands use names that are public on this service, so that each works; the ten worked examples use the example story.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar
from urllib.parse import quote

from flask import render_template

from api.http.errors import known_problems
from api.http.limits.published import PUBLISHED
from api.pages.docs.examples_table import EXAMPLES
from api.pages.docs.reference import operation_groups, shapes
from api.pages.docs.words import KINDS, LEVELS, MODES, PRESENCES, RANKS, RELATIONS, ROLES, STATUSES, TIERS
from api.parameters.table import COUNT, CURSOR, FEED_OPTIONS, FIELDS, FILTERS, INCLUDE, LANG, LIMIT, ORDER, Parameter
from timeline.reading.pages.examples import read_example_names
from timeline.reading.snapshot import Snapshot

Word = TypeVar("Word", bound=StrEnum)

_MOST_LISTED: Final = 30
"""Up to this number, the allowed words of a parameter are listed; of longer lists only the first and the last word."""

_TYPES: Final[Mapping[str, str]] = {
    "day": "a date, for example 2023-11-28",
    "name": "a slug or id",
    "moment": "a date or an instant, for example 2023-11-28 or 2023-11-28T10:30:00Z; not in the future",
    "since": "a date or an instant, for example 2023-11-28 or 2023-11-28T10:30:00Z",
    "until": "a date or an instant, for example 2023-11-28 or 2023-11-28T10:30:00Z",
    "count": "a whole number",
    "cursor": "the value in `next`",
    "language": "a language tag, for example de",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One word with its explanation; `anchor` is its id in the page, `values` are those that a parameter takes."""

    word: str
    sentence: str
    anchor: str
    values: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Entries under one heading, with an introduction."""

    anchor: str
    heading: str
    lead: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A command that works against this service, and what it requests."""

    words: str
    url: str


def docs_page(snapshot: Snapshot, document: Mapping[str, Any]) -> str:
    """The page for this description; only its examples depend on the public data."""
    base = snapshot.links.base_url
    return render_template(
        "docs.html",
        examples=tuple(Example(words=words, url=f"{base}{path}") for words, path in _examples(snapshot)),
        worked=tuple((example, example.shown_at(base)) for example in EXAMPLES),
        groups=operation_groups(document),
        shapes=shapes(document),
        parameters=_parameter_sections(),
        words=_word_sections(),
        limits=_limits(),
        problems=_problems(),
        base_url=base,
    )


def _examples(snapshot: Snapshot) -> Iterable[tuple[str, str]]:
    """Pairs of meaning and path. Examples that need a name are left out if nothing is public."""
    yield "The first events", "/v1/events?limit=3"
    yield "Visits in one week", "/v1/events?kind=visit&from=2023-11-27&to=2023-12-03"
    yield "What was publicly known on one day", "/v1/events?known_at=2023-11-28&count=true"
    names = read_example_names(snapshot)
    if names.person is not None:
        person = quote(names.person, safe="")
        yield "Events of one person, with the claims of every source", f"/v1/events?person={person}&include=claims"
    if names.event is not None:
        slug = quote(names.event.slug, safe="")
        yield "One event", f"/v1/events/{slug}"
        yield "What was known about it, and when", f"/v1/events/{slug}/history"
        yield "The same event as a calendar", f"/v1/events/{slug}.ics"
    yield "All events as a calendar", "/calendars/all.ics"


def _parameter_sections() -> tuple[Section, ...]:
    return (
        Section(
            anchor="filters",
            heading="Filters",
            lead="They work in every format. A repeated parameter means OR; different parameters mean AND.",
            entries=tuple(_parameter(parameter) for parameter in FILTERS),
        ),
        Section(
            anchor="paging",
            heading="Order, pages and language",
            lead="They work in every format except calendars, which take only `lang`. Without `limit`, JSON and Atom"
            " come in pages and the other formats are complete. The header `Link` holds the address of the next page;"
            " in JSON, `next` holds it too.",
            entries=tuple(_parameter(parameter) for parameter in (ORDER, LIMIT, CURSOR, LANG)),
        ),
        Section(
            anchor="members",
            heading="Only in JSON",
            lead="What each event contains.",
            entries=tuple(_parameter(parameter) for parameter in (FIELDS, INCLUDE, COUNT)),
        ),
        Section(
            anchor="calendar-options",
            heading="Calendar options",
            lead="For every address that ends in `.ics` or `.jcal.json`.",
            entries=tuple(_parameter(parameter) for parameter in FEED_OPTIONS if parameter is not LANG),
        ),
    )


def _parameter(parameter: Parameter) -> Entry:
    return Entry(
        word=parameter.name,
        sentence=parameter.meaning,
        anchor=f"parameter-{parameter.name}",
        values=_values(parameter) + ("; can be repeated" if parameter.is_repeatable else ""),
    )


def _values(parameter: Parameter) -> str:
    allowed = parameter.allowed
    if len(allowed) > _MOST_LISTED:
        return f"one of {len(allowed)} codes, {allowed[0]} to {allowed[-1]}"
    return ", ".join(allowed) or _TYPES.get(parameter.type, parameter.type)


def _word_sections() -> tuple[Section, ...]:
    return (
        _section("kind", "Kinds", "What sort of event it is.", KINDS),
        _section(
            "status",
            "Statuses",
            "What the sources report. “Past” and “upcoming” are not statuses; use the dates.",
            STATUSES,
        ),
        _section("tier", "Tiers of sources", "How close a source is to the event, lowest first.", TIERS),
        _section("rank", "Ranks of visits", "How formal a visit is.", RANKS),
        _section("mode", "Modes", "Whether the participants meet at a place.", MODES),
        _section("role", "Roles", "The function of a participant.", ROLES),
        _section("presence", "Presence", "Whether a participant came. Absent participants are listed too.", PRESENCES),
        _section("level", "Levels", "For whom an organization stands where no people are named.", LEVELS),
        _section(
            "relation",
            "Relations of claims",
            "How the claim of a source relates to the value that the event shows.",
            RELATIONS,
        ),
    )


def _section(name: str, heading: str, lead: str, words: Mapping[Word, str]) -> Section:
    entries = tuple(Entry(word=word, sentence=sentence, anchor=f"{name}-{word}") for word, sentence in words.items())
    return Section(anchor=f"{name}-words", heading=heading, lead=lead, entries=entries)


def _limits() -> tuple[Entry, ...]:
    return tuple(
        Entry(
            word=f"{row.figure:,} {row.unit}",
            sentence=row.meaning,
            anchor=f"limit-{row.name}",
            values=f"status {row.status} if exceeded",
        )
        for row in PUBLISHED
    )


def _problems() -> tuple[Entry, ...]:
    return tuple(
        Entry(word=f"{kind.status} {code}", sentence=kind.meaning, anchor=f"problem-{code}", href=f"/problems/{code}")
        for code, kind in sorted(known_problems().items(), key=lambda known: (known[1].status, known[0]))
    )
