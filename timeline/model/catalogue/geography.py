"""Distances on the globe."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius of the Earth (IUGG)."""


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance between two points (latitude and longitude in degrees), rounded to 0.1 km.

    Haversine formula; the flattening of the Earth causes an error of up to 0.5 per cent.
    """
    latitude, longitude = map(radians, one)
    other_latitude, other_longitude = map(radians, other)
    half_chord = (
        sin((other_latitude - latitude) / 2) ** 2
        + cos(latitude) * cos(other_latitude) * sin((other_longitude - longitude) / 2) ** 2
    )
    # Rounding can lift the value for antipodes above 1, where asin is not defined.
    return round(2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half_chord))), 1)
