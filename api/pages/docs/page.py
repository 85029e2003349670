"""The page `/docs`: examples, words, parameters, every operation and error, from the tables that the code itself uses.

Vocabularies + `api.parameters.params` + `api.http.errors` + `api.openapi` -> sections -> template `docs.html`. The first commands name
what is public here, so that each works against this service; the ten worked examples speak of the example story.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar
from urllib.parse import quote

from flask import render_template

from api.http.errors import known_problems
from api.http.limits import PUBLISHED
from api.pages.docs.examples_table import EXAMPLES
from api.pages.docs.reference import operation_groups, shapes
from api.pages.docs.words import KINDS, PRESENCES, RELATIONS, ROLES, STATUSES, TIERS
from api.parameters.params import COUNT, CURSOR, FEED_OPTIONS, FIELDS, FILTERS, INCLUDE, LANG, LIMIT, ORDER, Parameter
from timeline.model.query import EventQuery, PageRequest, Sort
from timeline.model.sight import Public
from timeline.reading.snapshot import Snapshot
from timeline.store.views.event_view import find_events
from timeline.store.views.names_in_use import borne_names

Word = TypeVar("Word", bound=StrEnum)

_MOST_LISTED: Final = 30
"""Allowed words that are listed one by one; of more only the first and the last."""

_TYPES: Final[Mapping[str, str]] = {
    "day": "a day, as 2023-11-28",
    "name": "a slug or id",
    "moment": "2023-11-28 or 2023-11-28T10:30:00Z, not in the future",
    "count": "a whole number",
    "cursor": "the text that `next` holds",
    "language": "a language tag, as de",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One word with its sentence; `anchor` is its place in the page, `values` what a parameter takes."""

    word: str
    sentence: str
    anchor: str
    values: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Some entries under a heading."""

    anchor: str
    heading: str
    lead: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A command that works against this service, and what it asks."""

    words: str
    url: str


def docs_page(snapshot: Snapshot, document: Mapping[str, Any]) -> str:
    """The page; it depends on the public data only for its examples."""
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
    """(What is asked, path). Names come from what is public now; where nothing is, those examples are left out."""
    yield "The first events", "/v1/events?limit=3"
    yield "Visits of one week", "/v1/events?kind=visit&from=2023-11-27&to=2023-12-03"
    yield "What was publicly known on a day", "/v1/events?known_at=2023-11-28&count=true"
    for person in borne_names(snapshot.session, sight=Public(snapshot.now)).people[:1]:
        yield "One person, with every source's claims", f"/v1/events?person={quote(person, safe='')}&include=claims"
    newest = find_events(
        snapshot.session, EventQuery(sort=Sort.START_DESCENDING), PageRequest(limit=1), sight=Public(snapshot.now)
    )
    for event in newest.events:
        slug = quote(event.slug, safe="")
        yield "One event", f"/v1/events/{slug}"
        yield "What was known of it, and when", f"/v1/events/{slug}/history"
        yield "The same event for a calendar", f"/v1/events/{slug}.ics"
    yield "Everything as a calendar", "/calendars/all.ics"


def _parameter_sections() -> tuple[Section, ...]:
    return (
        Section(
            anchor="filters",
            heading="Filters",
            lead="Every form takes them. A repeated parameter means or, different parameters mean and.",
            entries=tuple(_parameter(parameter) for parameter in FILTERS),
        ),
        Section(
            anchor="paging",
            heading="Order, pages, language",
            lead="For every form, but a calendar takes only lang of them. Without limit, JSON and Atom come in pages,"
            " the other forms whole. The header Link names the next page, in JSON next does so too.",
            entries=tuple(_parameter(parameter) for parameter in (ORDER, LIMIT, CURSOR, LANG)),
        ),
        Section(
            anchor="members",
            heading="More in JSON",
            lead="For JSON only.",
            entries=tuple(_parameter(parameter) for parameter in (FIELDS, INCLUDE, COUNT)),
        ),
        Section(
            anchor="calendar-options",
            heading="Options of calendars",
            lead="For every address that ends in .ics or .jcal.json.",
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
        _section("kind", "Kinds of events", "What sort of thing an event is.", KINDS),
        _section(
            "status", "Statuses", "What the sources say. Past and upcoming are no status: look at the days.", STATUSES
        ),
        _section("tier", "Tiers of sources", "How near a source stands to the event, lowest first.", TIERS),
        _section("role", "Roles", "In which part somebody takes part.", ROLES),
        _section("presence", "Presence", "Whether somebody came. Absence is kept, not left out.", PRESENCES),
        _section("relation", "Relations of claims", "How a source's claim stands to what is shown.", RELATIONS),
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
            values=f"one more is answered {row.status}",
        )
        for row in PUBLISHED
    )


def _problems() -> tuple[Entry, ...]:
    return tuple(
        Entry(word=f"{kind.status} {code}", sentence=kind.meaning, anchor=f"problem-{code}", href=f"/problems/{code}")
        for code, kind in sorted(known_problems().items(), key=lambda known: (known[1].status, known[0]))
    )
