"""The tables of fixed words: complete in each language, and each pattern with the places that its English model has."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from string import Formatter
from typing import Any

import pytest

from tests.timeline.render.builders import timed
from timeline.model.dates.event_date import EventDate
from timeline.model.vocabulary import EventKind, Presence, Role, Status, Tier
from timeline.render.words.date_words import date_words, said_words
from timeline.render.words.languages import LANGUAGES, words_of

ENGLISH = LANGUAGES["en"]


def places_of(pattern: str) -> set[str]:
    """The names that stand in braces in a pattern."""
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


def patterns_of(table: Any) -> dict[str, set[str]]:
    """The places of every field that is one text."""
    texts = {field.name: getattr(table, field.name) for field in fields(table)}
    return {name: places_of(text) for name, text in texts.items() if isinstance(text, str)}


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es", "uk", "ar"])
def test_language_has_every_word_and_every_place_of_every_pattern(lang: str) -> None:
    words = LANGUAGES[lang]

    assert [set(words.kinds), set(words.statuses), set(words.tiers)] == [set(EventKind), set(Status), set(Tier)]
    assert [set(words.roles), set(words.presences)] == [set(Role), set(Presence)]
    assert set(words.properties) == set(ENGLISH.properties)
    assert [len(words.dates.months), len(words.dates.seasons)] == [12, 4]
    assert patterns_of(words) == patterns_of(ENGLISH)
    assert patterns_of(words.dates) == patterns_of(ENGLISH.dates)
    assert patterns_of(words.feeds) == patterns_of(ENGLISH.feeds)


def test_region_falls_back_to_its_language_and_an_unknown_language_to_english() -> None:
    assert [words_of("de-AT"), words_of("FR"), words_of("sr-Latn-RS")] == [LANGUAGES["de"], LANGUAGES["fr"], ENGLISH]


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
def test_date_is_told_as_the_language_orders_it(lang: str, vague: str, timed_day: str, month: str) -> None:
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
