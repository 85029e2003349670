"""`/calendars/…`: short stable feeds and their yearly editions, for subscribing.

`all`, `people/{slug}`, `organizations/{slug}`, `countries/{code}`, `topics/{slug}`, `trips/{slug}` -> one pinned filter
-> `api.feeds`. A name that no public event bears is a 404, whatever the catalogue holds (R10).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from api.answers import Answer
from api.conditional import FEED_POLICY
from api.countries import COUNTRY_CODES
from api.feeds import Feed, feed_answer
from api.names import is_named
from api.pages.titles import name_of
from api.params import KNOWN_AT, read_params, year_days
from api.service import Reading, answered
from timeline import clock
from timeline.errors import CatalogueEntryNotFound
from timeline.model.query import EventQuery

blueprint = Blueprint("feeds", __name__, url_prefix="/calendars")

PINNED: Final = {
    "people": "person",
    "organizations": "organization",
    "places": "place",
    "countries": "country",
    "topics": "topic",
    "trips": "trip",
}
"""The filter that each folder of feeds pins."""

_YEAR: Final = re.compile(r"[0-9]{4}")
_PARAMETERS: Final = (KNOWN_AT,)


@blueprint.get("/all.ics")
def all_events() -> Response:
    """Every event."""
    return _feed("all", None, None, None)


@blueprint.get("/all/<year>.ics")
def all_events_of_year(year: str) -> Response:
    """Every event of one year."""
    return _feed("all", None, None, year)


@blueprint.get("/<folder>/<slug>.ics")
def named(folder: str, slug: str) -> Response:
    """The events of one person, organization, place, country, topic or trip."""
    return _feed(f"{folder}/{slug}", folder, slug, None)


@blueprint.get("/<folder>/<slug>/<year>.ics")
def named_of_year(folder: str, slug: str, year: str) -> Response:
    """The same for one year."""
    return _feed(f"{folder}/{slug}", folder, slug, year)


def _feed(name: str, folder: str | None, slug: str | None, year: str | None) -> Response:
    now = clock.now()
    if folder is not None and folder not in PINNED:
        raise NotFound
    if year is not None and (not _YEAR.fullmatch(year) or year == "0000"):
        raise NotFound
    params = read_params(request.args, _PARAMETERS, now=now)
    return answered(
        ("feed", name, year, params.echo),
        FEED_POLICY,
        lambda found: _build(found, name, folder, slug, year, params.query),
        now=now,
    )


def _build(
    found: Reading, name: str, folder: str | None, slug: str | None, year: str | None, asked: EventQuery
) -> Answer:
    query, title = asked, "Diplomatic timeline"
    if folder is not None and slug is not None:
        query = _pinned(found, folder, slug, query)
        title = f"{title}: {name_of(found, folder, slug)}"
    if year is not None:
        first_day, last_day = year_days(int(year))
        query = replace(query, first_day=first_day, last_day=last_day)
        title = f"{title}, {year}"
    edition = name if year is None else f"{name}/{year}"
    feed = Feed(
        name=edition,
        title=title,
        address=f"/calendars/{edition}.ics",
        query=query,
        years_at=f"/calendars/{name}/YYYY.ics",
    )
    return feed_answer(found, feed)


def _pinned(found: Reading, folder: str, slug: str, query: EventQuery) -> EventQuery:
    parameter = PINNED[folder]
    is_country = parameter == "country" and slug in COUNTRY_CODES
    if not is_country and not is_named(found.session, parameter, slug, at=found.now):
        raise CatalogueEntryNotFound(parameter, slug)
    pinned: dict[str, Any] = {parameter: (slug,)}
    return replace(query, **pinned)
