"""Titles in order, alike on both engines whatever their case, accents and scripts are (RELIABILITY.md E14)."""

from __future__ import annotations

from tests.api.writing import Writer, a_report
from timeline.store.engine.sessions import Engine

IN_ORDER = (
    "École", "Ecole b", "Ёлка", "\N{LATIN SMALL LETTER DOTLESS I}lk", "ILK b", "İlk c", "Österreich", "osterreich b",
    "Straße", "STRASSE b", "Ülo", "Zürich", "zurich b",
)  # fmt: skip


def test_titles_are_sorted_without_case_and_accents_alike_on_both_engines(engine: Engine):
    writer = Writer.over(engine)
    shuffled = sorted(IN_ORDER, key=lambda title: title[::-1])
    writer.file(*(a_report(number, says={"title": title}) for number, title in enumerate(shuffled, start=1)))

    listed = [event["title"] for event in writer.client.get("/v1/events?sort=title").json["events"]]

    assert listed == list(IN_ORDER)
