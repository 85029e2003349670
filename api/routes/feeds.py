"""`/calendars/…`: short stable feeds and their yearly editions, to subscribe to.

`all`, `people/{slug}`, `organizations/{slug}`, `places/{slug}`, `countries/{code}`, `topics/{slug}`, `trips/{slug}`, as
`.ics` or `.jcal.json` -> `FeedName` -> `timeline.reading.feeds.calendars`.
"""

from __future__ import annotations

import re
from typing import Final

from flask import Blueprint, Response, request

from api.http.answers import calendar_answer
from api.http.conditional import feed_policy
from api.http.service import answered
from api.parameters.params import NAMED_FEED_PARAMETERS, read_params
from timeline import clock
from timeline.errors import FeedNotFound
from timeline.reading.feeds.calendars import named_calendar
from timeline.reading.feeds.feed import FeedForm, FeedRequest
from timeline.reading.feeds.named import FeedName

blueprint = Blueprint("feeds", __name__, url_prefix="/calendars")

_YEAR: Final = re.compile(r"[0-9]{4}")


@blueprint.get("/", strict_slashes=False)
@blueprint.get("/<path:_unknown_path>")
def unknown_address(_unknown_path: str = "") -> Response:
    """Every address below /calendars that is not one of the following."""
    raise FeedNotFound


@blueprint.get("/all.ics")
def all_events() -> Response:
    """Every event."""
    return _calendar(FeedName(), FeedForm.ICS)


@blueprint.get("/all.jcal.json")
def all_events_as_jcal() -> Response:
    """Every event, as jCal."""
    return _calendar(FeedName(), FeedForm.JCAL)


@blueprint.get("/all/<year>.ics")
def all_events_of_year(year: str) -> Response:
    """Every event of one year."""
    return _calendar(FeedName(year=_read_year(year)), FeedForm.ICS)


@blueprint.get("/all/<year>.jcal.json")
def all_events_of_year_as_jcal(year: str) -> Response:
    """Every event of one year, as jCal."""
    return _calendar(FeedName(year=_read_year(year)), FeedForm.JCAL)


@blueprint.get("/<folder>/<slug>.ics")
def named(folder: str, slug: str) -> Response:
    """The events of one person, organization, place, country, topic or trip."""
    return _calendar(_read_name(folder, slug), FeedForm.ICS)


@blueprint.get("/<folder>/<slug>.jcal.json")
def named_as_jcal(folder: str, slug: str) -> Response:
    """The same as jCal."""
    return _calendar(_read_name(folder, slug), FeedForm.JCAL)


@blueprint.get("/<folder>/<slug>/<year>.ics")
def named_of_year(folder: str, slug: str, year: str) -> Response:
    """The same for one year."""
    return _calendar(_read_name(folder, slug, year), FeedForm.ICS)


@blueprint.get("/<folder>/<slug>/<year>.jcal.json")
def named_of_year_as_jcal(folder: str, slug: str, year: str) -> Response:
    """The same for one year, as jCal."""
    return _calendar(_read_name(folder, slug, year), FeedForm.JCAL)


def _read_name(folder: str, slug: str, year: str | None = None) -> FeedName:
    """The name that the path gives; a country code may be in small letters. Raises FeedNotFound."""
    return FeedName(
        folder=folder,
        slug=slug.upper() if folder == "countries" else slug,
        year=None if year is None else _read_year(year),
    )


def _read_year(text: str) -> int:
    """The year in four digits. Raises FeedNotFound."""
    if not _YEAR.fullmatch(text) or text == "0000":
        raise FeedNotFound
    return int(text)


def _calendar(name: FeedName, form: FeedForm) -> Response:
    now = clock.now()
    params = read_params(request.args, NAMED_FEED_PARAMETERS, now=now)
    asked = FeedRequest(query=params.query, options=params.feed, echo=params.echo, form=form)
    key = ("feed", name, form, params.echo, now.date())
    return answered(
        key, feed_policy(now), lambda snapshot: calendar_answer(named_calendar(snapshot, name, asked)), params
    )
