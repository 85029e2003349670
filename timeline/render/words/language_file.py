"""The fixed words of one language: the words and sentence patterns that its file must have, and a strict reader of it.

`de.json` -> `read_language_file` -> `LanguageWords`. A file has every key and no other. The types below list the
placeholders of each pattern; a pattern has exactly these, in any order. `render.words.languages` chooses the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from timeline.errors import InvalidDocument, Problem
from timeline.model.vocabulary import (
    SINGLE_PROPERTIES,
    UNION_PROPERTIES,
    EventKind,
    Level,
    Mode,
    Presence,
    Rank,
    Role,
    Status,
    Tier,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """Patterns for dates; `first`, `last`, `day`, `month`, `season` and `year` are texts made from this table too."""

    months: Annotated[tuple[str, ...], range(12)]
    seasons: Annotated[tuple[str, ...], range(4)]
    day: Annotated[str, ("day", "month", "year")]
    day_and_month: Annotated[str, ("day", "month")]
    day_alone: Annotated[str, ("day",)]
    month: Annotated[str, ("month", "year")]
    season: Annotated[str, ("season", "year")]
    span: Annotated[str, ("first", "last")]
    between: Annotated[str, ("first", "last")]
    about: Annotated[str, ("day",)]
    uncertain: Annotated[str, ("day",)]
    inside: Annotated[str, ("month",)]
    inside_years: Annotated[str, ("first", "last")]
    starting: Annotated[str, ("first",)]
    until: Annotated[str, ("last",)]
    unknown: str
    at_time: Annotated[str, ("day", "time", "zone")]
    zone: Annotated[str, ("place", "offset")]
    said: Annotated[str, ("date", "phrase")]
    said_on: Annotated[str, ("date", "phrase", "dateline")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedWords:
    """How a calendar describes itself; `title` is used alone or before the name of the feed's subject.

    `cut` and `newest` explain why a feed does not hold every event, `empty` and `undated` why it holds none; `removed`
    is the title of what is not public any more, `merged` and `merged_at` tell of an event that is part of another one.
    """

    title: str
    about: Annotated[str, ("title", "name")]
    of_year: Annotated[str, ("title", "year")]
    description: str
    single: str
    cut: Annotated[str, ("pattern",)]
    newest: Annotated[str, ("pattern",)]
    empty: str
    undated: str
    removed: str
    merged: Annotated[str, ("title",)]
    merged_at: Annotated[str, ("title", "url")]
    since: Annotated[str, ("day",)]
    until: Annotated[str, ("day",)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedWords:
    """What stands around the events that a page of somebody else shows: headings, links, and what is left out."""

    ahead: str
    newest: str
    none: str
    all: str
    calendar: str
    more: str
    as_of: Annotated[str, ("day",)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterWords:
    """What a query asks for: the values of flags (`contested` is true, `uncontested` false) and patterns.

    They stand in a list after names and kinds, as in "Antony Blinken, visits, other than planned".
    """

    contested: str
    uncontested: str
    deviated: str
    undeviated: str
    moved: str
    unmoved: str
    exact: str
    inexact: str
    any_presence: str
    unknown_presence: str
    words: Annotated[str, ("text",)]
    source: Annotated[str, ("name",)]
    series: Annotated[str, ("name",)]
    updated_since: Annotated[str, ("instant",)]
    area: Annotated[str, ("west", "south", "east", "north")]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalWords:
    """One sentence for each way in which the last report of an event can have been withdrawn."""

    desk: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageWords:
    """The words of one language for closed vocabularies, dates and labels.

    `language` names it in English, with a note for translators. `order` is its place in the stored search words: a new
    language takes the next number, and no number ever changes, since stored rows are compared byte by byte (R15).
    """

    language: str
    order: int
    dates: DateWords
    feeds: FeedWords
    embeds: EmbedWords
    filters: FilterWords
    kinds: Annotated[Mapping[EventKind, str], EventKind]
    kinds_many: Annotated[Mapping[EventKind, str], EventKind]
    statuses: Annotated[Mapping[Status, str], Status]
    tiers: Annotated[Mapping[Tier, str], Tier]
    roles: Annotated[Mapping[Role, str], Role]
    presences: Annotated[Mapping[Presence, str], Presence]
    ranks: Annotated[Mapping[Rank, str], Rank]
    modes: Annotated[Mapping[Mode, str], Mode]
    levels: Annotated[Mapping[Level, str], Level]
    properties: Annotated[Mapping[str, str], (*SINGLE_PROPERTIES, *UNION_PROPERTIES)]
    event: str
    untitled: Annotated[str, ("kind", "subject")]
    prefixed: Annotated[str, ("status", "title")]
    participant: Annotated[str, ("name",)]
    participant_office: Annotated[str, ("name", "office")]
    participation: Annotated[str, ("participant", "part")]
    participant_level: Annotated[str, ("name", "level")]
    represented_by: Annotated[str, ("name",)]
    delegation_of: Annotated[str, ("name",)]
    with_reason: Annotated[str, ("part", "reason")]
    date: Annotated[str, ("date",)]
    status: Annotated[str, ("status",)]
    rank: Annotated[str, ("rank",)]
    mode: Annotated[str, ("mode",)]
    series: Annotated[str, ("series", "ordinal")]
    no_place: str
    participants: str
    part_of: Annotated[str, ("url",)]
    contested: Annotated[str, ("properties",)]
    planned: Annotated[str, ("property", "planned")]
    instead: Annotated[str, ("property", "planned", "actual")]
    moved: Annotated[str, ("before", "after")]
    postponed_from: Annotated[str, ("date",)]
    withdrawals: WithdrawalWords
    sources: str
    links: str
    page: Annotated[str, ("url",)]


def read_language_file(path: Path) -> LanguageWords:
    """The words in a file. Raises InvalidDocument naming the file and the key at fault."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_without_repeats)
        words = _value(LanguageWords, content, "")
    except _Fault as fault:
        raise InvalidDocument((Problem(f"{path.name}{fault.key}", fault.detail),)) from None
    except ValueError as error:
        raise InvalidDocument((Problem(path.name, f"is not JSON in UTF-8: {error}"),)) from None
    assert isinstance(words, LanguageWords)
    return words


