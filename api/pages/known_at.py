"""The instant that a page shows, for its form "What was publicly known on" and its banner."""

from __future__ import annotations

from dataclasses import dataclass

from api.parameters.read import Params
from timeline.render.words.date_words import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAt:
    """The day (UTC) that the page was asked for, as 2023-11-28 and in words; both are None for the present.

    `today` is the latest day that the form accepts.
    """

    day: str | None
    words: str | None
    today: str


def known_at_of(params: Params) -> KnownAt:
    """The day that the parameters ask for."""
    day = None if params.known_at is None else params.known_at.date()
    return KnownAt(
        day=None if day is None else day.isoformat(),
        words=None if day is None else day_words(day),
        today=params.now.date().isoformat(),
    )
