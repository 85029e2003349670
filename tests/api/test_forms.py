"""The query and one event as CSV, NDJSON, GeoJSON, Atom and JSON-LD: the same events in every form, paging, headers."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from typing import Any, Final
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from api import create_app
from tests.api.conftest import SETTINGS
from tests.api.documents import HEAD, RENDER, a_visit, file_text, visits
from tests.api.form_reading import ATOM, IDS, MEDIA_TYPES, entries_of, rows_of
from tests.api.test_events import path_of
from tests.golden_files import assert_golden
from timeline.model.writers.write import Write
from timeline.operations.merge_events import merge_events
from timeline.operations.work import Work
from timeline.store.engine.sessions import write_session

NATO: Final = "nato-foreign-ministers-2023-11"
TRIP: Final = "blinken-trip-2023-11"
TODAY: Final = datetime(2026, 11, 22, tzinfo=UTC)


def ids_in(client: FlaskClient, form: str, query: str) -> list[str]:
    """The ids of the events in the form's order, each once."""
    answer = client.get(f"/v1/events.{form}?{query}")
    assert answer.status_code == 200, answer.text
    return list(dict.fromkeys(IDS[form](answer)))


@pytest.mark.parametrize(
    "query",
    [
        "", "from=2023-11-28", "to=2023-11-28", "from=2023-11-27&to=2023-12-03", "person=antony-blinken",
        "person=antony-blinken&kind=visit", "person=antony-blinken&role=traveller&presence=attended",
        "person=sergey-lavrov", "organization=osce", "organization=nato&organization=g7", "place=brussels",
        "place=skopje", "country=BE", "country=MK&country=JP", "topic=hostages", "kind=visit&kind=ministerial",
        "status=completed", "tier=record", "source=tass-2023-11-27", f"trip={TRIP}", "contested=true",
        "deviated=true", "exact=false", "known_at=2023-11-28", "known_at=2023-11-30&person=antony-blinken",
        "known_at=2025-01-01&deviated=true", "bbox=2,42,22,52", "q=hostages",
        "q=gaza+-exchange&kind=visit&kind=agreement", "sort=title", "sort=-start&kind=visit",
        "from=1950-01-01&to=1950-01-02", "contested=false",
    ],
)  # fmt: skip
def test_same_query_gives_the_same_events_in_every_form(story, query):
    answer = story.get(f"/v1/events.json?limit=200&{query}")
    assert answer.status_code == 200, answer.text
    expected = [event["id"] for event in answer.json["events"]]
    assert bool(expected) != (query == "contested=true")

    for form in ("csv", "ndjson", "geojson", "jsonld"):
        assert ids_in(story, form, query) == expected, form
    atom = ids_in(story, "atom", f"limit=200&{query}")
    assert atom == expected if "sort=" in query else sorted(atom) == sorted(expected)


@pytest.mark.parametrize(("form", "media_type"), MEDIA_TYPES.items())
def test_accept_picks_the_form_of_list_and_event(story, form, media_type):
    accept = {"Accept": media_type.partition(";")[0]}
    for address in ("/v1/events", f"/v1/events/{NATO}"):
        negotiated, named = story.get(address, headers=accept), story.get(f"{address}.{form}")

        assert (negotiated.status_code, negotiated.content_type) == (200, media_type)
        assert negotiated.data == named.data
        assert negotiated.headers["Vary"].startswith("Accept, Accept-Encoding")
        assert named.headers["Vary"] == "Accept-Encoding, Authorization"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/csv, application/json", "application/json"),
        ("text/csv, application/json;q=0.9", "text/csv; charset=utf-8; header=present"),
        ("text/*", None),
        ("application/*", "application/json"),
        ("application/atom+xml, application/xml;q=0.9, */*;q=0.8", "application/atom+xml; charset=utf-8"),
        ("application/geo+json;q=0", None),
        (", ".join(["application/x-none"] * 200), None),
        (", ".join(["a/b;q=0.1"] * 2000), None),
    ],
)  # fmt: skip
def test_accept_gives_json_wherever_a_range_includes_it(story, accept, media_type):
    answer = story.get("/v1/events", headers={"Accept": accept})

    expected = (406, "application/problem+json") if media_type is None else (200, media_type)
    assert (answer.status_code, answer.content_type) == expected


