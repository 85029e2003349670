"""A calendar as jCal, the JSON form of iCalendar (RFC 7265), made from the bytes of the feed.

Feed bytes -> icalendar's components -> the library's jCal -> two corrections (`_property`) -> JSON bytes. Dates are
written as 2023-11-28, values have a type, lines are unfolded and texts unescaped; X- properties stay as written
("unknown", RFC 7265 §5.1).
"""

from __future__ import annotations

import re
from typing import Any, Final

import orjson
from icalendar import Calendar

JCAL_TYPE: Final = "application/calendar+json"

_ESCAPE: Final = re.compile(r"\\(.)")
_TEXTS: Final = ("name", "color", "participant-type")
"""Properties of type TEXT (RFC 7986, RFC 9073) that icalendar does not know and leaves escaped."""


def jcal(calendar: bytes) -> bytes:
    """The calendar as one jCal array; the same bytes for the same calendar."""
    return orjson.dumps(_component(Calendar.from_ical(calendar).to_jcal()))


def _component(component: list[Any]) -> list[Any]:
    """A component: name, properties, components inside it (RFC 7265 §3.3)."""
    name, properties, parts = component
    return [name, [_property(one) for one in properties], [_component(part) for part in parts]]


def _property(parts: list[Any]) -> list[Any]:
    """A property: name, parameters, type, values (RFC 7265 §3.4)."""
    name, parameters, kind, *values = parts
    if kind == "unknown" and name in _TEXTS:
        return [name, parameters, "text", *(_unescaped(value) for value in values)]
    if kind == "recur":
        return [name, parameters, kind, *(_rule(value) for value in values)]
    return [name, parameters, kind, *values]


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    """A recurrence rule; a part with a single value is not an array (RFC 7265 §3.6.10)."""
    return {name: part[0] if isinstance(part, list) and len(part) == 1 else part for name, part in rule.items()}


def _unescaped(text: str) -> str:
    """The text without its escapes (RFC 5545 §3.3.11)."""
    return _ESCAPE.sub(lambda escape: "\n" if escape.group(1) in "nN" else escape.group(1), text)
