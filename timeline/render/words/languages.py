"""The languages of our fixed words and sentence patterns: each JSON file in this folder is one language.

`words_of("de-AT")` -> `de.json` -> `LanguageWords` -> `render.text` and the calendars. A region falls back to its
language, a language without a file to English. A file is read when its language is first used.

To add a language, add its file. Its words also enter the search words of every event: raise
`render.settings.RENDERER_VERSION`, so that the next start rebuilds the stored rows.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from timeline.model.catalogue import languages
from timeline.render.words.language_file import LanguageWords, read_language_file

DEFAULT_LANGUAGE: Final = languages.DEFAULT_LANGUAGE

_FOLDER: Final = Path(__file__).parent

LANGUAGES: Final = tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))
"""The primary BCP 47 subtags of all languages that have a file, in alphabetical order."""


def language_of(tag: str) -> str:
    """The primary subtag of a BCP 47 tag if that language has a file, else "en"."""
    language = languages.primary_subtag(tag)
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def words_of(lang: str) -> LanguageWords:
    """The words of a BCP 47 language by its primary subtag; English for a language without a file.

    Raises InvalidDocument, naming file and key, if the file is not valid.
    """
    return _read(language_of(lang))


def words_of_all_languages() -> tuple[LanguageWords, ...]:
    """The words of every language, by their `order`."""
    return tuple(sorted(map(words_of, LANGUAGES), key=lambda words: words.order))


@cache
def _read(language: str) -> LanguageWords:
    return read_language_file(_FOLDER / f"{language}.json")
