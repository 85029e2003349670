"""`/pictures/…`: drawings as SVG and their numbers as CSV; `/map`: the world map with its table and its filters.

Request -> the filters of the query -> `api.pages.pictures` -> file. The forms are plain GET forms, so an empty value
counts as not given; `year` means its first and last day.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from flask import Blueprint, Response, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from api.http.answers import Answer, page_answer
from api.http.conditional import PAGE_POLICY
from api.http.service import answered
from api.pages.map_page import map_page
from api.pages.pictures import DRAWINGS, Drawing, route_drawing
from api.parameters.read import read_params
from api.parameters.table import FILTERS, KNOWN_AT, YEAR
from timeline import clock, ids
from timeline.errors import EventMoved
from timeline.reading.snapshot import Snapshot
from timeline.reading.trips import find_trip
from timeline.render.pictures.svg import svg_file

blueprint = Blueprint("pictures", __name__)

_PARAMETERS = (*FILTERS, YEAR)


@blueprint.get("/pictures/<any(map, calendar, countries):picture>.<any(svg, csv):file>")
def of_query(picture: str, file: str) -> Response:
    """A picture of the events that match, or the numbers behind it."""
    params = read_params(_without_blanks(request.args), _PARAMETERS, now=clock.now())

    def build(snapshot: Snapshot) -> Answer:
        return _file(DRAWINGS[picture](snapshot, params.query), picture, file)

    return answered(("picture", picture, file, params.echo), PAGE_POLICY, build, params)


@blueprint.get("/pictures/route/<trip>.<any(svg, csv):file>")
def of_trip(trip: str, file: str) -> AnyResponse:
    """The route of a trip, or its stops as a table. A merged trip redirects permanently to the remaining one (R14)."""
    params = read_params(_without_blanks(request.args), (KNOWN_AT,), now=clock.now())

    def build(snapshot: Snapshot) -> Answer:
        return _file(route_drawing(find_trip(snapshot, trip)), trip, file)

    try:
        return answered(("picture", "route", trip, file, params.echo), PAGE_POLICY, build, params)
    except EventMoved as moved:
        query = request.query_string.decode("ascii", "replace")
        address = f"/pictures/route/{quote(moved.slug, safe='')}.{file}"
        return redirect(f"{address}?{query}" if query else address, 308)


@blueprint.get("/map")
def world_map() -> Response:
    """The world map of places by number of stays, with filters."""
    now = clock.now()
    params = read_params(_without_blanks(request.args), _PARAMETERS, now=now)
    build: Callable[[Snapshot], Answer] = lambda snapshot: page_answer(map_page(snapshot, params))  # noqa: E731
    return answered(("map", params.echo, now.date()), PAGE_POLICY, build, params)


def _file(drawing: Drawing, name: str, file: str) -> Answer:
    """The drawing as a file; its tag is made from its bytes."""
    body = drawing.csv if file == "csv" else svg_file(drawing.file_picture)
    media_type = "text/csv; charset=utf-8; header=present" if file == "csv" else "image/svg+xml; charset=utf-8"
    return Answer(body=body, media_type=media_type, etag=ids.digest(body)[:32], filename=f"{name}.{file}")


def _without_blanks(args: MultiDict[str, str]) -> MultiDict[str, str]:
    """The parameters of a form without those left empty."""
    return MultiDict([(name, value) for name, value in args.items(multi=True) if value])
