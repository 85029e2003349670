"""Rank, mode, series, "no place" and reasons on pages and in labels; a stopover is a stay nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.documents import file_text
from timeline.store.engine.sessions import Engine

DOCUMENT = """
people: [{slug: ada, name: Ada Example}, {slug: bo, name: Bo Example}]
organizations: [{slug: baltic-assembly, name: Baltic Assembly}]
places:
  - {slug: iceland, name: Iceland, country: IS}
  - {slug: keflavik, name: Keflavik, country: IS, parent: iceland, latitude: 64.0, longitude: -22.6}
  - {slug: oslo, name: Oslo, country: "NO", latitude: 59.9, longitude: 10.7}
sources: [{id: wire, publisher: Wire, tier: press, published_at: 2025-05-01}]
reports:
  - source: wire
    record: tour
    event: tour
    says: {kind: trip, title: The tour, status: completed, when: {edtf: 2025-04-01/2025-04-04},
      participants: [{who: ada, role: traveller, presence: attended}]}
  - source: wire
    record: refuelling
    event: refuelling
    says: {kind: stopover, title: Refuelling, status: completed, when: {edtf: 2025-04-01}, where: [keflavik],
      part_of: tour, participants: [{who: ada, role: traveller, presence: attended},
      {who: bo, role: attendee, presence: attended}]}
  - source: wire
    record: stay
    event: stay
    says: {kind: visit, title: Talks in Oslo, status: completed, when: {edtf: 2025-04-02/2025-04-03}, where: [oslo],
      part_of: tour, rank: official-working, mode: mixed, series: baltic-assembly, ordinal: 44,
      participants: [{who: ada, role: traveller, presence: attended},
      {who: bo, role: attendee, presence: declined, reason: a vote at home}]}
  - source: wire
    record: video
    event: video
    says: {kind: call, title: Video call, mode: online, where: [], when: {edtf: 2025-04-09},
      participants: [{who: bo, role: chair}]}
"""


@pytest.fixture
def filled(client: FlaskClient, engine: Engine) -> FlaskClient:
    file_text(engine, DOCUMENT)
    return client


def rows(client: FlaskClient, query: str) -> dict[str, int]:
    answer = client.get(f"/v1/statistics?{query}")
    assert answer.status_code == 200, answer.text
    told: Any = answer.json
    return {row["key"]: row["value"] for row in told["rows"]}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("group_by=country&unit=stays", {"NO": 1}),
        ("group_by=country&unit=stays&person=ada", {"NO": 1}),
        ("group_by=country&unit=days", {"NO": 2}),
        ("group_by=place&unit=days&person=ada", {"oslo": 2}),
        ("group_by=country&unit=events&kind=stopover", {"IS": 1}),
        ("group_by=country&unit=trips&kind=stopover", {"IS": 1}),
        ("group_by=kind&unit=days", {"trip": 4, "visit": 2, "stopover": 1, "call": 1}),
    ],
)
def test_stopover_is_no_stay_and_gives_no_days_at_its_place(filled: FlaskClient, query: str, expected: dict[str, int]):
    assert rows(filled, query) == expected


def test_stopover_is_no_stop_of_its_trip_and_no_copresence(filled: FlaskClient):
    trip: Any = filled.get("/v1/trips/tour").json
    assert [place["slug"] for place in trip["trip"]["where"]] == ["oslo"]

    together: Any = filled.get("/v1/copresence?person=ada&person=bo").json
    assert together["copresence"] == []
    assert "`stopover`" in str(together)


def test_page_tells_rank_mode_series_and_reason(filled: FlaskClient):
    page = filled.get("/events/stay").text

    assert '<p class="eyebrow">Official working visit' in page
    assert '<a href="/?mode=mixed"><bdi>partly online</bdi></a>' in page
    assert '<a href="/?series=baltic-assembly"><bdi>Baltic Assembly: 44</bdi></a>' in page
    assert "attendee, declined (a vote at home)" in page
    assert "Official working visit" in filled.get("/?kind=visit").text
    assert "official-working" not in page.replace("/v1/", "")


def test_claims_on_a_page_tell_series_and_representatives_in_words(engine: Engine, client: FlaskClient):
    begin = DOCUMENT.index("{who: ada", DOCUMENT.index("ordinal: 44"))
    end = DOCUMENT.index("]}", begin)
    told = "{who: ada, presence: represented, by: bo}, {who: bo, role: delegation, with: ada}"
    file_text(engine, DOCUMENT[:begin] + told + DOCUMENT[end:])
    page = client.get("/events/stay").text

    assert "Ada Example, represented by" in page
    assert "Bo Example, delegation of" in page
    assert ">baltic-assembly<" not in page


def test_page_tells_no_place_as_against_a_place_that_is_not_known(filled: FlaskClient):
    assert "<dt>Where</dt><dd>no place</dd>" in filled.get("/events/video").text
    assert "<dt>Where</dt>" not in filled.get("/events/tour?known_at=2025-04-30").text


@pytest.mark.parametrize(
    ("lang", "rank", "mode"),
    [("en", "Official working visit", "partly online"), ("de", "Offizieller Arbeitsbesuch", "teils online")],
)
def test_labels_have_rank_and_mode(filled: FlaskClient, lang: str, rank: str, mode: str):
    told: Any = filled.get(f"/v1/events/stay?lang={lang}").json

    assert told["labels"]["rank"] == rank
    assert told["labels"]["mode"] == mode


@pytest.mark.parametrize("address", ["/?mode=mixed", "/?series=baltic-assembly"])
def test_address_of_the_list_of_others_shows_it(filled: FlaskClient, address: str):
    assert "Talks in Oslo" in filled.get(address).text
