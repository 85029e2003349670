"""Which release of the IANA zone data is pinned, and on what day it came out.

Whatever depends on a release is decided by its own day, never by today's, so that the same data give the same bytes.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import import_module
from typing import Final

_RELEASED: Final = {
    "2024a": date(2024, 2, 1),
    "2024b": date(2024, 9, 4),
    "2025a": date(2025, 1, 15),
    "2025b": date(2025, 3, 22),
    "2026f": date(2026, 10, 28),
}
"""The days of the releases that this program was made or tested with."""


@cache
def zone_release() -> str:
    """The name of the pinned release, such as "2025b"."""
    return str(import_module("tzdata").IANA_VERSION)


def release_day(release: str) -> date:
    """The day on which the release came out; 1 January of its year if this program does not know the day."""
    return _RELEASED.get(release) or date(int(release[:4]), 1, 1)


def is_known_release(release: str) -> bool:
    """True if this program knows on what day the release came out."""
    return release in _RELEASED
