"""What the pictures show: a trip's route and its two tracks, stays by place and country, events by day.

`Trip`, or `EventQuery` + the statistics of `timeline.reading.statistics` -> the values of `timeline.render.pictures`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from timeline.errors import InvalidDate
from timeline.model.catalogue.entries import Catalogue
from timeline.model.dates.event_date import EventDate
from timeline.model.event import PhaseView
from timeline.model.figures.busy_days import BusyDays, busy_days
from timeline.model.figures.statistics import Group, LabelledStatistic, Unit
from timeline.model.figures.travel_order import is_known_first
from timeline.model.figures.trip import Stop, Trip
from timeline.model.query import EventQuery
from timeline.model.vocabulary import NOT_TRAVELLED, Status
from timeline.reading.names.public_names import check_names
from timeline.reading.names.titles import country_names
from timeline.reading.snapshot import Snapshot
from timeline.reading.statistics import statistic_of
from timeline.render.pictures.equal_earth import Point
from timeline.render.pictures.route_map import LegStyle, Route, RouteLeg, RouteStop
from timeline.render.pictures.tracks import TrackBar
from timeline.render.words.languages import DEFAULT_LANGUAGE
from timeline.store.views.statistics import stream_exact_days


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceStays:
    """A place with its stays; `country` is its code, `country_name` its name. `point` is None without coordinates.

    `is_container` if another counted place lies within it: its stays are theirs too, so a map does not draw it.
    """

    slug: str
    name: str
    country: str | None
    country_name: str | None
    point: Point | None
    stays: int
    is_container: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StaysByPlace:
    """Every place with a stay, most stays first; `uncounted` matching events add to none."""

    places: tuple[PlaceStays, ...]
    uncounted: int
    is_cut: bool


def route_of(trip: Trip) -> Route:
    """The route of the trip: its stops by number, and the legs between those that are on the way."""
    numbers = {stop.stored.event_id: number for number, stop in enumerate(trip.stops, start=1)}
    on_way = {stop.stored.event_id for stop in trip.travelled}
    return Route(
        title=trip.stored.title or trip.stored.slug,
        stops=tuple(
            RouteStop(
                number=numbers[stop.stored.event_id],
                place=place_of_stop(stop),
                point=stop.point,
                is_on_way=stop.stored.event_id in on_way,
            )
            for stop in trip.stops
        ),
        legs=tuple(
            RouteLeg(
                start=numbers[before.stored.event_id],
                end=numbers[stop.stored.event_id],
                style=_leg_style(trip, before, stop),
            )
            for before, stop in pairwise(trip.travelled)
        ),
    )


def place_of_stop(stop: Stop) -> str:
    """What a stop is called on a map: its first place, else its title."""
    return stop.places[0].name if stop.places else stop.stored.title or stop.stored.slug


def _leg_style(trip: Trip, before: Stop, stop: Stop) -> LegStyle:
    """Unsure where the order is not known or the stop is only reported; else what its reports tell of it."""
    is_order_known = is_known_first(before.days, stop.days, trip.itinerary)
    if not is_order_known or stop.stored.status == Status.REPORTED:
        return LegStyle.UNSURE
    return LegStyle.PLANNED if stop.phases.actual is None else LegStyle.TRAVELLED


def tracks_of(trip: Trip, catalogue: Catalogue) -> tuple[tuple[TrackBar, ...], tuple[TrackBar, ...]]:
    """The planned and the actual bars of the stops whose days are known, be it not exactly."""
    numbered = list(enumerate(trip.stops, start=1))
    planned = (_bar(number, stop, stop.phases.planned, catalogue) for number, stop in numbered)
    actual = (_bar(number, stop, stop.phases.actual, catalogue, is_actual=True) for number, stop in numbered)
    return tuple(bar for bar in planned if bar), tuple(bar for bar in actual if bar)


def _bar(
    number: int, stop: Stop, phase: PhaseView | None, catalogue: Catalogue, *, is_actual: bool = False
) -> TrackBar | None:
    """The bar of one stop; an outcome without days of its own took place on those that the event shows."""
    if phase is None:
        return None
    first_day, last_day, exact = _days_of(phase)
    if first_day is None and is_actual:
        first_day, last_day, exact = stop.stored.first_day, stop.stored.last_day, stop.stored.exact
    known = first_day or last_day
    if known is None:
        return None
    place = next((catalogue.places[slug].name for slug in phase.where if slug in catalogue.places), place_of_stop(stop))
    status = phase.status if is_actual else stop.stored.status
    return TrackBar(
        number=number,
        place=place,
        first_day=first_day or known,
        last_day=last_day or known,
        exact=exact,
        is_off=status in NOT_TRAVELLED,
    )


def _days_of(phase: PhaseView) -> tuple[date | None, date | None, bool]:
    try:
        when = None if phase.when is None else EventDate.from_edtf(phase.when)
    except InvalidDate:
        when = None
    return (None, None, False) if when is None else (when.first_day, when.last_day, when.exact)


def stays_by_place(snapshot: Snapshot, query: EventQuery) -> StaysByPlace:
    """The stays of the public events that match, by place. Raises InvalidQuery for a name that is not public (R10)."""
    labelled = statistic_of(snapshot, query, Group.PLACE, Unit.STAYS, DEFAULT_LANGUAGE)
    return StaysByPlace(
        places=tuple(_places(labelled, snapshot.catalogue)),
        uncounted=labelled.statistic.uncounted,
        is_cut=labelled.statistic.is_cut,
    )


def _places(labelled: LabelledStatistic, catalogue: Catalogue) -> Iterator[PlaceStays]:
    counted = [row.key for row in labelled.statistic.rows]
    containers = {outer for slug in counted if slug in catalogue.places for outer in catalogue.ancestors(slug)}
    names = country_names(catalogue, counted, DEFAULT_LANGUAGE)
    for row in labelled.statistic.rows:
        country = next(iter(catalogue.countries_of(row.key)), None)
        place = catalogue.places.get(row.key)
        has_point = place is not None and place.latitude is not None and place.longitude is not None
        yield PlaceStays(
            slug=row.key,
            name=labelled.labels.get(row.key, row.key),
            country=country,
            country_name=None if country is None else names.get(country, country),
            point=(place.latitude or 0.0, place.longitude or 0.0) if place is not None and has_point else None,
            stays=row.value,
            is_container=row.key in containers,
        )


def stays_by_country(snapshot: Snapshot, query: EventQuery) -> LabelledStatistic:
    """The stays of the public events that match, by country. Raises InvalidQuery for a name that is not public."""
    return statistic_of(snapshot, query, Group.COUNTRY, Unit.STAYS, DEFAULT_LANGUAGE)


def events_by_day(snapshot: Snapshot, query: EventQuery) -> BusyDays:
    """How many of the public events that match fall on each day. Raises InvalidQuery for a name that is not public."""
    check_names(snapshot.session, query, sight=snapshot.present)
    spans = stream_exact_days(snapshot.session, query, sight=snapshot.sight)
    return busy_days(spans, first_day=query.first_day, last_day=query.last_day)
