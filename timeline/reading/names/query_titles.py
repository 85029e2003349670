"""What a query asks for, in words: the name and the file name of its calendar ("Antony Blinken, visits").

Parameters as given -> `query_title` -> names from the catalogue, kinds in the plural, days; `query_filename` says the
same in plain ASCII. The caller has checked that the names are public (R10).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Final

from timeline.model.dates.event_date import EventDate
from timeline.reading.names.titles import name_of_value
from timeline.reading.snapshot import Snapshot
from timeline.render.words.date_words import date_words, day_words
from timeline.render.words.filter_words import filter_words
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

Given = Iterable[tuple[str, tuple[str, ...]]]
"""Each parameter with its values, as the client wrote them."""

_LAST: Final = ("from", "to")
_NOT_A_FILTER: Final = frozenset(["imprecise", "cancelled", "detail", "lang", "profile", "known_at", "year"])
_MOST_CHARACTERS: Final = 80
_NOT_IN_A_NAME: Final = re.compile("[^a-z0-9]+")


def query_title(snapshot: Snapshot, given: Given, lang: str) -> str:
    """The filters in words, names first and days last; empty if there is none."""
    filters = _filters(given)
    name_of = partial(name_of_value, snapshot, lang=lang)
    parts = [
        filter_words(name, value, lang, name_of)
        for name, values in filters.items()
        if name not in _LAST
        for value in values
    ]
    return ", ".join((*parts, *_days(filters, lang)))


def query_filename(given: Given) -> str:
    """The same as a file name without suffix, "antony-blinken-visits"; empty if there is no filter.

    It is in English and has slugs and days as they stand in the query, so that it does not change with names.
    """
    texts = [
        value if name in _LAST else filter_words(name, value, DEFAULT_LANGUAGE, lambda _, slug: slug)
        for name, values in _filters(given).items()
        for value in values
    ]
    return _NOT_IN_A_NAME.sub("-", " ".join(texts).lower())[:_MOST_CHARACTERS].strip("-")


def _filters(given: Given) -> dict[str, tuple[str, ...]]:
    filters = {name: values for name, values in given if name not in _NOT_A_FILTER}
    days = {name: filters.pop(name) for name in _LAST if name in filters}
    return filters | days


def _days(filters: Mapping[str, tuple[str, ...]], lang: str) -> tuple[str, ...]:
    """The days asked for; a whole year as its number."""
    first, last = (date.fromisoformat(filters[name][0]) if name in filters else None for name in _LAST)
    words = words_of(lang).feeds
    if first is not None and last is not None:
        is_year = (first.month, first.day, last) == (1, 1, date(first.year, 12, 31))
        return (f"{first.year:04}" if is_year else date_words(EventDate.from_days(first, last), lang),)
    if first is not None:
        return (words.since.format(day=day_words(first, lang)),)
    return () if last is None else (words.until.format(day=day_words(last, lang)),)
