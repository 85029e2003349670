"""Full-text search: makes search words from text, reads what was typed into a search box, and defines what matches.

texts of an event -> `searchable` -> one line of search words that the store keeps; typed text -> `read_search` ->
`Search` -> the store's index. `matches` is the definition: both database engines must find exactly what it finds.
Text is normalized here and not by the engines, so ß, É, İ and Cyrillic give the same words on both (RELIABILITY E14).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from anyascii import anyascii

LONGEST_WORD: Final = 64
"""Longer words are cut, in texts and in searches alike, so that a long word still matches itself."""

MOST_WORDS: Final = 10_000
"""The largest number of words that are kept of one event, including borders."""

BORDER: Final = "|"
"""Separates two texts in the line of words. No search word can equal it, so no phrase matches across two texts."""

_WORD: Final = re.compile(r"[a-z0-9]+")
_PART: Final = re.compile(r'(?P<minus>[-\u2212]*)(?:"(?P<phrase>[^"]*)"?(?P<stars>\**)|(?P<word>[^\s"]+))')
_SELECTOR: Final = re.compile(r"[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_DOUBLE_QUOTES: Final = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'))


@dataclass(frozen=True, slots=True)
class Term:
    """One or more consecutive search words; in a prefix term, the last one may continue with other letters."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """An event matches if it has all `wanted` terms and no `unwanted` one. A blank search matches every event."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    is_blank: bool = False

    @property
    def is_wordless(self) -> bool:
        """True if the typed text is not blank but has no word, such as "?!" or a single minus: it matches no event."""
        return not (self.wanted or self.unwanted or self.is_blank)


def search_words(text: str) -> tuple[str, ...]:
    """The words of any text in order, in the letters a to z and the digits; all other characters separate words.

    Accents and case are removed, other scripts are transliterated letter by letter; marks, joiners and lone surrogates
    are dropped. "O’Hara" gives two words, "Straße" gives "strasse", "Ёлка" gives "elka".
    """
    composed = visible(unicodedata.normalize("NFKC", text))  # otherwise й as two code points is a different letter
    spaced = " ".join(composed.split())  # anyascii drops a next-line character, which would join two words
    return tuple(word[:LONGEST_WORD] for word in _WORD.findall(anyascii(spaced).casefold()))


def visible(text: str) -> str:
    """The text without invisible characters: joiners, zero widths, tags, variation selectors, enclosing marks.

    RELIABILITY E7.
    """
    if text.isascii():
        return text
    return "".join(letter for letter in text if not _is_invisible(letter))


def searchable(texts: Iterable[str | None]) -> str:
    """The first MOST_WORDS words of all texts, separated by blanks, with a border between two texts.

    A text that occurs twice counts once.
    """
    unique = dict.fromkeys(words for text in texts if text and (words := search_words(text)))
    return " ".join(islice(_with_borders(unique), MOST_WORDS))


def read_search(text: str) -> Search:
    """The search that a typed text means; every text can be read.

    It consists of words (all of them, in any order), "phrases", a minus before a word or phrase, and a star after one
    (prefix). What gives several search words (o'hara, foo-bar) is a phrase. An unclosed quote ends at the end of the
    text. Other signs are ignored; AND, OR, NOT and NEAR are ordinary words. A blank text matches every event, a text
    without a word (`?!`) none.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DOUBLE_QUOTES)
    wanted: dict[Term, None] = {}
    unwanted: dict[Term, None] = {}
    for part in _PART.finditer(plain):
        term = _term(part)
        if term is not None:
            (unwanted if part["minus"] else wanted)[term] = None
    return Search(wanted=tuple(wanted), unwanted=tuple(unwanted), is_blank=not plain.strip())


def matches(search: Search, words: str) -> bool:
    """True if a line of words from `searchable` matches the search."""
    line = words.split(" ")
    if search.is_wordless:
        return False
    return all(_holds(line, term) for term in search.wanted) and not any(_holds(line, term) for term in search.unwanted)


def _with_borders(texts: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for position, words in enumerate(texts):
        if position:
            yield BORDER
        yield from words


def _term(part: re.Match[str]) -> Term | None:
    """The term of one part of the typed text; None if it has no word. A star only counts directly after a word."""
    typed = (part["word"] or part["phrase"] or "").rstrip()
    stem = typed.rstrip("*")
    words = search_words(stem)
    if not words:
        return None
    has_star = bool(part["stars"]) or stem != typed
    return Term(words, is_prefix=has_star and bool(search_words(stem[-1])))


def _holds(line: Sequence[str], term: Term) -> bool:
    length = len(term.words)
    return any(_is_at(line[start : start + length], term) for start in range(len(line) - length + 1))


def _is_at(words: Sequence[str], term: Term) -> bool:
    *firsts, last = term.words
    return list(words[:-1]) == firsts and (words[-1].startswith(last) if term.is_prefix else words[-1] == last)


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Me") or _SELECTOR.fullmatch(letter) is not None
