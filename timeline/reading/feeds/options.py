"""The options of a feed: which events of the query it contains, and how it writes them.

Query parameters -> `FeedOptions` -> `timeline.reading.feeds.window` (which events) and `render.ics.vevent` (how).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from timeline.render.ics.vevent_options import Imprecise, VeventOptions
from timeline.render.words.languages import DEFAULT_LANGUAGE


class Detail(StrEnum):
    """Whether a trip is one entry, or its stops and meetings are entries, or both."""

    TRIPS = "trips"
    STOPS = "stops"
    ALL = "all"


class Cancelled(StrEnum):
    """What happens to an event that was called off: a cancelled entry, none, or a tentative one that programs show."""

    MARKED = "marked"
    OMIT = "omit"
    VISIBLE = "visible"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOptions:
    """What the subscriber chose; `lang` is a language that has a table of words."""

    imprecise: Imprecise = Imprecise.SPAN
    detail: Detail = Detail.ALL
    lang: str = DEFAULT_LANGUAGE
    cancelled: Cancelled = Cancelled.MARKED
    is_rich: bool = False

    @property
    def vevent(self) -> VeventOptions:
        """The options that change how one event is written."""
        return VeventOptions(
            imprecise=self.imprecise,
            lang=self.lang,
            is_rich=self.is_rich,
            shows_cancelled=self.cancelled is Cancelled.VISIBLE,
        )

    @property
    def has_cancelled(self) -> bool:
        """True if what was called off or removed is in the feed."""
        return self.cancelled is not Cancelled.OMIT

    @property
    def is_written_as_stored(self) -> bool:
        """True if the feed contains the stored VEVENT of an event, byte for byte, where there is one."""
        return self.lang == DEFAULT_LANGUAGE and not self.is_rich

    @property
    def has_every_date(self) -> bool:
        """True if dates that are too vague for a stored VEVENT are entries too."""
        return self.imprecise is Imprecise.ALL


USUAL: Final = FeedOptions()
"""The options of a subscriber who chose none."""
