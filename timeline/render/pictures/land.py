"""The outline of the land in a frame, as the path of an SVG: no borders, no tiles.

land.json (Natural Earth, made by `devtools/land_outline.py`) -> rings in degrees -> cut to the window of the frame ->
projected -> path data.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from timeline.render.pictures.equal_earth import Frame
from timeline.render.pictures.svg import number

_FILE: Final = Path(__file__).with_name("land.json")
_LONGEST: Final = 4.0
"""Degrees of a straight stretch: a longer one would not follow the curves of the projection."""
_FINEST: Final = 1.1
"""Pixels between two points of a coast."""

Degrees = tuple[float, float]
"""Latitude, and degrees east of Greenwich or of a central meridian."""


@lru_cache(maxsize=1)
def land_rings() -> tuple[tuple[Degrees, ...], ...]:
    """Every ring of the land in degrees, its end not joined; over the antimeridian it goes on beyond 180."""
    outline = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(tuple(decoded(text, outline["quantum"])) for text in outline["rings"])


def decoded(text: str, quantum: float) -> Iterator[Degrees]:
    """The points of one ring: the inverse of `devtools.land_outline.encoded`."""
    steps: list[int] = []
    value = shift = 0
    for character in text:
        bits = ord(character) - 63
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            steps.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    x = y = 0
    for step_x, step_y in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + step_x, y + step_y
        yield (y * quantum, x * quantum)


@lru_cache(maxsize=32)
def land_path(frame: Frame) -> str:
    """The path data of all land in the frame; empty if there is none."""
    south, north, west, east = frame.window
    edges = ((0, south, 1), (0, north, -1), (1, west, 1), (1, east, -1))
    drawn = []
    for ring in land_rings():
        for turn in (-360.0, 0.0, 360.0):
            moved = [(latitude, longitude - frame.centre + turn) for latitude, longitude in ring]
            for axis, bound, side in edges:
                moved = _cut(moved, axis, bound, side)
            drawn.append(_path([frame.of_offset(*point) for point in _dense(moved)]))
    return "".join(drawn)


def _cut(ring: Sequence[Degrees], axis: int, bound: float, side: int) -> list[Degrees]:
    """The part of the ring on one side of a line (Sutherland and Hodgman): above the bound if `side` is 1."""
    is_inside: Callable[[Degrees], bool] = lambda point: (point[axis] - bound) * side >= 0  # noqa: E731
    kept: list[Degrees] = []
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        if is_inside(before) != is_inside(point):
            share = (bound - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if is_inside(point):
            kept.append(point)
    return kept


def _dense(ring: Sequence[Degrees]) -> Iterator[Degrees]:
    """The ring with points between those that are far apart."""
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        parts = int(max(abs(point[0] - before[0]), abs(point[1] - before[1])) // _LONGEST) + 1
        for part in range(1, parts):
            share = part / parts
            yield (before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1]))
        yield point


def _path(pixels: Sequence[tuple[float, float]]) -> str:
    """A closed path without points that nobody could tell apart; empty for less than a triangle."""
    kept: list[tuple[float, float]] = []
    for x, y in pixels:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _FINEST:
            kept.append((round(x, 1), round(y, 1)))
    if len(kept) < 3:
        return ""
    steps = (f"{number(x - before_x)} {number(y - before_y)}" for (before_x, before_y), (x, y) in pairwise(kept))
    return f"M{number(kept[0][0])} {number(kept[0][1])}l{' '.join(steps)}z".replace(" -", "-")
