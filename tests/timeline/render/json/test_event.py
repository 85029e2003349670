"""The public JSON of an event and its claims: every key, in one order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import orjson
import pytest

from tests.golden_files import assert_golden
from tests.timeline.render.builders import LINKS, MINISTERIAL, ministerial, numbered, timed
from timeline.errors import EventNotFound
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event, JudgedClaim
from timeline.model.vocabulary import Relation, Tier
from timeline.render.json.event import claims_json, event_json, instant_text

KEYS = [
    "id", "slug", "kind", "status", "title", "titles", "summary", "summaries", "url", "when", "where",
    "no_place", "participants", "topics",
    "part_of", "itinerary", "rank", "mode", "series", "ordinal", "sources", "contested", "deviations",
    "moved", "postponed_from",
    "revision", "known_from", "updated_at", "links",
]  # fmt: skip

CLAIM = JudgedClaim(
    property="when",
    value={"edtf": "2023-11-28"},
    relation=Relation.SUPERSEDED,
    report_id="rep-1",
    source="nato-2023-10-23",
    record="meeting",
    publisher="NATO",
    tier=Tier.OFFICIAL,
    published_at=datetime(2023, 10, 23, tzinfo=UTC),
    locator="paragraph 2",
)


def test_event_json_is_the_golden_one() -> None:
    assert_golden("event.json", event_json(numbered(MINISTERIAL), LINKS))


def test_event_json_has_every_key_in_order_when_nothing_is_known() -> None:
    bare = Event(id="evt-bare", slug="bare", when=EventDate.unknown())

    found = orjson.loads(event_json(numbered(bare), LINKS))

    assert list(found) == KEYS
    assert [key for key in KEYS if found[key] is None] == [
        "kind", "status", "title", "summary", "url", "rank", "mode", "series", "ordinal",
        "postponed_from",
    ]  # fmt: skip
    assert (found["where"], found["no_place"]) == ([], False)
    assert list(found["when"].values()) == [None, None, None, False, None, None, None, None, None]


def test_event_json_takes_sources_from_the_state_and_times_from_the_revision() -> None:
    state = numbered(MINISTERIAL)
    more = ministerial(sources=(*MINISTERIAL.sources, replace(MINISTERIAL.sources[0], id="later")))

    found = orjson.loads(event_json(replace(state, state=replace(state.state, event=more)), LINKS))

    assert found["sources"] == ["nato-2023-10-23", "later"]
    assert [found["revision"], found["known_from"], found["updated_at"]] == [
        2, "2024-08-29T00:00:00Z", "2026-01-02T03:04:05.000678Z",
    ]  # fmt: skip


def test_event_json_refuses_a_state_that_is_not_public() -> None:
    with pytest.raises(EventNotFound):
        event_json(numbered(None), LINKS)


def test_claims_json_is_one_array_with_every_field() -> None:
    assert orjson.loads(claims_json(ministerial(claims=(CLAIM,)))) == [
        {
            "property": "when",
            "value": {"edtf": "2023-11-28"},
            "relation": "superseded",
            "report": "rep-1",
            "source": "nato-2023-10-23",
            "record": "meeting",
            "publisher": "NATO",
            "tier": "official",
            "published_at": "2023-10-23T00:00:00Z",
            "attributed_to": None,
            "locator": "paragraph 2",
            "via": None,
            "url": None,
            "note": None,
            "corrected_by": None,
            "reason": None,
            "withdrawn_by": None,
            "withdrawal_reason": None,
            "ruling": None,
            "ruled_at": None,
            "ruling_reason": None,
        }
    ]


def test_instant_is_written_in_utc_without_an_empty_fraction() -> None:
    assert instant_text(datetime.fromisoformat("2023-11-28T01:30:00+02:00")) == "2023-11-27T23:30:00Z"


def test_event_json_keeps_the_offset_of_the_place() -> None:
    event = ministerial(when=timed("2023-11-28T10:30", None, "Europe/Brussels"))

    when = orjson.loads(event_json(numbered(event), LINKS))["when"]

    assert (when["starts_at"], when["first_day"]) == ("2023-11-28T10:30:00+01:00", date(2023, 11, 28).isoformat())
