"""The times of an event in a calendar: whole days, wall-clock times in a zone, or UTC; or none, if it has no entry.

EventDate -> `calendar_times` -> `CalendarTimes` -> DTSTART and DTEND (docs/FEEDS.md 3 to 5). Days stay days. A wall
clock is written only if the zone's VTIMEZONE gives the same instant, otherwise UTC. No time is floating, and an unknown
end is never filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from timeline.model.dates.event_date import EventDate
from timeline.render.ics.time_zones import is_read_alike, is_utc, means_one_instant
from timeline.render.ics.vevent_options import Imprecise

MAX_INEXACT_DAYS: Final = 14
"""A date that is not exact has a calendar entry up to this number of days, both bounds included."""


@dataclass(frozen=True, slots=True)
class CalendarTimes:
    """`starts` is inclusive, `ends` exclusive or None (not known).

    Both are days (`zone` None), naive wall clocks of `zone`, or aware times in UTC (`zone` None).
    """

    starts: date | datetime
    ends: date | datetime | None
    zone: str | None = None


def calendar_times(when: EventDate, *, whole_days: bool, imprecise: Imprecise = Imprecise.SPAN) -> CalendarTimes | None:
    """The times of a date in a calendar; None if it has no entry, which depends on `imprecise` (docs/FEEDS.md 5).

    With `whole_days` the time of day is left out (trips). Of a date with an open side only the known day is shown.
    """
    days = days_in_calendar(when.first_day, when.last_day, exact=when.exact, imprecise=imprecise)
    if days is None:
        return None
    if when.starts_at is not None and when.time_zone is not None and not whole_days:
        return clock_times(when.starts_at, when.ends_at, when.time_zone)
    first_day, last_day = days
    if last_day == date.max:
        return None  # there is no following day for the exclusive end
    return CalendarTimes(first_day, last_day + timedelta(days=1))


def days_in_calendar(
    first_day: date | None, last_day: date | None, *, exact: bool, imprecise: Imprecise
) -> tuple[date, date] | None:
    """The first and last day to show of these bounds, both inclusive; None if a calendar does not show them."""
    if imprecise is Imprecise.ALL:
        first_day, last_day = first_day or last_day, last_day or first_day
    if first_day is None or last_day is None:
        return None
    is_wide = (last_day - first_day).days >= MAX_INEXACT_DAYS
    if not exact and (imprecise is Imprecise.OMIT or (imprecise is Imprecise.SPAN and is_wide)):
        return None
    return first_day, last_day


def clock_times(starts_at: datetime, ends_at: datetime | None, zone: str) -> CalendarTimes:
    """Aware times as wall clocks of the zone if every calendar program reads the same instants, else in UTC.

    Both in whole seconds. An end that is not after the start is left out (RFC 5545 §3.8.2.2).
    """
    starts = starts_at.replace(microsecond=0)
    ends = None if ends_at is None else ends_at.replace(microsecond=0)
    if ends is not None and ends <= starts:
        ends = None
    times = [time for time in (starts, ends) if time is not None]
    if is_utc(zone) or not is_read_alike(zone) or not all(means_one_instant(time, zone) for time in times):
        return CalendarTimes(starts.astimezone(UTC), None if ends is None else ends.astimezone(UTC))
    return CalendarTimes(starts.replace(tzinfo=None), None if ends is None else ends.replace(tzinfo=None), zone)
