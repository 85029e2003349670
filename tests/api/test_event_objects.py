"""`include`, `fields` and `lang`: what is added to an event object, left out of it, and translated."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.documents import HEAD, a_visit, file_text
from tests.timeline.store.statements import statements
from timeline.render.json.event import MEMBERS

TRIP = "blinken-trip-2023-11"
SKOPJE = "blinken-visit-skopje-2023-11"
ALL = "claims,reports,parts,parents,revisions,history"
SINGLES = ("kind", "title", "summary", "status", "when", "where", "itinerary", "url")


def read(client: FlaskClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json or {}
    return found


def a_part(number: int, of: int) -> str:
    return a_visit(number).replace("kind: visit", f"kind: visit\n      part_of: visit-{of}")


# include


def test_parts_are_the_events_directly_under_it_in_order_of_their_days(client, engine):
    file_text(engine, HEAD + a_visit(1) + a_part(3, 1) + a_part(2, 1) + a_part(4, 3))

    parts = read(client, "/v1/events/visit-1?include=parts")["parts"]

    assert parts == [read(client, f"/v1/events/visit-{number}") for number in (2, 3)]


def test_parents_are_the_chain_upwards_nearest_first(client, engine):
    file_text(engine, HEAD + a_visit(1) + a_part(2, 1) + a_part(3, 2) + a_part(4, 3))

    parents = read(client, "/v1/events/visit-4?include=parents")["parents"]

    assert parents == [read(client, f"/v1/events/visit-{number}") for number in (3, 2, 1)]
    assert read(client, "/v1/events/visit-1?include=parents")["parents"] == []


@pytest.mark.parametrize("name", ["reports", "revisions"])
def test_included_array_is_the_one_below_the_event(story, name):
    below = read(story, f"/v1/events/{TRIP}/{name}")[name]
    included = read(story, f"/v1/events/{TRIP}?include={name}")[name]

    assert included == [{key: value for key, value in one.items() if key not in ("event", "patch")} for one in below]
    assert len(included) > 1


@pytest.mark.parametrize("query", ["", "known_at=2023-11-30"])
def test_history_of_each_event_comes_with_one_list(story, query):
    listed = read(story, f"/v1/events?include=history&fields=slug,history&limit=200&{query}")["events"]

    assert max(len(event["history"]) for event in listed) > 3
    for event in listed:
        assert event["history"] == read(story, f"/v1/events/{event['slug']}/history?{query}")["states"]


def test_history_is_told_in_the_language_of_the_reader(story):
    states = read(story, f"/v1/events/{TRIP}?include=history&lang=de")["history"]

    assert {state["event"]["labels"]["kind"] for state in states} == {"Reise"}


def test_include_takes_commas_or_repetition(story):
    path = f"/v1/events/{TRIP}"

    parted = story.get(f"{path}?include={ALL}")
    repeated = story.get(f"{path}?" + "&".join(f"include={name}" for name in ALL.split(",")))

    assert parted.data == repeated.data
    assert list(parted.json) == [*MEMBERS, *ALL.split(",")]


def test_list_has_the_same_object_for_each_event_as_the_event_itself(story):
    listed = read(story, f"/v1/events?include={ALL}&limit=5")["events"]

    assert listed == [read(story, f"/v1/events/{event['slug']}?include={ALL}") for event in listed]
    assert len(listed) == 5


def test_additions_show_what_was_public_at_the_instant_asked_for(client, engine):
    file_text(
        engine,
        HEAD
        + a_visit(1)
        + a_part(2, 1).replace("source: wire", "source: ministry")
        + a_visit(1, source="ministry", title="Later"),
    )

    then = read(client, f"/v1/events/visit-1?include={ALL}&known_at=2024-05-01")
    now = read(client, f"/v1/events/visit-1?include={ALL}")

    assert ([part["slug"] for part in then["parts"]], [part["slug"] for part in now["parts"]]) == ([], ["visit-2"])
    assert [len(then[name]) for name in ("reports", "revisions", "history")] == [1, 1, 1]
    assert [len(now[name]) for name in ("reports", "revisions", "history")] == [2, 2, 2]


def test_r10_hidden_parts_parents_and_reports_change_no_answer_and_no_tag(client, engine):
    file_text(engine, HEAD + a_visit(1) + a_visit(5))
    paths = (f"/v1/events/visit-1?include={ALL}", f"/v1/events?include={ALL}&count=true")
    before = [client.get(path) for path in paths]
    hidden = "    published_at: 2999-01-01\n    says:"
    file_text(engine, HEAD + (a_part(2, 1) + a_visit(1, source="ministry") + a_part(5, 2)).replace("    says:", hidden))
    after = [client.get(path) for path in paths]

    assert [(one.data, one.headers["ETag"]) for one in after] == [(one.data, one.headers["ETag"]) for one in before]


def test_tag_changes_with_what_is_included_even_if_the_event_stays(client, engine):
    file_text(engine, HEAD + a_visit(1))
    path = "/v1/events/visit-1?include=parts"
    before = client.get(path)
    file_text(engine, HEAD + a_part(2, 1))
    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})

    assert [part["slug"] for part in after.json["parts"]] == ["visit-2"]
    assert client.get(path, headers={"If-None-Match": after.headers["ETag"]}).status_code == 304


def test_list_takes_as_many_statements_for_three_events_as_for_one(client, engine):
    file_text(engine, HEAD + a_part(1, 4) + a_part(2, 4) + a_part(3, 2) + a_visit(2, source="ministry") + a_visit(4))
    path = f"/v1/events?include={ALL}&lang=de"
    read(client, f"{path}&limit=2")
    with statements(engine) as for_one:
        read(client, f"{path}&limit=1")
    with statements(engine) as for_three:
        read(client, f"{path}&limit=3")

    assert len(for_one) == len(for_three)
    assert len(for_three) < 20


def test_every_shown_value_has_the_claim_that_says_so(story):
    """Except for values from other events: the places of a trip with stops (R6)."""
    events = read(story, "/v1/events?include=claims&limit=200")["events"]

    for event in events:
        shown = {claim["property"]: claim for claim in event["claims"] if claim["relation"] == "shown"}
        said = {name for name in SINGLES if event[name] not in (None, [])} - {"when", "where"}
        assert {name: shown[name]["value"] for name in said} == {name: event[name] for name in said}
        for slug in event["part_of"]:
            assert shown[f"part_of.{slug}"]["value"] == slug
        if event["kind"] != "trip":
            assert [place["slug"] for place in event["where"]] == shown.get("where", {"value": []})["value"]
        if event["when"]["edtf"] or event["when"]["phrase"]:
            assert event["when"] | {"time_zone": None} == shown["when"]["value"] | {"time_zone": None}
        for one in event["participants"]:
            assert shown[f"participants.{one['who']}"]["value"] == one["who"]
            parts = {part: one[part] for part in ("role", "presence") if one[part]}
            assert {part: shown[f"participants.{one['who']}.{part}"]["value"] for part in parts} == parts
    assert len(events) > 10


def test_claim_names_the_source_that_passed_its_source_on(client, engine):
    file_text(engine, HEAD.replace("id: wire,", "id: wire, via: ministry,") + a_visit(1))

    claims = client.get("/v1/events/visit-1?include=claims").json["claims"]

    assert {claim["via"] for claim in claims} == {"ministry"}


def test_every_claim_names_its_report_and_its_relation_to_what_is_shown(story):
    events = read(story, "/v1/events?include=claims,reports&limit=200")["events"]

    for event in events:
        reports = {report["id"]: report for report in event["reports"]}
        for claim in event["claims"]:
            report = reports[claim["report"]]
            assert {key: claim[key] for key in ("source", "record", "tier", "locator", "attributed_to")} == {
                key: report[key] for key in ("source", "record", "tier", "locator", "attributed_to")
            }
            assert claim["published_at"] == report["public_at"]
            assert report["speaks"]
    relations = {claim["relation"] for event in events for claim in event["claims"]}
    assert relations >= {"shown", "agrees", "refined", "planned", "corrected"}


# fields


def test_fields_select_members_and_the_id_in_the_order_of_the_event(story):
    event = read(story, f"/v1/events/{TRIP}")

    chosen = story.get(f"/v1/events/{TRIP}?fields=title,kind&fields=slug")

    assert chosen.json == {key: event[key] for key in ("id", "slug", "kind", "title")}
    assert list(chosen.json) == ["id", "slug", "kind", "title"]


def test_fields_apply_to_every_event_of_a_list_and_keep_what_is_included(story):
    whole = read(story, "/v1/events?limit=3&include=parents")

    chosen = read(story, "/v1/events?limit=3&fields=slug&include=parents")

    assert chosen["events"] == [{key: event[key] for key in ("id", "slug", "parents")} for event in whole["events"]]
    assert chosen["query"] == {"limit": "3", "fields": ["slug"], "include": ["parents"]}


def test_fields_stay_the_same_on_the_next_page(story):
    first = read(story, "/v1/events?fields=slug&limit=2&count=true")

    second = read(story, first["next"].removeprefix("https://timeline.example.org"))

    assert [list(event) for event in second["events"]] == [["id", "slug"], ["id", "slug"]]
    assert second["count"] == first["count"]


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("fields=", f"'' is not allowed; allowed: {', '.join(MEMBERS)}, {', '.join(ALL.split(','))}, labels"),
        ("fields=claims", "'claims' is available only with include=claims"),
        ("fields=title&fields=labels", "'labels' is available only with `lang`"),
    ],
)
def test_fields_that_the_answer_does_not_have_are_refused(story, query, detail):
    answer = story.get(f"/v1/events?{query}")

    assert (answer.status_code, answer.json["errors"]) == (422, [{"parameter": "fields", "detail": detail}])


@pytest.mark.parametrize("text", ["titel", "title,", "Title", " title", "title;kind", "id\x00", "__class__"])
def test_unknown_field_is_a_422_that_lists_the_known_ones(story, text):
    answer = story.get("/v1/events", query_string={"fields": text})

    assert answer.status_code == 422
    assert [error["parameter"] for error in answer.json["errors"]] == ["fields"]
    assert "allowed: id, slug, kind, status, title" in answer.json["errors"][0]["detail"]


def test_too_many_fields_get_one_short_problem(story):
    answer = story.get("/v1/events?fields=" + ",".join(["x"] * 101))

    assert (answer.status_code, answer.json["errors"]) == (
        422,
        [{"parameter": "", "detail": "at most 100 values can be given in one request"}],
    )


@pytest.mark.parametrize("name", ["fields", "include", "count"])
@pytest.mark.parametrize("path", ["/v1/events.ics", "/v1/events.csv", "/v1/events.geojson", "/calendars/all.ics"])
def test_fields_include_and_count_are_of_json_only(story, path, name):
    answer = story.get(f"{path}?{name}=title")

    assert answer.status_code == 422
    assert answer.json["errors"][0]["parameter"] == name


# lang


def test_lang_gives_names_and_labels_in_the_language(story):
    plain = read(story, f"/v1/events/{TRIP}")

    german = story.get(f"/v1/events/{TRIP}?lang=de-AT")

    assert german.headers["Content-Language"] == "de"
    assert german.json["labels"] == {"kind": "Reise", "status": "Abgeschlossen", "rank": None, "mode": None}
    names = {place["slug"]: place["name"] for place in german.json["where"]}
    assert (names["brussels"], names["skopje"]) == ("Brüssel", "Skopje")
    assert {key: value for key, value in german.json.items() if key not in ("labels", "where", "participants")} == {
        key: value for key, value in plain.items() if key not in ("where", "participants")
    }


def test_lang_applies_to_what_is_included_too(story):
    (trip,) = read(story, f"/v1/events/{SKOPJE}?include=parents&lang=de")["parents"]

    assert trip == read(story, f"/v1/events/{TRIP}?lang=de")


def test_language_without_a_translation_is_answered_in_english(story):
    answer = story.get("/v1/events?lang=ja&limit=1&kind=trip")

    assert answer.headers["Content-Language"] == "en"
    assert answer.json["events"][0]["labels"] == {"kind": "Trip", "status": "Completed", "rank": None, "mode": None}


def test_without_lang_there_are_no_labels_and_no_language(story):
    answer = story.get(f"/v1/events/{TRIP}")

    assert "Content-Language" not in answer.headers
    assert list(answer.json) == list(MEMBERS)


def test_each_language_has_its_own_tag(story):
    tags = {story.get(f"/v1/events/{TRIP}{query}").headers["ETag"] for query in ("", "?lang=de", "?lang=fr")}

    assert len(tags) == 3


@pytest.mark.parametrize("text", ["", "german", "de_AT", "d", "de-", "*", "de,fr", "de;q=1", "\u0434\u0435"])
def test_lang_takes_language_tags_only(story, text):
    answer = story.get("/v1/events", query_string={"lang": text})

    assert [error["parameter"] for error in answer.json["errors"]] == ["lang"]
