"""The shortest way between two points of the globe, as points in between: `great_circle` for the legs of a map."""

from __future__ import annotations

from math import acos, asin, atan2, ceil, cos, degrees, radians, sin
from typing import Final

from timeline.render.pictures.equal_earth import Point

_STEP: Final = 2.0
"""Degrees between two points of a leg."""

Vector = tuple[float, float, float]


def great_circle(one: Point, other: Point) -> tuple[Point, ...]:
    """Points from one to the other, both included; over the pole if they are opposite each other."""
    start, end = _vector(one), _vector(other)
    angle = acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(start, end, strict=True)))))
    if angle < radians(_STEP):
        return (one, other)
    if sin(angle) < 1e-6:
        pole = (90.0, one[1])
        return (*great_circle(one, pole), *great_circle((90.0, other[1]), other))
    count = ceil(degrees(angle) / _STEP)
    between = (_between(start, end, angle, part / count) for part in range(1, count))
    return (one, *between, other)


def _between(start: Vector, end: Vector, angle: float, share: float) -> Point:
    before, after = sin((1 - share) * angle) / sin(angle), sin(share * angle) / sin(angle)
    x, y, z = (before * a + after * b for a, b in zip(start, end, strict=True))
    return (degrees(asin(max(-1.0, min(1.0, z)))), degrees(atan2(y, x)))


def _vector(point: Point) -> Vector:
    latitude, longitude = radians(point[0]), radians(point[1])
    return (cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude))
