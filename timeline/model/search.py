"""Search: folds text into words, reads what somebody typed into a search box, and says which text matches it.

texts of an event -> `searchable` -> one line of folded words that the store keeps; typed text -> `read_search` ->
`Search` -> the store's index. `matches` is the definition: both engines have to find just what it finds. Folding
happens here alone, so ß, É, İ and Cyrillic are the same on both (RELIABILITY.md, E14).
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
"""Longer words are cut, in texts and in searches alike, so that a long word still finds itself."""

MOST_WORDS: Final = 10_000
"""How many words of one event are kept, borders included."""

BORDER: Final = "|"
"""Stands between two texts in the line of words; no search can hold it, so no phrase reaches over it."""

_WORD: Final = re.compile(r"[a-z0-9]+")
_PART: Final = re.compile(r'(?P<minus>[-\u2212]*)(?:"(?P<phrase>[^"]*)"?(?P<stars>\**)|(?P<word>[^\s"]+))')
_SELECTOR: Final = re.compile(r"[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_DOUBLE_QUOTES: Final = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'))


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that have to follow each other, at least one; of a prefix the last one may go on."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """All `wanted` terms have to be there and no `unwanted` one; a blank search asks for nothing in particular."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    is_blank: bool = False

    @property
    def is_wordless(self) -> bool:
        """True if something was typed that holds no word, as "?!" or a lone minus: nothing can match it."""
        return not (self.wanted or self.unwanted or self.is_blank)


def fold(text: str) -> tuple[str, ...]:
    """The words of a text in the letters a to z and the digits, in order; everything else parts words.

    Any text is taken; accents and case go, other scripts are transliterated letter by letter, marks, joiners and lone
    surrogates vanish. "O’Hara" is two words, "Straße" is "strasse", "Ёлка" is "elka".
    """
    composed = visible(unicodedata.normalize("NFKC", text))  # else й in two code points would be another letter
    spaced = " ".join(composed.split())  # else anyascii would drop a next-line character and join what it parts
    return tuple(word[:LONGEST_WORD] for word in _WORD.findall(anyascii(spaced).casefold()))


def visible(text: str) -> str:
    """The text without what nobody sees: joiners, zero widths, tags, variation selectors, enclosing marks (E7)."""
    if text.isascii():
        return text
    return "".join(letter for letter in text if not _is_invisible(letter))


def searchable(texts: Iterable[str | None]) -> str:
    """The words of all texts, parted by one blank, with a border between two texts; a text that comes twice counts
    once. At most MOST_WORDS, the first ones.
    """
    folded = dict.fromkeys(words for text in texts if text and (words := fold(text)))
    return " ".join(islice(_with_borders(folded), MOST_WORDS))


def read_search(text: str) -> Search:
    """What somebody typed into a search box; any text can be read.

    Words (all of them, in any order), "phrases", -minus before a word or phrase, prefix* after one. What folds into
    several words (o'hara, foo-bar) is a phrase. A quote that is not closed goes to the end. A sign that stands in no
    such place means nothing; AND, OR, NOT and NEAR are words like others. Blank text asks for everything, text without
    a single word (`?!`) for nothing that exists.
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
    """True if a line of `searchable` words fulfils the search."""
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
    """The term of one part of the typed text; None if it has no word. A star counts right behind a word only."""
    typed = (part["word"] or part["phrase"] or "").rstrip()
    stem = typed.rstrip("*")
    words = fold(stem)
    if not words:
        return None
    has_star = bool(part["stars"]) or stem != typed
    return Term(words, is_prefix=has_star and bool(fold(stem[-1])))


def _holds(line: Sequence[str], term: Term) -> bool:
    length = len(term.words)
    return any(_is_at(line[start : start + length], term) for start in range(len(line) - length + 1))


def _is_at(words: Sequence[str], term: Term) -> bool:
    *firsts, last = term.words
    return list(words[:-1]) == firsts and (words[-1].startswith(last) if term.is_prefix else words[-1] == last)


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Me") or _SELECTOR.fullmatch(letter) is not None
