"""Puts a phrase of another language into the English words of the grammar, by the longest template at each place.

plain text -> letters without accents -> at each word the longest template of the language ("la semana del {n} de {m}")
-> its English ("week of {n} {m}"). A word that no template has is not passed on: it could be an English word by chance.
Templates have the fields {n} number, {y} year, {h} hour, {c} clock time, {m} month
and {w} weekday, and a digit behind tells two apart.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from timeline.ingest.phrases.clock import is_zone_name
from timeline.ingest.phrases.english import MONTHS, WEEKDAYS

LANGUAGES: Final = ("fr", "de", "es", "it", "pt", "ru", "uk", "ar")
"""The languages that are read beside English, by their ISO 639-1 code."""

_FIELD: Final = re.compile(r"\{([nyhcmw])([0-9]?)\}")
_LETTERS: Final = str.maketrans({"ى": "ي", "،": ",", "ـ": None, "ß": "ss", "’": "'"})
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_PASSED_ON: Final = re.compile(r"'[0-9]{2}(?![^\W_])|[0-9]+(?:[.:/-][0-9]+)*(?:h[0-9]{0,2})?(?![^\W_])|[^\w\s]")
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


class UnknownWords(ValueError):
    """A phrase has words that its language does not have here; `words` in their order, `known` how many it has."""

    def __init__(self, words: tuple[str, ...], known: int) -> None:
        """Keep the words and the number of those that were understood."""
        super().__init__(", ".join(words))
        self.words = words
        self.known = known


@dataclass(frozen=True, slots=True)
class _Template:
    pattern: re.Pattern[str]
    english: str


@dataclass(frozen=True, slots=True)
class _Language:
    """The words of a language; the templates by the sign with which they begin, the longest first."""

    numbers: Mapping[str, str]
    months: Mapping[str, str]
    weekdays: Mapping[str, str]
    templates: Mapping[str, Sequence[_Template]]


def in_english(text: str, language: str) -> str:
    """The plain text in English words. Raises UnknownWords; `language` must be one of LANGUAGES."""
    words = _language(language)
    text, position = _with_digits(_folded(text), words.numbers), 0
    told: list[str] = []
    unknown: list[str] = []
    while position < len(text):
        match, english = _next(text, position, words)
        if match is None:
            word = _WORD.match(text, position)
            if word is not None:
                (told if is_zone_name(word[0]) else unknown).append(word[0])
            position = position + 1 if word is None else word.end()
            continue
        told.append(english)
        position = match.end()
    if unknown:
        raise UnknownWords(tuple(dict.fromkeys(unknown)), len([each for each in told if each.isalpha()]))
    return re.sub(
        r"\s+([.:])\s*(?=[0-9])", r"\1", re.sub(r"(?<=[0-9])\s+(?=[.:])", "", " ".join(" ".join(told).split()))
    )


def _with_digits(text: str, numbers: Mapping[str, str]) -> str:
    """The text with its numerals as digits ("trois" is 3)."""
    return _WORD.sub(lambda word: numbers.get(word[0], word[0]), text)


def _next(text: str, position: int, words: _Language) -> tuple[re.Match[str] | None, str]:
    """The longest template that matches here with its English, else a number or sign; None if there is neither."""
    for template in words.templates.get(text[position], ()):
        match = template.pattern.match(text, position)
        if match is not None:
            return match, _filled(template.english, match, words)
    passed = _PASSED_ON.match(text, position)
    return passed, "" if passed is None else passed[0]


def _filled(english: str, match: re.Match[str], words: _Language) -> str:
    """The English of a template with the values of its fields."""

    def value(field: re.Match[str]) -> str:
        found = match[f"{field[1]}{field[2]}"]
        return {"m": words.months, "w": words.weekdays}.get(field[1], {}).get(found, found)

    return _FIELD.sub(value, english)


def _folded(text: str) -> str:
    """The text in small letters without accents and points, its digits as 0 to 9."""
    parts = unicodedata.normalize("NFD", text.casefold().translate(_LETTERS).translate(_DIGITS))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@cache
def _language(code: str) -> _Language:
    """The words of a language, the longest template first."""
    cldr = _read("cldr.json")[code]
    own = _read(f"words/{code}.json")
    months = _by_form(cldr["months"], own.get("months", []), MONTHS)
    weekdays = _by_form([*cldr["weekdays"]], own.get("weekdays", []), WEEKDAYS)
    both = set(months) & set(weekdays)  # "mar." is Tuesday and March: such a form tells nothing
    fields = {
        "n": r"[0-9]{1,4}(?![0-9])",
        "y": r"[12][0-9]{3}(?![0-9])",
        "c": r"(?:[01]?[0-9]|2[0-4])(?:[:.][0-5][0-9]|h(?:[0-5][0-9])?)(?![0-9])",
        "h": r"(?:[01]?[0-9]|2[0-4])(?![0-9]|[.:h][0-9])",
        "m": _one_of(set(months) - both),
        "w": _one_of(set(weekdays) - both),
    }
    told = {"{m}": "{m}", "{w}": "{w}", **cldr["relative"], **own["templates"]}
    ordered = sorted(told.items(), key=lambda pair: (-len(_FIELD.sub("#####", pair[0])), pair[0]))
    numbers = {_folded(word): str(number) for word, number in own.get("numbers", {}).items()}
    numbers = {word: number for word, number in numbers.items() if word not in months}  # "dez" is December too
    by_sign: dict[str, list[_Template]] = {}
    for form, english in ordered:
        folded = _with_digits(_folded(form), numbers)
        template = _Template(_compiled(folded, fields), english)
        names = {"m": months, "w": weekdays}.get(folded[1:2], {}) if folded[0] == "{" else {}
        for sign in {name[0] for name in names} or ("0123456789" if folded[0] == "{" else folded[0]):
            by_sign.setdefault(sign, []).append(template)
    return _Language(numbers, months, weekdays, by_sign)


def _by_form(cldr: list[list[str]], own: list[list[str]], english: tuple[str, ...]) -> dict[str, str]:
    """Every form of every name with the English name."""
    told: dict[str, str] = {}
    for forms in (cldr, own):
        for name, written in zip(english, forms, strict=False):
            told.update({_folded(form): name for form in written})
    return told


def _one_of(forms: set[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def _compiled(form: str, fields: Mapping[str, str]) -> re.Pattern[str]:
    """The pattern of a template; a name of a month or a weekday may be cut with a full stop."""
    pieces: list[str] = []
    position = 0
    for field in _FIELD.finditer(form):
        pieces.append(_literal(form[position : field.start()]))
        stop = r"\.?" if field[1] in "mw" and field.end() == len(form) else ""
        pieces.append(f"(?P<{field[1]}{field[2]}>{fields[field[1]]}){stop}")
        position = field.end()
    pieces.append(_literal(form[position:]))
    start = r"(?<![^\W_])" if form[0] == "{" or form[0].isalnum() else ""
    return re.compile(f"{start}{''.join(pieces)}(?![^\\W_])")


def _literal(text: str) -> str:
    return r"\s+".join(re.escape(word) for word in re.split(r"\s+", text))


@cache
def _read(name: str) -> dict[str, Any]:
    """A data file of this package."""
    loaded: dict[str, Any] = json.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))
    return loaded
