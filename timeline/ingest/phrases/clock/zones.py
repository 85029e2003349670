"""The zones that sources name beside a time: abbreviations, offsets from UTC, "Brussels time", "Eastern Time".

An abbreviation means an offset, and only while its region has that offset: CEST in November is an error of the source.
Some abbreviations are used in several regions (IST, CST, BST); then the place must decide. City names are those of the
IANA zones of the pinned tzdata, and of some seats of government that have no zone of their own.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import Final

from timeline.ingest.phrases.clock.value import NamedZone, UnclearClock
from timeline.model.dates.zones import time_zone_names

_ABBREVIATIONS: Final[dict[str, tuple[tuple[str | None, float], ...]]] = {
    "utc": ((None, 0),),
    "gmt": ((None, 0),),
    "z": ((None, 0),),
    "wet": (("Europe/Lisbon", 0),),
    "west": (("Europe/Lisbon", 1),),
    "cet": (("Europe/Brussels", 1),),
    "cest": (("Europe/Brussels", 2),),
    "eet": (("Europe/Helsinki", 2),),
    "eest": (("Europe/Helsinki", 3),),
    "msk": (("Europe/Moscow", 3),),
    "trt": (("Europe/Istanbul", 3),),
    "bst": (("Europe/London", 1), ("Asia/Dhaka", 6)),
    "ist": (("Asia/Kolkata", 5.5), ("Asia/Jerusalem", 2), ("Europe/Dublin", 1)),
    "idt": (("Asia/Jerusalem", 3),),
    "est": (("America/New_York", -5),),
    "edt": (("America/New_York", -4),),
    "cst": (("America/Chicago", -6), ("Asia/Shanghai", 8), ("America/Havana", -5)),
    "cdt": (("America/Chicago", -5), ("America/Havana", -4)),
    "mst": (("America/Denver", -7),),
    "mdt": (("America/Denver", -6),),
    "pst": (("America/Los_Angeles", -8),),
    "pdt": (("America/Los_Angeles", -7),),
    "akst": (("America/Anchorage", -9),),
    "akdt": (("America/Anchorage", -8),),
    "hst": (("Pacific/Honolulu", -10),),
    "ast": (("America/Halifax", -4), ("Asia/Riyadh", 3)),
    "adt": (("America/Halifax", -3),),
    "brt": (("America/Sao_Paulo", -3),),
    "gst": (("Asia/Dubai", 4),),
    "pkt": (("Asia/Karachi", 5),),
    "ict": (("Asia/Bangkok", 7),),
    "wib": (("Asia/Jakarta", 7),),
    "hkt": (("Asia/Hong_Kong", 8),),
    "sgt": (("Asia/Singapore", 8),),
    "jst": (("Asia/Tokyo", 9),),
    "kst": (("Asia/Seoul", 9),),
    "awst": (("Australia/Perth", 8),),
    "aest": (("Australia/Sydney", 10),),
    "aedt": (("Australia/Sydney", 11),),
    "nzst": (("Pacific/Auckland", 12),),
    "nzdt": (("Pacific/Auckland", 13),),
    "wat": (("Africa/Lagos", 1),),
    "sast": (("Africa/Johannesburg", 2),),
    "eat": (("Africa/Nairobi", 3),),
}
"""The abbreviation, and the regions that use it with their offset from UTC in hours."""

_REGIONS: Final = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
    "eastern time": "America/New_York",
    "pacific time": "America/Los_Angeles",
    "central european time": "Europe/Brussels",
    "eastern european time": "Europe/Helsinki",
    "japan standard time": "Asia/Tokyo",
    "indian standard time": "Asia/Kolkata",
    "uk time": "Europe/London",
}
_CITIES: Final = {
    "abu dhabi": "Asia/Dubai",
    "ankara": "Europe/Istanbul",
    "beijing": "Asia/Shanghai",
    "bern": "Europe/Zurich",
    "brasilia": "America/Sao_Paulo",
    "canberra": "Australia/Sydney",
    "davos": "Europe/Zurich",
    "delhi": "Asia/Kolkata",
    "doha": "Asia/Qatar",
    "geneva": "Europe/Zurich",
    "hague": "Europe/Amsterdam",
    "the hague": "Europe/Amsterdam",
    "hanoi": "Asia/Ho_Chi_Minh",
    "islamabad": "Asia/Karachi",
    "kiev": "Europe/Kyiv",
    "munich": "Europe/Berlin",
    "new delhi": "Asia/Kolkata",
    "ottawa": "America/Toronto",
    "strasbourg": "Europe/Paris",
    "tel aviv": "Asia/Jerusalem",
    "washington": "America/New_York",
    "wellington": "Pacific/Auckland",
}
_AREAS: Final = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
_PLACE_ITSELF: Final = "local time"


@cache
def zone_pattern() -> str:
    """A pattern for the name of a zone, without groups. A bare "-04:00" is no zone, since it may end a range."""
    cities = "|".join(re.escape(city) for city in sorted(_cities(), key=lambda city: (-len(city), city)))
    names = "|".join(sorted([*_ABBREVIATIONS, *_REGIONS], key=lambda name: (-len(name), name)))
    hours = r"[01]?[0-9](?::?[0-5][0-9])?(?![0-9:])"
    offset = rf"(?:utc|gmt)[ ]?[+-][ ]?{hours}|[+]{hours}"
    name = rf"{_PLACE_ITSELF}|{offset}|(?:{names})(?![^\W_]|(?<=utc|gmt)[ ]?[+-][0-9])|(?:{cities})[ ]time\b"
    return rf"(?:[(](?:{name})[)]|(?:{name}))"


def is_zone_name(word: str) -> bool:
    """True for an abbreviation of a zone ("cet"), which is the same in every language."""
    return word in _ABBREVIATIONS


def named_zone(words: str) -> NamedZone | None:
    """The zone that the words name; None for "local time", which is the zone of the place. Raises UnclearClock."""
    name = words.strip(" ()")
    if not name or name == _PLACE_ITSELF:
        return None
    if name in _REGIONS:
        return NamedZone(name, region=_REGIONS[name])
    if name in _ABBREVIATIONS:
        offsets = tuple((region, timedelta(hours=hours)) for region, hours in _ABBREVIATIONS[name])
        return NamedZone(name, offsets=offsets)
    if name.endswith(" time"):
        return NamedZone(name, region=_cities()[name.removesuffix(" time")])
    return NamedZone(name, offsets=((None, _offset(name)),))


def _offset(name: str) -> timedelta:
    """The offset in "utc+2", "+0530" or "gmt - 04:00". Raises UnclearClock for more than 14 hours."""
    sign = -1 if "-" in name else 1
    digits = re.sub(r"[^0-9:]", "", name)
    hours, _, minutes = digits.partition(":") if ":" in digits or len(digits) <= 2 else (digits[:-2], "", digits[-2:])
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > timedelta(hours=14):
        raise UnclearClock(f"{name!r} is no offset of a zone")
    return sign * offset


@cache
def _cities() -> dict[str, str]:
    """City name in plain words -> IANA zone."""
    zones = [name for name in time_zone_names() if name.startswith(_AREAS)]
    return {name.rpartition("/")[2].replace("_", " ").casefold(): name for name in sorted(zones)} | _CITIES
