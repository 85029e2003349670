"""`/calendars/…`: the short stable feeds and their yearly editions."""

from __future__ import annotations

from typing import Final

from api.openapi.event_operations import CALENDAR, FEED_HEADERS, JCAL
from api.openapi.operation import Operation, PathPart
from api.openapi.shapes import words
from api.parameters.table import NAMED_FEED_PARAMETERS
from timeline.reading.titles import FILTER_OF_FOLDER

TOPIC: Final = "calendars"
FOLDER: Final = PathPart(
    name="folder", schema=words(FILTER_OF_FOLDER), meaning="What the feed is about.", sample="people"
)
SLUG: Final = PathPart(
    name="slug", schema={"type": "string", "pattern": "^[A-Za-z0-9-]{1,80}$"}, meaning="Slug, or code of a country.",
    sample="antony-blinken",
)  # fmt: skip
YEAR: Final = PathPart(
    name="year", schema={"type": "string", "pattern": "^(?!0000)[0-9]{4}$"}, meaning="Four digits.", sample="2023"
)


def _feed(name: str, path: str, parts: tuple[PathPart, ...], summary: str) -> tuple[Operation, Operation]:
    """The address as iCalendar and as jCal."""
    form = {"topic": TOPIC, "takes": NAMED_FEED_PARAMETERS, "parts": parts, "headers": FEED_HEADERS}
    return (
        Operation(
            id=f"{name}Calendar", path=f"{path}.ics", summary=summary, forms=(CALENDAR,),
            problems=("feed-not-found",), **form,  # type: ignore[arg-type]
        ),
        Operation(
            id=f"{name}Jcal", path=f"{path}.jcal.json", summary=f"{summary}, as jCal", forms=(JCAL,),
            problems=("feed-not-found",), **form,  # type: ignore[arg-type]
        ),
    )  # fmt: skip


OPERATIONS: Final = (
    *_feed("getWhole", "/calendars/all", (), "Everything: the last twelve months and all ahead"),
    *_feed("getWholeYear", "/calendars/all/{year}", (YEAR,), "Everything of one year"),
    *_feed("getNamed", "/calendars/{folder}/{slug}", (FOLDER, SLUG), "What concerns one person, place, country …"),
    *_feed("getNamedYear", "/calendars/{folder}/{slug}/{year}", (FOLDER, SLUG, YEAR), "The same for one year"),
)
