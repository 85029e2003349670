"""The values in the JSON of a date: texts, days as 2023-11-28, times as RFC 3339; each may be null.

Every reader raises InvalidDate naming the key. `model.dates.event_date` puts the values together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from timeline.errors import InvalidDate
from timeline.model.dates.zones import read_instant

_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def text_at(mapping: Mapping[str, object], key: str) -> str | None:
    """The text under the key, or None."""
    value = mapping[key]
    if value is not None and not isinstance(value, str):
        raise InvalidDate(str(value), f"{key} is a text or null")
    return value


def day_at(mapping: Mapping[str, object], key: str) -> date | None:
    """The day under the key, or None."""
    text = text_at(mapping, key)
    if text is None:
        return None
    try:
        if _ISO_DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise InvalidDate(text, f"write {key} as 2023-11-28")


def instant_at(mapping: Mapping[str, object], key: str) -> datetime | None:
    """The aware time under the key, or None."""
    text = text_at(mapping, key)
    return None if text is None else read_instant(text, key)
