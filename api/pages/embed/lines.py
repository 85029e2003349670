"""The next events of a query as lines of words, with heading and links, for every embed that no script fills.

Parameters -> `timeline.reading.pages.next_events` -> `event_line` for each event -> `NextLines`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Final

from api.parameters.read import Params
from api.parameters.table import FILTERS
from timeline.reading.names.public_names import check_names
from timeline.reading.names.query_titles import query_title
from timeline.reading.pages.next_events import Stretch, read_next_events
from timeline.reading.snapshot import Snapshot
from timeline.render.embeds.event_line import EventLine, direction_of, event_line
from timeline.render.forms.settings import FormSettings
from timeline.render.links import query_string
from timeline.render.words.date_words import day_words
from timeline.render.words.language_file import EmbedWords
from timeline.render.words.languages import DEFAULT_LANGUAGE, language_of, words_of

_FILTER_NAMES: Final = frozenset(parameter.name for parameter in FILTERS)

Pairs = tuple[tuple[str, tuple[str, ...]], ...]
"""Parameters with their values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLines:
    """The lines and what stands around them; `lang` and `dir` are those of our own words.

    `intro` says which events these are, None if the query named days; `has_more` if some are left out. `page_url` is
    the full page, `calendar_url` the calendar of the same query, both absolute.
    """

    title: str
    intro: str | None
    lines: tuple[EventLine, ...]
    has_more: bool
    page_url: str
    calendar_url: str
    as_of: str
    words: EmbedWords
    lang: str
    dir: str


def next_lines(snapshot: Snapshot, params: Params, *, most: int) -> NextLines:
    """At most `most` events of the query. Raises InvalidQuery for a name that is not public."""
    check_names(snapshot.session, params.query, sight=snapshot.present)
    lang = params.lang or DEFAULT_LANGUAGE
    words = words_of(lang)
    today = (params.known_at or snapshot.now).astimezone(UTC).date()
    found = read_next_events(snapshot, params.query, today=today, most=most)
    settings = FormSettings(render=snapshot.render, catalogue=snapshot.catalogue, lang=lang)
    filters = filters_of_query(params.echo)
    base_url = snapshot.links.base_url
    return NextLines(
        title=title_of_filters(snapshot, filters, lang),
        intro=_intro(found.stretch, words.embeds, has_events=bool(found.events)),
        lines=tuple(event_line(event, settings) for event in found.events),
        has_more=found.has_more,
        page_url=base_url + address_of("/", filters),
        calendar_url=base_url + _calendar(filters),
        as_of=words.embeds.as_of.format(day=day_words(today, lang)),
        words=words.embeds,
        lang=language_of(lang),
        dir=direction_of(language_of(lang)),
    )


def filters_of_query(echo: Pairs) -> Pairs:
    """Of the given parameters those that filter events, and `known_at`."""
    return tuple(pair for pair in echo if pair[0] in _FILTER_NAMES)


def title_of_filters(snapshot: Snapshot, filters: Pairs, lang: str) -> str:
    """The service's name and what the filters ask for."""
    words, about = words_of(lang).feeds, query_title(snapshot, filters, lang)
    return words.about.format(title=words.title, name=about) if about else words.title


def address_of(path: str, parameters: Pairs) -> str:
    """The path with these parameters."""
    return f"{path}?{query_string(parameters)}" if parameters else path


def _intro(stretch: Stretch, words: EmbedWords, *, has_events: bool) -> str | None:
    if not has_events:
        return words.none
    intros: Mapping[Stretch, str | None] = {
        Stretch.AHEAD: words.ahead,
        Stretch.NEWEST: words.newest,
        Stretch.ASKED: None,
    }
    return intros[stretch]


def _calendar(filters: Pairs) -> str:
    """The calendar follows what comes: it takes no `known_at`."""
    current = tuple(pair for pair in filters if pair[0] != "known_at")
    return address_of("/v1/events.ics", current) if current else "/calendars/all.ics"
