"""A world map with a dot for each place, whose area tells its number of stays.

`PlaceDot` values -> the whole world -> dots, largest first, and the labels that fit -> `Picture`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from timeline.render.pictures.equal_earth import Frame, Point, whole_world
from timeline.render.pictures.labels import Box, Mark, placed_labels
from timeline.render.pictures.land import land_path
from timeline.render.pictures.svg import Picture, element, isolated, shortened, words

_LEGEND: Final = 26.0
_LARGEST: Final = 0.022
"""Radius of the largest dot as a share of the width."""
_SMALLEST: Final = 2.5
_FEW: Final = 9
"""Stays below which no dot has the largest size: a single stay is nothing big, even where no place has more."""
_MOST_LABELS: Final = 40
_LONGEST_LABEL: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDot:
    """A place with its number of stays."""

    name: str
    point: Point
    value: int


def world_map(title: str, dots: Iterable[PlaceDot], *, width: float) -> Picture:
    """The map of the whole world; a dot's area grows with its value, down to a least size that can be seen."""
    frame = whole_world(width)
    ordered = sorted(dots, key=lambda dot: (-dot.value, dot.name, dot.point))
    most = max((dot.value for dot in ordered), default=1)
    marks = [_mark(dot, frame, most) for dot in ordered]
    labels = placed_labels(marks[:_MOST_LABELS], Box(2, 2, width - 2, frame.height - 2), _boxes(marks[_MOST_LABELS:]))
    body = [
        element("path", class_="land", d=land_path(frame)),
        *(element("circle", class_="dot", cx=mark.x, cy=mark.y, r=mark.half_width) for mark in marks),
        *(words(label.text, label.x, label.y, class_="halo", anchor=label.anchor) for label in labels),
        *_legend(most, frame, is_empty=not ordered),
    ]
    return Picture(
        title=title,
        description=_description(ordered),
        width=width,
        height=frame.height + _LEGEND,
        body="".join(body),
    )


def _mark(dot: PlaceDot, frame: Frame, most: int) -> Mark:
    x, y = frame.at(dot.point)
    radius = _radius(dot.value, most, frame)
    text = isolated(shortened(dot.name, _LONGEST_LABEL))
    return Mark(x=x, y=y, half_width=radius, half_height=radius, text=text)


def _radius(value: int, most: int, frame: Frame) -> float:
    return max(_SMALLEST, max(8.0, frame.width * _LARGEST) * sqrt(value / max(most, _FEW)))


def _boxes(marks: Iterable[Mark]) -> list[Box]:
    return [mark.box for mark in marks]


def _legend(most: int, frame: Frame, *, is_empty: bool) -> list[str]:
    """What a small and the largest dot stand for."""
    y = frame.height + 14
    if is_empty:
        return [words("No stay is counted.", 4, y + 4, class_="muted")]
    drawn, x = [], 14.0
    for value in sorted({1, most}):
        radius = _radius(value, most, frame)
        drawn.append(element("circle", class_="dot", cx=x, cy=y, r=min(radius, 12)))
        text = f"{value} stay{'' if value == 1 else 's'}"
        drawn.append(words(text, x + min(radius, 12) + 6, y + 4, class_="muted"))
        x += 40 + 8 * len(text)
    return drawn


def _description(dots: Sequence[PlaceDot]) -> str:
    if not dots:
        return "No stay is counted."
    most = ", ".join(f"{isolated(dot.name)} {dot.value}" for dot in dots[:10])
    return f"{len(dots)} place{'' if len(dots) == 1 else 's'}. Most stays: {most}."
