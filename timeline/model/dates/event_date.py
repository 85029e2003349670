"""The date of an event: inclusive day bounds at the place, their notation, their exactness and the source's own words.

from_edtf / from_days / from_times / unknown -> EventDate -> to_json -> the `when` object of the API.
Filters, sorting, feeds and R4 use the bounds; EDTF is their notation; phrase and dateline let a reader check them.
`None` means not known: an open end is never replaced by the start. `model.dates.edtf` reads the notation,
`model.dates.zones` checks times, and `ingest.phrases` makes an EventDate from a source's words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from typing import Final

from timeline.errors import InvalidDate
from timeline.model.dates.edtf import DayBounds, read_edtf, write_edtf, write_interval
from timeline.model.dates.json_values import day_at, instant_at, text_at
from timeline.model.dates.zones import local_day, local_time, time_of_wall_clock, zone_named

Precision = tuple[bool, float, bool]
"""Sorts the more precise date first: is it inexact, its number of days (infinite if open), has it no times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When something happens, as precisely as a source says; the fields have the order of the JSON.

    `first_day` and `last_day` are inclusive days at the place; `exact`: they are the real first and last day.
    `starts_at` (inclusive) and `ends_at` (exclusive) are aware, with the offset of `time_zone` (IANA) at that time.
    `edtf` alone has the same bounds and the same `exact`; both bounds None means "no date". Raises InvalidDate if the
    fields are contradictory. `logged_edtf` is the notation of the log and of ids where it is another one: the first
    programs wrote vague bounds as `a/b`, and what is given so is rewritten. `logged_times` are start and end as the log
    has them where other zone data gave another offset then: wall clock and zone are the fact.
    """

    edtf: str | None
    first_day: date | None
    last_day: date | None
    exact: bool
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str | None
    phrase: str | None
    dateline: date | None
    logged_edtf: str | None = field(default=None, compare=False, repr=False)
    logged_times: tuple[object, object] | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Check days, notation and times against each other."""
        _check_days(self)
        _check_notation(self)
        _check_times(self)

    @classmethod
    def from_edtf(
        cls, text: str, *, phrase: str | None = None, dateline: date | None = None, time_zone: str | None = None
    ) -> EventDate:
        """The date that a text in the notation means (docs/DATES.md). Raises InvalidDate."""
        if not isinstance(text, str):
            raise InvalidDate(str(text), "EDTF is a text")
        bounds = read_edtf(text)
        return cls._without_times(text, bounds, phrase, dateline, time_zone)

    @classmethod
    def from_days(
        cls,
        first_day: date | None,
        last_day: date | None,
        *,
        exact: bool = True,
        phrase: str | None = None,
        dateline: date | None = None,
    ) -> EventDate:
        """The date with these inclusive bounds; None is an open side, and a date with an open side is never exact."""
        exact = exact and first_day is not None and last_day is not None
        edtf = write_interval(first_day, last_day, exact=exact)
        return cls._without_times(edtf, DayBounds(first_day, last_day, exact), phrase, dateline, None)

    @classmethod
    def from_times(
        cls,
        starts_at: datetime,
        ends_at: datetime | None,
        time_zone: str,
        *,
        phrase: str | None = None,
        dateline: date | None = None,
    ) -> EventDate:
        """A date with times: `starts_at` inclusive, `ends_at` exclusive or None (not known), days local to the place.

        A naive time is the wall clock of `time_zone`; an aware one must have that zone's offset. A time in a DST gap,
        an ambiguous time or a wrong offset raises InvalidDate naming the possible times; no time is moved silently.
        Without an end the day is still exact, because the source names it; only the end stays None.
        """
        starts_at = local_time(starts_at, time_zone)
        ends_at = None if ends_at is None else local_time(ends_at, time_zone)
        first_day, last_day = _days_of_times(starts_at, ends_at, time_zone)
        return cls(
            edtf=write_edtf(first_day, last_day, exact=True), first_day=first_day, last_day=last_day, exact=True,
            starts_at=starts_at, ends_at=ends_at, time_zone=time_zone, phrase=phrase, dateline=dateline,
        )  # fmt: skip

    @classmethod
    def unknown(
        cls, phrase: str | None = None, dateline: date | None = None, *, time_zone: str | None = None
    ) -> EventDate:
        """No date: no source says when the event happens ("at a mutually convenient time")."""
        return cls._without_times(None, DayBounds(None, None, exact=False), phrase, dateline, time_zone)

    @classmethod
    def _without_times(
        cls, edtf: str | None, bounds: DayBounds, phrase: str | None, dateline: date | None, time_zone: str | None
    ) -> EventDate:
        if time_zone is not None:
            zone_named(time_zone)
        return cls(
            edtf=edtf, first_day=bounds.first_day, last_day=bounds.last_day, exact=bounds.exact,
            starts_at=None, ends_at=None, time_zone=time_zone, phrase=phrase, dateline=dateline,
        )  # fmt: skip

    @property
    def is_unknown(self) -> bool:
        """True if neither bound is known."""
        return self.first_day is None and self.last_day is None

    @property
    def is_timed(self) -> bool:
        """True if the source gave a time of day."""
        return self.starts_at is not None

    @property
    def precision(self) -> Precision:
        """A sort key, smaller is more precise (R4): exact first, then fewer days, then with times."""
        if self.first_day is None or self.last_day is None:
            return (not self.exact, math.inf, not self.is_timed)
        return (not self.exact, (self.last_day - self.first_day).days + 1, not self.is_timed)

    def lies_within(self, other: EventDate) -> bool:
        """True if the bounds of this date lie inside the other's; open is infinite, "no date" lies within every date.

        Two dates with times are compared as instants; if one has no end, both must start at the same instant.
        """
        if self.is_unknown:
            return True
        if self.starts_at is not None and other.starts_at is not None:
            if self.ends_at is None or other.ends_at is None:
                return self.starts_at == other.starts_at
            return other.starts_at <= self.starts_at and self.ends_at <= other.ends_at
        return (self.first_day or date.min) >= (other.first_day or date.min) and (self.last_day or date.max) <= (
            other.last_day or date.max
        )

    def is_compatible_with(self, other: EventDate) -> bool:
        """True if one of the two lies within the other (R4)."""
        return self.lies_within(other) or other.lies_within(self)

    def same_days(self, other: EventDate) -> bool:
        """True if both have the same bounds, exactness and times, whatever their words, notation and zone (R5, R7)."""
        return (self.first_day, self.last_day, self.exact, self.starts_at, self.ends_at) == (
            other.first_day,
            other.last_day,
            other.exact,
            other.starts_at,
            other.ends_at,
        )

    def to_json(self) -> dict[str, object]:
        """The `when` object: all nine keys, days as ISO 8601, times as RFC 3339 with the offset of the place."""
        return {
            "edtf": self.edtf,
            "first_day": _iso(self.first_day),
            "last_day": _iso(self.last_day),
            "exact": self.exact,
            "starts_at": _iso(self.starts_at),
            "ends_at": _iso(self.ends_at),
            "time_zone": self.time_zone,
            "phrase": self.phrase,
            "dateline": _iso(self.dateline),
        }

    def to_log_json(self) -> dict[str, object]:
        """The same keys as the log has them and ids are made from, whatever the zone data of the day are."""
        starts_at, ends_at = self.logged_times or (_iso(self.starts_at), _iso(self.ends_at))
        return self.to_snapshot_json() | {"starts_at": starts_at, "ends_at": ends_at}

    def to_snapshot_json(self) -> dict[str, object]:
        """The same keys as a revision keeps them: the times that it shows, and the notation of the log."""
        return self.to_json() | ({} if self.logged_edtf is None else {"edtf": self.logged_edtf})

    @classmethod
    def from_json(cls, mapping: Mapping[str, object]) -> EventDate:
        """The inverse of `to_json` and `to_snapshot_json`: all nine keys and no other. Raises InvalidDate.

        Offsets are taken as written: other zone data than today's may have given them.
        """
        if set(mapping) != set(DATE_KEYS):
            wrong = sorted(str(key) for key in set(DATE_KEYS).symmetric_difference(mapping))
            raise InvalidDate(", ".join(wrong), f"a date has exactly the keys {', '.join(sorted(DATE_KEYS))}")
        exact = mapping["exact"]
        if not isinstance(exact, bool):
            raise InvalidDate(str(exact), "exact is true or false")
        return cls(
            edtf=text_at(mapping, "edtf"), first_day=day_at(mapping, "first_day"), last_day=day_at(mapping, "last_day"),
            exact=exact, starts_at=instant_at(mapping, "starts_at"), ends_at=instant_at(mapping, "ends_at"),
            time_zone=text_at(mapping, "time_zone"), phrase=text_at(mapping, "phrase"),
            dateline=day_at(mapping, "dateline"),
        )  # fmt: skip

    @classmethod
    def from_log_json(cls, mapping: Mapping[str, object]) -> EventDate:
        """The inverse of `to_log_json`, with today's offsets for wall clock and zone; no offset is ever refused."""
        when = cls.from_json(mapping)
        if when.starts_at is None or when.time_zone is None:
            return when
        starts_at = time_of_wall_clock(when.starts_at, when.time_zone)
        ends_at = when.ends_at and time_of_wall_clock(when.ends_at, when.time_zone)
        if (starts_at, ends_at) == (when.starts_at, when.ends_at):
            return when
        return replace(
            when, starts_at=starts_at, ends_at=ends_at, logged_times=(mapping["starts_at"], mapping["ends_at"])
        )

    def check_clock(self) -> EventDate:
        """The same date. Raises InvalidDate if the zone is unknown, or gives a time another offset or another day."""
        if self.time_zone is not None:
            zone_named(self.time_zone)
        if self.starts_at is not None and self.time_zone is not None:
            timed = EventDate.from_times(self.starts_at, self.ends_at, self.time_zone)
            if (timed.first_day, timed.last_day) != (self.first_day, self.last_day):
                raise InvalidDate(self.starts_at.isoformat(), f"its local days differ from the bounds {_shown(self)}")
        return self


