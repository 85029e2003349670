"""The names that a reader may use in a query or choose in a form: those that a public event mentions (R10).

A name that only the catalogue or a hidden event knows gets the same answer as an unknown one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any, Final

from timeline.errors import InvalidQuery, Problem
from timeline.model.query import EventQuery, PageRequest
from timeline.model.sight import Sight
from timeline.reading.feeds.removals import is_kept
from timeline.reading.snapshot import Snapshot
from timeline.store.engine.sessions import Session
from timeline.store.views.event_view import find_events
from timeline.store.views.feed_view import newest_removal
from timeline.store.views.names_in_use import NamesInUse, names_in_use, places_in_use

_LISTS: Final[Mapping[str, str]] = {
    "person": "/v1/people",
    "organization": "/v1/organizations",
    "place": "/v1/places",
    "topic": "/v1/topics",
    "source": "/v1/sources",
    "series": "/v1/events?fields=series",
    "trip": "/v1/events?kind=trip",
}
"""The filters whose values are names, and the address that lists the names."""

NAMED: Final = tuple(_LISTS)
"""The filters whose values are names."""


def check_names(session: Session, query: EventQuery, *, sight: Sight, with_removed: bool = False) -> None:
    """Raise InvalidQuery with one problem for each name in the query that `is_named` does not find."""
    problems = tuple(
        Problem(name, f"no public event has the {name} {slug!r}; {_LISTS[name]} lists those there are")
        for name in NAMED
        for slug in getattr(query, name)
        if not is_named(session, name, slug, sight=sight, with_removed=with_removed)
    )
    if problems:
        raise InvalidQuery(problems)


def is_named(session: Session, parameter: str, slug: str, *, sight: Sight, with_removed: bool = False) -> bool:
    """True if a public event matches the filter with this value alone.

    `with_removed` also accepts an event that was removed not longer ago than calendars cancel its entry.
    """
    wanted: dict[str, Any] = {parameter: (slug,)}
    query = EventQuery(**wanted)
    if find_events(session, query, PageRequest(limit=1), sight=sight).events:
        return True
    removed_at = newest_removal(session, query, sight=sight) if with_removed else None
    return removed_at is not None and is_kept(removed_at, sight.at.astimezone(UTC).date())


def names_to_offer(snapshot: Snapshot, *, sight: Sight) -> NamesInUse:
    """The names, codes, years and kinds of the events that are public to this sight, for the choices of a form."""
    return names_in_use(snapshot.session, sight=sight)


def places_to_offer(snapshot: Snapshot, *, sight: Sight) -> tuple[str, ...]:
    """The slugs of the places of events that are public to this sight, and of the places around them."""
    return places_in_use(snapshot.session, sight=sight)
