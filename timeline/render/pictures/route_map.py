"""A trip's route: numbered stops, great circles between them, the land around them.

`Route` -> stops at one place or too near each other joined -> a frame around all of them -> land, legs with a tick in
the direction of travel, marks, labels that do not clash -> `Picture`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import atan2, degrees, hypot
from typing import Final

from timeline.render.pictures.equal_earth import Frame, Point, around, whole_world
from timeline.render.pictures.great_circle import great_circle
from timeline.render.pictures.labels import Box, Mark, placed_labels
from timeline.render.pictures.land import land_path
from timeline.render.pictures.svg import Picture, element, isolated, number, shortened, words

_RADIUS: Final = 11.0
_MARGIN: Final = 44.0
_LEGEND: Final = 26.0
_LONGEST_LABEL: Final = 30


class LegStyle(StrEnum):
    """How sure a leg is: it took place, it is planned, or the sources do not tell that it leads this way."""

    TRAVELLED = "travelled"
    PLANNED = "planned"
    UNSURE = "unsure"


LEG_WORDS: Final = {
    LegStyle.TRAVELLED: "took place",
    LegStyle.PLANNED: "planned",
    LegStyle.UNSURE: "not sure",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteStop:
    """One stop. `place` is the name of its place, `point` None if it has no coordinates.

    `is_on_way` is False if no leg leads there: it was called off, or never reported as carried out.
    """

    number: int
    place: str
    point: Point | None
    is_on_way: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteLeg:
    """The way between two stops of the route, by their numbers."""

    start: int
    end: int
    style: LegStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A trip in the order of its stops."""

    title: str
    stops: tuple[RouteStop, ...]
    legs: tuple[RouteLeg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """Stops that are drawn as one: they are at one place, or too near each other to tell apart."""

    x: float
    y: float
    stops: tuple[RouteStop, ...]

    @property
    def numbers(self) -> str:
        """Their numbers: "1", "2, 5" or, of four and more, "1, 2 …"."""
        shown = [str(stop.number) for stop in self.stops]
        return ", ".join(shown) if len(shown) < 4 else f"{shown[0]}, {shown[1]} …"

    @property
    def half_width(self) -> float:
        """Half the width of its pill, in pixels."""
        return max(_RADIUS, 3.6 * len(self.numbers) + 5)

    @property
    def label(self) -> str:
        """The names of its places, each once, with a count where it was visited more often."""
        names = [stop.place for stop in self.stops]
        counted = (f"{name} ({names.count(name)}×)" if names.count(name) > 1 else name for name in dict.fromkeys(names))
        return isolated(shortened(", ".join(counted), _LONGEST_LABEL))


def route_map(route: Route, *, width: float, height: float) -> Picture:
    """The map, framed on the stops; the whole world if no stop has coordinates."""
    points = {stop.number: stop.point for stop in route.stops if stop.point is not None}
    legs = [(leg, great_circle(points[leg.start], points[leg.end])) for leg in route.legs if _is_leg(leg, points)]
    every = [*points.values(), *(point for _, way in legs for point in way)]
    frame = around(every, width=width, height=height, margin=_MARGIN) if every else whole_world(width)
    marks = _marks(route.stops, frame)
    joined = {(one.number, other.number) for mark in marks for one in mark.stops for other in mark.stops}
    legs = [(leg, way) for leg, way in legs if (leg.start, leg.end) not in joined]
    body = [
        element("path", class_="land", d=land_path(frame)),
        *(part for leg, way in legs for part in _leg(leg, way, frame)),
        *(part for mark in marks for part in _drawn(mark)),
        *_labels(marks, frame),
        *_legend(route, [leg.style for leg, _ in legs], frame),
    ]
    return Picture(
        title=f"Map of the route: {isolated(route.title)}",
        description=_description(route),
        width=width,
        height=frame.height + _LEGEND,
        body="".join(body),
    )


def _is_leg(leg: RouteLeg, points: dict[int, Point]) -> bool:
    """True if both ends have coordinates, and not the same ones."""
    ends = (points.get(leg.start), points.get(leg.end))
    return None not in ends and ends[0] != ends[1]


def _marks(stops: Iterable[RouteStop], frame: Frame) -> list[_Mark]:
    """The marks in the order of their first stops; a stop joins the first mark that it would touch."""
    marks: list[_Mark] = []
    for stop in stops:
        if stop.point is None:
            continue
        x, y = frame.at(stop.point)
        near = [at for at, mark in enumerate(marks) if hypot(mark.x - x, mark.y - y) < 2 * _RADIUS]
        if near:
            mark = marks[near[0]]
            marks[near[0]] = _Mark(x=mark.x, y=mark.y, stops=(*mark.stops, stop))
        else:
            marks.append(_Mark(x=x, y=y, stops=(stop,)))
    return marks


def _leg(leg: RouteLeg, way: Sequence[Point], frame: Frame) -> Iterator[str]:
    """The line, and a tick half-way that points in the direction of travel."""
    pixels = [frame.at(point) for point in way]
    pen = ["M"]
    for before, pixel in pairwise(pixels):
        # On a map of the whole world a way may leave at one edge and come back at the other one.
        pen.append("M" if abs(pixel[0] - before[0]) > frame.width / 2 else "L")
    line = "".join(f"{move}{number(x)} {number(y)}" for move, (x, y) in zip(pen, pixels, strict=True))
    style = "leg" if leg.style is LegStyle.TRAVELLED else f"leg {leg.style}"
    yield element("path", class_=style, d=line)
    yield _tick(pixels)


def _tick(pixels: Sequence[tuple[float, float]]) -> str:
    """A small arrow head at half of the line's length."""
    pairs = list(pairwise(pixels))
    lengths = [hypot(end[0] - start[0], end[1] - start[1]) for start, end in pairs]
    left = sum(lengths) / 2
    for (start, end), length in zip(pairs, lengths, strict=True):
        if left <= length and length:
            share = left / length
            x, y = start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
            turn = degrees(atan2(end[1] - start[1], end[0] - start[0]))
            place = f"translate({number(x)} {number(y)}) rotate({number(turn)})"
            return element("path", class_="tick", d="M-3-5l6 5-6 5", transform=place)
        left -= length
    return ""


def _drawn(mark: _Mark) -> Iterator[str]:
    is_on_way = any(stop.is_on_way for stop in mark.stops)
    half = mark.half_width
    yield element(
        "rect",
        class_="stop" if is_on_way else "off",
        x=mark.x - half,
        y=mark.y - _RADIUS,
        width=2 * half,
        height=2 * _RADIUS,
        rx=_RADIUS,
    )
    yield words(mark.numbers, mark.x, mark.y + 4.3, class_="onstop" if is_on_way else "onoff", anchor="middle")


def _labels(marks: Sequence[_Mark], frame: Frame) -> Iterator[str]:
    named = [Mark(x=one.x, y=one.y, half_width=one.half_width, half_height=_RADIUS, text=one.label) for one in marks]
    for label in placed_labels(named, Box(2, 2, frame.width - 2, frame.height - 2)):
        yield words(label.text, label.x, label.y, class_="halo", anchor=label.anchor)


def _legend(route: Route, styles: Iterable[LegStyle], frame: Frame) -> Iterator[str]:
    """What the lines and hollow marks mean, so far as there are such."""
    x, y = 4.0, frame.height + 17
    used = set(styles)
    for style in (style for style in LegStyle if style in used):
        name = "leg" if style is LegStyle.TRAVELLED else f"leg {style}"
        yield element("path", class_=name, d=f"M{number(x)} {number(y - 4)}h30")
        yield words(LEG_WORDS[style], x + 36, y, class_="muted")
        x += 36 + 7.2 * len(LEG_WORDS[style]) + 12
    if any(not stop.is_on_way for stop in route.stops):
        yield element("circle", class_="off", cx=x + 7, cy=y - 4, r=7)
        yield words("did not take place", x + 20, y, class_="muted")


def _description(route: Route) -> str:
    """The stops in order, and what the map does not show, in sentences."""
    named = [
        f"{stop.number} {isolated(stop.place)}{'' if stop.is_on_way else ' (did not take place)'}"
        for stop in route.stops
    ]
    hidden = [isolated(stop.place) for stop in route.stops if stop.point is None]
    told = [f"{len(named)} stop{'' if len(named) == 1 else 's'}: {', '.join(named)}." if named else "No stop is known."]
    if any(leg.style is LegStyle.UNSURE for leg in route.legs):
        told.append("The sources do not tell the order of all stops.")
    if hidden:
        told.append(f"Not on the map, because no coordinates are known: {', '.join(dict.fromkeys(hidden))}.")
    return " ".join(told)
