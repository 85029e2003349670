"""Pictures with their tables, for files and for pages: a trip's route, the world map, the calendar, the countries.

`Snapshot` + `EventQuery` -> `timeline.reading.pages.pictures` -> `timeline.render.pictures` -> `Drawing` (the file as
SVG and as CSV) or `Figure` (two sizes of the picture for a page, its table and its addresses).

A page shows the statistics of a query with three lines of its own:

    {% from "_pictures.html" import figure %}                        at the head of its template, and in block head
    <link rel="stylesheet" href="{{ static_url('pictures.css') }}">  once for the page, then for each figure
    {{ figure(figures.countries, level=2) }}                         `figures=statistics_figures(snapshot, query, echo)`

`query` is the page's EventQuery (a person's page pins `person`), `echo` the same filters as parameters with
`known_at`, if the page has one: `(("person", (slug,)), …)`. The figures are `map`, `calendar` and `countries`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import quote

from markupsafe import Markup

from timeline.model.figures.busy_days import COUNTING_RULE as DAYS_RULE
from timeline.model.figures.statistics import Group, Unit, counting_rule
from timeline.model.figures.trip import DISTANCE_RULE, Trip
from timeline.model.query import EventQuery
from timeline.reading.pages.pictures import (
    PlaceStays,
    events_by_day,
    route_of,
    stays_by_country,
    stays_by_place,
    tracks_of,
)
from timeline.reading.snapshot import Snapshot
from timeline.render.links import query_string
from timeline.render.pictures.bars import Bar, bars
from timeline.render.pictures.calendar import calendar
from timeline.render.pictures.csv_table import Cell, csv_table
from timeline.render.pictures.route_map import route_map
from timeline.render.pictures.svg import Picture, inline_svg, isolated
from timeline.render.pictures.tracks import tracks
from timeline.render.pictures.world_map import PlaceDot, world_map
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

WIDE, NARROW = 720, 340
"""Widths of the two sizes in pixels: letters keep their size on a phone, because it gets a drawing of its own."""

_MONTHS: Final = words_of(DEFAULT_LANGUAGE).dates.months
_MAP_RULE: Final = " A place that holds another counted place is in the table only; so is one without coordinates."

Echo = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture at any width, the numbers behind it, and how they are counted; `title` is that of the picture.

    `cells` are the rows of the CSV with these `columns`; `heads` and `rows` are the table of a page, in words, and
    `addresses`, if there are any, the page of each row.
    """

    title: str
    draw: Callable[[float], Picture]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rule: str
    addresses: tuple[str, ...] = ()

    @property
    def file_picture(self) -> Picture:
        """The picture for a file of its own, which tells the rule in its description."""
        picture = self.draw(WIDE)
        return replace(picture, description=f"{picture.description} {_plain(self.rule)}")

    @property
    def csv(self) -> bytes:
        """The numbers as a file."""
        return csv_table(self.columns, self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing on a page: both sizes as markup, its table, its rule and the addresses of its files."""

    title: str
    wide: Markup
    narrow: Markup
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    addresses: tuple[str, ...]
    rule: str
    svg: str
    csv: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsFigures:
    """The three figures of a query."""

    map: Figure
    calendar: Figure
    countries: Figure


def statistics_figures(snapshot: Snapshot, query: EventQuery, echo: Echo) -> StatisticsFigures:
    """The figures of the query; `echo` are its parameters, for the addresses of the files.

    Raises InvalidQuery for a name that no public event mentions (R10).
    """
    return StatisticsFigures(
        map=figure_of(map_drawing(snapshot, query), "map", echo),
        calendar=figure_of(calendar_drawing(snapshot, query), "calendar", echo),
        countries=figure_of(countries_drawing(snapshot, query), "countries", echo),
    )


def figure_of(drawing: Drawing, name: str, echo: Echo = ()) -> Figure:
    """The drawing for a page; `name` is that of its files below /pictures/."""
    query = f"?{query_string(echo)}" if echo else ""
    return Figure(
        title=drawing.title,
        wide=markup(drawing.draw(WIDE)),
        narrow=markup(drawing.draw(NARROW)),
        heads=drawing.heads,
        rows=drawing.rows,
        addresses=drawing.addresses,
        rule=_plain(drawing.rule),
        svg=f"/pictures/{quote(name)}.svg{query}",
        csv=f"/pictures/{quote(name)}.csv{query}",
    )


def markup(picture: Picture) -> Markup:
    """The picture for a template; every text in it is escaped already."""
    return Markup(inline_svg(picture))


def map_drawing(snapshot: Snapshot, query: EventQuery) -> Drawing:
    """The world map of places by number of stays."""
    places = stays_by_place(snapshot, query).places
    dots = [
        PlaceDot(name=one.name, point=one.point, value=one.stays)
        for one in places
        if one.point is not None and not one.is_container
    ]
    return Drawing(
        title="Places by number of stays",
        draw=lambda width: world_map("Places by number of stays", dots, width=width),
        columns=("place", "name", "country", "latitude", "longitude", "stays", "on_map"),
        cells=tuple(
            (one.slug, one.name, one.country, *(one.point or (None, None)), one.stays, str(_is_drawn(one)).lower())
            for one in places
        ),
        heads=("Place", "Country", "Stays"),
        rows=tuple((one.name, one.country_name, one.stays) for one in places),
        addresses=tuple(f"/places/{quote(one.slug, safe='')}" for one in places),
        rule=counting_rule(Unit.STAYS, Group.PLACE) + _MAP_RULE,
    )


def _is_drawn(place: PlaceStays) -> bool:
    return not place.is_container and place.point is not None


def calendar_drawing(snapshot: Snapshot, query: EventQuery) -> Drawing:
    """The calendar of events by day."""
    counted = events_by_day(snapshot, query)
    days = sorted(counted.days.items())
    title = "Events by day"
    return Drawing(
        title=title,
        draw=lambda width: calendar(title, counted.days, width=width, has_earlier=counted.has_earlier),
        columns=("day", "events"),
        cells=tuple((day.isoformat(), number) for day, number in days),
        heads=("Month", "Days with events", "Most on one day"),
        rows=tuple(_months(days)),
        rule=DAYS_RULE,
    )


def _months(days: Iterable[tuple[date, int]]) -> Iterable[tuple[Cell, ...]]:
    """The newest month first: its name, its days with events, and the most events on one of them."""
    number_of_days, most = Counter[date](), Counter[date]()
    for day, number in days:
        month = day.replace(day=1)
        number_of_days[month] += 1
        most[month] = max(most[month], number)
    for month in sorted(number_of_days, reverse=True):
        yield (f"{_MONTHS[month.month - 1]} {month.year}", number_of_days[month], most[month])


def countries_drawing(snapshot: Snapshot, query: EventQuery) -> Drawing:
    """The countries by number of stays."""
    labelled = stays_by_country(snapshot, query)
    rows = [(row.key, labelled.labels.get(row.key, row.key), row.value) for row in labelled.statistic.rows]
    title = "Countries by number of stays"
    return Drawing(
        title=title,
        draw=lambda width: bars(title, [Bar(name=name, value=value) for _, name, value in rows], width=width),
        columns=("country", "name", "stays"),
        cells=tuple(rows),
        heads=("Country", "Stays"),
        rows=tuple((name, value) for _, name, value in rows),
        addresses=tuple(f"/?country={quote(code)}" for code, _, _ in rows),
        rule=counting_rule(Unit.STAYS, Group.COUNTRY),
    )


def route_drawing(trip: Trip) -> Drawing:
    """The route of a trip; its page tells the stops in a list of its own, so it has no table."""
    route = route_of(trip)
    return Drawing(
        title=f"Map of the route: {isolated(route.title)}",
        draw=lambda width: route_map(route, width=width, height=400 if width >= WIDE else 260),
        columns=_ROUTE_COLUMNS,
        cells=tuple(_route_cells(trip)),
        heads=(),
        rows=(),
        rule=DISTANCE_RULE,
    )


_ROUTE_COLUMNS: Final = (
    "stop", "event", "title", "place", "place_name", "latitude", "longitude", "first_day", "last_day", "exact",
    "status", "on_way", "leg", "leg_km", "order_known",
)  # fmt: skip


def _route_cells(trip: Trip) -> Iterable[tuple[Cell, ...]]:
    route, legs = route_of(trip), trip.legs_km
    styles = {leg.end: str(leg.style) for leg in route.legs}
    for shown, stop in zip(route.stops, trip.stops, strict=True):
        stored, place = stop.stored, stop.places[0] if stop.places else None
        yield (
            shown.number,
            stored.slug,
            stored.title,
            None if place is None else place.slug,
            None if place is None else place.name,
            *(shown.point or (None, None)),
            None if stored.first_day is None else stored.first_day.isoformat(),
            None if stored.last_day is None else stored.last_day.isoformat(),
            str(stored.exact).lower(),
            stored.status,
            str(shown.is_on_way).lower(),
            styles.get(shown.number),
            legs.get(stored.event_id),
            str(trip.is_order_known).lower(),
        )


def tracks_markup(snapshot: Snapshot, trip: Trip) -> tuple[Markup, Markup]:
    """Planned against actual as two tracks, wide and narrow."""
    planned, actual = tracks_of(trip, snapshot.catalogue)
    title = f"Planned and actual days: {isolated(trip.stored.title or trip.stored.slug)}"
    wide, narrow = (markup(tracks(title, planned, actual, width=width)) for width in (WIDE, NARROW))
    return wide, narrow


DRAWINGS: Final[Mapping[str, Callable[[Snapshot, EventQuery], Drawing]]] = {
    "map": map_drawing,
    "calendar": calendar_drawing,
    "countries": countries_drawing,
}
"""The drawings of a query, by the name of their files."""


def _plain(rule: str) -> str:
    """The rule without the marks that JSON readers know."""
    return rule.replace("`", "")
