"""Great-circle distances, against values that can be worked out by hand or looked up."""

from __future__ import annotations

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.model.catalogue.geography import EARTH_RADIUS_KM, great_circle_km

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((50.85, 4.35), (50.85, 4.35), 0.0),
        ((0.0, 0.0), (0.0, 1.0), 111.2),  # a degree of the equator
        ((0.0, 0.0), (0.0, 180.0), 20015.1),  # half the Earth's circumference
        ((90.0, 0.0), (-90.0, 77.0), 20015.1),  # pole to pole, whatever their longitudes are
        ((0.0, 179.5), (0.0, -179.5), 111.2),  # the short way across the antimeridian
        ((36.12, -86.67), (33.94, -118.40), 2886.4),  # Nashville to Los Angeles, the usual worked example
        ((51.5074, -0.1278), (40.7128, -74.0060), 5570.2),  # London to New York
    ],
)
def test_great_circle_is_the_known_distance(one: tuple[float, float], other: tuple[float, float], km: float):
    assert great_circle_km(one, other) == km


@given(POINTS, POINTS)
def test_great_circle_is_the_same_both_ways_and_at_most_half_round_the_earth(
    one: tuple[float, float], other: tuple[float, float]
):
    assert great_circle_km(one, other) == great_circle_km(other, one)
    assert 0 <= great_circle_km(one, other) <= round(pi * EARTH_RADIUS_KM, 1)
