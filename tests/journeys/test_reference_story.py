"""The reference story from file to stored answers: what was publicly known when, what deviated, what was corrected."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from tests.journeys.conftest import LATER, LOADED_AT, SETTINGS, load, shipped_documents
from timeline.model.query import EventQuery, PageRequest
from timeline.model.sight import Public
from timeline.model.writers.write import Write
from timeline.operations.rebuild import check, rebuild
from timeline.operations.work import Work
from timeline.store.engine.sessions import Engine, read_session, write_session
from timeline.store.logs.hash_chain import verify_chain
from timeline.store.views import event_rows, event_view

TODAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def end_of(day: str) -> datetime:
    """The last microsecond of a day: what a bare day means as `known_at`."""
    return datetime.fromisoformat(f"{day}T23:59:59.999999+00:00")


def events_at(engine: Engine, at: datetime) -> dict[str, dict[str, Any]]:
    """Every public event by slug, as the API shows it."""
    with read_session(engine) as session:
        page = event_view.find_events(session, EventQuery(), PageRequest(limit=None), sight=Public(at))
    return {stored.slug: orjson.loads(stored.json) for stored in page.events}


def claims_at(engine: Engine, slug: str, at: datetime) -> list[dict[str, Any]]:
    """Every claim on one event."""
    with read_session(engine) as session:
        stored = event_view.find_event(session, slug, sight=Public(at))
    assert stored is not None
    claims: list[dict[str, Any]] = orjson.loads(stored.claims)
    return claims


def dump(engine: Engine) -> list[tuple[object, ...]]:
    """Every row of the read tables."""
    with read_session(engine) as session:
        return list(event_rows.dump(session))


def test_on_24_november_the_ministerial_is_announced_and_the_trip_unknown(story: Engine):
    known = events_at(story, end_of("2023-11-24"))

    ministerial = known["nato-foreign-ministers-2023-11"]
    assert ministerial["status"] == "announced"
    assert ministerial["when"]["edtf"] == "2023-11-28/2023-11-29"
    assert ministerial["part_of"] == []
    assert "blinken-trip-2023-11" not in known


def test_on_28_november_the_trip_is_announced_for_the_planned_days(story: Engine):
    trip = events_at(story, end_of("2023-11-28"))["blinken-trip-2023-11"]

    assert (trip["status"], trip["when"]["edtf"]) == ("announced", "2023-11-27/2023-12-02")
    assert trip["deviations"] == []


def test_today_the_trip_is_completed_and_deviates_from_its_plan(story: Engine):
    trip = events_at(story, TODAY)["blinken-trip-2023-11"]

    assert (trip["status"], trip["when"]["edtf"]) == ("completed", "2023-11-28/2023-12-01")
    assert trip["deviations"] == [
        {"property": "when", "planned": "2023-11-27/2023-12-02", "actual": "2023-11-28/2023-12-01"}
    ]
    assert [place["slug"] for place in trip["where"]] == ["brussels", "skopje", "tel-aviv", "ramallah", "dubai"]


def test_the_minister_came_to_the_eve_and_four_ministers_stayed_away(story: Engine):
    council = events_at(story, TODAY)["osce-ministerial-council-2023"]

    presence = {entry["who"]: entry["presence"] for entry in council["participants"]}
    own_days = {entry["who"]: entry["when"] and entry["when"]["edtf"] for entry in council["participants"]}
    assert council["when"]["edtf"] == "2023-11-30/2023-12-01"
    assert (presence["antony-blinken"], own_days["antony-blinken"]) == ("attended", "2023-11-29")
    assert presence["sergey-lavrov"] == "attended"
    declined = {"dmytro-kuleba", "margus-tsahkna", "krisjanis-karins", "gabrielius-landsbergis"}
    assert {who for who, how in presence.items() if how == "declined"} == declined


def test_the_article_gives_no_place_for_the_osce_council(story: Engine):
    places = [
        claim for claim in claims_at(story, "osce-ministerial-council-2023", TODAY) if claim["property"] == "where"
    ]

    assert places
    assert "tass-2023-11-27" not in {claim["source"] for claim in places}


@pytest.mark.parametrize(
    ("slug", "property_name", "source"),
    [
        ("gaza-exchange-2023-11", "summary", "tass-2023-11-27"),
        ("blinken-visit-israel-2023-11", "participants.hamas", "jerusalem-post-2023-11"),
    ],
)
def test_an_error_of_the_source_stays_visible_as_corrected(story: Engine, slug: str, property_name: str, source: str):
    wrong = [
        claim
        for claim in claims_at(story, slug, TODAY)
        if claim["source"] == source and claim["property"] == property_name
    ]

    assert [claim["relation"] for claim in wrong] == ["corrected"]
    assert all(claim["reason"] and claim["corrected_by"] for claim in wrong)


def test_the_desk_corrections_count_only_from_the_day_they_were_made(story: Engine):
    before = events_at(story, end_of("2023-11-28"))["blinken-visit-israel-2023-11"]
    today = events_at(story, TODAY)["blinken-visit-israel-2023-11"]

    assert "hamas" in {entry["who"] for entry in before["participants"]}
    assert "hamas" not in {entry["who"] for entry in today["participants"]}


def test_every_paragraph_of_the_article_is_found_with_its_locator(story: Engine):
    locators = {
        claim["locator"]
        for slug in events_at(story, TODAY)
        for claim in claims_at(story, slug, TODAY)
        if claim["source"] in ("tass-2023-11-27", "jerusalem-post-2023-11")
    }

    found = {number for number in range(1, 8) if any(f"paragraph {number}" in (locator or "") for locator in locators)}
    assert found == {1, 2, 3, 4, 5, 6, 7}


def test_loading_the_seeds_again_changes_nothing(story: Engine):
    before = dump(story)

    again = load(story, shipped_documents(LATER), LATER)

    assert again.is_empty
    assert dump(story) == before


def test_another_machine_gives_the_same_ids_revisions_and_contents(story: Engine, another_engine: Engine):
    load(another_engine, shipped_documents(LATER), LATER)

    def without_recorded_times(engine: Engine) -> dict[str, tuple[int, dict[str, Any]]]:
        with read_session(engine) as session:
            page = event_view.find_events(
                session, EventQuery(), PageRequest(limit=None), sight=Public(datetime.max.replace(tzinfo=UTC))
            )
        return {
            stored.event_id: (stored.revision, orjson.loads(stored.json) | {"updated_at": None})
            for stored in page.events
        }

    assert without_recorded_times(another_engine) == without_recorded_times(story)


def test_both_engines_hold_the_same_bytes_for_the_same_recorded_times(story: Engine, another_engine: Engine):
    load(another_engine, shipped_documents(), LOADED_AT)

    assert dump(another_engine) == dump(story)


def test_r15_rebuilt_read_tables_are_equal_to_the_incremental_ones(story: Engine):
    before = dump(story)

    with write_session(story) as session:
        event_rows.clear(session)
        result = rebuild(Work(session, SETTINGS, Write(recorded_at=LATER, author="tests", cause="rebuild")))

    assert result.revisions == 0
    assert dump(story) == before


def test_check_finds_a_read_row_that_was_changed_by_hand(story: Engine):
    with write_session(story) as session:
        event_id = (
            event_view.find_events(session, EventQuery(), PageRequest(limit=1), sight=Public(TODAY)).events[0].event_id
        )
        event_rows.replace_events(session, {event_id: ()})

    with write_session(story) as session:
        problems = check(Work(session, SETTINGS, Write(recorded_at=LATER, author="tests", cause="check")))
        session.rollback()

    assert problems
    assert all("timeline rebuild" in problem.detail for problem in problems)
    assert any(event_id in problem.place for problem in problems)


def test_the_chain_of_writes_is_whole(story: Engine):
    with read_session(story) as session:
        assert verify_chain(session) == ()


def test_r15_a_rebuild_mends_read_tables_that_were_half_emptied_without_foreign_keys(another_engine: Engine):
    load(another_engine, shipped_documents())
    before = dump(another_engine)
    with closing(sqlite3.connect(str(another_engine.url.database))) as stranger, stranger:
        stranger.execute("DELETE FROM event_view")
        stranger.execute("DELETE FROM event_place")

    with write_session(another_engine) as session:
        rebuild(Work(session, SETTINGS, Write(recorded_at=LATER, author="tests", cause="rebuild")))

    assert dump(another_engine) == before
