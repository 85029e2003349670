"""Full-text search: makes search words from text, reads what was typed into a search box, and defines what matches.

texts of an event -> `searchable` -> one line of search words that the store keeps; typed text -> `read_search` ->
`Search` -> the store's index. `matches` is the definition: both database engines must find exactly what it finds.
Text is normalized here and not by the engines, so ß, É, İ and Cyrillic give the same words on both (RELIABILITY E14).

Scripts that leave no blanks between words (`model.runs`) are kept as *runs*: a run of letters is stored as each pair of
neighbours and its last letter ("東京都" as "東京 京都 都"), so that a search finds a word anywhere inside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from anyascii import anyascii

from timeline.model.runs import NO_LETTERS, RUN

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
    """The words of any text in order: the letters a to z and digits, and the pairs of runs (see above).

    All other characters separate words. Accents and case are removed, other scripts are transliterated letter by
    letter; marks, joiners and lone surrogates are dropped. "O’Hara" gives two words, "Straße" gives "strasse", "Ёлка"
    gives "elka", "G7峰会" gives "g7", "峰会" and "会".
    """
    parts = _parts(_composed(text))
    return tuple(chain.from_iterable(_pairs(part) if is_run else _latin(part) for part, is_run in parts))


def _latin_words(text: str) -> tuple[str, ...]:
    """The words of a text with a run, the run transliterated too, so that "seoul" finds 서울; else nothing."""
    composed = _composed(text)
    return _latin(composed) if RUN.search(composed) else ()


def _composed(text: str) -> str:
    """The text in one normal form, invisible characters dropped and Hangul fillers as blanks: they are no letters."""
    visible_text = visible(unicodedata.normalize("NFKC", text.translate(NO_LETTERS)))
    return unicodedata.normalize("NFKC", visible_text)  # otherwise й as two code points is a different letter


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut into runs (True) and what stands between them (False)."""
    end = 0
    for run in RUN.finditer(text):
        yield text[end : run.start()], False
        yield run[0], True
        end = run.end()
    yield text[end:], False


def _latin(text: str) -> tuple[str, ...]:
    spaced = " ".join(text.split())  # anyascii drops a next-line character, which would join two words
    return tuple(word[:LONGEST_WORD] for word in _WORD.findall(anyascii(spaced).casefold()))


def _pairs(run: str) -> tuple[str, ...]:
    return (*(run[start : start + 2] for start in range(len(run) - 1)), run[-1])


def visible(text: str) -> str:
    """The text without invisible characters: joiners, zero widths, tags, variation selectors, enclosing marks.

    RELIABILITY E7.
    """
    if text.isascii():
        return text
    return "".join(letter for letter in text if not _is_invisible(letter))


def searchable(texts: Iterable[str | None]) -> str:
    """The first MOST_WORDS words of all texts, separated by blanks, with a border between two texts.

    A text that occurs twice counts once. Texts with runs follow once more at the end, transliterated.
    """
    given = [text for text in texts if text]
    folded = (words_of(text) for words_of in (search_words, _latin_words) for text in given)
    unique = dict.fromkeys(words for words in folded if words)
    return " ".join(islice(_with_borders(unique), MOST_WORDS))


def read_search(text: str) -> Search:
    """The search that a typed text means; every text can be read.

    It consists of words (all of them, in any order), "phrases", a minus before a word or phrase, and a star after one
    (prefix). What gives several search words (o'hara, foo-bar, 北京市) is a phrase; a run is found anywhere inside a
    longer one, also if it is a single letter. An unclosed quote ends at the end of the text. Other signs are ignored;
    AND, OR, NOT and NEAR are ordinary words. A blank text matches every event, a text without a word (`?!`) none.
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
    if RUN.fullmatch(words[-1]):
        return _run_term(words)
    has_star = bool(part["stars"]) or stem != typed
    return Term(words, is_prefix=has_star and bool(search_words(stem[-1])))


def _run_term(words: tuple[str, ...]) -> Term:
    """The term of words that end with a run, which may go on in the text: a star after it changes nothing.

    The last letter alone is the beginning of a pair, or of a run that ends with it. After a pair it is left out.
    """
    before = words[-2] if len(words) > 1 else ""
    is_pair = len(before) == 2 and RUN.fullmatch(before) is not None
    return Term(words[:-1]) if is_pair else Term(words, is_prefix=True)


def _holds(line: Sequence[str], term: Term) -> bool:
    length = len(term.words)
    return any(_is_at(line[start : start + length], term) for start in range(len(line) - length + 1))


def _is_at(words: Sequence[str], term: Term) -> bool:
    *firsts, last = term.words
    return list(words[:-1]) == firsts and (words[-1].startswith(last) if term.is_prefix else words[-1] == last)


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Me") or _SELECTOR.fullmatch(letter) is not None
