"""The options of a feed: what of the query goes into the calendar, and how it is told.

Query parameters -> `api.parameters.table` -> `FeedOptions` -> `timeline.reading.feeds.window` (what goes in) and `render.ics.vevent` (how it is told).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from timeline.render.ics.vevent import Imprecise, VeventOptions
from timeline.render.words.languages import DEFAULT_LANGUAGE


class Detail(StrEnum):
    """Whether a trip stands as one entry, as its stops and meetings, or as both."""

    TRIPS = "trips"
    STOPS = "stops"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOptions:
    """What the subscriber chose; `lang` is a language that has a table of words."""

    imprecise: Imprecise = Imprecise.SPAN
    detail: Detail = Detail.ALL
    lang: str = DEFAULT_LANGUAGE
    has_cancelled: bool = True
    is_rich: bool = False

    @property
    def vevent(self) -> VeventOptions:
        """The part that changes how one event is written."""
        return VeventOptions(imprecise=self.imprecise, lang=self.lang, is_rich=self.is_rich)

    @property
    def is_written_as_stored(self) -> bool:
        """True if an event that has a stored VEVENT goes into the feed with these very bytes."""
        return self.lang == DEFAULT_LANGUAGE and not self.is_rich


USUAL: Final = FeedOptions()
"""What a subscriber gets who chose nothing."""
