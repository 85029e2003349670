"""What a subscriber can choose about how an event stands in a calendar; the defaults are what is stored.

Query parameters -> `VeventOptions` -> `render.ics.vevent.vevent`. What is left out as a whole (`cancelled`, `detail`) is not
decided here but where the events of a feed are chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from timeline.render.words.languages import DEFAULT_LANGUAGE


class Imprecise(StrEnum):
    """What becomes of a date that is not exact (FEEDS.md 5)."""

    OMIT = "omit"
    SPAN = "span"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class VeventOptions:
    """`imprecise`: only exact dates, also vague ones up to 14 days wide, or every date with a known day.

    `lang` is a BCP 47 tag for fixed words and names of the catalogue; `is_rich` adds the components of RFC 9073.
    """

    imprecise: Imprecise = Imprecise.SPAN
    lang: str = DEFAULT_LANGUAGE
    is_rich: bool = False


DEFAULT_OPTIONS = VeventOptions()
"""What every stored VEVENT is rendered with."""
