"""A VTIMEZONE of ours gives the offset that the zone has, from the start of its present rule on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical

from tests.zone_comparison import zone_of_package
from timeline.errors import InvalidDate
from timeline.render.ics.time_zones import is_utc, means_one_instant, vtimezone
from timeline.render.ics.zone_rules import zone_rule

ODD_ZONES = (
    "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun", "America/Asuncion", "America/Havana", "America/Mexico_City",
    "America/New_York", "America/Nuuk", "America/Santiago", "America/Sao_Paulo", "America/Scoresbysund",
    "America/St_Johns", "Antarctica/Troll", "Asia/Amman", "Asia/Beirut", "Asia/Dubai", "Asia/Gaza", "Asia/Hebron",
    "Asia/Jerusalem", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Tehran", "Asia/Tokyo", "Atlantic/Azores",
    "Australia/Lord_Howe", "Europe/Brussels", "Europe/Chisinau", "Europe/Dublin", "Europe/Istanbul", "Europe/London",
    "Europe/Moscow", "Europe/Volgograd", "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Easter",
    "Pacific/Kiritimati",
)  # fmt: skip

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def moments_around_transitions(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[datetime]:
    """The last unambiguous second before and the first after every transition, found by halving the day of change."""
    day = since
    while day < until:
        if offset_in(zone, day) != offset_in(zone, day + DAY):
            before, after = day, day + DAY
            while after - before > SECOND:
                middle = (before + (after - before) // 2).replace(microsecond=0)
                same = offset_in(zone, middle) == offset_in(zone, before)
                before, after = (middle, after) if same else (before, middle)
            repeated = max(offset_in(zone, before) - offset_in(zone, after), timedelta())
            yield from (before - repeated, after + repeated)
        day += DAY


def offset_in(zone: ZoneInfo, instant: datetime) -> timedelta:
    """The offset from UTC at an instant."""
    return instant.astimezone(zone).utcoffset() or timedelta()


@pytest.mark.parametrize("name", ODD_ZONES)
def test_vtimezone_gives_the_offset_of_the_zone_around_every_transition_from_the_rules_start_to_2040(name: str) -> None:
    zone, since = zone_of_package(name), zone_rule(name).since
    until = max(datetime(2040, 1, 1, tzinfo=UTC), since + 400 * DAY)
    evaluator = tzical(io.StringIO(vtimezone(name).decode().replace("\r\n", "\n"))).get(name)

    moments = [since + timedelta(hours=3), *moments_around_transitions(zone, since, until)]
    walls = [moment.astimezone(zone).replace(tzinfo=None) for moment in moments]

    assert [wall.replace(tzinfo=evaluator).utcoffset() for wall in walls] == [
        moment.astimezone(zone).utcoffset() for moment in moments
    ]


def test_vtimezone_has_two_yearly_rules_where_clocks_change_on_the_last_sundays() -> None:
    assert vtimezone("Europe/Brussels").decode().split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Brussels",
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


def test_vtimezone_writes_the_day_after_the_last_thursday_as_days_of_two_months() -> None:
    rules = [line for line in vtimezone("Africa/Cairo").decode().split("\r\n") if line.startswith("RRULE")]

    assert rules == [
        "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=-1FR",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=26,27,28,29,30,31;BYDAY=FR",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1;BYDAY=FR",
    ]


def test_vtimezone_calls_the_larger_offset_daylight_where_the_zone_counts_it_as_standard() -> None:
    lines = vtimezone("Europe/Dublin").decode().split("\r\n")

    assert lines[lines.index("BEGIN:DAYLIGHT") : lines.index("END:DAYLIGHT")][-3:] == [
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "TZNAME:IST",
    ]


def test_vtimezone_has_one_observance_where_clocks_never_change() -> None:
    assert [line for line in vtimezone("Asia/Dubai").decode().split("\r\n") if ":" in line][2:-2] == [
        "BEGIN:STANDARD",
        "DTSTART:19700101T040000",
        "TZOFFSETFROM:+0400",
        "TZOFFSETTO:+0400",
        "TZNAME:+04",
    ]


@pytest.mark.parametrize(
    ("name", "instant", "held"),
    [
        ("Europe/Brussels", datetime(1996, 3, 31, 0, 59, 59, tzinfo=UTC), False),
        ("Europe/Brussels", datetime(1996, 3, 31, 1, tzinfo=UTC), True),
        ("America/New_York", datetime(2006, 7, 1, tzinfo=UTC), False),
        ("America/New_York", datetime(2007, 7, 1, tzinfo=UTC), True),
        ("Africa/Cairo", datetime(2022, 7, 1, tzinfo=UTC), False),
        ("Africa/Cairo", datetime(2023, 7, 1, tzinfo=UTC), True),
        ("Europe/Moscow", datetime(2014, 7, 1, tzinfo=UTC), False),
        ("Europe/Moscow", datetime(2014, 11, 1, tzinfo=UTC), True),
        ("Asia/Gaza", datetime(2026, 7, 1, tzinfo=UTC), False),
    ],
)
def test_present_rule_holds_from_its_first_change_on(name: str, instant: datetime, held: bool) -> None:  # noqa: FBT001
    assert (zone_rule(name).since <= instant) is held


def test_wall_clock_means_one_instant_except_in_an_hour_that_is_passed_twice() -> None:
    first = datetime.fromisoformat("2023-10-29T02:30:00+02:00")
    second = datetime.fromisoformat("2023-10-29T02:30:00+01:00")
    wrong_offset = datetime.fromisoformat("2023-07-01T12:00:00+01:00")
    clear = datetime.fromisoformat("2023-10-29T03:00:00+01:00")

    assert [means_one_instant(time, "Europe/Brussels") for time in (first, second, wrong_offset, clear)] == [
        False,
        False,
        False,
        True,
    ]


def test_utc_is_known_under_its_names() -> None:
    names = ("UTC", "Etc/UTC", "Zulu", "Europe/London", "Africa/Abidjan")

    assert [is_utc(name) for name in names] == [True, True, True, False, False]


@pytest.mark.parametrize("name", ["", "Europe", "CEST", "../tzdata", "europe/brussels", "posixrules"])
def test_vtimezone_refuses_what_is_not_a_zone(name: str) -> None:
    with pytest.raises(InvalidDate):
        vtimezone(name)