@pytest.mark.parametrize(
    ("form", "name"), [("csv", "events.csv"), ("ndjson", "events.ndjson"), ("geojson", "events.geojson")]
)
def test_files_have_a_name_and_are_shown_inline(story, form, name):
    assert story.get(f"/v1/events.{form}").headers["Content-Disposition"] == f'inline; filename="{name}"'
    of_one = story.get(f"/v1/events/{NATO}.{form}").headers["Content-Disposition"]
    assert of_one == f'inline; filename="{NATO}.{form}"'


@pytest.mark.parametrize("form", MEDIA_TYPES)
@pytest.mark.parametrize("parameter", ["fields=id", "include=claims", "count=true"])
def test_parameters_of_json_only_are_refused_in_other_forms(story, form, parameter):
    answer = story.get(f"/v1/events.{form}?{parameter}")

    assert (answer.status_code, answer.json["errors"][0]["parameter"]) == (422, parameter.partition("=")[0])


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_one_event_in_each_form_is_that_event(story, form):
    event_id = story.get(f"/v1/events/{NATO}").json["id"]

    for key in (NATO, event_id):
        answer = story.get(f"/v1/events/{key}.{form}")
        assert (answer.status_code, answer.content_type) == (200, MEDIA_TYPES[form])
        assert set(IDS[form](answer)) == {event_id}
    assert story.get(f"/v1/events/nobody.{form}").status_code == 404


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_unchanged_answer_is_a_304(story, form):
    for address in (f"/v1/events.{form}?limit=3", f"/v1/events/{NATO}.{form}"):
        tag = story.get(address).headers["ETag"]
        again = story.get(address, headers={"If-None-Match": tag})

        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_pages_of_a_walk_contain_every_event_once_in_each_form(client, engine, form):
    file_text(engine, visits(7))
    address, walked = f"/v1/events.{form}?limit=3&sort=start", []

    while address:
        answer = client.get(address)
        walked += IDS[form](answer)
        link = answer.headers.get("Link", "")
        address = path_of(link.removeprefix("<").removesuffix('>; rel="next"')) if link else ""

    assert walked == [event["id"] for event in client.get("/v1/events").json["events"]]


def test_page_of_geojson_or_jsonld_names_the_next_page_in_its_body_too(client, engine):
    file_text(engine, visits(2))

    for form in ("geojson", "jsonld"):
        page, whole = client.get(f"/v1/events.{form}?limit=1"), client.get(f"/v1/events.{form}")
        assert page.headers["Link"] == f'<{json.loads(page.data)["next"]}>; rel="next"'
        assert "next" not in json.loads(whole.data)
        assert "Link" not in whole.headers


def test_address_of_the_next_page_stays_the_same_while_nothing_changes(client, engine):
    file_text(engine, visits(3))
    tags = {client.get(f"/v1/events.atom?limit=1{'&sort=-updated' * more}").headers["ETag"] for more in (0, 0)}
    elsewhere = create_app(SETTINGS, engine).test_client()

    assert {elsewhere.get("/v1/events.atom?limit=1").headers["ETag"]} == tags


def test_atom_feed_has_the_newest_change_first_and_links_its_pages(client, engine):
    file_text(engine, visits(3))
    file_text(engine, HEAD + a_visit(2, title="Visit of two"), recorded_at=datetime(2024, 6, 9, tzinfo=UTC))

    answer = client.get("/v1/events.atom?limit=2")
    feed = ElementTree.fromstring(answer.data)
    links = {link.get("rel"): link.get("href", "") for link in feed.findall(f"{ATOM}link")}
    second = ElementTree.fromstring(client.get(path_of(links["next"])).data)

    assert entries_of(answer)[0].findtext(f"{ATOM}title") == "Visit of two"
    assert feed.findtext(f"{ATOM}updated") == "2024-06-09T00:00:00Z"
    assert links["self"] == links["first"] == f"{RENDER.base_url}/v1/events.atom?limit=2"
    assert answer.headers["Link"] == f'<{links["next"]}>; rel="next"'
    assert second.findtext(f"{ATOM}id") == feed.findtext(f"{ATOM}id")
    assert len(second.findall(f"{ATOM}entry")) == 1


