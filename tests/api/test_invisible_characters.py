"""Invisible characters (RELIABILITY.md E7): kept in what is shown, and no part of a slug or of a search."""

from __future__ import annotations

import re
import unicodedata

import pytest

from tests.api.writing import Writer, a_report
from timeline.model.search import search_words
from timeline.store.engine.sessions import Engine

INVISIBLE = {
    "zero width": "\u200b\u200c\u200d\u2060\ufeff",
    "soft hyphen": "\u00ad",
    "tags": "\U000e0001\U000e0041\U000e007f",
    "variation selectors": "\ufe00\ufe0f\U000e0100",
    "marks": "\u0301\u0323\u0336\u20e3\u034f",
}


@pytest.mark.parametrize("name", INVISIBLE)
def test_invisible_characters_are_kept_and_make_no_difference_to_slug_and_search(engine: Engine, name: str):
    title = f"Sum{INVISIBLE[name]}mit"
    writer = Writer.over(engine)
    report = a_report(1, says={"title": title})
    del report["event"]

    slug = writer.file(report).json["new"][0]["slug"]

    found = [writer.client.get("/v1/events", query_string={"q": text}).json["events"] for text in ("summit", title)]
    assert [[event["slug"] for event in events] for events in found] == [[slug], [slug]]
    assert re.fullmatch(r"summit-[a-z2-7]{8}", slug)
    assert search_words(found[0][0]["title"]) == ("summit",)
    assert found[0][0]["title"] == unicodedata.normalize("NFC", title)
