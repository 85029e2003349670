"""The reader that judges our VTIMEZONEs, judged by the examples and the words of RFC 5545."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.vtimezone_reader import read_vtimezones

NEW_YORK = b"""\
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:EST
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
END:DAYLIGHT
END:VTIMEZONE
""".replace(b"\n", b"\r\n")


def wall(text: str) -> datetime:
    """A wall clock without its zone."""
    return datetime.fromisoformat(text)


def test_reader_takes_the_first_of_two_equal_wall_clocks_and_the_old_offset_in_a_gap() -> None:
    zone = read_vtimezones(NEW_YORK)["America/New_York"]

    told = {
        wall("2007-03-11T03:00:00"): datetime(2007, 3, 11, 7, 0, tzinfo=UTC),
        wall("2007-11-04T01:30:00"): datetime(2007, 11, 4, 5, 30, tzinfo=UTC),
        wall("2007-11-04T02:00:00"): datetime(2007, 11, 4, 7, 0, tzinfo=UTC),
        wall("2008-03-09T02:30:00"): datetime(2008, 3, 9, 7, 30, tzinfo=UTC),
        wall("2026-07-01T12:00:00"): datetime(2026, 7, 1, 16, 0, tzinfo=UTC),
        wall("2026-12-01T12:00:00"): datetime(2026, 12, 1, 17, 0, tzinfo=UTC),
    }

    assert {each: zone.instant(each) for each in told} == told


def test_reader_counts_days_of_the_month_and_last_weekdays() -> None:
    odd = NEW_YORK.replace(b"BYMONTH=3;BYDAY=2SU", b"BYMONTH=3;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU")
    last = odd.replace(b"BYDAY=1SU", b"BYDAY=-1SU").replace(b"20071104", b"20071125")

    assert read_vtimezones(odd) == read_vtimezones(NEW_YORK)
    assert read_vtimezones(last)["America/New_York"].onsets[:4] == (
        wall("2007-03-11T02:00:00"),
        wall("2007-11-25T02:00:00"),
        wall("2008-03-09T02:00:00"),
        wall("2008-11-30T02:00:00"),
    )


def test_reader_says_nothing_before_the_first_onset() -> None:
    zone = read_vtimezones(NEW_YORK)["America/New_York"]

    with pytest.raises(LookupError, match="no observance at 2007-03-11 01:59:59"):
        zone.instant(wall("2007-03-11T01:59:59"))


@pytest.mark.parametrize(
    ("line", "wrong_line"),
    [
        (b"DTSTART:20070311", b"DTSTART:20070312"),
        (b"TZNAME:EDT", b"RDATE:20080309T020000"),
        (b"BYDAY=2SU", b"BYDAY=2SU;UNTIL=20300101T000000Z"),
        (b"FREQ=YEARLY", b"FREQ=MONTHLY"),
        (b"TZOFFSETTO:-0400", b"TZOFFSETTO:-0000"),
        (b"TZNAME:EDT", b"TZOFFSETTO:-0400"),
    ],
)
def test_reader_refuses_what_it_does_not_know_and_what_is_wrong(line: bytes, wrong_line: bytes) -> None:
    with pytest.raises(AssertionError):
        read_vtimezones(NEW_YORK.replace(line, wrong_line))


def test_reader_refuses_a_zone_that_is_defined_twice() -> None:
    with pytest.raises(AssertionError, match="America/New_York is defined twice"):
        read_vtimezones(NEW_YORK * 2)
