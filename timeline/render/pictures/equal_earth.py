"""The Equal Earth projection (Šavrič, Patterson and Jenny 2018), and the part of it that a picture shows.

(latitude, longitude) in degrees -> `project` -> radii of the Earth -> `Frame.at` -> pixels. A frame has a central
meridian of its own, so that a journey over the Pacific is not torn apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M: Final = sqrt(3) / 2
_SMALLEST: Final = 0.4
"""The least width of a frame in radii of the Earth, about 2,500 km: the outline of the land is no finer than that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A part of the map, `scale` pixels for one radius; `left` and `top` are projected, `centre` is a longitude."""

    centre: float
    left: float
    top: float
    scale: float
    width: float
    height: float

    def at(self, point: Point) -> tuple[float, float]:
        """Where the point is in pixels, by the shortest way from the central meridian."""
        return self.of_offset(point[0], offset(point[1], self.centre))

    def of_offset(self, latitude: float, east_of_centre: float) -> tuple[float, float]:
        """The same for degrees east of the central meridian, which may be more than 180."""
        x, y = project(latitude, east_of_centre)
        return ((x - self.left) * self.scale, (self.top - y) * self.scale)

    @property
    def window(self) -> tuple[float, float, float, float]:
        """South, north, west and east of everything shown; the last two in degrees east of the central meridian."""
        bottom, right = self.top - self.height / self.scale, self.left + self.width / self.scale
        south, north = latitude_of(bottom), latitude_of(self.top)
        # A parallel is the shorter, the further it is from the equator, so the widest view in degrees is there.
        shortest = min(project(south, 1.0)[0], project(north, 1.0)[0])
        return (south, north, max(-180.0, self.left / shortest), min(180.0, right / shortest))


def project(latitude: float, east_of_centre: float) -> tuple[float, float]:
    """x to the east and y to the north in radii of the Earth; x is proportional to the longitude."""
    theta = asin(_M * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    x = radians(east_of_centre) * cos(theta) / (_M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)))
    return (x, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square)))


def latitude_of(y: float) -> float:
    """The latitude that is projected to y; a pole for everything beyond it."""
    south, north = -90.0, 90.0
    for _ in range(50):
        middle = (south + north) / 2
        south, north = (middle, north) if project(middle, 0.0)[1] < y else (south, middle)
    return round((south + north) / 2, 6)


def offset(longitude: float, centre: float) -> float:
    """Degrees east of the centre, from -180 up to 180."""
    return (longitude - centre + 180.0) % 360.0 - 180.0


def whole_world(width: float) -> Frame:
    """All of the Earth around the meridian of Greenwich, without the Antarctic ice, where nobody travels."""
    half = project(0.0, 180.0)[0]
    top, bottom = project(84.0, 0.0)[1], project(-58.0, 0.0)[1]
    scale = width / (2 * half)
    return Frame(centre=0.0, left=-half, top=top, scale=scale, width=width, height=round((top - bottom) * scale))


def around(points: Sequence[Point], *, width: float, height: float, margin: float) -> Frame:
    """The smallest frame of this size that has all points at least `margin` pixels inside. Needs one point at least."""
    centre = _middle_meridian(longitude for _, longitude in points)
    projected = [project(latitude, offset(longitude, centre)) for latitude, longitude in points]
    left, right = min(x for x, _ in projected), max(x for x, _ in projected)
    bottom, top = min(y for _, y in projected), max(y for _, y in projected)
    needed = max((right - left) / (width - 2 * margin), (top - bottom) / (height - 2 * margin), _SMALLEST / width)
    scale = 1 / needed
    return Frame(
        centre=centre,
        left=(left + right - width / scale) / 2,
        top=(top + bottom + height / scale) / 2,
        scale=scale,
        width=width,
        height=height,
    )


def _middle_meridian(longitudes: Iterable[float]) -> float:
    """The middle of the shortest stretch of longitudes that holds them all."""
    ordered = sorted({longitude % 360.0 for longitude in longitudes})
    following = [*ordered[1:], ordered[0] + 360.0]
    gap, start = max((after - one, after) for one, after in zip(ordered, following, strict=True))
    return offset(start + (360.0 - gap) / 2, 0.0)
