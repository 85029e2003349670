"""`/embed/builder`: the form, the code in each form, and the names that a page's author may use."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import patch

import pytest
from flask.testing import FlaskClient

from api.pages.embed.reference import ATTRIBUTES, EVENTS, PARTS, PROPERTIES, REFERENCE
from tests.api.documents import HEAD, a_visit, file_text, visits
from tests.api.test_site import Reader, read

ROOT = Path(__file__).parents[2]
WIDGET = ROOT / "api" / "static" / "widget"
SOURCES = WIDGET / "source"
"""The script before it is built; where it is one file, that file is its own source."""

OF_VIEWS = {"height", "links", "lanes", "controls", "count", "status", "sources", "changes", "footer", "error"}
"""Names that come with the views lanes and map, whose script is built from `SOURCES`."""

BASE = "https://timeline.example.org"


class Codes(HTMLParser):
    """The text of each field with code, by its id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self._in: str | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._in = dict(attrs)["id"] if tag == "textarea" else None
        if self._in is not None:
            self.texts[self._in] = ""

    def handle_endtag(self, tag):
        self._in = None

    def handle_data(self, data):
        if self._in is not None:
            self.texts[self._in] += data


def codes(client: FlaskClient, query: str = "") -> dict[str, str]:
    """What there is to copy; the line end with which a field begins does not count (HTML §13.1.2.5)."""
    answer = client.get(f"/embed/builder{query}")
    assert answer.status_code == 200, answer.text
    return {name: text.removeprefix("\n") for name, text in Codes(answer.text).texts.items()}


def attributes_of(html: str, wanted: str) -> dict[str, str | None]:
    return next(attributes for tag, attributes in Reader(html).tags if tag == wanted)


def test_element_holds_the_next_events_as_plain_html(client, engine):
    file_text(engine, HEAD + a_visit(10) + a_visit(9), recorded_at=datetime(2024, 5, 2, tzinfo=UTC))
    with patch("timeline.clock.now", lambda: datetime(2024, 5, 10, 12, tzinfo=UTC)):
        first, *rest = codes(client, "?person=ada&kind=&theme=dark&lang=de")["code-element"].split("\n")

    assert first.startswith(f'<script type="module" async src="{BASE}/widget/diplomatic-timeline.')
    assert "\n".join(rest) == (
        f'<diplomatic-timeline src="{BASE}/v1/events?person=ada&amp;lang=de" lang="de" theme="dark">\n'
        "  <p>Was als Nächstes kommt</p>\n"
        "  <ol>\n"
        f'    <li><time datetime="2024-05-10">10. Mai 2024</time> · <a href="{BASE}/events/visit-10">Visit 10</a>'
        " · Angekündigt · Vienna</li>\n"
        "  </ol>\n"
        f'  <p><a href="{BASE}/?person=ada">Alle Ereignisse</a> ·'
        f' <a href="{BASE}/v1/events.ics?person=ada">Kalender-Feed</a></p>\n'
        "</diplomatic-timeline>"
    )


def test_element_holds_at_most_twenty_events(client, engine):
    file_text(engine, visits(30))

    assert codes(client)["code-element"].count("<li>") == 20
    assert codes(client, "?from=2024-05-28")["code-element"].count("<li>") == 3


def test_script_of_the_code_is_the_one_that_its_integrity_value_names(story):
    script = attributes_of(codes(story)["code-element"], "script")
    body = story.get((script["src"] or "").removeprefix(BASE)).data
    digest = base64.b64encode(hashlib.sha384(body).digest()).decode()

    assert (script["integrity"], script["crossorigin"]) == (f"sha384-{digest}", "anonymous")
    assert f"diplomatic-timeline.{hashlib.sha256(body).hexdigest()[:16]}.js" in (script["src"] or "")


def test_every_form_of_the_code_leads_to_the_same_choice(story):
    texts = codes(story, "?person=antony-blinken&country=BE&view=lanes&links=new-tab")
    frame = attributes_of(texts["code-frame"], "iframe")
    host_script = attributes_of(texts["code-frame"], "script")
    oembed = story.get(texts["code-oembed"].removeprefix(BASE)).json
    chosen = "person=antony-blinken&country=BE&view=lanes&links=new-tab"

    assert frame["src"] == f"{BASE}/embed?{chosen}"
    assert "allow-same-origin" not in (frame["sandbox"] or "")
    assert attributes_of(oembed["html"], "iframe")["src"] == frame["src"]
    assert attributes_of(story.get(f"/embed/builder?{chosen}").text, "iframe")["src"] == f"/embed?{chosen}"
    assert attributes_of(texts["code-element"], "diplomatic-timeline") == {
        "src": f"{BASE}/v1/events?person=antony-blinken&country=BE", "view": "lanes", "links": "new-tab",
    }  # fmt: skip
    with story.get((host_script["src"] or "").removeprefix(BASE)) as answer:
        assert "diplomatic-timeline:height" in answer.text


