"""`/v1/events` and one event: forms, filters, paging, history, hidden events."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event as sqlalchemy_event

from tests.api.documents import HEAD, RENDER, a_visit, file_text, visits
from timeline.model.writers.write import Write
from timeline.operations.merge_events import merge_events
from timeline.operations.work import Work
from timeline.store.engine.sessions import Engine, write_session

TRIP = "blinken-trip-2023-11"
NATO = "nato-foreign-ministers-2023-11"
BASE = "https://timeline.example.org"


def slugs(client: FlaskClient, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    found: list[str] = [event["slug"] for event in (answer.json or {})["events"]]
    return found


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def test_list_repeats_the_query_and_counts_when_asked(story):
    answer = story.get("/v1/events?person=antony-blinken&kind=visit&count=true&from=2023-11-30")

    assert answer.content_type == "application/json"
    assert [event["slug"] for event in answer.json["events"]] == [
        "blinken-visit-israel-2023-11",
        "blinken-visit-west-bank-2023-11",
        "blinken-visit-dubai-2023-12",
    ]
    assert {key: answer.json[key] for key in ("next", "count", "query", "known_at")} == {
        "next": None,
        "count": 3,
        "query": {"from": "2023-11-30", "person": ["antony-blinken"], "kind": ["visit"], "count": "true"},
        "known_at": None,
    }


@pytest.mark.parametrize(
    "filters",
    [
        "organization=osce", "place=skopje", "country=MK", "status=completed", "topic=hostages", f"trip={TRIP}",
        "tier=record", "source=tass-2023-11-27", "deviated=true", "exact=true", "from=2023-11-01&to=2023-11-30",
        "person=antony-blinken&presence=attended", "sort=-updated", "sort=title",
    ],
)  # fmt: skip
def test_every_filter_narrows_or_orders_the_list(story, filters):
    everything = slugs(story, "/v1/events?limit=200")
    found = slugs(story, f"/v1/events?limit=200&{filters}")

    assert found
    assert found != everything
    assert set(found) <= set(everything)


@pytest.mark.parametrize("suffix", ["", ".json", ".ics"])
def test_all_forms_of_the_list_answer(story, suffix):
    assert story.get(f"/v1/events{suffix}").status_code == 200


def test_list_is_a_calendar_when_accept_names_it(story):
    negotiated = story.get("/v1/events", headers={"Accept": "text/calendar"})

    assert negotiated.content_type == "text/calendar; charset=utf-8"
    assert negotiated.data == story.get("/v1/events.ics").data
    assert negotiated.headers["Vary"] == "Accept, Accept-Encoding, Authorization"


def test_list_in_a_form_that_does_not_exist_is_406(story):
    answer = story.get("/v1/events", headers={"Accept": "application/pdf"})

    assert (answer.status_code, answer.json["type"]) == (406, "/problems/not-acceptable")


def test_calendar_takes_no_paging(story):
    answer = story.get("/v1/events.ics?limit=5")

    assert (answer.status_code, answer.json["errors"][0]["parameter"]) == (422, "limit")


def test_include_claims_adds_who_said_what(story):
    (found,) = story.get("/v1/events?kind=ministerial&place=brussels&to=2023-11-28&include=claims").json["events"]

    shown = [claim for claim in found["claims"] if claim["property"] == "when" and claim["relation"] == "shown"]
    assert found["slug"] == NATO
    assert [claim["value"]["edtf"] for claim in shown] == ["2023-11-28/2023-11-29"]
    assert "claims" not in story.get(f"/v1/events/{NATO}").json
    assert "claims" in story.get(f"/v1/events/{NATO}?include=claims").json


def test_known_at_gives_the_three_states_of_the_story(story):
    def states(day: str) -> dict[str, str]:
        found = story.get(f"/v1/events?known_at={day}&limit=200").json["events"]
        return {event["slug"]: event["status"] for event in found if event["slug"] in (TRIP, NATO)}

    assert states("2023-11-24") == {NATO: "announced"}
    assert states("2023-11-28")[TRIP] == "announced"
    assert states("2024-12-31") == {NATO: "completed", TRIP: "completed"}


def test_known_at_day_is_repeated_as_its_last_instant(story):
    assert story.get("/v1/events?known_at=2023-11-24").json["known_at"] == "2023-11-24T23:59:59.999999Z"


def test_event_is_found_by_slug_and_by_id_and_as_a_calendar(story):
    by_slug = story.get(f"/v1/events/{TRIP}").json
    as_calendar = story.get(f"/v1/events/{TRIP}.ics")

    assert story.get(f"/v1/events/{by_slug['id']}").json == by_slug
    assert story.get(f"/v1/events/{TRIP}.json").json == by_slug
    assert as_calendar.text.count("BEGIN:VEVENT") == 1
    assert f"UID:{by_slug['id']}@timeline.example.org" in as_calendar.text.replace("\r\n ", "")
    assert story.get(f"/v1/events/{TRIP}", headers={"Accept": "text/calendar"}).data == as_calendar.data


def test_history_lists_the_states_and_the_last_one_has_no_end(story):
    history = story.get(f"/v1/events/{TRIP}/history").json
    then = story.get(f"/v1/events/{TRIP}/history?known_at=2023-11-28").json

    assert [state["event"]["status"] for state in then["states"]] == ["announced"]
    assert then["states"][-1]["known_to"] is None
    assert history["states"][-1]["event"] == story.get(f"/v1/events/{TRIP}").json
    assert history["states"][0]["known_to"] == history["states"][1]["known_from"]


def test_revisions_are_numbered_and_leave_out_what_was_not_known(story):
    revisions = story.get(f"/v1/events/{TRIP}/revisions").json["revisions"]
    then = story.get(f"/v1/events/{TRIP}/revisions?known_at=2023-11-28").json["revisions"]

    assert [revision["number"] for revision in revisions] == list(range(1, len(revisions) + 1))
    assert revisions[-1]["event"]["revision"] == len(revisions)
    assert then == revisions[: len(then)]
    assert 0 < len(then) < len(revisions)


def test_unknown_event_is_a_404_problem(story):
    answer = story.get("/v1/events/nope")

    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert answer.json == {
        "type": "/problems/event-not-found",
        "title": "Event not found",
        "status": 404,
        "detail": "No public event has this id or slug, or it is not a trip where a trip is required.",
        "errors": [],
    }


def test_unknown_parameter_is_a_422_that_lists_the_known_ones(story):
    answer = story.get("/v1/events?persn=antony-blinken")

    assert answer.status_code == 422
    assert answer.json["errors"] == [
        {
            "parameter": "persn",
            "detail": "'persn' is not a parameter of this address; allowed: from, to, person, organization, place, "
            "country, topic, kind, status, tier, source, trip, role, presence, rank, mode, series, q, bbox, "
            "contested, deviated, moved, exact, updated_since, known_at, sort, limit, cursor, fields, include, count, "
            "lang",
        }
    ]


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("person", "/v1/people"),
        ("organization", "/v1/organizations"),
        ("place", "/v1/places"),
        ("topic", "/v1/topics"),
        ("source", "/v1/sources"),
        ("trip", "/v1/events?kind=trip"),
    ],
)
def test_name_that_no_public_event_mentions_is_a_422_that_says_where_the_names_are(story, name, listed):
    answer = story.get(f"/v1/events?{name}=nobody")

    assert answer.status_code == 422
    assert answer.json["errors"] == [
        {"parameter": name, "detail": f"no public event has the {name} 'nobody'; {listed} lists those there are"}
    ]
    assert story.get(listed).status_code == 200


def test_pages_of_a_walk_contain_every_event_once(client, engine):
    file_text(engine, visits(7))

    walked, address = [], "/v1/events?limit=2&kind=visit"
    while address:
        page = client.get(address).json
        walked += [event["slug"] for event in page["events"]]
        address = page["next"] and path_of(page["next"])

    assert walked == [f"visit-{number}" for number in range(1, 8)]


def test_next_page_is_in_the_link_header_too(client, engine):
    file_text(engine, visits(2))

    answer = client.get("/v1/events?limit=1")

    assert answer.headers["Link"] == f'<{answer.json["next"]}>; rel="next"'
    assert answer.json["next"].startswith(f"{BASE}/v1/events?limit=1&cursor=")


def test_damaged_cursor_or_cursor_of_another_query_is_a_400(client, engine):
    file_text(engine, visits(3))
    following = path_of(client.get("/v1/events?limit=1").json["next"])

    for address in (f"{following}&kind=visit", f"{following}A", "/v1/events?cursor=%00"):
        answer = client.get(address)
        assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-cursor")


def test_list_of_three_needs_as_many_statements_as_a_list_of_one(client, engine):
    def statements(address: str) -> int:
        seen: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            seen.append(statement)

        sqlalchemy_event.listen(engine, "before_cursor_execute", note)
        assert client.get(address).status_code == 200
        sqlalchemy_event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    file_text(engine, visits(3))
    client.get("/")  # loads the catalogue, which all later answers share
    addresses = ["/v1/events?include=claims", "/v1/events.ics", "/"]
    with_one = [statements(f"{address}{'&' if '?' in address else '?'}to=2024-05-01") for address in addresses]
    with_three = [statements(f"{address}{'&' if '?' in address else '?'}to=2024-05-03") for address in addresses]

    assert with_one == with_three


def test_revalidation_reads_no_event(client, engine):
    file_text(engine, visits(3))
    tag = client.get("/v1/events").headers["ETag"]
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    sqlalchemy_event.listen(engine, "before_cursor_execute", note)
    answer = client.get("/v1/events", headers={"If-None-Match": tag})
    sqlalchemy_event.remove(engine, "before_cursor_execute", note)

    assert answer.status_code == 304
    assert not any("json_bytes" in statement for statement in seen)


def test_merged_event_is_permanently_redirected_to_its_survivor(client, engine):
    file_text(engine, visits(2))
    loser = client.get("/v1/events/visit-2").json["id"]
    survivor = client.get("/v1/events/visit-1").json["id"]
    write = Write(recorded_at=datetime(2024, 6, 2, tzinfo=UTC), author="tests", cause="same visit")
    with write_session(engine) as session:
        merge_events(Work(session, RENDER, write), loser, survivor, "same visit")

    for key, suffix in ((loser, ""), ("visit-2", ".json"), ("visit-2", "/history")):
        answer = client.get(f"/v1/events/{key}{suffix}")
        assert (answer.status_code, answer.headers["Location"]) == (308, f"/v1/events/visit-1{suffix}")
    assert client.get("/events/visit-2").headers["Location"] == "/events/visit-1"


def embargoed(engine: Engine) -> None:
    """One public visit, and one that only an embargoed report mentions, with a person and a source of its own."""
    file_text(
        engine,
        HEAD.replace("people: [", "people: [{slug: secret, name: Secret Envoy}, ").replace(
            "sources:", "sources:\n  - {id: leak, publisher: Leak, tier: official, published_at: 2024-05-01}"
        )
        + a_visit(1)
        + a_visit(2, who="secret", extra="embargo_until: 2999-01-01", source="leak"),
    )


@pytest.mark.parametrize(
    ("hidden", "never_there"),
    [
        ("/v1/events/visit-2", "/v1/events/visit-9"),
        ("/v1/events/visit-2.ics", "/v1/events/visit-9.ics"),
        ("/v1/events/visit-2/history", "/v1/events/visit-9/history"),
        ("/v1/events/visit-2/revisions", "/v1/events/visit-9/revisions"),
        ("/v1/events/visit-2/reports", "/v1/events/visit-9/reports"),
        ("/v1/events?person=secret", "/v1/events?person=nobody"),
        ("/v1/events?source=leak", "/v1/events?source=none"),
        ("/v1/events?trip=visit-2", "/v1/events?trip=visit-9"),
        ("/v1/people/secret", "/v1/people/nobody"),
        ("/calendars/people/secret.ics", "/calendars/people/nobody.ics"),
        ("/calendars/trips/visit-2.ics", "/calendars/trips/visit-9.ics"),
        ("/people/secret", "/people/nobody"),
        ("/events/visit-2", "/events/visit-9"),
        ("/trips/visit-2", "/trips/visit-9"),
    ],
)
def test_embargoed_event_gets_the_same_answer_as_an_unknown_one(client, engine, hidden, never_there):
    embargoed(engine)

    found, missing = client.get(hidden), client.get(never_there)

    assert found.status_code == missing.status_code
    assert found.status_code in (404, 422)
    words = (("visit-2", "visit-9"), ("secret", "nobody"), ("leak", "none"))
    text = found.text
    for ours, theirs in words:
        text = text.replace(ours, theirs)
    assert text == missing.text


def test_embargoed_event_is_in_no_list_count_or_page(client, engine):
    embargoed(engine)

    assert client.get("/v1/events?count=true").json["count"] == 1
    for address in (
        "/v1/events?include=claims",
        "/v1/events.ics",
        "/calendars/all.ics",
        "/",
        "/embed",
        "/events/visit-1",
    ):
        text = client.get(address).text
        assert "Visit 2" not in text
        assert "Secret" not in text


def test_embargoed_event_does_not_change_the_etag(client, engine):
    file_text(engine, visits(1))
    before = client.get("/v1/events").headers["ETag"]
    file_text(engine, HEAD + a_visit(2, extra="embargo_until: 2999-01-01"))

    assert client.get("/v1/events").headers["ETag"] == before
