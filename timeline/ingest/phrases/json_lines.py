"""JSON in and out for `timeline when`: one reading, one refusal, one line of `--jsonl`.

line -> {"phrase", "dateline", "tense", "week_start"} -> `read_phrase` -> the nine `when` keys and how they were read,
or {"unresolved", "candidates"}. A bad line gives a refusal too: one line in, one line out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, TypeVar

from timeline.errors import UnresolvedPhrase
from timeline.ingest.phrases.context import Tense, WeekStart
from timeline.ingest.phrases.reader import PhraseReading, read_phrase

_KEYS: Final = ("phrase", "dateline", "tense", "week_start")
_Word = TypeVar("_Word", Tense, WeekStart)
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def reading_to_json(reading: PhraseReading) -> dict[str, object]:
    """The nine `when` keys plus `rule`, `language`, `tense`, `approximate`."""
    return reading.when.to_json() | {
        "rule": reading.rule,
        "language": reading.language,
        "tense": None if reading.tense is None else str(reading.tense),
        "approximate": reading.approximate,
    }


def unresolved_to_json(error: UnresolvedPhrase) -> dict[str, object]:
    """The reason and the candidates (EDTF) among which nobody chose."""
    return {"unresolved": error.reason, "candidates": list(error.candidates)}


def read_line(mapping: Mapping[str, object]) -> dict[str, object]:
    """The answer to one object of `timeline when --jsonl`; a bad object is answered with `unresolved`, never raised."""
    try:
        return reading_to_json(_read(mapping))
    except UnresolvedPhrase as error:
        return unresolved_to_json(error)


def _read(mapping: Mapping[str, object]) -> PhraseReading:
    if not isinstance(mapping, Mapping):
        raise UnresolvedPhrase("", "a line is a JSON object")
    phrase = mapping.get("phrase")
    if not isinstance(phrase, str):
        raise UnresolvedPhrase("", "phrase is a text")
    unknown = sorted(str(key) for key in mapping if key not in _KEYS)
    if unknown:
        raise UnresolvedPhrase(phrase, f"unknown keys: {', '.join(unknown)}; known: {', '.join(_KEYS)}")
    return read_phrase(
        phrase,
        _dateline(phrase, mapping.get("dateline")),
        tense=_word(phrase, "tense", mapping.get("tense"), Tense),
        week_start=_word(phrase, "week_start", mapping.get("week_start"), WeekStart),
    )


def _dateline(phrase: str, value: object) -> date:
    try:
        if isinstance(value, str) and _ISO_DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise UnresolvedPhrase(phrase, f"dateline {value!r} is no day, as in 2023-11-28")


def _word(phrase: str, field: str, value: object, words: type[_Word]) -> _Word | None:
    if value is None:
        return None
    for word in words:
        if word == value:
            return word
    raise UnresolvedPhrase(phrase, f"{field} {value!r} is none of {', '.join(words)}")
