"""Examples of bodies, from the reference story; a test holds each against its schema."""

from __future__ import annotations

from typing import Any, Final

EVENT: Final[dict[str, Any]] = {
    "id": "evt-7ocqeqmhim2w3mh6uiykhyvlxy",
    "slug": "nato-foreign-ministers-2023-11",
    "kind": "ministerial",
    "status": "completed",
    "title": "NATO foreign ministers' meeting",
    "summary": None,
    "url": None,
    "when": {
        "edtf": "2023-11-28/2023-11-29",
        "first_day": "2023-11-28",
        "last_day": "2023-11-29",
        "exact": True,
        "starts_at": None,
        "ends_at": None,
        "time_zone": "Europe/Brussels",
        "phrase": None,
        "dateline": None,
    },
    "where": [
        {
            "slug": "brussels",
            "name": "Brussels",
            "country": "BE",
            "territory": None,
            "latitude": 50.85,
            "longitude": 4.35,
            "time_zone": "Europe/Brussels",
        }
    ],
    "participants": [
        {
            "who": "antony-blinken",
            "name": "Antony Blinken",
            "type": "person",
            "office": "Secretary of State, United States",
            "role": "attendee",
            "presence": "attended",
            "when": None,
        }
    ],
    "topics": ["nato", "ukraine"],
    "part_of": "blinken-trip-2023-11",
    "sources": ["tass-2023-11-27", "history-state"],
    "contested": [],
    "deviations": [{"property": "when", "planned": "2023-11-27/2023-12-03", "actual": "2023-11-28/2023-11-29"}],
    "revision": 3,
    "known_from": "2024-08-29T16:51:00Z",
    "updated_at": "2026-11-22T20:25:03.762247Z",
    "links": {
        "self": "https://timeline.example.org/v1/events/nato-foreign-ministers-2023-11",
        "html": "https://timeline.example.org/events/nato-foreign-ministers-2023-11",
        "ics": "https://timeline.example.org/v1/events/nato-foreign-ministers-2023-11.ics",
        "related": [],
    },
}

EVENT_LIST: Final[dict[str, Any]] = {
    "events": [EVENT],
    "next": None,
    "count": 1,
    "query": {"person": ["antony-blinken"], "kind": ["ministerial"], "to": "2023-12-31", "count": "true"},
    "known_at": None,
}

CHANGE_LIST: Final[dict[str, Any]] = {
    "changes": [
        {
            "change": 17,
            "at": "2026-11-22T20:25:03.762247Z",
            "type": "revised",
            "event_id": EVENT["id"],
            "event": EVENT,
        },
        {
            "change": 18,
            "at": "2026-11-23T08:00:00Z",
            "type": "removed",
            "event_id": "evt-j55jxypkltqtjgowpt2fo6stru",
            "event": None,
        },
    ],
    "next": None,
}

EXCHANGE_DOCUMENT: Final[dict[str, Any]] = {
    "sources": [
        {"id": "ministry-2024-03-01", "publisher": "A ministry", "tier": "official", "published_at": "2024-03-01"}
    ],
    "reports": [
        {
            "source": "ministry-2024-03-01",
            "record": "brussels",
            "event": "blinken-brussels-2024-04",
            "says": {
                "kind": "visit",
                "status": "announced",
                "title": "Secretary Blinken visits Brussels",
                "when": {"edtf": "2024-04-03/2024-04-04"},
                "where": ["brussels"],
                "participants": [{"who": "antony-blinken", "role": "traveller", "presence": "expected"}],
            },
        }
    ],
}