DATE_KEYS: Final = tuple(field.name for field in fields(EventDate) if not field.name.startswith("logged_"))
"""The nine keys of the `when` object, in their order."""


def _check_days(when: EventDate) -> None:
    for day in (when.first_day, when.last_day, when.dateline):
        if day is not None and (isinstance(day, datetime) or not isinstance(day, date)):
            raise InvalidDate(str(day), "a bound is a date without a time")
    if when.first_day is None or when.last_day is None:
        if when.exact:
            raise InvalidDate(_shown(when), "an exact date has a first and a last day")
    elif when.first_day > when.last_day:
        raise InvalidDate(_shown(when), "its last day lies before its first")


def _check_notation(when: EventDate) -> None:
    """Check the notation, and rewrite one that tells exact days where the date is vague."""
    if when.edtf is None:
        if not when.is_unknown:
            raise InvalidDate(_shown(when), "bounds need their EDTF")
        return
    bounds = read_edtf(when.edtf)
    if (bounds.first_day, bounds.last_day) != (when.first_day, when.last_day):
        raise InvalidDate(when.edtf, f"this EDTF does not have the bounds {_shown(when)}")
    if when.exact and not bounds.exact:
        raise InvalidDate(when.edtf, "this EDTF is not exact")
    if bounds.exact and not when.exact:
        object.__setattr__(when, "logged_edtf", when.edtf)
        object.__setattr__(when, "edtf", write_edtf(when.first_day, when.last_day, exact=False))