def test_atom_feed_has_the_cache_rule_and_the_media_type_of_feeds(story):
    answer = story.get("/v1/events.atom")

    assert "stale-if-error=432000" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_atom_feed_of_a_query_names_the_filter_in_its_title(story):
    feed = ElementTree.fromstring(story.get("/v1/events.atom?person=antony-blinken&place=brussels&lang=de").data)

    assert feed.findtext(f"{ATOM}title") == "Diplomatische Chronik: Antony Blinken, Brüssel"
    assert feed.findtext(f"{ATOM}id") == (
        "tag:timeline.example.org,2026:/v1/events.atom?person=antony-blinken&place=brussels"
    )


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_merged_event_is_redirected_with_its_suffix_and_listed_once(client, engine, form):
    file_text(engine, visits(2))
    loser, survivor = (client.get(f"/v1/events/visit-{number}").json["id"] for number in (2, 1))
    write = Write(recorded_at=datetime(2024, 6, 2, tzinfo=UTC), author="tests", cause="same visit")
    with write_session(engine) as session:
        merge_events(Work(session, RENDER, write), loser, survivor, "same visit")

    moved = client.get(f"/v1/events/visit-2.{form}?known_at=2024-06-03")

    assert (moved.status_code, moved.headers["Location"]) == (308, f"/v1/events/visit-1.{form}?known_at=2024-06-03")
    assert set(IDS[form](client.get(f"/v1/events.{form}"))) == {survivor}


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_embargoed_event_is_in_no_form_and_changes_no_tag(client, engine, form):
    file_text(engine, visits(1))
    before = client.get(f"/v1/events.{form}")
    file_text(engine, HEAD + a_visit(2, title="Hidden", extra="embargo_until: 2999-01-01"))
    after = client.get(f"/v1/events.{form}")

    assert (after.data, after.headers["ETag"]) == (before.data, before.headers["ETag"])
    assert client.get(f"/v1/events/visit-2.{form}").status_code == 404


@pytest.mark.parametrize("form", ["csv", "geojson", "atom", "jsonld"])
def test_names_follow_the_language(story, form):
    assert "Brüssel" in json.dumps(story.get(f"/v1/events/{NATO}.{form}?lang=de").text, ensure_ascii=False)
    assert "Brüssel" not in story.get(f"/v1/events/{NATO}.{form}").text


_FLAT = ("place", "place_name", "first_day", "last_day", "edtf")
"""What a GeoJSON feature has besides the members of the event."""


def test_features_have_their_days_flat_beside_the_nested_date(story):
    features = story.get("/v1/events.geojson").json["features"]

    flat = [{name: one["properties"][name] for name in ("first_day", "last_day", "edtf")} for one in features]
    nested = [one["properties"]["when"] for one in features]
    assert flat == [{name: when[name] for name in ("first_day", "last_day", "edtf")} for when in nested]
    assert any(days["edtf"] for days in flat)


ATTRIBUTION = "Diplomatic Timeline, https://timeline.example.org/, compiled from the sources named with each event"


