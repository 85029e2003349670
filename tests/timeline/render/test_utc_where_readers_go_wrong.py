"""A time goes out in UTC where calendar programs go wrong (docs/FEEDS.md 4): all IANA names, for each of the reasons.

The rule of a zone is told here by zoneinfo alone: a file with nothing but the footer of the zone's own file follows the
present rule at all times.
"""

from __future__ import annotations

import io
import re
import struct
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from tests.zone_comparison import DAY, HOUR, local, transitions, zone_names, zone_of_package
from timeline.model.dates.zone_release import is_known_release, release_day, zone_release
from timeline.render.ics.calendar_times import clock_times
from timeline.render.ics.time_zones import is_read_alike

RELEASED = datetime.combine(release_day(zone_release()), datetime.min.time(), UTC)
ORDINARY = re.compile(r"[^,]+(?:,M\d+\.[1-5]\.[0-6](?:/\d{1,2}(?::\d\d)*)?){2}|[^,]+")
"""A POSIX TZ string without changes, or with two on the n-th or last weekday of a month."""


def footer(name: str) -> str:
    """The POSIX TZ string at the end of the zone's file."""
    content = resources.files("tzdata.zoneinfo").joinpath(*name.split("/")).read_bytes()
    return content.rstrip(b"\n").rpartition(b"\n")[2].decode()


@cache
def present_rule(posix_tz: str) -> ZoneInfo:
    """A zone that follows the rule at all times."""
    block = b"TZif2" + bytes(15) + struct.pack(">6L", 0, 0, 0, 0, 1, 4) + struct.pack(">lBB", 0, 0, 0) + b"UTC\0"
    return ZoneInfo.from_file(io.BytesIO(block * 2 + b"\n" + posix_tz.encode() + b"\n"))


def is_ordinary(posix_tz: str) -> bool:
    """True if its changes, if any, are on the n-th or last weekday of a month, at a time of that day."""
    hours = [int(hour) for hour in re.findall(r"/(-?\d+)", posix_tz)]
    return bool(ORDINARY.fullmatch(posix_tz)) and all(0 <= hour < 24 for hour in hours)


def has_changed_since(name: str, since: datetime) -> bool:
    """True if the zone left its present rule at any time from then on, to the year 2100."""
    zone, rule = zone_of_package(name), present_rule(footer(name))
    moments = (since + 2 * count * DAY for count in range((datetime(2100, 1, 1, tzinfo=UTC) - since).days // 2))
    return any(moment.astimezone(zone).utcoffset() != moment.astimezone(rule).utcoffset() for moment in moments)


def test_day_of_the_pinned_release_is_known() -> None:
    assert is_known_release(zone_release()), "add the day of the new release to timeline.model.dates.zone_release"


@pytest.mark.parametrize(
    ("release", "day"), [("2025b", date(2025, 3, 22)), ("2024a", date(2024, 2, 1)), ("2031c", date(2031, 1, 1))]
)
def test_day_of_a_release_that_is_not_known_is_the_first_of_its_year(release: str, day: date) -> None:
    assert release_day(release) == day


def test_zone_that_all_programs_know_has_an_ordinary_rule_of_two_years() -> None:
    two_years_before = RELEASED.replace(year=RELEASED.year - 2)
    told = {name: is_read_alike(name) for name in zone_names()}

    rules = {name: footer(name) for name in told}
    extraordinary = {name for name, rule in rules.items() if not is_ordinary(rule)}
    young = {name for name in told.keys() - extraordinary if has_changed_since(name, two_years_before)}

    assert {name for name, alike in told.items() if not alike} == extraordinary | young
    assert {"Africa/Cairo", "Asia/Jerusalem", "America/Nuuk", "America/Santiago", "Asia/Gaza"} <= extraordinary
    assert {"Europe/Brussels", "America/New_York", "Asia/Tokyo", "UTC"} <= {name for name in told if told[name]}


def test_clock_that_shows_twice_is_written_in_utc_in_both_passes_in_every_zone() -> None:
    wrong: list[str] = []
    repeated = 0
    for name in zone_names():
        zone = zone_of_package(name)
        for change in transitions(zone):
            if change < datetime(2027, 1, 1, tzinfo=UTC) or change > datetime(2029, 1, 1, tzinfo=UTC):
                continue
            back = offset(change - HOUR, zone) - offset(change, zone)
            if back <= timedelta():
                continue
            repeated += 1
            moments = (change - back, change - timedelta(seconds=1), change, change + back - timedelta(seconds=1))
            wrong += [name for moment in moments if clock_times(local(moment, zone), None, name).zone]
            clear = (change - back - timedelta(seconds=1), change + back)
            zones = {clock_times(local(moment, zone), None, name).zone for moment in clear}
            wrong += [name] if is_read_alike(name) and zones != {name} else []

    assert (wrong, repeated > 300) == ([], True)


def test_clock_in_a_gap_is_written_in_utc() -> None:
    """A stored wall clock that newer zone data skip means the instant by the clock before the gap."""
    in_gap = datetime.fromisoformat("2027-03-28T02:30:00+01:00")

    times = clock_times(in_gap, in_gap + 3 * HOUR, "Europe/Vienna")

    assert (times.zone, times.starts) == (None, datetime(2027, 3, 28, 1, 30, tzinfo=UTC))


def offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    """The offset from UTC at an instant."""
    return moment.astimezone(zone).utcoffset() or timedelta()
