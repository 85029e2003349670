"""The land outline: the file in the package, the way it is made, the projection and the frames."""

from __future__ import annotations

from itertools import pairwise
from math import pi, radians, sin

import pytest

from devtools.land_outline import encoded, land, simplified, unrolled
from timeline.render.pictures.equal_earth import around, latitude_of, offset, project, whole_world
from timeline.render.pictures.great_circle import great_circle
from timeline.render.pictures.land import _FILE, decoded, land_path, land_rings

TOKYO, HONOLULU = (35.7, 139.7), (21.3, -157.9)


def test_land_file_is_small():
    assert _FILE.stat().st_size <= 20_000


def test_land_covers_what_is_known_to_be_land():
    """Even-odd rule over all rings, by a ray to the south from each point."""
    known = {(48.9, 2.3): True, (-25.0, 134.0): True, (66.5, -175.0): True, (0.0, -30.0): False, (20.0, -150.0): False}

    assert {point: _is_land(*point) for point in known} == known


def _is_land(latitude: float, longitude: float) -> bool:
    crossings = 0
    for ring in land_rings():
        for turn in (-360.0, 0.0, 360.0):
            for (south, west), (north, east) in zip(ring, [*ring[1:], ring[0]], strict=True):
                one, other = west + turn - longitude, east + turn - longitude
                if (one > 0) != (other > 0) and south + (north - south) * one / (one - other) < latitude:
                    crossings += 1
    return crossings % 2 == 1


def test_ring_survives_being_encoded():
    points = [(0, 0), (15, -16), (-3600, 1799), (5, 5)]

    assert list(decoded(encoded(points), 0.5)) == [(y * 0.5, x * 0.5) for x, y in points]


def test_ring_over_the_antimeridian_goes_on_without_a_jump():
    assert unrolled([(179.0, 60.0), (-179.0, 60.0), (179.0, 61.0), (179.0, 60.0)])[1] == (181.0, 60.0)


def test_ring_around_the_south_pole_is_closed_there():
    ring = unrolled([(-180.0, -70.0), (-60.0, -75.0), (60.0, -75.0), (180.0, -70.0)])

    assert ring[-3:] == [(180.0, -90.0), (-180.0, -90.0), (-180.0, -70.0)]


def test_simplified_ring_keeps_what_is_out_of_tolerance_only():
    ring = [(0.0, 0.0), (5.0, 0.05), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]

    assert simplified(ring, 0.1) == [point for point in ring if point != (5.0, 0.05)]


def test_land_is_read_from_topojson_steps_and_backward_arcs():
    topology = {
        "transform": {"scale": (1.0, 1.0), "translate": (0.0, 0.0)},
        "arcs": [[[0, 0], [10, 0], [0, 10]], [[0, 0], [0, 10], [10, 0]]],
        "objects": {"land": {"geometries": [{"type": "Polygon", "arcs": [[0, -2]]}]}},
    }

    assert land(topology, tolerance=0.1, smallest=1) == [[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]]
    assert land(topology, tolerance=0.1, smallest=101) == []


def test_projection_keeps_areas():
    """A band between two parallels has the area of the sphere: 2π (sin north - sin south) of the Earth's radius."""
    steps = [project(south / 10, 180.0) for south in range(300, 601)]

    area = sum((one[0] + other[0]) * (other[1] - one[1]) for one, other in pairwise(steps))

    assert area == pytest.approx(2 * pi * (sin(radians(60)) - sin(radians(30))), rel=1e-4)


@pytest.mark.parametrize("latitude", [-60.0, 0.0, 33.3, 80.0])
def test_latitude_of_is_the_way_back(latitude: float):
    assert latitude_of(project(latitude, 0.0)[1]) == pytest.approx(latitude, abs=1e-5)


def test_frame_over_the_pacific_is_not_torn_apart():
    frame = around([TOKYO, HONOLULU], width=700, height=400, margin=40)

    assert offset(frame.centre, 170.0) == pytest.approx(0.9, abs=0.2)
    assert frame.at(TOKYO)[0] == pytest.approx(40, abs=0.1)
    assert frame.at(HONOLULU)[0] == pytest.approx(660, abs=0.1)


def test_land_of_a_frame_is_only_what_lies_in_it():
    europe = around([(50.0, 4.0), (42.0, 21.0)], width=700, height=400, margin=40)

    assert 100 < len(land_path(europe)) < len(land_path(whole_world(700))) < 40_000
    assert land_path(around([(0.0, -150.0)], width=100, height=100, margin=10)) == ""


def test_great_circle_over_the_north_is_the_short_way():
    way = great_circle((35.7, 139.7), (38.9, -77.0))

    assert max(latitude for latitude, _ in way) > 65
    assert (way[0], way[-1]) == ((35.7, 139.7), (38.9, -77.0))


def test_great_circle_between_opposite_points_goes_over_the_pole():
    assert (90.0, 10.0) in great_circle((0.0, 10.0), (0.0, -170.0))
