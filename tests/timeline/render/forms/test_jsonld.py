"""Events as schema.org Event: dates no more precise than the source, people by role, texts that cannot end a script."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.timeline.render.builders import BRUSSELS, SECRETARY, ministerial, timed
from tests.timeline.render.stored import HEAD, SETTINGS, stored
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event
from timeline.model.vocabulary import Mode, ParticipantType, Presence, Role, Status
from timeline.render.forms.jsonld import jsonld_form, schema_event, script_safe
from timeline.render.forms.local_event import local_event


def of(event: Event) -> dict[str, Any]:
    """The description, written as JSON and read again."""
    found: dict[str, Any] = orjson.loads(script_safe(schema_event(local_event(stored(event), SETTINGS), SETTINGS)))
    return found


def test_event_is_described_with_everything_that_is_known():
    base = "https://timeline.example.org"

    assert of(ministerial()) == {
        "@type": "Event",
        "@id": f"{base}/events/nato-foreign-ministers-2023-11",
        "identifier": "evt-aaaa",
        "url": f"{base}/events/nato-foreign-ministers-2023-11",
        "additionalType": f"{base}/docs#kind-ministerial",
        "name": "NATO foreign ministers' meeting; first day, second day",
        "description": "First council.\nSecond line.",
        "eventStatus": "https://schema.org/EventScheduled",
        "startDate": "2023-11-28",
        "endDate": "2023-11-29",
        "location": [
            {
                "@type": "Place",
                "name": "Brussels, Belgium",
                "url": f"{base}/places/brussels",
                "address": {"@type": "PostalAddress", "addressCountry": "BE"},
                "geo": {"@type": "GeoCoordinates", "latitude": 50.85, "longitude": 4.35},
            }
        ],
        "attendee": [
            {
                "@type": "Person",
                "name": "Antony Blinken",
                "url": f"{base}/people/antony-blinken",
                "jobTitle": "Secretary of State, United States",
            }
        ],
        "superEvent": {"@id": f"{base}/events/blinken-trip-2023-11"},
        "keywords": ["Support for Ukraine", "not-in-the-catalogue"],
        "sameAs": ["https://www.example.int/meeting"],
        "subjectOf": [
            {
                "@type": "CreativeWork",
                "url": f"{base}/events/nato-foreign-ministers-2023-11",
                "license": "https://spdx.org/licenses/CC0-1.0.html",
                "creditText": f"Diplomatic Timeline, {base}/, compiled from the sources named with each event",
            },
            {
                "@type": "CreativeWork",
                "identifier": "nato-2023-10-23",
                "publisher": {"@type": "Organization", "name": "NATO"},
                "datePublished": "2023-10-23T00:00:00Z",
                "url": "https://www.example.int/programme?day=28,29",
            },
            {"@type": "CreativeWork", "url": "https://www.example.int/readout", "name": "Readout"},
        ],
        "dateModified": "2026-01-02T03:04:05.000678Z",
    }


@pytest.mark.parametrize(
    ("when", "dates"),
    [
        (EventDate.from_edtf("2023-11"), {"CreativeWork": "2023-11-01/2023-11-30"}),
        (EventDate.from_days(date(2023, 11, 27), None), {"CreativeWork": "2023-11-27/.."}),
        (EventDate.from_days(None, date(2023, 11, 27)), {"CreativeWork": "../2023-11-27"}),
        (EventDate.unknown(), {}),
        (
            timed("2023-11-28T09:00", "2023-11-28T10:30", "Europe/Brussels"),
            {"startDate": "2023-11-28T09:00:00+01:00", "endDate": "2023-11-28T10:30:00+01:00"},
        ),
        (
            timed("2023-11-28T09:00", None, "Europe/Brussels"),
            {"startDate": "2023-11-28T09:00:00+01:00", "endDate": "2023-11-28"},
        ),
    ],
)
def test_dates_are_as_precise_as_the_source(when: EventDate, dates: dict[str, str]):
    found = of(ministerial(when=when))

    about = [work for work in found["subjectOf"] if "temporalCoverage" in work]
    dates_found = {name: found[name] for name in ("startDate", "endDate") if name in found}
    dates_found |= {work["@type"]: work["temporalCoverage"] for work in about}
    assert dates_found == dates
    assert "temporalCoverage" not in found  # schema.org has it for works, not for events


@pytest.mark.parametrize(
    ("status", "schema_status"),
    [
        (None, "EventScheduled"),
        (Status.ANNOUNCED, "EventScheduled"),
        (Status.POSTPONED, "EventPostponed"),
        (Status.CANCELLED, "EventCancelled"),
        (Status.WITHDRAWN, "EventCancelled"),
    ],
)
def test_status_is_one_that_schema_org_defines(status: Status | None, schema_status: str):
    assert of(ministerial(status=status))["eventStatus"] == f"https://schema.org/{schema_status}"


def test_host_organizes_and_those_who_did_not_come_are_left_out():
    host = replace(SECRETARY, who="nato", name="NATO", type=ParticipantType.ORGANIZATION, role=Role.HOST)
    missing = [replace(SECRETARY, presence=one) for one in (Presence.ABSENT, Presence.DECLINED, Presence.REPRESENTED)]

    found = of(ministerial(participants=(host, *missing)))

    assert found["organizer"] == [
        {"@type": "Organization", "name": "NATO", "url": "https://timeline.example.org/organizations/nato"}
    ]
    assert "attendee" not in found


@pytest.mark.parametrize(
    ("presence", "status", "part"),
    [
        (Presence.ATTENDED, Status.COMPLETED, "attendee"),
        (Presence.EXPECTED, Status.ANNOUNCED, "attendee"),
        (Presence.EXPECTED, Status.COMPLETED, "contributor"),
        (None, Status.ANNOUNCED, "contributor"),
    ],
)
def test_only_those_who_came_or_are_expected_attend(presence: Presence | None, status: Status, part: str):
    found = of(ministerial(participants=(replace(SECRETARY, presence=presence),), status=status))

    assert {name for name in ("organizer", "attendee", "contributor") if name in found} == {part}


def test_disputed_place_has_no_country():
    (place,) = of(ministerial(where=(replace(BRUSSELS, territory="West Bank"),)))["location"]

    assert (place["name"], "address" in place) == ("Brussels, West Bank", False)


@given(st.text())
def test_no_text_ends_the_script_element(text: str):
    event = ministerial(title=f"</script>{text}", summary=f"<!--{text}\u2028&amp;")

    content = b"".join(jsonld_form([stored(event)], SETTINGS, HEAD))

    assert not any(character in content for character in (b"<", b">", b"&", "\u2028".encode(), "\u2029".encode()))
    assert orjson.loads(content)["@graph"][0]["description"] == f"<!--{text}\u2028&amp;"


@pytest.mark.parametrize(
    ("mode", "shown"), [("in-person", "Offline"), ("online", "Online"), ("mixed", "Mixed"), (None, None)]
)
def test_mode_and_series_are_told_in_the_words_of_schema_org(mode, shown):
    event = ministerial(mode=None if mode is None else Mode(mode), series="nato-ministers", part_of=())

    found = of(event)

    expected = None if shown is None else f"https://schema.org/{shown}EventAttendanceMode"
    assert found.get("eventAttendanceMode") == expected
    assert found["superEvent"] == {
        "@type": "EventSeries",
        "identifier": "nato-ministers",
        "name": "Nato ministers",
    }
