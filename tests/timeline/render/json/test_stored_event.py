"""Stored JSON read back: what was written comes back as the same values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.timeline.render.builders import MINISTERIAL, SECRETARY, ministerial, timed
from tests.timeline.render.stored import stored
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event, JudgedClaim
from timeline.model.vocabulary import Relation, Tier
from timeline.render.json.event import claims_json
from timeline.render.json.stored_event import (
    PublicEvent,
    event_of_object,
    read_claims,
    read_event,
    read_event_without_claims,
)

CLAIM = JudgedClaim(
    property="participants.antony-blinken",
    value="antony-blinken",
    relation=Relation.SHOWN,
    report_id="rep-1",
    source="nato-2023-10-23",
    record="meeting",
    publisher="NATO",
    tier=Tier.OFFICIAL,
    published_at=datetime(2023, 10, 23, 12, 0, 0, 500, tzinfo=UTC),
)
FULL_CLAIM = replace(
    CLAIM,
    property="when",
    value={"edtf": "2023-11-28", "exact": True},
    attributed_to="a spokesperson",
    locator="paragraph 2",
    via="wire",
    url="https://www.example.int/programme",
    note="first report",
    corrected_by="rep-2",
    reason="wrong day",
    ruled_at=datetime(2024, 1, 2, tzinfo=UTC),
    ruling_reason="the host knows best",
)


@pytest.mark.parametrize(
    "event",
    [
        MINISTERIAL,
        Event(id="evt-b", slug="b", when=EventDate.unknown()),
        ministerial(when=timed("2023-11-28T09:00", "2023-11-28T10:30", "Europe/Brussels")),
        ministerial(participants=(replace(SECRETARY, role=None, when=EventDate.from_edtf("2023-11-27")),)),
    ],
)
def test_event_comes_back_as_it_was_written(event: Event):
    row = stored(event)

    assert read_event(row) == PublicEvent(
        event=replace(
            event,
            claims=read_claims(row.claims),
            sources=tuple(replace(source, title=None) for source in event.sources),
        ),
        source_ids=tuple(source.id for source in event.sources),
    )


def test_event_without_claims_is_the_same_otherwise():
    row = stored(MINISTERIAL)
    whole = read_event(row)

    assert read_event_without_claims(row) == replace(whole, event=replace(whole.event, claims=()))


def test_event_of_an_object_has_neither_claims_nor_sources():
    row = stored(MINISTERIAL)

    assert event_of_object(orjson.loads(row.json)) == replace(MINISTERIAL, sources=(), claims=())


def test_claims_come_back_as_they_were_written():
    claims = (CLAIM, FULL_CLAIM)

    assert read_claims(claims_json(replace(MINISTERIAL, claims=claims))) == claims


def test_source_without_a_claim_is_listed_by_id_only():
    row = replace(stored(MINISTERIAL), claims=b"[]")

    public = read_event(row)

    assert (public.source_ids, public.event.sources) == (("nato-2023-10-23",), ())


def test_source_has_the_earliest_publication_among_its_claims():
    hours = (12, 9, 11)
    claims = [replace(CLAIM, published_at=datetime(2023, 10, 23, hour, tzinfo=UTC)) for hour in hours]
    row = replace(stored(MINISTERIAL), claims=claims_json(replace(MINISTERIAL, claims=tuple(claims))))

    (source,) = read_event(row).event.sources

    assert source.published_at == datetime(2023, 10, 23, 9, tzinfo=UTC)


def test_earliest_publication_is_compared_as_an_instant_not_as_text():
    on_the_second = datetime(2023, 10, 23, 12, tzinfo=UTC)
    claims = [
        replace(CLAIM, published_at=on_the_second.replace(microsecond=500)),
        replace(CLAIM, published_at=on_the_second),
    ]
    row = replace(stored(MINISTERIAL), claims=claims_json(replace(MINISTERIAL, claims=tuple(claims))))

    (source,) = read_event(row).event.sources

    assert source.published_at == on_the_second


@given(st.text(), st.text())
def test_texts_come_back_letter_by_letter(title: str, summary: str):
    event = ministerial(title=title, summary=summary, sources=())

    assert read_event(stored(event)).event == event
