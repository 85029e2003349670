"""Labels that do not clash: each beside its mark where there is room, and none where there is not.

marks with texts, most important first -> `placed_labels` -> the labels that fit, with their positions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width

_LINE: Final = 15.0
"""Pixels from one line of text to the next at 13 pixels."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """True if the two share an area."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def is_within(self, other: Box) -> bool:
        """True if no part of this one is outside of the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something on the map that takes up `half_width` and `half_height` pixels around x and y, and its text."""

    x: float
    y: float
    half_width: float
    half_height: float
    text: str

    @property
    def box(self) -> Box:
        """What it takes up."""
        return Box(
            self.x - self.half_width, self.y - self.half_height, self.x + self.half_width, self.y + self.half_height
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text at x on the base line y; `anchor` is `middle` or `end` where x is not its beginning."""

    text: str
    x: float
    y: float
    anchor: str | None
    box: Box


def placed_labels(marks: Sequence[Mark], area: Box, taken: Iterable[Box] = ()) -> tuple[Label, ...]:
    """A label for each mark that has room inside the area, away from every mark, earlier label and taken box."""
    occupied = [*(mark.box for mark in marks), *taken]
    placed: list[Label] = []
    for mark in marks:
        free = (label for label in _choices(mark) if _is_free(label.box, area, occupied))
        label = next(free, None)
        if label is not None and mark.text:
            placed.append(label)
            occupied.append(label.box)
    return tuple(placed)


def text_width(text: str) -> float:
    """About the width of the text in pixels at 13 pixels, rather too wide than too narrow."""
    return sum(
        0 if character in "\u2068\u2069" else 13.5 if east_asian_width(character) in "FW" else 7.4 for character in text
    )


def _is_free(box: Box, area: Box, occupied: Iterable[Box]) -> bool:
    return box.is_within(area) and not any(box.overlaps(other) for other in occupied)


def _choices(mark: Mark) -> Iterator[Label]:
    """The positions around the mark, the best one first: right, left, above, below, then the corners."""
    width, beside, over = text_width(mark.text), mark.half_width + 4, mark.half_height + 2
    middle, above, below = mark.y + 4.5, mark.y - over - 3.5, mark.y + over + 11.5
    for anchor, x, y in (
        (None, mark.x + beside, middle),
        ("end", mark.x - beside, middle),
        ("middle", mark.x, above),
        ("middle", mark.x, below),
        (None, mark.x + 2, above),
        (None, mark.x + 2, below),
        ("end", mark.x - 2, above),
        ("end", mark.x - 2, below),
    ):
        left = {None: x, "end": x - width, "middle": x - width / 2}[anchor]
        yield Label(text=mark.text, x=x, y=y, anchor=anchor, box=Box(left, y - 11.5, left + width, y - 11.5 + _LINE))