def _check_times(when: EventDate) -> None:
    """Check the times against the days, but no offset: other zone data may have given it."""
    if when.starts_at is None:
        if when.ends_at is not None:
            raise InvalidDate(when.ends_at.isoformat(), "an end time needs a start time")
        return
    if when.time_zone is None:
        raise InvalidDate(when.starts_at.isoformat(), "a time needs its time zone")
    for time in (when.starts_at, when.ends_at):
        if time is not None and time.tzinfo is None:
            raise InvalidDate(time.isoformat(), "a time needs the offset of its zone")
    first_day = when.starts_at.date()
    last_day = max(first_day, (when.ends_at or when.starts_at).date())
    if when.first_day != first_day or when.last_day not in (max(first_day, last_day - timedelta(days=1)), last_day):
        raise InvalidDate(when.starts_at.isoformat(), f"its local days differ from the bounds {_shown(when)}")


def _days_of_times(starts_at: datetime, ends_at: datetime | None, time_zone: str) -> tuple[date, date]:
    """The first and last local day; the end is exclusive, so a meeting until midnight does not reach the next day."""
    first_day = local_day(starts_at, time_zone)
    if ends_at is None or ends_at == starts_at:
        return first_day, first_day
    if ends_at < starts_at:
        raise InvalidDate(ends_at.isoformat(), f"it ends before it starts at {starts_at.isoformat()}")
    return first_day, local_day(ends_at - timedelta(microseconds=1), time_zone)


def _shown(when: EventDate) -> str:
    return f"{_iso(when.first_day) or '..'}/{_iso(when.last_day) or '..'}"


def _iso(moment: date | None) -> str | None:
    return None if moment is None else moment.isoformat()