def test_form_offers_what_public_events_mention_and_keeps_the_choice(story):
    page = story.get("/embed/builder?place=brussels&q=nato&status=completed&height=700").text

    for option in ('value="antony-blinken">', 'value="nato">', 'value="brussels" selected>', 'value="BE">'):
        assert option in page
    assert 'value="ministerial">' in page
    assert 'name="q" value="nato"' in page
    assert '<input type="checkbox" name="status" value="completed" checked> <bdi>Status: Completed</bdi>' in page
    assert '<input type="checkbox" name="height" value="700" checked>' in page


def test_refused_choice_gets_the_form_with_each_fault_at_its_field(story):
    answer = story.get("/embed/builder?from=tomorrow&view=slides&person=nobody-has-this")
    page = Reader(answer.text)
    invalid = {attributes["name"] for _, attributes in page.tags if attributes.get("aria-invalid") == "true"}

    assert (answer.status_code, answer.headers["Cache-Control"]) == (422, "no-store")
    assert invalid == {"from", "view"}
    assert "'slides' is not allowed; allowed: list, lanes, map" in page.text
    assert [tag for tag, _ in page.tags if tag in ("textarea", "iframe")] == []
    assert story.get("/embed/builder?person=nobody-has-this").status_code == 422
    assert story.get("/embed/builder?from=x", headers={"Accept": "application/json"}).json["status"] == 422


def test_hostile_texts_stay_text_in_page_and_code(client, engine):
    title = "</textarea></a><script>alert(1)</script><img src=x onerror=alert(1)>"
    file_text(engine, HEAD + a_visit(1, title=f'"{title}"'))
    answer = client.get("/embed/builder?q=%22%3E%3Cimg%20src=x%3E&from=2024-05-01")
    code = codes(client)["code-element"]

    assert [tag for tag, _ in Reader(answer.text).tags if tag == "img"] == []
    assert [tag for tag, _ in Reader(code).tags] == [
        "script", "diplomatic-timeline", "p", "ol", "li", "time", "a", "p", "a", "a",
    ]  # fmt: skip
    assert title in Reader(code).text


def test_builder_is_a_page_of_the_site_and_reached_from_it(story):
    assert "/embed/builder" in read(story, "/").addresses()
    assert story.get("/embed/builder").headers["X-Frame-Options"] == "DENY"
    assert "frame-src 'self'" in story.get("/embed/builder").headers["Content-Security-Policy"]
    assert "frame-src" not in story.get("/").headers["Content-Security-Policy"]


def names_in_script(kind: str) -> set[str]:
    """The names that the element's script has, by the way in which it uses them."""
    folder = SOURCES if SOURCES.is_dir() else WIDGET
    script = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.[jc]s*")))
    if kind == "Attributes":
        lists = dict(re.findall(r"([A-Za-z_]+) = (\[[^\]]*\])", script))
        observed = lists.pop("observedAttributes")
        texts = [observed, *(lists[name] for name in re.findall(r"\.\.\.([A-Z_]+)", observed))]
        return {name for text in texts for name in re.findall(r"'([a-z-]+)'", text)}
    patterns = {
        "Parts": r"part: ?['\"]([a-z-]+)['\"]",
        "Custom properties": r"var\((--dt-[a-z-]+)",
        "Events": r"[#.]tell\('([a-z]+)'",
    }
    return set(re.findall(patterns[kind], script))


@pytest.mark.parametrize(
    ("kind", "listed"),
    [("Attributes", ATTRIBUTES), ("Parts", PARTS), ("Custom properties", PROPERTIES), ("Events", EVENTS)],
)
def test_reference_has_the_names_of_the_script(kind: str, listed: dict[str, str]):
    announced = set() if SOURCES.is_dir() else OF_VIEWS

    assert set(listed) - announced == names_in_script(kind) - announced


def test_documentation_and_page_have_the_rows_of_the_reference(story):
    text = (ROOT / "docs" / "WIDGET.md").read_text("utf-8")
    page = read(story, "/embed/builder").text
    rows = [(name, meaning) for _, _, names in REFERENCE for name, meaning in names.items()]
    section = text.partition("\n## 5. Names for authors\n")[2].partition("\n## ")[0]

    assert re.findall(r"^\| `([^`]+)` \| (.*) \|$", section, re.M) == rows
    assert [heading for heading, _, _ in REFERENCE] == re.findall(r"^### 5\.\d (.*)$", section, re.M)
    assert [name for name, meaning in rows if f"{name} {meaning}" not in page] == []