@pytest.mark.parametrize("licence", ["CC0-1.0", "CC-BY-4.0"])
def test_every_form_tells_licence_and_attribution(story_engine, licence):
    client = create_app(SETTINGS.model_copy(update={"licence": licence}), story_engine).test_client()
    address, rights = f"https://spdx.org/licenses/{licence}.html", {"licence": licence, "attribution": ATTRIBUTION}

    def told(values: dict[str, Any]) -> dict[str, Any]:
        return {name: values[name] for name in rights}

    whole = [client.get(f"/v1/{name}?limit=1").json for name in ("events", "sources", "people", "events.geojson")]
    lines = client.get("/v1/events.ndjson").text.splitlines()
    rows = rows_of(client.get("/v1/events.csv"))
    graph = json.loads(client.get("/v1/events.jsonld").data)["@graph"]
    feed = ElementTree.fromstring(client.get("/v1/events.atom").data)
    calendars = [client.get(f"{path}.ics").text.replace("\r\n ", "") for path in ("/v1/events", "/calendars/all")]

    assert [told(one) for one in (*whole, *map(json.loads, lines), *rows)] == [rights] * (4 + len(lines) + len(rows))
    assert [one["subjectOf"][0]["license"] for one in graph] == [address] * len(graph)
    assert [one["subjectOf"][0]["creditText"] for one in graph] == [ATTRIBUTION] * len(graph)
    assert feed.findtext(f"{ATOM}rights") == f"{licence}. {ATTRIBUTION}."
    assert [one.get("href") for one in feed.findall(f"{ATOM}link[@rel='license']")] == [address]
    escaped = ATTRIBUTION.replace(",", "\\,")
    assert [calendar.count(f"\\n{licence}. {escaped}.") for calendar in calendars] == [2, 2]


@pytest.mark.parametrize("lang", ["", "&lang=de"])
def test_lines_and_properties_are_the_event_objects_of_the_list(story, lang):
    listed = story.get(f"/v1/events.json?limit=200{lang}")
    lines = story.get(f"/v1/events.ndjson?sort=start{lang}").data
    features = story.get(f"/v1/events.geojson?sort=start{lang}").json["features"]

    assert lines.endswith(b"}\n")
    rights = b',"licence":' + listed.data.partition(b'"licence":')[2] + b"\n"
    assert listed.data.startswith(b'{"events":[' + lines.replace(rights, b"},").removesuffix(b",") + b"],")
    properties = {feature["properties"]["id"]: feature["properties"] for feature in features}
    assert [
        {name: value for name, value in one.items() if name not in _FLAT} for one in properties.values()
    ] == listed.json["events"]


def test_page_of_a_query_links_its_feed(story):
    page = story.get("/?kind=visit&country=BE").text

    assert (
        '<link rel="alternate" type="application/atom+xml" '
        'href="https://timeline.example.org/v1/events.atom?country=BE&amp;kind=visit" title='
    ) in page


def test_page_of_an_event_links_its_feed(story):
    address = f"https://timeline.example.org/v1/events/{NATO}.atom"

    assert f'<link rel="alternate" type="application/atom+xml" href="{address}">' in story.get(f"/events/{NATO}").text


def test_page_of_an_event_has_the_same_linked_data_as_the_form(story):
    page = story.get(f"/events/{NATO}").text
    block = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    document = json.loads(story.get(f"/v1/events/{NATO}.jsonld").data)

    assert json.loads(block) == {"@context": document["@context"], **document["@graph"][0]}


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_reference_trip_is_the_golden_one(story, form):
    assert_golden(f"trip.{form}", story.get(f"/v1/events.{form}?trip={TRIP}").data)


def test_list_without_events_is_well_formed_in_each_form(client):
    assert client.get("/v1/events.ndjson").data == b""
    assert rows_of(client.get("/v1/events.csv")) == []
    assert client.get("/v1/events.geojson").json == {
        "type": "FeatureCollection", "features": [], "licence": "CC0-1.0", "attribution": ATTRIBUTION,
    }  # fmt: skip
    assert json.loads(client.get("/v1/events.jsonld").data) == {"@context": "https://schema.org", "@graph": []}
    assert ElementTree.fromstring(client.get("/v1/events.atom").data).findtext(f"{ATOM}updated") == (
        "1970-01-01T00:00:00Z"
    )


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_each_form_is_sent_compressed_and_revalidated_under_its_tag(story, form):
    address = f"/v1/events/{NATO}.{form}"
    packed = story.get(address, headers={"Accept-Encoding": "gzip"})
    again = story.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == story.get(address).data
    assert again.status_code == 304
