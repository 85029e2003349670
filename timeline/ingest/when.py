"""Reads the `when` of a document: one of four spellings, or the whole object as the service itself writes it.

{edtf} | {first_day, last_day} | {starts_at, ends_at, time_zone} | {phrase, dateline, tense?, week_start?} ->
EventDate. Bounds beside a phrase stand for themselves: the grammar is asked only when there are none, so that what an
editor wrote (and what we exported) never changes with the grammar. `edtf: null` beside a phrase says that the words
give no date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from timeline.errors import UnresolvedPhrase
from timeline.ingest.fields import Record, Spot, ruled, text, truth
from timeline.ingest.phrases import Tense, WeekStart, read_phrase
from timeline.ingest.text_rule import MAX_TITLE, Unfit, one_line, time_zone
from timeline.ingest.times import day, local_time
from timeline.model.dates import EventDate
from timeline.model.vocabulary import parse_word

_OBJECT_KEYS: Final = tuple(field.name for field in fields(EventDate))
_KEYS: Final = (*_OBJECT_KEYS, "tense", "week_start")
_BOUNDS: Final = ("edtf", "first_day", "last_day", "exact")
_MEANS: Final = "edtf, first_day and last_day, starts_at and time_zone, or phrase and dateline"

Word = TypeVar("Word", bound=StrEnum)


def when(tense: Tense) -> Callable[[Spot], EventDate]:
    """A reader for `when`; the tense is the direction of a phrase that names none itself (DATES.md rule 3)."""
    return lambda spot: _read_when(spot.record(_KEYS), tense)


def word(vocabulary: type[Word], field: str) -> Callable[[Spot], Word]:
    """A reader for a word of a vocabulary."""
    return lambda spot: parse_word(vocabulary, field, text(spot))


def _read_when(record: Record, tense: Tense) -> EventDate:
    if all(record.has(key) for key in _OBJECT_KEYS):
        return _read_object(record)
    phrase = record.read("phrase", ruled(_phrase))
    dateline = record.read("dateline", day)
    if phrase is None and (dateline or record.has("tense") or record.has("week_start")):
        raise Unfit("has a dateline, tense or week_start without the phrase that they belong to")
    if record.has("starts_at") or record.has("ends_at"):
        return _read_times(record, phrase, dateline)
    if any(record.has(key) for key in _BOUNDS):
        return _read_bounds(record, phrase, dateline)
    if phrase is None:
        raise Unfit(f"says no time: give {_MEANS}")
    return _read_words(record, phrase, dateline, tense)


def _read_object(record: Record) -> EventDate:
    """The nine keys of our own `when` object; they must agree with each other (EventDate checks)."""
    spots = {key: record.get(key) for key in _OBJECT_KEYS}
    return EventDate.from_json(
        {key: None if spot is None else truth(spot) if key == "exact" else text(spot) for key, spot in spots.items()}
    )


def _read_times(record: Record, phrase: str | None, dateline: date | None) -> EventDate:
    for key in _BOUNDS:
        if record.has(key):
            raise Unfit(f"has {key} beside starts_at; the days follow from the times: leave it out")
    starts_at, zone = record.read("starts_at", local_time), record.read("time_zone", ruled(time_zone))
    if starts_at is None or zone is None:
        raise Unfit("times need starts_at and time_zone, as in Europe/Brussels")
    return EventDate.from_times(starts_at, record.read("ends_at", local_time), zone, phrase=phrase, dateline=dateline)


def _read_bounds(record: Record, phrase: str | None, dateline: date | None) -> EventDate:
    zone = record.read("time_zone", ruled(time_zone))
    edtf, exact = record.read("edtf", text), record.read("exact", truth)
    first_day, last_day = record.read("first_day", day), record.read("last_day", day)
    if edtf is not None:
        found = EventDate.from_edtf(edtf, phrase=phrase, dateline=dateline, time_zone=zone)
        return _agreeing(found, first_day, last_day, exact)
    if first_day is None and last_day is None:
        if phrase is None:
            raise Unfit(f"says no time: give {_MEANS}")
        return EventDate.unknown(phrase, dateline, time_zone=zone)
    if exact and (first_day is None or last_day is None):
        raise Unfit("exact days need first_day and last_day")
    is_exact = phrase is None if exact is None else exact
    return EventDate.from_days(first_day, last_day, exact=is_exact, phrase=phrase, dateline=dateline, time_zone=zone)


def _agreeing(found: EventDate, first_day: date | None, last_day: date | None, exact: bool | None) -> EventDate:  # noqa: FBT001 - private, by position
    """The date of the notation, if the days written beside it are the same. Raises Unfit."""
    for key, written, read in (("first_day", first_day, found.first_day), ("last_day", last_day, found.last_day)):
        if written is not None and written != read:
            raise Unfit(f"has {key} {written} beside edtf {found.edtf!r}, which means {read or 'no such day'}")
    if exact is not None and exact != found.exact:
        raise Unfit(
            f"has exact: {str(exact).lower()} beside edtf {found.edtf!r}, which means {str(found.exact).lower()}"
        )
    return found


def _read_words(record: Record, phrase: str, dateline: date | None, tense: Tense) -> EventDate:
    if dateline is None:
        raise Unfit(f"the phrase {phrase!r} needs a dateline: the local day from which its words are read")
    try:
        reading = read_phrase(
            phrase,
            dateline,
            tense=record.read("tense", word(Tense, "tense")) or tense,
            week_start=record.read("week_start", word(WeekStart, "first day of the week")),
            place_zone=record.read("time_zone", ruled(time_zone)),
        )
    except UnresolvedPhrase as error:
        candidates = f" (candidates: {', '.join(error.candidates)})" if error.candidates else ""
        raise Unfit(f"{error}{candidates}; give first_day and last_day or edtf beside the phrase") from None
    return reading.when


def _phrase(written: str) -> str:
    return one_line(written, limit=MAX_TITLE)