class _Fault(Exception):
    """What is wrong at one key, written as ".dates.day"."""

    def __init__(self, key: str, detail: str) -> None:
        super().__init__(detail)
        self.key = key
        self.detail = detail


def _value(hint: Any, content: object, key: str) -> Any:
    """The value of one key, checked against its type.

    What follows the type in `Annotated` are the members that the value must have: the placeholders of a pattern, the
    keys of a table, or as many positions as a list has texts.
    """
    kind, needed = get_args(hint) if get_origin(hint) is Annotated else (hint, ())
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        table = _table(content, [field.name for field in fields(kind)], key)
        return kind(**{name: _value(hints[name], value, f"{key}.{name}") for name, value in table.items()})
    if get_origin(kind) is tuple:
        return _texts(content, len(needed), key)
    if kind is int:
        return _number(content, key)
    if kind is str:
        return _pattern(content, needed, key)
    table = _table(content, [str(word) for word in needed], key)
    return {word: _pattern(table[str(word)], (), f"{key}.{word}") for word in needed}


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _table(content: object, names: Iterable[str], key: str) -> Mapping[str, object]:
    """A JSON object with exactly these keys, in this order."""
    if not isinstance(content, dict):
        raise _Fault(key, "is not an object")
    table = {}
    for name in names:
        if name not in content:
            raise _Fault(f"{key}.{name}", "is missing")
        table[name] = content[name]
    for name in content:
        if name not in table:
            raise _Fault(f"{key}.{name}", f"is not a key of this table; its keys: {', '.join(table)}")
    return table


def _texts(content: object, count: int, key: str) -> tuple[str, ...]:
    if not isinstance(content, list) or len(content) != count:
        raise _Fault(key, f"is not a list of {count} texts")
    return tuple(_pattern(text, (), f"{key}.{position}") for position, text in enumerate(content, 1))


def _number(content: object, key: str) -> int:
    if type(content) is not int:
        raise _Fault(key, "is not a whole number")
    return content


def _pattern(content: object, needed: Iterable[str], key: str) -> str:
    """A text that is not empty and has exactly the needed placeholders, without formatting of their own."""
    if not isinstance(content, str) or not content.strip():
        raise _Fault(key, "is not a text")
    try:
        marks = [
            (name, spec, conversion) for _, name, spec, conversion in Formatter().parse(content) if name is not None
        ]
    except ValueError as error:
        raise _Fault(key, f"is not a pattern: {error}") from None
    if {name for name, _, _ in marks} != set(needed) or any(spec or conversion for _, spec, conversion in marks):
        allowed = ", ".join(f"{{{name}}}" for name in needed) or "none"
        raise _Fault(key, f"has other placeholders than it needs; needed: {allowed}")
    return content


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; of a key that appears twice, JSON readers would silently take the last."""
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Fault(f".{twice}", "appears twice")
    return table
