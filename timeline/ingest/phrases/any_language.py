"""Reads a phrase in the language of its source, or in the one that its words tell (docs/DATES.md rule 12).

phrase, language -> English words (`languages`) -> `reader` -> `PhraseReading` with the language. English comes first
where the language is not given. If several other languages read the words, they must agree on the date.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final, Unpack

from timeline.errors import UnresolvedPhrase
from timeline.ingest.phrases.languages import LANGUAGES, UnknownWords, in_english
from timeline.ingest.phrases.reader import LONGEST_PHRASE, Hints, PhraseReading, is_english_word, read_english
from timeline.ingest.phrases.tokens import canonical_words, plain_text

_ENGLISH: Final = "en"
_READ: Final = (_ENGLISH, *LANGUAGES)


def read_phrase(phrase: str, dateline: date, *, language: str | None = None, **hints: Unpack[Hints]) -> PhraseReading:
    """The date that a source's words mean, read from `dateline` (see `reader.read_english`).

    `language` is that of the words (BCP 47, of which the first part counts); None: their own words tell it. Raises
    UnresolvedPhrase, also for a language that is not read.
    """
    if language is None:
        return _told_by_words(phrase, dateline, hints)
    code = language.split("-")[0].casefold()
    if code == _ENGLISH:
        return read_english(phrase, dateline, **hints)
    if code not in LANGUAGES:
        raise UnresolvedPhrase(phrase, f"the language {language!r} is not read; read are {', '.join(_READ)}")
    try:
        return _in_language(code, phrase, dateline, hints)
    except UnknownWords as error:
        raise UnresolvedPhrase(phrase, f"not understood: {', '.join(map(repr, error.words))}") from None


def read_phrase_of_source(
    phrase: str, dateline: date, source_language: str | None, **hints: Unpack[Hints]
) -> PhraseReading:
    """The date of a phrase in a report: in English if it is, since many are quoted in translation, else as the source.

    Raises UnresolvedPhrase.
    """
    try:
        return read_english(phrase, dateline, **hints)
    except UnresolvedPhrase:
        if source_language is None or _has_english_words(phrase):
            return _told_by_words(phrase, dateline, hints)
    return read_phrase(phrase, dateline, language=source_language, **hints)


def _in_language(code: str, phrase: str, dateline: date, hints: Hints) -> PhraseReading:
    """The reading in this language. Raises UnknownWords and UnresolvedPhrase."""
    text = in_english(plain_text(phrase)[: LONGEST_PHRASE + 1], code)
    return replace(read_english(phrase, dateline, text=text, **hints), language=code)


def _told_by_words(phrase: str, dateline: date, hints: Hints) -> PhraseReading:
    """The reading in the language of the words: English if it has any of them, else the ones that have all of them."""
    try:
        return read_english(phrase, dateline, **hints)
    except UnresolvedPhrase as refusal:
        in_english_refused = refusal
    readings: list[PhraseReading] = []
    refusals: list[UnresolvedPhrase] = []
    known = 0
    for code in LANGUAGES:
        try:
            readings.append(_in_language(code, phrase, dateline, hints))
        except UnknownWords as error:
            known = max(known, error.known)
        except UnresolvedPhrase as refusal:
            refusals.append(refusal)
    if readings:
        return _agreed(readings, phrase)
    if _has_english_words(phrase):
        raise in_english_refused
    if refusals:
        raise refusals[0]
    if known or not in_english_refused.reason.startswith("not understood"):
        raise in_english_refused
    raise UnresolvedPhrase(
        phrase, f"{in_english_refused.reason}; its language is none of those that are read: {', '.join(_READ)}"
    )


def _agreed(readings: list[PhraseReading], phrase: str) -> PhraseReading:
    """The first reading. Raises UnresolvedPhrase if another language gives another date."""
    first = readings[0]
    if all(each.when == first.when and each.clock == first.clock for each in readings):
        return first
    told = dict.fromkeys(each.when.edtf for each in readings if each.when.edtf)
    codes = ", ".join(each.language for each in readings)
    raise UnresolvedPhrase(phrase, f"it has another date in each language ({codes}); name the language", tuple(told))


def _has_english_words(phrase: str) -> bool:
    """True if the grammar has one of the words, other than by chance one of two letters."""
    return any(len(word) > 2 and is_english_word(word) for word in canonical_words(phrase).split(" "))
