"""Texts from right to left on the pages (RELIABILITY.md E5): each one is isolated and turns none of its neighbours."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.api.writing import HEAD, Writer, a_report
from timeline.store.engine.sessions import Engine

HEBREW = "שלום"
VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "wbr"})
WITHOUT_MARKUP = frozenset({"title", "script", "style", "option", "textarea"})
"""Elements that hold text alone; what they show stands by itself or is not shown."""

PAGES = ("/", "/events/visit-1", "/events/visit-2", "/people/ada", "/places/vienna", "/organizations/club",
         "/trips/journey", "/map", "/subscribe", "/subscribe?person=ada", "/embed", "/embed/builder",
         "/events/nobody")  # fmt: skip


class Texts(HTMLParser):
    """Collects the pieces of text with a Hebrew letter that no element isolates, with the elements around them."""

    def __init__(self) -> None:
        super().__init__()
        self.around: list[tuple[str, bool]] = []
        self.bare: list[str] = []
        self.isolated = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.around.append((tag, tag == "bdi" or dict(attributes).get("dir") == "auto"))

    def handle_endtag(self, tag: str) -> None:
        while self.around and self.around.pop()[0] != tag:
            pass

    def handle_data(self, text: str) -> None:
        text, number = re.subn("\u2068[^\u2068\u2069]*\u2069", "", text)  # pictures have no element that isolates
        self.isolated += number
        if not any("\u0590" <= character <= "\u05ff" for character in text):
            return
        if any(is_isolated for _, is_isolated in self.around):
            self.isolated += 1
        elif self.around[-1][0] not in WITHOUT_MARKUP:
            self.bare.append(" > ".join([*(tag for tag, _ in self.around[-4:]), text.strip()]))


@pytest.fixture
def writer(engine: Engine) -> Writer:
    """A service in which every text of a source is Hebrew."""
    writer = Writer.over(engine)
    source = {"tier": "press", "published_at": "2024-05-01", "publisher": f"P {HEBREW}", "title": f"T {HEBREW}"}
    document = {
        "people": [{"slug": "ada", "name": f"Ada {HEBREW}"}],
        "organizations": [{"slug": "club", "name": f"Club {HEBREW}"}],
        "places": [{"slug": "vienna", "name": f"Vienna {HEBREW}", "country": "AT"}],
        "topics": [{"slug": "peace", "name": f"Peace {HEBREW}"}],
        "sources": [{"id": "wire", **source}, {"id": "ministry", **source, "via": "wire", "tier": "official"}],
        "reports": [
            a_report(9, event="journey", says={"kind": "trip", "title": f"Journey {HEBREW}", **_TOLD}, **_ABOUT),
            a_report(1, says={"title": f"Visit {HEBREW}", "part_of": "journey", **_TOLD}, **_ABOUT),
            a_report(1, source="ministry", says={"title": f"Other {HEBREW}", **_TOLD}, **_ABOUT),
            a_report(2, says={"title": f"Second {HEBREW}", "status": "cancelled", "part_of": "journey"}, **_ABOUT),
        ],
    }
    assert HEAD.keys() <= document.keys()
    answer = writer.post("/v1/reports", document)
    assert answer.status_code == 201, answer.text
    return writer


_ABOUT = {"locator": f"paragraph {HEBREW}", "attributed_to": f"Speaker {HEBREW}", "note": f"Note {HEBREW}"}
_TOLD = {
    "summary": f"Summary {HEBREW}", "topics": ["peace"],
    "links": [{"url": "https://example.org/", "label": f"Label {HEBREW}"}],
    "participants": [{"who": "ada", "role": "traveller"}, {"who": "club", "role": "host"}],
    "when": {
        "phrase": f"next week {HEBREW}", "dateline": "2024-05-01", "first_day": "2024-05-06", "last_day": "2024-05-12",
    },
}  # fmt: skip


def test_every_text_of_a_source_is_isolated_on_every_page(writer: Writer):
    bare: list[str] = []
    isolated = 0
    for page in PAGES:
        texts = Texts()
        texts.feed(writer.client.get(page).text)
        bare += [f"{page}: {text}" for text in texts.bare]
        isolated += texts.isolated

    assert bare == []
    assert isolated > 60
