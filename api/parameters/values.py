"""Reads one value of a query parameter, strictly: text in, value out, or `InvalidValue` saying what is allowed."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from datetime import time as day_time
from typing import Final

from timeline.model.limits import MAX_SEARCH
from timeline.model.query import BoundingBox
from timeline.render.words.languages import LANGUAGES, language_of

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9._:-]{0,198}[a-z0-9])?")
_COUNT: Final = re.compile(r"[0-9]{1,15}")
_DEGREES: Final = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?")

_LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,6}")


class InvalidValue(ValueError):
    """A value can not be read; the text says, as the end of a sentence, what is allowed."""


def read_day(text: str) -> date:
    """A calendar day as `2023-11-28`."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise InvalidValue("is no day; write it as 2023-11-28")


def read_known_at(text: str, now: datetime) -> datetime:
    """An instant (UTC), not after `now`; a day means its last microsecond UTC, the present day means `now` (R10)."""
    moment = _read_instant(text) if len(text) > 10 else _read_day_as_instant(text, now)
    if moment > now:
        raise InvalidValue("lies in the future; what will be known nobody can ask")
    return moment


def _read_day_as_instant(text: str, now: datetime) -> datetime:
    try:
        day = read_day(text)
        end = datetime.combine(day, day_time(), UTC) + timedelta(days=1, microseconds=-1)
    except (InvalidValue, OverflowError):
        raise InvalidValue("is no time; write 2023-11-28 or 2023-11-28T10:30:00Z") from None
    return now if day == now.date() else end


def _read_instant(text: str) -> datetime:
    try:
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise InvalidValue("is no time; write 2023-11-28 or 2023-11-28T10:30:00Z (a plus sign as %2B)")


def read_name(text: str) -> str:
    """A slug or id: lower-case ASCII letters, digits, and `-` `.` `_` `:` inside."""
    if _NAME.fullmatch(text):
        return text
    raise InvalidValue("is no slug or id; they have lower-case letters, digits and hyphens")


def read_word(text: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed words, exactly as spelled."""
    if text in allowed:
        return text
    raise InvalidValue(f"is not allowed; allowed: {', '.join(allowed)}")


def read_flag(text: str) -> bool:
    """`true` or `false`."""
    return read_word(text, ("true", "false")) == "true"


def read_count(text: str, least: int, most: int) -> int:
    """A whole number from `least` to `most`, both included, in plain ASCII digits."""
    if _COUNT.fullmatch(text) and least <= int(text) <= most:
        return int(text)
    raise InvalidValue(f"is no number from {least} to {most}")


def read_year(text: str) -> int:
    """A year in four digits."""
    if re.fullmatch(r"[0-9]{4}", text) and text != "0000":
        return int(text)
    raise InvalidValue("is no year; write it as 2023")


def read_text(text: str) -> str | None:
    """What somebody typed into a search box: at most 500 code points, no control characters; None if it is empty."""
    if len(text) > MAX_SEARCH:
        raise InvalidValue(f"is longer than {MAX_SEARCH} characters")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise InvalidValue("holds control characters")
    return text or None


def read_box(text: str) -> BoundingBox:
    """West, south, east and north in plain decimal degrees; south is not above north, west > east crosses 180°."""
    numbers = text.split(",")
    if len(numbers) != 4 or not all(_DEGREES.fullmatch(number) for number in numbers):
        raise InvalidValue("is no box; write west,south,east,north in degrees, as 2.5,49.5,6.4,51.5")
    west, south, east, north = (float(number) + 0.0 for number in numbers)
    if not (abs(west) <= 180 and abs(east) <= 180 and abs(south) <= 90 and abs(north) <= 90):
        raise InvalidValue("is no box; west and east go from -180 to 180, south and north from -90 to 90")
    if south > north:
        raise InvalidValue("is no box; its south lies above its north")
    return BoundingBox(west=west, south=south, east=east, north=north)


def read_language(text: str) -> str:
    """The language to answer in: that of the BCP 47 tag if we have it, else English."""
    if _LANGUAGE_TAG.fullmatch(text):
        return language_of(text)
    known = ", ".join(sorted(LANGUAGES))
    raise InvalidValue(f"is no language tag; write it as de or de-AT (BCP 47); ours: {known}, else English")
