"""Texts at the JSON door (RELIABILITY.md 2.5): what is refused, what is kept as it is, and how problems repeat it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.writing import Writer, a_document, a_report
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, open_engine

CONTROLS = "".join(
    chr(point) for point in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029) if chr(point) not in " \t\r\n"
)  # fmt: skip
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</title>", "{{7*7}}", "${7*7}",
    '"><svg/onload=alert(1)>',
    "]]>", "<!--", "&lt;b&gt;", "%3Cscript%3E", "'; DROP TABLE event_view;--",
)  # fmt: skip
KEPT = (
    "é" * 300, "𐌀" * 300, "أنتوني بلينكن", "יצחק הרצוג in Skopje", "a\u200db 😀", "👩‍👩‍👧", "x\ufe0f",
    "q" + "\u0323" * 8,
    "\N{CYRILLIC SMALL LETTER A}ntony", *MARKUP,
)  # fmt: skip


@pytest.fixture
def writer(engine: Engine) -> Writer:
    """A writer over an empty database."""
    return Writer.over(engine)


@pytest.fixture(scope="module")
def refused_writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    """A writer of whose writes none is taken, so that one database serves all of them."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('texts') / 'timeline.db'}")
    migrate(engine)
    yield Writer.over(engine)
    engine.dispose()


def refusal(writer: Writer, **says: Any) -> tuple[int, str, str]:
    """Status, pointer and sentence that a report with these claims is answered with, if it has one fault."""
    answer = writer.post("/v1/reports", json.dumps(a_document(a_report(1, says=says))).encode())
    if answer.status_code != 422:
        return answer.status_code, "", ""
    (error,) = answer.json["errors"]
    return 422, error["pointer"], error["detail"]


def test_text_of_one_line_refuses_controls_marks_and_length_by_name_and_stores_nothing(refused_writer):
    pointer = "/reports/0/says/title"
    refusals = {
        "301 letters": refusal(refused_writer, title="é" * 301),
        "301 wide ones": refusal(refused_writer, title="𐌀" * 301),
        "5 hundred thousand": refusal(refused_writer, title="x" * 500_000),
        "line break": refusal(refused_writer, title="two\nlines"),
        "nine marks": refusal(refused_writer, title="q" + "\u0323" * 9),
        "a thousand marks": refusal(refused_writer, title="q" + "\u0323" * 299),
        "empty": refusal(refused_writer, title=" \n"),
        "number": refusal(refused_writer, title=5),
    }

    assert refusals == {
        "301 letters": (422, pointer, "has 301 characters; the limit is 300"),
        "301 wide ones": (422, pointer, "has 301 characters; the limit is 300"),
        "5 hundred thousand": (422, pointer, "has 500,000 characters; the limit is 300"),
        "line break": (422, pointer, "has a line break; write it on one line"),
        "nine marks": (422, pointer, "has more than 8 combining marks on one letter; remove some"),
        "a thousand marks": (422, pointer, "has more than 8 combining marks on one letter; remove some"),
        "empty": (422, pointer, "is empty; leave the key out if it is not known"),
        "number": (422, pointer, 'is not a text; write it in quotes, as "5"'),
    }
    assert refused_writer.writes() == 0


@pytest.mark.parametrize("name", ["title", "summary"])
def test_every_control_and_direction_character_is_refused_by_its_number(refused_writer, name):
    refusals = {character: refusal(refused_writer, **{name: f"Sum{character}mit"}) for character in CONTROLS + BIDI}

    assert {character: answer[:2] for character, answer in refusals.items()} == dict.fromkeys(
        CONTROLS + BIDI, (422, f"/reports/0/says/{name}")
    )
    assert all(f"U+{ord(character):04X}" in sentence for character, (_, _, sentence) in refusals.items())


@pytest.mark.parametrize("text", [r'"\ud800"', r'"\udfff x"', r'"\ud83d"', '"\\ud800\\u0041"'])
def test_half_a_character_is_no_json_that_we_read(refused_writer, text):
    body = json.dumps(a_document(a_report(1, says={"title": "TITLE"}))).replace('"TITLE"', text)

    answer = refused_writer.post("/v1/reports", body.encode())

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/malformed-body")
    assert "surrogate" in answer.json["detail"]


def test_every_other_text_is_kept_in_one_form_and_shown_as_it_is(writer):
    writer.file(*(a_report(number, says={"title": text}) for number, text in enumerate(KEPT, start=1)))

    listed = writer.client.get("/v1/events?limit=100").json["events"]

    assert [event["title"] for event in listed] == [unicodedata.normalize("NFC", text) for text in KEPT]


def test_composed_and_decomposed_letters_are_one_report(writer):
    composed, decomposed = (unicodedata.normalize(form, "Réunion à Zürich") for form in ("NFC", "NFD"))
    first = writer.file(a_report(1, says={"title": composed}))
    again = writer.file(a_report(1, says={"title": decomposed}))

    assert (first.status_code, again.status_code) == (201, 200)
    assert [report["report"] for report in again.json["unchanged"]] == [first.json["new"][0]["report"]]


@pytest.mark.parametrize("markup", MARKUP)
def test_problem_repeats_markup_as_text_only_and_briefly(refused_writer, markup):
    document = a_document(a_report(1, says={"kind": markup, "where": [markup * 100], "topics": [markup]}))
    document[markup] = []

    answer = refused_writer.post("/v1/reports", document)

    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert not set(b"<>&") & set(answer.data)
    assert len(answer.json["errors"]) >= 4
    assert max(len(error["detail"]) for error in answer.json["errors"]) < 400


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVa\nscript:alert(1)", " \x01javascript:alert(1)", "data:text/html,x", "vbscript:x",
        "//example.org/x", "https://user:secret@example.org/", "https://example.org/".ljust(2_001, "x"), "ftp://example.org/",
        "https://exa mple.org/", "https:///x", "https://[::1", "https://example.org/\u202e",
    ],
)  # fmt: skip
def test_address_that_is_not_plain_http_is_refused_wherever_it_stands(refused_writer, address):
    source = {"id": "other", "publisher": "Other", "tier": "press", "published_at": "2024-05-01", "url": address}
    document = a_document(a_report(1, says={"url": address, "links": [{"url": address, "label": "Link"}]}))
    document["sources"] = [*document["sources"], source]

    answer = refused_writer.post("/v1/reports", document)

    assert answer.status_code == 422
    pointers = sorted(error["pointer"] for error in answer.json["errors"])
    assert len(pointers) == 3
    assert "secret" not in answer.text


def test_reason_of_a_write_follows_the_same_rule(writer):
    report = writer.file(a_report(1)).json["new"][0]["report"]

    for reason in ("x" * 301, "two\nlines", "a\x00b", "a\u202eb", ""):
        answer = writer.post(f"/v1/reports/{report}/withdraw", {"reason": reason})
        assert (answer.status_code, [error["pointer"] for error in answer.json["errors"]]) == (422, ["/reason"])
