"""The words of each language: complete files, strictly read, and dates written as each language orders them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.timeline.render.builders import timed
from timeline.errors import InvalidDocument, Problem
from timeline.model.dates.event_date import EventDate
from timeline.render.words import language_file
from timeline.render.words.date_words import date_words, said_words
from timeline.render.words.language_file import read_language_file
from timeline.render.words.languages import LANGUAGES, words_of, words_of_all_languages

ENGLISH_FILE = Path(language_file.__file__).with_name("en.json")


def refusal(folder: Path, change: Callable[[dict[str, Any]], object]) -> tuple[Problem, ...]:
    """What is reported of the English file after a change."""
    content = json.loads(ENGLISH_FILE.read_text(encoding="utf-8"))
    change(content)
    return refusal_of_text(folder, json.dumps(content))


def refusal_of_text(folder: Path, text: str) -> tuple[Problem, ...]:
    """What is reported of a file with this text."""
    path = folder / "xx.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidDocument) as refused:
        read_language_file(path)
    return refused.value.problems


def test_every_language_has_a_valid_file_and_a_place_in_the_search_words() -> None:
    assert LANGUAGES == ("ar", "de", "en", "es", "fr", "uk")
    assert [(words.order, words.event) for words in words_of_all_languages()] == [
        (1, "Event"),
        (2, "Ereignis"),
        (3, "Événement"),
        (4, "Acontecimiento"),
        (5, "Подія"),
        (6, "حدث"),
    ]


def test_region_falls_back_to_its_language_and_an_unknown_language_to_english() -> None:
    asked = ("de-AT", "FR", "sr-Latn-RS")

    assert [words_of(lang) for lang in asked] == [words_of("de"), words_of("fr"), words_of("en")]


def test_missing_key_names_file_and_key(tmp_path: Path) -> None:
    assert [
        refusal(tmp_path, lambda words: words.pop("event")),
        refusal(tmp_path, lambda words: words["dates"].pop("span")),
        refusal(tmp_path, lambda words: words["statuses"].pop("postponed")),
        refusal(tmp_path, lambda words: words["properties"].pop("part_of")),
    ] == [
        (Problem("xx.json.event", "is missing"),),
        (Problem("xx.json.dates.span", "is missing"),),
        (Problem("xx.json.statuses.postponed", "is missing"),),
        (Problem("xx.json.properties.part_of", "is missing"),),
    ]


def test_unknown_key_names_file_key_and_the_allowed_ones(tmp_path: Path) -> None:
    allowed = "expected, attended, online, represented, absent, declined"

    assert refusal(tmp_path, lambda words: words["presences"].update(late="late")) == (
        Problem("xx.json.presences.late", f"is not a key of this table; its keys: {allowed}"),
    )


def test_pattern_has_exactly_the_placeholders_it_needs(tmp_path: Path) -> None:
    detail = "has other placeholders than it needs; needed: "

    assert [
        refusal(tmp_path, lambda words: words["dates"].update(day="{month} {year}")),
        refusal(tmp_path, lambda words: words["dates"].update(day="{day} {month} {year} {era}")),
        refusal(tmp_path, lambda words: words["dates"].update(about="about {day!r}")),
        refusal(tmp_path, lambda words: words["dates"].update(unknown="{day}")),
        refusal(tmp_path, lambda words: words["dates"].update(until="by {last")),
    ] == [
        (Problem("xx.json.dates.day", detail + "{day}, {month}, {year}"),),
        (Problem("xx.json.dates.day", detail + "{day}, {month}, {year}"),),
        (Problem("xx.json.dates.about", detail + "{day}"),),
        (Problem("xx.json.dates.unknown", detail + "none"),),
        (Problem("xx.json.dates.until", "is not a pattern: expected '}' before end of string"),),
    ]


def test_value_of_another_shape_is_refused(tmp_path: Path) -> None:
    assert [
        refusal(tmp_path, lambda words: words["dates"]["months"].pop()),
        refusal(tmp_path, lambda words: words.update(order="2")),
        refusal(tmp_path, lambda words: words.update(kinds=["Trip"])),
        refusal(tmp_path, lambda words: words.update(event=" ")),
        refusal_of_text(tmp_path, '{"event": "Event", "event": "Events"}'),
        refusal_of_text(tmp_path, "[1"),
    ] == [
        (Problem("xx.json.dates.months", "is not a list of 12 texts"),),
        (Problem("xx.json.order", "is not a whole number"),),
        (Problem("xx.json.kinds", "is not an object"),),
        (Problem("xx.json.event", "is not a text"),),
        (Problem("xx.json.event", "appears twice"),),
        (Problem("xx.json", "is not JSON in UTF-8: Expecting ',' delimiter: line 1 column 3 (char 2)"),),
    ]


@pytest.mark.parametrize(
    ("lang", "vague", "timed_day", "month"),
    [
        (
            "de",
            "zwischen 27. November und 3. Dezember 2023: „this week“, Stand 27. November 2023",
            "28. November 2023, 10:30 Uhr Ortszeit Brussels (UTC+1)",
            "November 2023, Tag nicht bekannt",
        ),
        (
            "fr",
            "entre le 27 novembre et le 3 décembre 2023 : « this week », au 27 novembre 2023",
            "28 novembre 2023, 10:30, heure de Brussels (UTC+1)",
            "novembre 2023, jour inconnu",
        ),
        (
            "es",
            "entre el 27 de noviembre y el 3 de diciembre de 2023: «this week», a 27 de noviembre de 2023",
            "28 de noviembre de 2023, 10:30, hora de Brussels (UTC+1)",
            "noviembre de 2023, día desconocido",
        ),
        (
            "uk",
            "між 27 листопада та 3 грудня 2023 року: «this week», станом на 27 листопада 2023 року",
            "28 листопада 2023 року, 10:30, за часом Brussels (UTC+1)",
            "протягом листопада 2023 року, день невідомий",
        ),
        (
            "ar",
            "بين 27 نوفمبر و3 ديسمبر 2023: «this week»، حتى 27 نوفمبر 2023",
            "28 نوفمبر 2023، 10:30، بتوقيت Brussels (UTC+1)",
            "نوفمبر 2023، اليوم غير معروف",
        ),
    ],
)
def test_date_is_written_as_the_language_orders_it(lang: str, vague: str, timed_day: str, month: str) -> None:
    this_week = EventDate.from_days(
        date(2023, 11, 27), date(2023, 12, 3), exact=False, phrase="this week", dateline=date(2023, 11, 27)
    )

    assert [
        said_words(this_week, lang),
        date_words(timed("2023-11-28T10:30", None, "Europe/Brussels"), lang),
        date_words(EventDate.from_edtf("2023-11"), lang),
    ] == [vague, timed_day, month]


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "28 to 29 November 2023"), ("de", "28. bis 29. November 2023"), ("fr", "28")]
)
def test_days_of_one_month_name_it_once(lang: str, words: str) -> None:
    assert date_words(EventDate.from_edtf("2023-11-28/2023-11-29"), lang).removeprefix("du ").startswith(words)
