"""One value of a query parameter, read strictly: text in, value out, or `InvalidValue` that says what is allowed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as day_time
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from api.parameters.table import Parameter, ParameterType
from timeline.model.catalogue.languages import language_key
from timeline.model.limits import MAX_SEARCH
from timeline.model.query import BoundingBox
from timeline.render.words.languages import LANGUAGES

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9._:-]{0,198}[a-z0-9])?")
_COUNT: Final = re.compile(r"[0-9]{1,15}")
_DEGREES: Final = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?")

_FIRST_MIDNIGHT: Final = datetime(1, 1, 1, 0, 0, 0, 1, UTC)
"""The first day of the calendar has no instant before it."""

_TO_LAST_MICROSECOND: Final = timedelta(days=1, microseconds=-1)

_ADDRESS: Final = re.compile(r"https?://[!-~]{1,2000}")
_LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,6}")


class InvalidValue(ValueError):
    """A value is not valid. The text continues a sentence that begins with the value: "is not a date; …"."""


def read_value(parameter: Parameter, text: str, *, now: datetime) -> object:
    """The value that the text means for this parameter. Raises InvalidValue."""
    readers: dict[ParameterType, Callable[[str], object]] = {
        "day": read_day,
        "name": read_name,
        "word": lambda word: read_word(word.upper() if parameter.name == "country" else word, parameter.allowed),
        "flag": read_flag,
        "count": lambda digits: read_count(digits, parameter.least, parameter.most),
        "moment": lambda moment: read_known_at(moment, now),
        "since": read_since,
        "until": read_until,
        "cursor": str,
        "year": read_year,
        "language": read_language,
        "text": read_text,
        "box": read_box,
        "zone": read_zone,
        "address": read_address,
    }
    return readers[parameter.type](text)


def read_day(text: str) -> date:
    """The date that is written as `2023-11-28`."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise InvalidValue("is not a date; write it as 2023-11-28")


def read_known_at(text: str, now: datetime) -> datetime:
    """The instant (UTC) that is written as an instant or a day; not after `now` (R10).

    A day means its last microsecond in UTC, the present day means `now`.
    """
    moment = _read_instant(text) if len(text) > 10 else _read_day_as_instant(text, now)
    if moment > now:
        raise InvalidValue("is not allowed; `known_at` cannot lie in the future")
    return moment


def read_since(text: str) -> datetime:
    """The instant (UTC) after which something has to lie; a day means the last microsecond before it, in UTC."""
    if len(text) > 10:
        return _read_instant(text)
    midnight = _read_day_edge(text, timedelta())
    return max(midnight, _FIRST_MIDNIGHT) - timedelta(microseconds=1)


def read_until(text: str) -> datetime:
    """The instant (UTC) up to which something may lie, inclusive; a day means its last microsecond in UTC."""
    return _read_instant(text) if len(text) > 10 else _read_day_edge(text, _TO_LAST_MICROSECOND)


def _read_day_as_instant(text: str, now: datetime) -> datetime:
    end = _read_day_edge(text, _TO_LAST_MICROSECOND)
    return now if end.date() == now.date() else end


def _read_day_edge(text: str, from_midnight: timedelta) -> datetime:
    """The instant this far from the midnight (UTC) with which the day begins."""
    try:
        return datetime.combine(read_day(text), day_time(), UTC) + from_midnight
    except (InvalidValue, OverflowError):
        raise InvalidValue("is not a time; write it as 2023-11-28 or 2023-11-28T10:30:00Z") from None


def _read_instant(text: str) -> datetime:
    try:
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise InvalidValue("is not a time; write it as 2023-11-28 or 2023-11-28T10:30:00Z (a plus sign as %2B)")


def read_name(text: str) -> str:
    """A slug or id: lower-case ASCII letters and digits, with `-` `.` `_` `:` between them."""
    if _NAME.fullmatch(text):
        return text
    raise InvalidValue("is not a slug or an id; both consist of lower-case letters, digits and hyphens")


def read_word(text: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed words, spelled exactly so."""
    if text in allowed:
        return text
    raise InvalidValue(f"is not allowed; allowed: {', '.join(allowed)}")


def read_flag(text: str) -> bool:
    """`true` or `false`."""
    return read_word(text, ("true", "false")) == "true"


def read_count(text: str, least: int, most: int) -> int:
    """A whole number from `least` to `most`, both inclusive, written in ASCII digits."""
    if _COUNT.fullmatch(text) and least <= int(text) <= most:
        return int(text)
    raise InvalidValue(f"is not a whole number from {least} to {most}")


def read_year(text: str) -> int:
    """A year in four digits."""
    if re.fullmatch(r"[0-9]{4}", text) and text != "0000":
        return int(text)
    raise InvalidValue("is not a year; write it as 2023")


def read_text(text: str) -> str | None:
    """The text of a search box: at most 500 code points and no control characters; None if it is empty."""
    if len(text) > MAX_SEARCH:
        raise InvalidValue(f"is longer than {MAX_SEARCH} characters")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise InvalidValue("contains control characters")
    return text or None


def read_box(text: str) -> BoundingBox:
    """West, south, east and north in decimal degrees; south <= north, and west > east crosses the antimeridian."""
    numbers = text.split(",")
    if len(numbers) != 4 or not all(_DEGREES.fullmatch(number) for number in numbers):
        raise InvalidValue("is not a bounding box; write west,south,east,north in degrees, such as 2.5,49.5,6.4,51.5")
    west, south, east, north = (float(number) + 0.0 for number in numbers)
    if not (abs(west) <= 180 and abs(east) <= 180 and abs(south) <= 90 and abs(north) <= 90):
        raise InvalidValue(
            "is not a bounding box; west and east are between -180 and 180, south and north between -90 and 90"
        )
    if south > north:
        raise InvalidValue("is not a bounding box; south lies above north")
    return BoundingBox(west=west, south=south, east=east, north=north)


def read_language(text: str) -> str:
    """Language and script of a BCP 47 tag; where we have no words in it, fixed words are English."""
    if _LANGUAGE_TAG.fullmatch(text):
        return language_key(text)
    known = ", ".join(sorted(LANGUAGES))
    raise InvalidValue(
        f"is not a language tag (BCP 47); write it as de or de-AT; fixed words: {known}, otherwise English"
    )


def read_zone(text: str) -> str:
    """`local` (that of each event), `mine` (the reader's) or the name of a time zone."""
    if text in ("local", "mine") or text in _zones():
        return text
    raise InvalidValue("is not a time zone; write local, mine or a name such as Europe/Berlin")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def read_address(text: str) -> str:
    """An http(s) address in visible ASCII characters; what it leads to is not looked at."""
    if _ADDRESS.fullmatch(text):
        return text
    raise InvalidValue("is not an address; write it as https://… with other characters percent-encoded")
