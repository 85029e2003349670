"""The generated events are what the other modules of this suite rely on: every sort is there, and public."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest

from tests.interop import generated
from tests.interop.service import WHOLE_FEED, Service
from tests.octet_linter import faults_of, unfolded

pytestmark = pytest.mark.interop

IN_DEPTH = ("Europe/Brussels", "America/New_York", "Europe/Skopje")


def generated_events(service: Service) -> list[dict[str, Any]]:
    """Those events of the API that are not of the reference story."""
    return [event for event in service.events() if event["slug"].startswith("generated-")]


def test_generated_events_are_all_public_and_of_every_status(service: Service):
    events = generated_events(service)

    assert len(events) == generated.COUNT
    assert Counter(event["status"] for event in events) == {
        "confirmed": 1100, "announced": 200, "completed": 200, "reported": 200, "cancelled": 100, "postponed": 100,
        "withdrawn": 100,
    }  # fmt: skip


def test_generated_times_lie_in_both_halves_of_the_year_in_each_of_20_zones(service: Service):
    timed = [event["when"] for event in generated_events(service) if event["when"]["starts_at"]]

    halves = Counter((when["time_zone"], 4 <= int(when["first_day"][5:7]) <= 9) for when in timed)
    assert {zone for zone, _ in halves} == set(generated.ZONES)
    assert min(halves.values()) >= 15


@pytest.mark.parametrize("zone", IN_DEPTH)
def test_feed_tells_times_of_the_present_rule_by_the_clock_of_their_zone(service: Service, zone: str):
    expected = [
        datetime.fromisoformat(event["when"]["starts_at"]).strftime(f"DTSTART;TZID={zone}:%Y%m%dT%H%M%S")
        for event in generated_events(service)
        if event["when"]["starts_at"] and event["when"]["time_zone"] == zone
    ]

    lines = unfolded(service.fetch(WHOLE_FEED).body.decode("utf-8"))

    assert sorted(line for line in lines if line.startswith(f"DTSTART;TZID={zone}:")) == sorted(expected)


def test_generated_dates_reach_back_to_1866_and_are_vague_in_every_width_up_to_14_days(service: Service):
    dates = [event["when"] for event in generated_events(service)]

    widths = {
        (date.fromisoformat(when["last_day"]) - date.fromisoformat(when["first_day"])).days + 1
        for when in dates
        if not when["exact"] and when["last_day"]
    }
    assert set(range(2, 15)) <= widths
    assert sum(when["first_day"].startswith("1866") for when in dates) == 100


def test_whole_feed_is_sound_octet_by_octet(service: Service):
    assert faults_of(service.fetch(WHOLE_FEED).body) == []
