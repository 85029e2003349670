"""`/calendars/…`: short, stable feeds and their yearly editions."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from api.openapi.operation import Operation, PathParameter
from api.openapi.operations.events import CALENDAR, FEED_HEADERS, JCAL
from api.openapi.schema import TEXT, words
from api.parameters.params import NAMED_FEED_PARAMETERS

PINNED: Final = {
    "people": "person",
    "organizations": "organization",
    "places": "place",
    "countries": "country",
    "topics": "topic",
    "trips": "trip",
}
"""The filter that each folder of feeds pins."""

_NAME: Final = (
    PathParameter("folder", words(*PINNED), "What the feed is about.", "people"),
    PathParameter("slug", TEXT | {"pattern": "^[A-Za-z0-9-]{1,80}$"}, "Slug, or code of a country.", "antony-blinken"),
)
_YEAR: Final = PathParameter("year", TEXT | {"pattern": "^(?!0000)[0-9]{4}$"}, "Year in four digits.", "2023")


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
    *_feed("getWholeYear", "all/{year}", "All events of one year", _YEAR),
    *_feed("getNamed", "{folder}/{slug}", "Events of one person, organization, place, country, topic or trip", *_NAME),
    *_feed("getNamedYear", "{folder}/{slug}/{year}", "The same for one year", *_NAME, _YEAR),
)
