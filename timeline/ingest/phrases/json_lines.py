"""The JSON of `timeline when`: a date that was read, a refusal, and the lines of `--jsonl`.

line -> {"phrase", "dateline", "tense", "week_start", "place", "time_zone", "language"} -> `read_phrase` -> the nine
`when` keys and how they were read, or {"unresolved", "candidates"}. An invalid line gives a refusal too: every input
line has one output line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeVar

from timeline.errors import UnknownName, UnresolvedPhrase
from timeline.ingest.phrases.any_language import read_phrase
from timeline.ingest.phrases.context import Tense, WeekStart
from timeline.ingest.phrases.reader import PhraseReading
from timeline.model.dates.zones import is_time_zone

_KEYS: Final = ("phrase", "dateline", "tense", "week_start", "place", "time_zone", "language")
_Word = TypeVar("_Word", Tense, WeekStart)
ZoneOf = Callable[[str], str | None]
"""The IANA time zone of the place with this slug; None if it has none. Raises UnknownName."""

_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def reading_to_json(reading: PhraseReading) -> dict[str, object]:
    """The nine `when` keys, and `rule`, `language`, `tense`, `approximate`, and the `clock` time as written."""
    return reading.when.to_json() | {
        "rule": reading.rule,
        "language": reading.language,
        "tense": None if reading.tense is None else str(reading.tense),
        "approximate": reading.approximate,
        "clock": None if reading.clock is None else reading.clock.to_json(),
    }


def unresolved_to_json(error: UnresolvedPhrase) -> dict[str, object]:
    """The reason, and the possible dates (EDTF) if there are any to choose from."""
    return {"unresolved": error.reason, "candidates": list(error.candidates)}


def read_line(mapping: Mapping[str, object], zone_of: ZoneOf) -> dict[str, object]:
    """The output for one object of `timeline when --jsonl`; an invalid object gives `unresolved`, never an error."""
    try:
        return reading_to_json(_read(mapping, zone_of))
    except UnresolvedPhrase as error:
        return unresolved_to_json(error)


def _read(mapping: Mapping[str, object], zone_of: ZoneOf) -> PhraseReading:
    if not isinstance(mapping, Mapping):
        raise UnresolvedPhrase("", "the line is not a JSON object")
    phrase = mapping.get("phrase")
    if not isinstance(phrase, str):
        raise UnresolvedPhrase("", "phrase is missing or not a text")
    unknown = sorted(str(key) for key in mapping if key not in _KEYS)
    if unknown:
        raise UnresolvedPhrase(phrase, f"unknown keys: {', '.join(unknown)}; known: {', '.join(_KEYS)}")
    return read_phrase(
        phrase,
        _dateline(phrase, mapping.get("dateline")),
        language=_text(phrase, mapping, "language"),
        tense=_word(phrase, "tense", mapping.get("tense"), Tense),
        week_start=_word(phrase, "week_start", mapping.get("week_start"), WeekStart),
    ).in_zone(_time_zone(phrase, mapping, zone_of))


def _time_zone(phrase: str, mapping: Mapping[str, object], zone_of: ZoneOf) -> str | None:
    """The zone that the line names, or that of its place."""
    place, zone = _text(phrase, mapping, "place"), _text(phrase, mapping, "time_zone")
    if zone is not None and not is_time_zone(zone):
        raise UnresolvedPhrase(phrase, f"time_zone {zone!r} is not an IANA time zone; write it as Europe/Brussels")
    if place is not None and zone is not None:
        raise UnresolvedPhrase(phrase, "it has both place and time_zone; give one of them")
    try:
        return zone if place is None else zone_of(place)
    except UnknownName as error:
        raise UnresolvedPhrase(phrase, str(error)) from None


def _dateline(phrase: str, value: object) -> date:
    try:
        if isinstance(value, str) and _ISO_DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise UnresolvedPhrase(phrase, f"dateline {value!r} is not a date; write it as 2023-11-28")


def _text(phrase: str, mapping: Mapping[str, object], key: str) -> str | None:
    value = mapping.get(key)
    if value is not None and not isinstance(value, str):
        raise UnresolvedPhrase(phrase, f"{key} {value!r} is not a text")
    return value


def _word(phrase: str, field: str, value: object, words: type[_Word]) -> _Word | None:
    if value is None:
        return None
    for word in words:
        if word == value:
            return word
    raise UnresolvedPhrase(phrase, f"{field} {value!r} is not valid; allowed: {', '.join(words)}")
