"""The options of a feed: what of the query goes into the calendar, and how it is told.

Query parameters -> `api.parameters.params` -> `FeedOptions` -> `timeline.reading.feeds.window` (what goes in) and `render.ics.vevent` (how it is told).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from api.parameters.values import InvalidValue
from timeline.render.ics.vevent import Imprecise, VeventOptions
from timeline.render.words.languages import DEFAULT_LANGUAGE, LANGUAGES, language_of

_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,6}")


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


def read_language(text: str) -> str:
    """The language to answer in: that of the BCP 47 tag if we have it, else English."""
    if _TAG.fullmatch(text):
        return language_of(text)
    known = ", ".join(sorted(LANGUAGES))
    raise InvalidValue(f"is no language tag; write it as de or de-AT (BCP 47); ours: {known}, else English")
