"""Checks that the names a query gives are names the public can know (R10).

A name counts as known if a public event bears it. Whether the catalogue or a hidden event knows more is told to nobody:
an unknown slug and one that only an embargoed report mentions get the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from timeline.errors import InvalidQuery, Problem
from timeline.model.query import EventQuery, PageRequest
from timeline.model.sight import Public
from timeline.store.engine.sessions import Session
from timeline.store.views.event_view import find_events

_LISTS: Final[Mapping[str, str]] = {
    "person": "/v1/people",
    "organization": "/v1/organizations",
    "place": "/v1/places",
    "topic": "/v1/topics",
    "source": "/v1/sources",
    "trip": "/v1/events?kind=trip",
}
NAMED: Final = tuple(_LISTS)
"""Parameters whose values are names of things."""


def check_names(session: Session, query: EventQuery, *, sight: Public, with_removed: bool = False) -> None:
    """Raise InvalidQuery naming each slug that no event public at `at` bears (or, for calendars, bore once)."""
    problems = tuple(
        Problem(name, f"no public event has the {name} {slug!r}; {_LISTS[name]} lists those there are")
        for name in NAMED
        for slug in getattr(query, name)
        if not is_named(session, name, slug, sight=sight, with_removed=with_removed)
    )
    if problems:
        raise InvalidQuery(problems)


def is_named(session: Session, parameter: str, slug: str, *, sight: Public, with_removed: bool = False) -> bool:
    """True if some event public at `at` matches the parameter with this value alone.

    `with_removed`: or one that left the public view; a calendar that somebody follows has to tell its end.
    """
    wanted: dict[str, Any] = {parameter: (slug,)}
    return bool(
        find_events(session, EventQuery(**wanted), PageRequest(limit=1, with_removed=with_removed), sight=sight).events
    )
