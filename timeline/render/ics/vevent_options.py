"""What a subscriber can choose about the entry of one event; stored VEVENTs are rendered with the defaults.

Query parameters -> `VeventOptions` -> `render.ics.vevent`. Options that leave out whole events (`cancelled`, `detail`)
belong to the code that chooses the events of a feed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from timeline.model.vocabulary import Presence
from timeline.render.words.languages import DEFAULT_LANGUAGE


class Imprecise(StrEnum):
    """How a date that is not exact is handled (docs/FEEDS.md 5)."""

    OMIT = "omit"
    SPAN = "span"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class VeventOptions:
    """`imprecise`: only exact dates, also vague dates of up to 14 days, or every date with a known day.

    `lang` is a BCP 47 tag for fixed words and catalogue names; `is_rich` adds what RFC 9253 and RFC 9073 define.
    `shows_cancelled` writes what was called off as tentative: some programs hide cancelled entries of a subscription.
    `missed` is how the one whose calendar it is stayed away.
    """

    imprecise: Imprecise = Imprecise.SPAN
    lang: str = DEFAULT_LANGUAGE
    is_rich: bool = False
    missed: Presence | None = None
    shows_cancelled: bool = False


DEFAULT_OPTIONS = VeventOptions()
"""The options of every stored VEVENT."""
