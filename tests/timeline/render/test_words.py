"""The tables of fixed words: complete in each language, and each pattern with the places that its English model has."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter
from typing import Any

import pytest

from timeline.model.vocabulary import EventKind, Presence, Role, Status, Tier
from timeline.render.words import LANGUAGES, words_of

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
