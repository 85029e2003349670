"""Gives a day its clock time, in the zone of the place or in the zone that the source names.

`EventDate` of one exact day, `Clock`, zone of the place -> `timed` -> starts_at and ends_at on the wall clock there.
A zone that is wrong for the season, or a time that the clocks never showed or showed twice, is refused, never moved.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

from timeline.ingest.phrases.clock.value import Clock, NamedZone, UnclearClock
from timeline.model.dates.event_date import EventDate
from timeline.model.dates.zones import is_time_zone, local_time, zone_named

_AN_HOUR: Final = timedelta(hours=1)


def timed(when: EventDate, clock: Clock, time_zone: str | None) -> EventDate:
    """The date with its times in `time_zone`, the zone of the place; None if the place is not known.

    The day alone stays where the words give no time of the start, where the day is not one exact day, and where neither
    place nor source tells a zone. Raises UnclearClock, InvalidDate.
    """
    days = replace(when, time_zone=time_zone)
    first_day, last_day = when.first_day, when.last_day
    if not clock.is_sharp or clock.is_either_half or not when.exact or first_day is None or last_day is None:
        return days
    if clock.spans_days != (first_day != last_day):
        return days
    starts = _wall(first_day, clock.starts)
    ends = None if clock.ends is None else _wall(last_day, clock.ends)
    target = time_zone
    if clock.zone is not None:
        starts, ends, own_zone = _in_named_zone(clock.zone, starts, ends, time_zone)
        target = time_zone or own_zone
    if target is None:
        return days
    if clock.zone is not None:
        starts, ends = _at_place(starts, target), None if ends is None else _at_place(ends, target)
    return EventDate.from_times(starts, ends, target, phrase=when.phrase, dateline=when.dateline)


def _in_named_zone(
    zone: NamedZone, starts: datetime, ends: datetime | None, time_zone: str | None
) -> tuple[datetime, datetime | None, str | None]:
    """Both times with the offset of the named zone, and the IANA zone that it is; None if there is no such zone."""
    if zone.region is not None:
        return local_time(starts, zone.region), None if ends is None else local_time(ends, zone.region), zone.region
    offset = timezone(_offset_meant(zone, starts, time_zone))
    own_zone = _zone_of_offset(offset.utcoffset(None))
    return starts.replace(tzinfo=offset), None if ends is None else ends.replace(tzinfo=offset), own_zone


def _wall(day: date, since_midnight: timedelta) -> datetime:
    return datetime.combine(day, time.min) + since_midnight


def _at_place(instant: datetime, time_zone: str) -> datetime:
    """The instant as the clocks of the zone show it, with their fixed offset."""
    shown = instant.astimezone(zone_named(time_zone))
    offset = shown.utcoffset() or timedelta(0)
    return shown.replace(tzinfo=UTC if not offset else timezone(offset), fold=0)


def _offset_meant(zone: NamedZone, wall: datetime, time_zone: str | None) -> timedelta:
    """The offset that the name of a zone means on this day; the place decides between several. Raises UnclearClock."""
    if len(zone.offsets) > 1:
        told = [offset for region, offset in zone.offsets if _is_told_at(time_zone, zone.words, region, offset, wall)]
        if len(told) != 1:
            regions = ", ".join(str(region) for region, _ in zone.offsets)
            raise UnclearClock(f"{zone.words.upper()} is a time of several regions ({regions}); name the zone")
        return told[0]
    region, offset = zone.offsets[0]
    if region is not None and not _is_in_use(region, offset, wall):
        other = wall.replace(tzinfo=zone_named(region)).tzname()
        raise UnclearClock(
            f"{zone.words.upper()} is not in use on {wall.date().isoformat()}; {region} has {other} on that day"
        )
    return offset


def _is_in_use(region: str, offset: timedelta, wall: datetime) -> bool:
    """True if the clocks of the region have this offset at that instant."""
    return wall.replace(tzinfo=timezone(offset)).astimezone(zone_named(region)).utcoffset() == offset


def _is_told_at(time_zone: str | None, words: str, region: str | None, offset: timedelta, wall: datetime) -> bool:
    """True if the clocks at the place have this offset then, and it is in the region or has this name for its time."""
    if time_zone is None or not _is_in_use(time_zone, offset, wall):
        return False
    at_place = wall.replace(tzinfo=timezone(offset)).astimezone(zone_named(time_zone))
    return time_zone == region or at_place.tzname() == words.upper()


def _zone_of_offset(offset: timedelta) -> str | None:
    """The IANA zone that always has this offset; None if there is none, as for +05:30. Etc/GMT-1 is ahead of UTC."""
    if not offset:
        return "UTC"
    name = f"Etc/GMT{-(offset // _AN_HOUR):+d}"
    return name if not offset % _AN_HOUR and is_time_zone(name) else None
