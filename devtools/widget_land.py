"""The land of the route map: Natural Earth (public domain) -> few points -> `api/static/widget/land.json`.

`npm install world-atlas` anywhere, then `python -m devtools.widget_land node_modules/world-atlas/land-50m.json`.
TopoJSON arcs -> rings of degrees -> points whose triangle is large enough (Visvalingam) -> steps from point to point.
Run it by hand when the outline should change; the running service only reads the file.
"""

from __future__ import annotations

import heapq
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import Any, Final

from devtools.programs import say

TARGET: Final = Path(__file__).parent.parent / "api" / "static" / "widget" / "land.json"
STEPS_PER_DEGREE: Final = 8
SMALLEST_TRIANGLE: Final = 0.12
"""In square degrees at the equator: a point whose triangle with its neighbours is smaller is left out."""
TURN: Final = 360
POLE: Final = 90

Point = tuple[float, float]


def outline(topology: dict[str, Any]) -> list[list[int]]:
    """Rings, largest first: each [longitude, latitude, step east, step north, …] in 1/STEPS_PER_DEGREE of a degree."""
    rings = [steps for ring in rings_of(topology) if (steps := in_steps(simplified(ring)))]
    return sorted(rings, key=len, reverse=True)


def rings_of(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The rings of every polygon of the land, in degrees that go on beyond ±180; the first point is also the last."""
    arcs = list(map(_Arcs(topology).points, range(len(topology["arcs"]))))
    (land,) = topology["objects"]["land"]["geometries"]
    for polygon in land["arcs"]:
        for ring in polygon:
            points: list[Point] = []
            for index in ring:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                points.extend(arc[1:] if points else arc)
            yield unrolled(points)


def unrolled(ring: Sequence[Point]) -> list[Point]:
    """Without jumps at 180 degrees; a ring around a pole, which does not close, is led over the pole."""
    points = [ring[0]]
    for x, y in ring[1:]:
        points.append((x - TURN * round((x - points[-1][0]) / TURN), y))
    (first, latitude), (last, _) = points[0], points[-1]
    if abs(last - first) > TURN / 2:
        pole = POLE if latitude > 0 else -POLE
        points += [(last, pole), (first, pole), points[0]]
    return points


class _Arcs:
    """Arcs as TopoJSON writes them: whole steps from point to point, with a scale and an origin."""

    def __init__(self, topology: dict[str, Any]) -> None:
        self.arcs: list[list[list[int]]] = topology["arcs"]
        self.scale: tuple[float, float] = tuple(topology["transform"]["scale"])
        self.origin: tuple[float, float] = tuple(topology["transform"]["translate"])

    def points(self, index: int) -> list[Point]:
        """One arc in degrees."""
        x = y = 0
        points = []
        for step_x, step_y in self.arcs[index]:
            x, y = x + step_x, y + step_y
            points.append((x * self.scale[0] + self.origin[0], y * self.scale[1] + self.origin[1]))
        return points


def simplified(ring: Sequence[Point]) -> list[Point]:
    """The ring without the points that change its form least (Visvalingam and Whyatt 1993); its ends stay."""
    before = {at: at - 1 for at in range(1, len(ring))}
    after = {at: at + 1 for at in range(len(ring) - 1)}

    def size(at: int) -> float:
        return triangle(ring[before[at]], ring[at], ring[after[at]])

    sizes = {at: size(at) for at in range(1, len(ring) - 1)}
    waiting = [(area, at) for at, area in sizes.items()]
    heapq.heapify(waiting)
    while waiting and waiting[0][0] < SMALLEST_TRIANGLE:
        area, at = heapq.heappop(waiting)
        if sizes.get(at) != area:
            continue
        del sizes[at]
        after[before[at]], before[after[at]] = after[at], before[at]
        for neighbour in {before[at], after[at]} & sizes.keys():
            sizes[neighbour] = max(area, size(neighbour))
            heapq.heappush(waiting, (sizes[neighbour], neighbour))
    return [point for at, point in enumerate(ring) if at in sizes or at in (0, len(ring) - 1)]


def triangle(one: Point, two: Point, three: Point) -> float:
    """Its area in square degrees of the equator: a degree of longitude shrinks towards the poles."""
    doubled = (two[0] - one[0]) * (three[1] - one[1]) - (three[0] - one[0]) * (two[1] - one[1])
    return abs(doubled) / 2 * cos(radians(two[1]))


def in_steps(ring: Sequence[Point]) -> list[int]:
    """Whole steps from point to point, without the last point, which is the first; empty if no area is left."""
    grid = [(round(x * STEPS_PER_DEGREE), round(y * STEPS_PER_DEGREE)) for x, y in ring[:-1]]
    if len(set(grid)) < 4:
        return []
    steps = list(grid[0])
    for (x, y), (next_x, next_y) in pairwise(grid):
        if (x, y) != (next_x, next_y):
            steps += [next_x - x, next_y - y]
    return steps


def main(arguments: Sequence[str]) -> None:
    """Write the outline of the TopoJSON file that is named."""
    (source,) = arguments
    rings = outline(json.loads(Path(source).read_text("utf-8")))
    land = {"source": "Natural Earth, public domain", "steps_per_degree": STEPS_PER_DEGREE, "rings": rings}
    TARGET.write_text(json.dumps(land, separators=(",", ":")) + "\n", "utf-8")
    say(f"{TARGET.name}: {len(rings)} rings, {sum(map(len, rings)) // 2} points")


if __name__ == "__main__":
    main(sys.argv[1:])
