"""How wide a text is about, and how it is cut into lines: the same on every machine, without a font.

Text + size -> `width_of` (an estimate on the wide side) -> `wrapped`: lines that fit, the last one with an ellipsis if
something is left out. For pictures, whose texts nobody breaks when they are shown.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_NARROW: Final = frozenset("iljtfrI.,:;'’‘!|()[] -")
_BROAD: Final = frozenset("mwMWÆŒ@%—…")
_ELLIPSIS: Final = "…"
_BOLD: Final = 1.08


def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    """The width of one line in the unit of the font size, for a sans-serif font."""
    return sum(map(_em, text)) * size * (_BOLD if is_bold else 1)


def wrapped(text: str, width: float, size: float, *, most: int = 1, is_bold: bool = False) -> tuple[str, ...]:
    """The text in at most `most` lines no wider than `width`, broken at blanks and, where there is none, anywhere.

    An empty text has no lines.
    """
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most:
        line, rest = _first_line(rest, width, size, is_bold=is_bold)
        lines.append(line)
    if rest:
        lines[-1] = _with_ellipsis(lines[-1], width, size, is_bold=is_bold)
    return tuple(lines)


def is_right_to_left(text: str) -> bool:
    """True if the first letter with a direction is written from right to left (Unicode Bidi Algorithm, P2 and P3)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _first_line(text: str, width: float, size: float, *, is_bold: bool) -> tuple[str, str]:
    """As much of the text as fits, at least one character, and the rest."""
    count = _fitting(text, width, size, is_bold=is_bold)
    if count == len(text):
        return text, ""
    blank = text.rfind(" ", 1, count + 1)
    if blank > 0:
        return text[:blank], text[blank + 1 :]
    return text[:count], text[count:]


def _fitting(text: str, width: float, size: float, *, is_bold: bool) -> int:
    """How many characters fit, at least 1; marks stay with the letter before them."""
    used = 0.0
    for position, character in enumerate(text):
        used += width_of(character, size, is_bold=is_bold)
        if used > width and position > 0:
            return _before_marks(text, position)
    return len(text)


def _before_marks(text: str, position: int) -> int:
    while position > 1 and unicodedata.combining(text[position]):
        position -= 1
    return position


def _with_ellipsis(line: str, width: float, size: float, *, is_bold: bool) -> str:
    room = width - width_of(_ELLIPSIS, size, is_bold=is_bold)
    return line[: _fitting(line, room, size, is_bold=is_bold)].rstrip() + _ELLIPSIS


def _em(character: str) -> float:
    """The width of one character in em."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.0
    if character in _NARROW:
        return 0.36
    if character in _BROAD:
        return 0.98
    return 0.72 if character.isupper() else 0.61
