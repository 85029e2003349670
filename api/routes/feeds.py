"""`/calendars/…`: short stable feeds and their yearly editions, to subscribe to.

`all`, `people/{slug}`, `organizations/{slug}`, `places/{slug}`, `countries/{code}`, `topics/{slug}`, `trips/{slug}`, as
`.ics` or `.jcal.json` -> `FeedName` -> `timeline.reading.feeds.calendars`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import Final

from flask import Blueprint, Response, request

from api.http.answers import calendar_answer
from api.http.conditional import feed_policy
from api.http.service import answered
from api.openapi.operation import Operation, PathParameter
from api.openapi.schema import TEXT, words
from api.parameters.read import read_params
from api.parameters.shared_links import without_added
from api.parameters.table import NAMED_FEED_PARAMETERS
from api.routes.events.description import CALENDAR, FEED_HEADERS, JCAL
from timeline import clock
from timeline.errors import FeedNotFound
from timeline.model.catalogue.folders import FILTER_OF_FOLDER
from timeline.reading.feeds.calendars import named_calendar
from timeline.reading.feeds.feed import FeedForm, FeedRequest
from timeline.reading.feeds.named import FeedName

blueprint = Blueprint("feeds", __name__, url_prefix="/calendars")

_NAME: Final = (
    PathParameter("folder", words(*FILTER_OF_FOLDER), "What the feed is about.", "people"),
    PathParameter("slug", TEXT | {"pattern": "^[A-Za-z0-9-]{1,80}$"}, "Slug, or code of a country.", "antony-blinken"),
)
_FOUR_DIGITS: Final = re.compile(r"[0-9]{4}")
_YEAR_PARAMETER: Final = PathParameter("year", TEXT | {"pattern": "^(?!0000)[0-9]{4}$"}, "Year in four digits.", "2023")


def _feed(id_: str, path: str, summary: str, *path_parameters: PathParameter) -> tuple[Operation, ...]:
    """The feed as iCalendar and as jCal."""
    in_ical = Operation(
        f"{id_}Calendar", f"/calendars/{path}.ics", "calendars", summary, (CALENDAR,), NAMED_FEED_PARAMETERS,
        path_parameters=path_parameters, headers=FEED_HEADERS, problems=("feed-not-found",),
    )  # fmt: skip
    path, summary = f"/calendars/{path}.jcal.json", f"{summary}, as jCal"
    return in_ical, replace(in_ical, id=f"{id_}Jcal", path=path, summary=summary, forms=(JCAL,))


OPERATIONS: Final = (
    *_feed("getWhole", "all", "All events: the last twelve months and everything ahead"),
    *_feed("getWholeYear", "all/{year}", "All events of one year", _YEAR_PARAMETER),
    *_feed("getNamed", "{folder}/{slug}", "Events of one person, organization, place, country, topic or trip", *_NAME),
    *_feed("getNamedYear", "{folder}/{slug}/{year}", "The same for one year", *_NAME, _YEAR_PARAMETER),
)


@blueprint.get("/", strict_slashes=False)
@blueprint.get("/<path:path>")
def unknown(path: str = "") -> Response:
    """Every address below /calendars that is not one of the following, unless it is one in capitals or with a slash."""
    tidy = path.rstrip("/").lower()
    for form in FeedForm:
        folder, *names = tidy.removesuffix(form.value).split("/")
        if tidy.endswith(form.value) and folder == "all" and len(names) <= 1:
            return calendar(form, year=names[0] if names else None)
        if tidy.endswith(form.value) and folder != "all" and len(names) in (1, 2):
            return calendar(form, folder, *names)
    raise FeedNotFound


def calendar(form: FeedForm, folder: str = "all", slug: str = "", year: str | None = None) -> Response:
    """Every event, or those of one person, organization, place, country, topic or trip; of one year if it is given."""
    folder = folder.lower()
    name = FeedName(
        folder=folder,
        slug=slug.upper() if folder == "countries" else slug.lower(),
        year=None if year is None else _read_year(year),
    )
    now = clock.now()
    params = read_params(without_added(request.args), NAMED_FEED_PARAMETERS, now=now)
    feed_request = FeedRequest(query=params.query, options=params.feed, echo=params.echo, form=form)
    key = ("feed", name, form, params.echo, now.date())
    return answered(
        key, feed_policy(now), lambda snapshot: calendar_answer(named_calendar(snapshot, name, feed_request)), params
    )


for _number, _path in enumerate(("/all", "/all/<year>", "/<folder>/<slug>", "/<folder>/<slug>/<year>")):
    for _form in FeedForm:
        blueprint.add_url_rule(
            f"{_path}{_form.value}", f"{_form.name.lower()}_{_number}", partial(calendar, _form), methods=["GET"]
        )


def _read_year(text: str) -> int:
    """The year in four digits. Raises FeedNotFound."""
    if not _FOUR_DIGITS.fullmatch(text) or text == "0000":
        raise FeedNotFound
    return int(text)
