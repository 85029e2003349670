"""Reads the `when` of a document: one of four forms, or the whole object as the service itself writes it.

{edtf} | {first_day, last_day} | {starts_at, ends_at, time_zone} | {phrase, dateline, tense?, week_start?} -> EventDate.
The grammar reads a phrase only if no bounds are given beside it, so that a date which an editor wrote (or which we
exported) never changes with the grammar. `edtf: null` means that there is no date: beside a phrase, that its words give
none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeVar

from timeline.errors import UnresolvedPhrase
from timeline.ingest.field_reader import Record, Spot, ruled, text, truth
from timeline.ingest.phrases import Tense, WeekStart, read_phrase_of_source
from timeline.ingest.text_rule import Unfit, one_line, time_zone
from timeline.ingest.times import day, local_time
from timeline.model.dates.event_date import DATE_KEYS, EventDate
from timeline.model.vocabulary import parse_word

_KEYS: Final = (*DATE_KEYS, "tense", "week_start")
_BOUNDS: Final = ("edtf", "first_day", "last_day", "exact")

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a phrase: the tense of its report (docs/DATES.md rule 3), the zone of the report's place, and
    the language of its source.

    The zone gives a clock time its place. A date without a time has no zone from here: it follows from the place.
    """

    tense: Tense | None
    time_zone: str | None = None
    language: str | None = None


def when(around: Around) -> Callable[[Spot], EventDate]:
    """A reader for `when`; what the object says itself comes before what stands around it."""
    return lambda spot: _read_when(spot.record(_KEYS), around)


def word(vocabulary: type[Word], field: str) -> Callable[[Spot], Word]:
    """A reader for a word of a vocabulary; `field` names it in messages."""
    return lambda spot: parse_word(vocabulary, field, text(spot))


@dataclass(frozen=True, slots=True)
class _Written:
    """The values of the keys, each read separately; None if a key is absent."""

    phrase: str | None
    dateline: date | None
    edtf: str | None
    exact: bool | None
    first_day: date | None
    last_day: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str | None
    tense: Tense | None
    week_start: WeekStart | None


def _read_when(record: Record, around: Around) -> EventDate:
    """The date. A key that cannot be read is one fault; no further fault follows from it."""
    if all(record.has(key) for key in DATE_KEYS):
        return _read_object(record)
    faults_before = record.spot.faults.count
    written = _read_keys(record)
    if record.spot.faults.count > faults_before:
        return EventDate.unknown()
    _check_combination(record, written)
    if written.starts_at is not None or written.ends_at is not None:
        return _of_times(written)
    if any(record.has(key) for key in _BOUNDS):
        return _of_bounds(written)
    return _of_words(written, around)


def _read_object(record: Record) -> EventDate:
    """The date of our own `when` object with its nine keys; they must agree, and the zone have these offsets."""
    spots = {key: record.get(key) for key in DATE_KEYS}
    return EventDate.from_json(
        {key: None if spot is None else truth(spot) if key == "exact" else text(spot) for key, spot in spots.items()}
    ).check_clock()


def _read_keys(record: Record) -> _Written:
    return _Written(
        phrase=record.read("phrase", ruled(one_line)),
        dateline=record.read("dateline", day),
        edtf=record.read("edtf", text),
        exact=record.read("exact", truth),
        first_day=record.read("first_day", day),
        last_day=record.read("last_day", day),
        starts_at=record.read("starts_at", local_time),
        ends_at=record.read("ends_at", local_time),
        time_zone=record.read("time_zone", ruled(time_zone)),
        tense=record.read("tense", word(Tense, "tense")),
        week_start=record.read("week_start", word(WeekStart, "first day of the week")),
    )


def _check_combination(record: Record, written: _Written) -> None:
    """Refuse keys that have no meaning together, instead of ignoring some. Raises Unfit."""
    has_bounds = any(record.has(key) for key in _BOUNDS)
    has_times = written.starts_at is not None or written.ends_at is not None
    if written.phrase is None and (written.dateline or written.tense or written.week_start):
        raise Unfit("has a dateline, tense or week_start without a phrase; add the phrase or remove them")
    if has_times and has_bounds:
        raise Unfit("has days beside starts_at; remove them, they follow from the times")
    if (has_times or has_bounds) and (written.tense or written.week_start):
        raise Unfit("has a tense or week_start beside bounds; remove it, since the phrase is not read then")
    has_time = has_times or has_bounds or written.phrase is not None
    has_day = any(value is not None for value in (written.edtf, written.first_day, written.last_day))
    says_no_date = record.has("edtf") and not any(record.has(key) for key in ("first_day", "last_day", "exact"))
    if not has_time or (has_bounds and not has_day and written.phrase is None and not says_no_date):
        raise Unfit("has no date; give edtf, first_day and last_day, starts_at and time_zone, or phrase and dateline")


def _of_times(written: _Written) -> EventDate:
    if written.starts_at is None or written.time_zone is None:
        raise Unfit("has times without starts_at or time_zone; give both, the zone as Europe/Brussels")
    return EventDate.from_times(
        written.starts_at, written.ends_at, written.time_zone, phrase=written.phrase, dateline=written.dateline
    )


def _of_bounds(written: _Written) -> EventDate:
    phrase, dateline, zone = written.phrase, written.dateline, written.time_zone
    if written.edtf is not None:
        when = EventDate.from_edtf(written.edtf, phrase=phrase, dateline=dateline, time_zone=zone)
        _check_agreement(when, written)
        return when
    if written.first_day is None and written.last_day is None:
        return EventDate.unknown(phrase, dateline, time_zone=zone)
    if written.exact and (written.first_day is None or written.last_day is None):
        raise Unfit("has exact: true without first_day or last_day; give both days")
    is_exact = phrase is None if written.exact is None else written.exact
    when = EventDate.from_days(written.first_day, written.last_day, exact=is_exact, phrase=phrase, dateline=dateline)
    return replace(when, time_zone=zone)


def _check_agreement(when: EventDate, written: _Written) -> None:
    """Refuse bounds that differ from the notation beside them. Raises Unfit."""
    for key, beside, meant in (
        ("first_day", written.first_day, when.first_day),
        ("last_day", written.last_day, when.last_day),
        ("exact", written.exact, when.exact),
    ):
        if beside is not None and beside != meant:
            raise Unfit(f"has {key} {_shown(beside)} beside edtf {when.edtf!r}, which means {_shown(meant)}")


def _shown(value: date | bool | None) -> str:  # noqa: FBT001 - a value to show
    return "none" if value is None else str(value).lower()


def _of_words(written: _Written, around: Around) -> EventDate:
    phrase = written.phrase or ""
    if written.dateline is None:
        raise Unfit(f"the phrase {phrase!r} has no dateline; give the local day from which its words are read")
    try:
        reading = read_phrase_of_source(
            phrase,
            written.dateline,
            around.language,
            tense=written.tense or around.tense,
            week_start=written.week_start,
        )
        if written.time_zone is None and reading.clock is not None:
            placed = reading.in_zone(around.time_zone).when
            return placed if placed.is_timed else reading.when
        return reading.in_zone(written.time_zone).when
    except UnresolvedPhrase as error:
        candidates = f" (candidates: {', '.join(error.candidates)})" if error.candidates else ""
        raise Unfit(f"{error}{candidates}; give first_day and last_day or edtf beside the phrase") from None
