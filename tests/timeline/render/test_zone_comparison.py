"""A timed event in a calendar means the instant that zoneinfo gives, in every IANA zone, 1970 to 2040.

A slice of `python3 dev.py torture zones`, which compares every hour: here every hour of the 36 on each side of every
transition, the seconds and half hours next to it, the middle between two of them and the first day of every month.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import chain
from typing import Final

import pytest

from tests.timeline.render.builders import ministerial, rendered
from tests.vtimezone_reader import WallClocks, read_vtimezones
from tests.zone_comparison import (
    HOUR,
    Tally,
    compare,
    compare_aliases,
    first_days_of_months,
    instants_around,
    local,
    transitions,
    zone_families,
    zone_names,
    zone_of_package,
)
from timeline.model.dates.event_date import EventDate
from timeline.render.ics.vevent import CalendarHead, calendar

PARTS: Final = 8
"""So many tests share the zones, for two processes to divide."""

TIMES_OF_2026: Final = (datetime(2026, 4, 20, 9, tzinfo=UTC), datetime(2026, 10, 20, 9, tzinfo=UTC))

FEW_ZONES: Final = 36
"""The eight names of UTC, the zones without a yearly rule in 2026 (Gaza, Hebron, Havana …), a few more to come."""


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_calendar_times_are_those_of_zoneinfo_around_every_transition_of_every_zone(part: int) -> None:
    families = zone_families()[part::PARTS]

    total = sum(map(compared, families), Tally())

    assert total.faults == ()
    assert total.compared > 4_000 * len(families)
    assert total.zoned > total.compared // 4


def compared(family: tuple[str, ...]) -> Tally:
    """The first zone of a family at all instants of the slice, and its aliases."""
    around = instants_around(transitions(zone_of_package(family[0])))
    return compare(family[0], chain(around, first_days_of_months())) + compare_aliases(family)


def test_nearly_every_zone_goes_out_with_its_name_in_both_halves_of_2026() -> None:
    names = zone_names()

    assert len(names) > 590
    for time in TIMES_OF_2026:
        assert len([name for name in names if compare(name, [time]) == Tally(zoned=1)]) >= len(names) - FEW_ZONES


def test_zones_have_no_second_meaning_for_programs_with_zone_data_of_their_own() -> None:
    """Moscow set its clocks back for good at 22:00 UTC: 01:00 to 02:00 came twice, and a program takes the first."""
    instants = [datetime(2014, 10, 25, 21, tzinfo=UTC) + count * HOUR / 2 for count in range(6)]

    tallies = [compare("Europe/Moscow", [instant]) for instant in instants]

    assert tallies == [Tally(utc=1)] * 4 + [Tally(zoned=1)] * 2


@pytest.mark.slow
def test_events_in_every_zone_stand_in_a_calendar_at_their_instants() -> None:
    meetings = [(name, time) for name in zone_names() for time in TIMES_OF_2026]

    vevents = [rendered(ministerial(when=meeting(name, time))) for name, time in meetings]
    zones = chain.from_iterable(vevent.zones for vevent in vevents)
    content = calendar((vevent.lines for vevent in vevents), zones, head=CalendarHead(name="Zones"))

    assert times_read(content) == [(time, time + 2 * HOUR) for _, time in meetings]
    assert content.count(b"DTSTART;TZID=") >= len(meetings) - 2 * FEW_ZONES


@pytest.mark.parametrize(
    "name",
    [
        "Africa/Cairo", "America/Nuuk", "America/Santiago", "America/Scoresbysund", "Antarctica/Troll", "Asia/Gaza",
        "Asia/Jerusalem", "Australia/Lord_Howe", "Europe/Dublin", "Pacific/Chatham", "Pacific/Easter",
    ],
)  # fmt: skip
def test_events_around_a_change_of_clocks_stand_in_a_calendar_at_their_instants(name: str) -> None:
    changes = [change for change in transitions(zone_of_package(name)) if change.year in (2025, 2027)]
    times = [change + count * HOUR / 2 for change in changes for count in range(-8, 9)]

    vevents = [rendered(ministerial(when=meeting(name, time))) for time in times]
    zones = chain.from_iterable(vevent.zones for vevent in vevents)
    content = calendar((vevent.lines for vevent in vevents), zones, head=CalendarHead(name="Zones"))

    assert len(changes) >= 4
    assert times_read(content) == [(time, time + 2 * HOUR) for time in times]


def meeting(name: str, starts_at: datetime) -> EventDate:
    """Two hours from an instant on, told by the clocks of a zone."""
    zone = zone_of_package(name)
    return EventDate.from_times(local(starts_at, zone), local(starts_at + 2 * HOUR, zone), name)


def times_read(content: bytes) -> list[tuple[datetime, datetime]]:
    """The instants at which the events of a calendar start and end, its VTIMEZONEs read by the RFC alone."""
    zones = read_vtimezones(content)
    events = content.replace(b"\r\n ", b"").decode("utf-8").split("BEGIN:VEVENT\r\n")[1:]
    return [(read_time(event, "DTSTART", zones), read_time(event, "DTEND", zones)) for event in events]


def read_time(event: str, name: str, zones: dict[str, WallClocks]) -> datetime:
    """A date-time property: in UTC, or in a zone that the calendar defines; never floating."""
    match = re.search(rf"^{name}(?:;TZID=(\S+?))?:(\d{{8}}T\d{{6}})(Z?)\r\n", event, re.MULTILINE)
    assert match is not None, event
    wall = datetime.fromisoformat(match[2])
    assert (match[1] is None) is (match[3] == "Z"), match[0]
    return wall.replace(tzinfo=UTC) if match[1] is None else zones[match[1]].instant(wall)
