"""One value of a filter in words: "visits", "other than planned", "changed since 1 November 2026".

Filter + value as the client wrote it + language -> a word of a vocabulary, a pattern filled in, or the name that
`name_of` gives for a slug. The caller has read the query, so that the value is known to be right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Final

from timeline.model.vocabulary import EventKind, Mode, Presence, Rank, Role, Status, Tier
from timeline.render.words.date_words import day_words, times_words
from timeline.render.words.language_file import LanguageWords
from timeline.render.words.languages import words_of

NameOf = Callable[[str, str], str]
"""The name behind the slug or id that is the value of this filter."""

_SIDES: Final = ("west", "south", "east", "north")
_DAY_LENGTH: Final = len("2026-11-01")


def filter_words(name: str, value: str, lang: str, name_of: NameOf) -> str:
    """The value in the language; numbers and texts as they were written."""
    words = words_of(lang)
    vocabulary = _VOCABULARIES.get(name)
    if vocabulary is not None:
        return vocabulary(words, value)
    patterns: Mapping[str, Callable[[], str]] = {
        "q": lambda: words.filters.words.format(text=value),
        "bbox": lambda: words.filters.area.format_map(dict(zip(_SIDES, value.split(","), strict=True))),
        "updated_since": lambda: words.filters.updated_since.format(instant=_instant(value, lang)),
        "source": lambda: words.filters.source.format(name=name_of(name, value)),
        "series": lambda: words.filters.series.format(name=name_of(name, value)),
    }
    return patterns[name]() if name in patterns else name_of(name, value)


def _presence(words: LanguageWords, value: str) -> str:
    asked = {"any": words.filters.any_presence, "unknown": words.filters.unknown_presence}
    return asked[value] if value in asked else words.presences[Presence(value)]


_VOCABULARIES: Final[Mapping[str, Callable[[LanguageWords, str], str]]] = {
    "kind": lambda words, value: words.kinds_many[EventKind(value)],
    "status": lambda words, value: words.statuses[Status(value)],
    "tier": lambda words, value: words.tiers[Tier(value)],
    "role": lambda words, value: words.roles[Role(value)],
    "presence": _presence,
    "rank": lambda words, value: words.ranks[Rank(value)],
    "mode": lambda words, value: words.modes[Mode(value)],
    "contested": lambda words, value: words.filters.contested if value == "true" else words.filters.uncontested,
    "deviated": lambda words, value: words.filters.deviated if value == "true" else words.filters.undeviated,
    "moved": lambda words, value: words.filters.moved if value == "true" else words.filters.unmoved,
    "exact": lambda words, value: words.filters.exact if value == "true" else words.filters.inexact,
}
"""How the value of a filter reads that takes words of a list, or `true` and `false`."""


def _instant(value: str, lang: str) -> str:
    """A day as a day, an instant with its time of day in UTC."""
    if len(value) <= _DAY_LENGTH:
        return day_words(date.fromisoformat(value), lang)
    return times_words(datetime.fromisoformat(value.upper()).astimezone(UTC), None, lang)
