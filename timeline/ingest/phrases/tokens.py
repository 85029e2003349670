"""Replaces a source's words by canonical words, separated by one blank: the text that the rules are matched against.

NFKC and case folding -> tokens -> numerals as digits (`three` is `3`, `first` is `1th`) -> full names of months and
weekdays -> a dash between two days, months, years or weekdays becomes `to`; other dashes, brackets and articles are
removed. An unknown sign stays in the text, so that no rule matches it: nothing is skipped silently.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from timeline.ingest.phrases.english import ABBREVIATIONS, MONTHS, NUMBERS, ORDINALS, SYNONYMS, WEEKDAYS

_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_QUOTES: Final = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc`\u00b4"), "'") | dict.fromkeys(
    map(ord, "\u201c\u201d\u201e\u00ab\u00bb"), '"'
)
_TOKEN: Final = re.compile(
    r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])"
    r"|(?<![0-9])[0-9]{1,2}([./])[0-9]{1,2}\1[0-9]{4}(?![0-9])"
    r"|[0-9]+(?:st|nd|rd|th)(?![^\W\d_])"
    r"|(?<!\S)'[0-9]{2}(?![0-9])"
    r"|[0-9]+"
    r"|[^\W\d_]+(?:'[^\W\d_]+)?"
    r"|\S"
)
_OUTER_SIGNS: Final = " \t\r\n'\""
"""Blanks and quotation marks around the whole phrase. Inside the phrase an apostrophe may belong to a year ('24)."""

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}")
_DAY: Final = re.compile(r"[0-9]{1,2}(?:th)?")
_RANGE_ENDS: Final = frozenset(("day", "year", "month", "weekday", "date"))
_LIST_MEMBERS: Final = frozenset(("day", "month", "weekday"))


def plain_text(phrase: str) -> str:
    """The phrase in folded letters, with one kind of dash and of quotation mark and single blanks."""
    text = unicodedata.normalize("NFKC", phrase).casefold().translate(_DASHES | _QUOTES)
    return " ".join(text.split()).strip(_OUTER_SIGNS)


def canonical_words(phrase: str) -> str:
    """The phrase in canonical words, separated by one blank; empty if it has no words. Takes linear time."""
    tokens = [match.group() for match in _TOKEN.finditer(plain_text(phrase))]
    tokens = _with_joined_numbers([_canonical(token) for token in tokens])
    return " ".join(_without_punctuation([token for token in tokens if token not in ("the", '"', "'")]))


def _canonical(token: str) -> str:
    token = token.removesuffix("'s")
    token = ABBREVIATIONS.get(token, token)
    if token[0].isascii() and token[0].isdigit() and token[-2:] in ("st", "nd", "rd", "th"):
        return f"{int(token[:-2][:4])}th"
    return SYNONYMS.get(token, token)


def _with_joined_numbers(tokens: list[str]) -> list[str]:
    """Numerals as digits: `twenty-eight` and `twenty eight` are `28`, `twenty-first` is `21th`."""
    joined: list[str] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        following = [word for word in tokens[position + 1 : position + 3] if word != "-"][:1]
        tens = NUMBERS.get(token, 0)
        unit = following[0] if following else ""
        if tens >= 20 and (0 < NUMBERS.get(unit, 0) < 10 or 0 < ORDINALS.get(unit, 0) < 10):
            joined.append(str(tens + NUMBERS[unit]) if unit in NUMBERS else f"{tens + ORDINALS[unit]}th")
            position += 3 if tokens[position + 1] == "-" else 2
            continue
        joined.append(_as_digits(token))
        position += 1
    return joined


def _as_digits(token: str) -> str:
    if token in NUMBERS:
        return str(NUMBERS[token])
    return f"{ORDINALS[token]}th" if token in ORDINALS else token


def _without_punctuation(tokens: list[str]) -> list[str]:
    """The tokens without punctuation; a dash, comma or full stop stays or becomes a word if its neighbours say so."""
    kept: list[str] = []
    for position, token in enumerate(tokens):
        before = _kind(tokens[position - 1]) if position else "none"
        after = _kind(tokens[position + 1]) if position + 1 < len(tokens) else "none"
        if token == "-":
            if before in _RANGE_ENDS and after in _RANGE_ENDS:
                kept.append("to")
            elif "none" in (before, after):
                kept.append(token)
        elif token == ",":
            if before == after and before in _LIST_MEMBERS:
                kept.append(token)
        elif token == ".":
            is_ordinal_mark = before == "day" and after == "month"
            if before not in ("word", "month", "weekday") and after != "none" and not is_ordinal_mark:
                kept.append(token)
        elif token not in (";", "(", ")"):
            kept.append(token)
    return kept


def _kind(token: str) -> str:
    """The kind of a token: month, weekday, date, day, year, number, word or sign."""
    if token in MONTHS:
        return "month"
    if token in WEEKDAYS:
        return "weekday"
    if _DATE.fullmatch(token):
        return "date"
    if _DAY.fullmatch(token):
        return "day"
    if token.isascii() and token.isdigit():
        return "year" if len(token) == 4 else "number"
    return "word" if token[0].isalpha() else "sign"
