"""jCal against the examples and rules of RFC 7265."""

from __future__ import annotations

from typing import Any

import icalendar
import orjson
import pytest
from hypothesis import given, settings

from tests.timeline.render.builders import CATALOGUE, SETTINGS, ministerial, revision_of, timed
from tests.timeline.render.test_calendar import HEAD, ODD_TEXT, STORY, feed_of
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event
from timeline.render.ics.jcal import jcal
from timeline.render.ics.vevent import CalendarHead, VeventOptions, calendar, vevent
from timeline.render.plain_text import one_line


def read(*events: Event) -> Any:
    """The feed of these events as jCal."""
    return orjson.loads(jcal(feed_of(*events)))


def properties(component: Any) -> dict[str, Any]:
    """Parameters, type and values of each property by its name."""
    return {name: rest for name, *rest in component[1]}


def test_jcal_is_a_vcalendar_with_typed_properties_of_its_head() -> None:
    name, _, _ = found = read()

    head = properties(found)
    assert name == "vcalendar"
    assert head == {
        "version": [{}, "text", "2.0"],
        "prodid": [{}, "text", "-//Diplomatic Timeline//Calendar feed//EN"],
        "calscale": [{}, "text", "GREGORIAN"],
        "description": [{}, "text", "Trips, visits and meetings."],
        "x-wr-caldesc": [{}, "unknown", "Trips\\, visits and meetings."],
        "name": [{}, "text", "Antony Blinken"],
        "x-wr-calname": [{}, "unknown", "Antony Blinken"],
        "color": [{}, "text", "navy"],
        "refresh-interval": [{}, "duration", "PT6H"],
        "source": [{}, "uri", "https://timeline.example.org/calendars/people/antony-blinken.ics"],
        "url": [{}, "uri", "https://timeline.example.org/people/antony-blinken"],
        "x-published-ttl": [{}, "unknown", "PT6H"],
    }


@pytest.mark.parametrize(
    ("when", "starts", "ends"),
    [
        (EventDate.from_edtf("2023-11-28/2023-11-29"), [{}, "date", "2023-11-28"], [{}, "date", "2023-11-30"]),
        (
            timed("2023-11-28T10:30", "2023-11-28T12:00", "Europe/Brussels"),
            [{"tzid": "Europe/Brussels"}, "date-time", "2023-11-28T10:30:00"],
            [{"tzid": "Europe/Brussels"}, "date-time", "2023-11-28T12:00:00"],
        ),
        (
            timed("1995-07-01T10:00", "1995-07-01T11:00", "Europe/Brussels"),
            [{}, "date-time", "1995-07-01T08:00:00Z"],
            [{}, "date-time", "1995-07-01T09:00:00Z"],
        ),
        (EventDate.from_edtf("1866-02-03"), [{}, "date", "1866-02-03"], [{}, "date", "1866-02-04"]),
    ],
)
def test_jcal_writes_days_and_times_in_the_extended_form(when: EventDate, starts: Any, ends: Any) -> None:
    found = properties(read(ministerial(when=when))[2][-1])

    assert [found["dtstart"], found["dtend"], found["dtstamp"]] == [
        starts, ends, [{}, "date-time", "2026-01-02T03:04:05Z"],
    ]  # fmt: skip


def test_jcal_of_a_zone_has_offsets_and_rules_in_json() -> None:
    zone = read(ministerial(when=timed("2023-11-28T10:30", None, "America/New_York")))[2][0]
    daylight = properties(zone[2][0])

    assert [zone[0], properties(zone), zone[2][0][0]] == [
        "vtimezone", {"tzid": [{}, "text", "America/New_York"]}, "daylight",
    ]  # fmt: skip
    assert daylight["tzoffsetfrom"] == [{}, "utc-offset", "-05:00"]
    assert daylight["rrule"] == [{}, "recur", {"freq": "YEARLY", "bymonth": 3, "byday": "2SU"}]


def test_jcal_types_numbers_several_values_and_addresses() -> None:
    found = properties(read(ministerial(topics=("a,b;c\\", "d")))[2][0])

    assert found["categories"] == [{}, "text", "Ministerial meeting", "a,b;c\\", "d"]
    assert found["geo"] == [{}, "float", [50.85, 4.35]]
    assert found["sequence"] == [{}, "integer", 1]


def test_jcal_has_the_addresses_of_the_rich_profile() -> None:
    rich = vevent(revision_of(ministerial()), SETTINGS, CATALOGUE, options=VeventOptions(is_rich=True))

    found = properties(orjson.loads(jcal(calendar([rich.lines], rich.zones, head=HEAD)))[2][0])

    assert found["link"] == [{"linkrel": "SOURCE"}, "uri", "https://www.example.int/programme?day=28,29"]


def test_jcal_names_every_component_and_property_in_lower_case_and_has_the_same_bytes_each_time() -> None:
    first, second = jcal(feed_of(*STORY)), jcal(feed_of(*STORY))

    def names(component: Any) -> list[str]:
        own = [component[0], *(one[0] for one in component[1]), *(name for one in component[1] for name in one[1])]
        return own + [name for part in component[2] for name in names(part)]

    assert first == second
    assert all(name == name.lower() for name in names(orjson.loads(first)))


@settings(max_examples=60, deadline=None)
@given(ODD_TEXT)
def test_jcal_has_the_text_that_a_calendar_program_reads(text: str) -> None:
    feed = feed_of(ministerial(title=f"x{text}", summary=text), head=CalendarHead(name=f"x{text}"))
    event = icalendar.Calendar.from_ical(feed).walk("VEVENT")[0]

    found = orjson.loads(jcal(feed))

    assert properties(found)["name"] == [{}, "text", one_line(f"x{text}")]
    assert properties(found[2][0])["summary"] == [{}, "text", one_line(f"x{text}")]
    assert properties(found[2][0])["description"] == [{}, "text", str(event["DESCRIPTION"])]
