"""Makes a compact outline of the world's land from Natural Earth (public domain), for drawings without tiles.

npm package `world-atlas` (TopoJSON of Natural Earth) -> rings in degrees -> `simplified` -> small rings left out ->
`encoded` -> JSON. At development time only: `python -m devtools.land_outline` writes the outline of the drawings on the
server; tolerance, smallest ring, precision and output are parameters, so that a widget can have a smaller one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

PACKAGE: Final = "world-atlas@2.0.2"
OUTPUT: Final = Path(__file__).parents[1] / "timeline" / "render" / "pictures" / "land.json"

Point = tuple[float, float]
"""Longitude and latitude in degrees."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Fetch the package, or take its file, and write the outline."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--resolution", choices=("110m", "50m"), default="50m", help="scale of Natural Earth")
    parser.add_argument("--topology", type=Path, help="a land-*.json that is here already, instead of npm")
    parser.add_argument("--tolerance", type=float, default=0.15, help="degrees that a coast may be off")
    parser.add_argument("--smallest", type=float, default=0.2, help="square degrees of the smallest ring kept")
    parser.add_argument("--quantum", type=float, default=0.05, help="degrees of one step of the grid")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    given = parser.parse_args(arguments)
    topology = given.topology.read_bytes() if given.topology else fetched(given.resolution)
    rings = land(json.loads(topology), tolerance=given.tolerance, smallest=given.smallest)
    given.output.write_text(outline(rings, quantum=given.quantum), encoding="utf-8")


def fetched(resolution: str) -> bytes:
    """The file of the npm package, through the ordinary registry."""
    with tempfile.TemporaryDirectory() as folder:
        command = ("npm", "pack", PACKAGE, "--pack-destination", folder)
        subprocess.run(command, check=True, capture_output=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            member = package.extractfile(f"package/land-{resolution}.json")
            assert member is not None
            return member.read()


def land(topology: dict[str, Any], *, tolerance: float, smallest: float) -> list[list[Point]]:
    """The rings of the land, largest first, closed ends left off; seas inside land are rings too."""
    arcs = [_degrees(arc, topology["transform"]) for arc in topology["arcs"]]
    polygons = [
        polygon
        for geometry in topology["objects"]["land"]["geometries"]
        for polygon in (geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]])
    ]
    rings = [simplified(unrolled(_ring(ring, arcs)), tolerance) for polygon in polygons for ring in polygon]
    kept = [ring for ring in rings if len(ring) >= 4 and _area(ring) >= smallest]
    return [ring[:-1] for ring in sorted(kept, key=_area, reverse=True)]


def unrolled(ring: Sequence[Point]) -> list[Point]:
    """The closed ring without jumps at the antimeridian, where longitudes go on beyond 180 degrees.

    A ring around the South Pole gets the edges that close it there.
    """
    points = [ring[0]]
    for x, y in ring[1:]:
        before = points[-1][0]
        points.append((x - 360.0 * round((x - before) / 360.0), y))
    if abs(points[-1][0] - points[0][0]) > 180.0:
        points += [(points[-1][0], -90.0), (points[0][0], -90.0), points[0]]
    return points


def outline(rings: Sequence[Sequence[Point]], *, quantum: float) -> str:
    """The JSON: `quantum` in degrees, and each ring as `encoded` text."""
    texts = [encoded([(round(x / quantum), round(y / quantum)) for x, y in ring]) for ring in rings]
    made = {"source": "Natural Earth (public domain), by devtools/land_outline.py", "quantum": quantum, "rings": texts}
    return json.dumps(made, separators=(",", ":")) + "\n"


def encoded(points: Sequence[tuple[int, int]]) -> str:
    """The steps between successive points, longitude first, each a signed number in base 32 from `?` on.

    That is the "encoded polyline" of web maps: the lowest bit is the sign, the sixth bit of a character tells that
    another follows. `timeline.render.pictures.land` reads it.
    """
    text, before = "", (0, 0)
    for point in points:
        for step in (point[0] - before[0], point[1] - before[1]):
            number = ~(step << 1) if step < 0 else step << 1
            while number >= 32:
                text += chr((number & 31 | 32) + 63)
                number >>= 5
            text += chr(number + 63)
        before = point
    return text


def simplified(ring: Sequence[Point], tolerance: float) -> list[Point]:
    """The ring with no more points than needed to stay within the tolerance (Ramer, Douglas and Peucker)."""
    kept = {0, len(ring) - 1}
    spans = [(0, len(ring) // 2), (len(ring) // 2, len(ring) - 1)]
    kept.add(len(ring) // 2)
    while spans:
        first, last = spans.pop()
        distances = [(_distance(ring[at], ring[first], ring[last]), at) for at in range(first + 1, last)]
        farthest, at = max(distances, default=(0.0, first))
        if farthest > tolerance:
            kept.add(at)
            spans += [(first, at), (at, last)]
    return [ring[at] for at in sorted(kept)]


def _distance(point: Point, one: Point, other: Point) -> float:
    """The distance of a point from a segment, in degrees."""
    across, up = other[0] - one[0], other[1] - one[1]
    length = across * across + up * up
    share = ((point[0] - one[0]) * across + (point[1] - one[1]) * up) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    aside = (point[0] - one[0] - share * across, point[1] - one[1] - share * up)
    return float((aside[0] ** 2 + aside[1] ** 2) ** 0.5)


def _area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(one[0] * other[1] - other[0] * one[1] for one, other in pairs)) / 2


def _degrees(arc: Sequence[Sequence[int]], transform: dict[str, Sequence[float]]) -> list[Point]:
    """The points of one arc, which TopoJSON keeps as steps on a grid."""
    (scale_x, scale_y), (from_x, from_y) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + from_x, y * scale_y + from_y))
    return points


def _ring(indices: Sequence[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """The arcs of one ring in a row; a negative index is an arc backwards."""
    points: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


if __name__ == "__main__":
    main()
