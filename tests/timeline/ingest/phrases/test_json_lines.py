"""JSON of readings and refusals, and one answer for every line of `timeline when --jsonl`."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.errors import UnknownName, UnresolvedPhrase
from timeline.ingest.phrases import Tense, read_line, read_phrase, reading_to_json, unresolved_to_json

THIS_WEEK = {
    "edtf": "[2023-11-28..2023-12-02]",
    "first_day": "2023-11-28",
    "last_day": "2023-12-02",
    "exact": False,
    "starts_at": None,
    "ends_at": None,
    "time_zone": None,
    "phrase": "this week",
    "dateline": "2023-11-28",
    "rule": "this-week",
    "language": "en",
    "tense": "future",
    "approximate": False,
    "clock": None,
}


def no_place(slug: str) -> str:
    """No place is known."""
    raise UnknownName("place", slug, ())


def test_line_gives_the_nine_keys_and_how_it_was_read() -> None:
    line = {"phrase": "this week", "dateline": "2023-11-28", "tense": "future", "week_start": "sun"}

    assert read_line(line, no_place) == THIS_WEEK


def test_line_without_tense_and_week_start_is_read_without_them() -> None:
    reading = read_phrase("this week", date(2023, 11, 28))

    assert read_line({"phrase": "this week", "dateline": "2023-11-28", "tense": None}, no_place) == reading_to_json(
        reading
    )


def test_refusal_is_written_with_its_candidates() -> None:
    with pytest.raises(UnresolvedPhrase) as refused:
        read_phrase("Thursday 29 November", date(2023, 11, 28), tense=Tense.FUTURE)

    assert unresolved_to_json(refused.value) == {
        "unresolved": "2023-11-29 is a Wednesday, not a Thursday",
        "candidates": ["2023-11-29", "2023-11-30"],
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({}, "phrase is missing or not a text"),
        ({"phrase": 7, "dateline": "2023-11-28"}, "phrase is missing or not a text"),
        ({"phrase": "today"}, "dateline None is not a date; write it as 2023-11-28"),
        ({"phrase": "today", "dateline": "2023-11-31"}, "dateline '2023-11-31' is not a date; write it as 2023-11-28"),
        ({"phrase": "today", "dateline": "20231128"}, "dateline '20231128' is not a date; write it as 2023-11-28"),
        (
            {"phrase": "today", "dateline": "2023-11-28", "tense": "soon"},
            "tense 'soon' is not valid; allowed: future, past",
        ),
        (
            {"phrase": "today", "dateline": "2023-11-28", "week_start": "tue"},
            "week_start 'tue' is not valid; allowed: mon, sun, sat",
        ),
        (
            {"phrase": "today", "dateline": "2023-11-28", "tenses": "past"},
            "unknown keys: tenses; known: phrase, dateline, tense, week_start, place, time_zone, language",
        ),
        (
            {"phrase": "today", "dateline": "2023-11-28", "time_zone": "Brussels"},
            "time_zone 'Brussels' is not an IANA time zone; write it as Europe/Brussels",
        ),
        (
            {"phrase": "today", "dateline": "2023-11-28", "time_zone": "Asia/Tokyo", "place": "tokyo"},
            "it has both place and time_zone; give one of them",
        ),
        ({"phrase": "today", "dateline": "2023-11-28", "place": ["tokyo"]}, "place ['tokyo'] is not a text"),
        ([], "the line is not a JSON object"),
    ],
)
def test_invalid_line_gives_the_reason(line: dict[str, object], reason: str) -> None:
    assert read_line(line, no_place) == {"unresolved": reason, "candidates": []}


@pytest.mark.parametrize("where", [{"place": "tokyo"}, {"time_zone": "Asia/Tokyo"}])
def test_line_with_a_place_or_a_zone_has_the_times_there(where: dict[str, object]) -> None:
    line = {"phrase": "tomorrow at 2 p.m.", "dateline": "2023-11-28", **where}

    told = read_line(line, {"tokyo": "Asia/Tokyo"}.get)

    assert (told["starts_at"], told["ends_at"]) == ("2023-11-29T14:00:00+09:00", None)
    assert (told["rule"], told["clock"]) == (
        "tomorrow+clock",
        {"starts": "14:00", "ends": None, "zone": None, "sharp": True},
    )
    assert told == reading_to_json(read_phrase("tomorrow at 2 p.m.", date(2023, 11, 28)).in_zone("Asia/Tokyo"))


def test_line_with_an_unknown_place_gives_the_reason() -> None:
    told = read_line({"phrase": "today", "dateline": "2023-11-28", "place": "atlantis"}, no_place)

    assert "atlantis" in str(told["unresolved"])
