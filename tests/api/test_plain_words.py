"""What people read in feeds and on pages is words: no `slug.property`, no raw instants, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from tests.api.documents import HEAD, file_text
from timeline.render.words.languages import LANGUAGES
from timeline.store.engine.sessions import Engine

_RAW = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d"
    r"|\b(?:participants|when|where|topics|links|says|part_of|itinerary|titles|summaries)\.[a-z]"
    r"|\b[a-z0-9]+(?:-[a-z0-9]+)*\.(?:presence|role|when|office|level|by|with|reason)\b"
    r"|\b[a-z]+_[a-z]+"
    r"|\b[a-z]+=[a-z0-9]"
)
"""An instant, a property with a path, a slug with a property, a name of the JSON, a parameter with its value."""

_ADDRESS = re.compile(r"https?://\S+|/v1/\S+")

_TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "NAME", "X-WR-CALNAME", "X-WR-CALDESC")

TALKS = (
    HEAD
    + """
  - source: wire
    record: talks
    event: talks
    says:
      kind: meeting
      status: announced
      title: Talks
      when: {starts_at: "2024-05-10T09:00:00", ends_at: "2024-05-10T10:30:00", time_zone: Europe/Vienna}
      where: [vienna]
      participants:
        - {who: ada, role: chair, presence: expected}
        - {who: ben, role: attendee, presence: expected, when: {edtf: 2024-05-10}}
  - source: ministry
    record: talks
    event: talks
    says:
      kind: meeting
      status: completed
      when: {starts_at: "2024-05-11T14:00:00", time_zone: Europe/Vienna}
      participants:
        - {who: ada, role: chair, presence: absent}
        - {who: ben, role: host, presence: attended}
  - source: other
    record: talks
    event: talks
    says: {kind: meeting, status: completed, participants: [{who: ben, role: mediator, presence: absent}]}
"""
).replace("reports:", "  - {id: other, publisher: Other, tier: official, published_at: 2024-05-02}\nreports:")


class _Words(HTMLParser):
    """Collects the texts of a page that people read, without code."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style", "code", "pre")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style", "code", "pre")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)


def texts_of_calendar(client: FlaskClient, address: str) -> Iterator[str]:
    for line in client.get(address).text.replace("\r\n ", "").split("\r\n"):
        if re.split("[;:]", line)[0] in _TEXTS:
            yield line.partition(":")[2]


def texts_of_news(client: FlaskClient, address: str) -> Iterator[str]:
    for node in ElementTree.fromstring(client.get(address).data).iter():
        if node.tag.endswith(("}title", "}summary", "}name", "}rights")):
            yield node.text or ""


def texts_of_page(client: FlaskClient, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    reader = _Words()
    reader.feed(answer.text)
    return reader.texts


def raw_in(texts: Iterator[str] | list[str]) -> list[str]:
    return [text for text in texts if _RAW.search(_ADDRESS.sub("", text))]


@pytest.fixture
def talks(client: FlaskClient, engine: Engine) -> FlaskClient:
    """An event with a planned and an actual time of day, a person who stayed away, and a person who is contested."""
    file_text(engine, TALKS)
    return client


def test_talks_have_what_could_be_told_raw(talks: FlaskClient):
    event = talks.get("/v1/events/talks").json or {}

    assert {one["property"] for one in event["deviations"]} == {
        "when", "participants.ada.presence", "participants.ben.presence",
    }  # fmt: skip
    assert {"participants.ben.role", "participants.ben.presence"} <= set(event["contested"])
    assert "T09:00" in next(one["planned"] for one in event["deviations"] if one["property"] == "when")


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
@pytest.mark.parametrize("which", ["talks", "story"])
def test_feeds_tell_words(talks: FlaskClient, story: FlaskClient, which: str, lang: str):
    client = {"talks": talks, "story": story}[which]
    query = f"imprecise=all&lang={lang}"
    calendars = [texts_of_calendar(client, f"/v1/events.ics?{query}{more}") for more in ("", "&profile=rich")]

    read = [*calendars[0], *calendars[1], *texts_of_news(client, f"/v1/events.atom?limit=200&lang={lang}")]

    assert raw_in(read) == []
    assert len(read) > 10


@pytest.mark.parametrize("which", ["talks", "story"])
def test_pages_tell_words(talks: FlaskClient, story: FlaskClient, which: str):
    client = {"talks": talks, "story": story}[which]
    events = (client.get("/v1/events?limit=200").json or {})["events"]
    pages = ["/", "/subscribe", *(f"/events/{event['slug']}" for event in events)]
    pages += [f"/trips/{event['slug']}" for event in events if event["kind"] == "trip"]

    assert {page: raw for page in pages if (raw := raw_in(texts_of_page(client, page)))} == {}


def test_contested_person_is_named_once_and_a_planned_time_is_told_as_words(talks: FlaskClient):
    (entry,) = [text for text in texts_of_news(talks, "/v1/events.atom") if "Sources disagree" in text]

    assert "Sources disagree on: Ben Example\n" in entry
    assert "Planned date: 10 May 2024, 09:00 to 10:30" in entry
