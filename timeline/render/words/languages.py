"""Every fixed word and sentence pattern that we put around a source's facts, one table for each language.

`words_of("de-AT")` -> `Words` -> used by `render.text` and the calendars. A translation is one more module `words_…`
and one more line in `LANGUAGES`. A region falls back to its language; a language without a table is answered in
English.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from timeline.render.words.ar import ARABIC
from timeline.render.words.de import GERMAN
from timeline.render.words.en import ENGLISH
from timeline.render.words.es import SPANISH
from timeline.render.words.fr import FRENCH
from timeline.render.words.table import DateWords, FeedWords, Words
from timeline.render.words.uk import UKRAINIAN

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "DateWords", "FeedWords", "Words", "language_of", "words_of"]

DEFAULT_LANGUAGE: Final = "en"

LANGUAGES: Final[Mapping[str, Words]] = {
    "en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "uk": UKRAINIAN, "ar": ARABIC,
}  # fmt: skip
"""By primary BCP 47 subtag."""


def language_of(tag: str) -> str:
    """The primary subtag of a BCP 47 tag if it has a table, else that of English."""
    language = tag.partition("-")[0].lower()
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def words_of(lang: str) -> Words:
    """The words of a BCP 47 language by its primary subtag; English for a language without a table."""
    return LANGUAGES[language_of(lang)]
