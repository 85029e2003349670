"""The short stable feeds, such as `all`, `people/{slug}` and `countries/{code}`, and their yearly editions.

`FeedName` -> the query with one pinned filter -> `Feed`. A name that is not public raises FeedNotFound with the public
names nearest to it; whether the catalogue knows it makes no difference (R10).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, Final

from timeline.errors import FeedNotFound
from timeline.model.catalogue.countries import COUNTRY_CODES
from timeline.model.catalogue.folders import FILTER_OF_FOLDER
from timeline.model.query import EventQuery
from timeline.reading.feeds.feed import Feed, FeedRequest
from timeline.reading.names.public_names import is_named, names_to_offer
from timeline.reading.names.titles import local_title
from timeline.reading.snapshot import Snapshot

_MOST_NAMES: Final = 3
_MOST_CHARACTERS: Final = 80
"""A longer text is not compared: it is not a misspelt slug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedName:
    """A folder of `FILTER_OF_FOLDER` with a slug or country code, or the folder "all" alone; `year` of an edition.

    Raises FeedNotFound for another folder.
    """

    folder: str = "all"
    slug: str = ""
    year: int | None = None

    def __post_init__(self) -> None:
        """Refuse a folder that no feed has."""
        is_known = self.folder in FILTER_OF_FOLDER if self.slug else self.folder == "all"
        if not is_known:
            raise FeedNotFound

    @property
    def path(self) -> str:
        """The address of the feed itself, without year, form and parameters."""
        return f"/calendars/{self.folder}/{self.slug}" if self.slug else f"/calendars/{self.folder}"


def named_feed(snapshot: Snapshot, name: FeedName, request: FeedRequest) -> Feed:
    """The feed of that name. Raises FeedNotFound if the name is not public now."""
    query, about = request.query, None
    if name.slug:
        query = _pinned(snapshot, name, query)
        about = local_title(snapshot, name.folder, name.slug, request.options.lang)
    if name.year is not None:
        query = replace(query, first_day=date(name.year, 1, 1), last_day=date(name.year, 12, 31))
    return Feed(
        path=name.path if name.year is None else f"{name.path}/{name.year:04}",
        request=replace(request, query=query),
        about=about,
        year=name.year,
        years_at=name.path,
    )


def _pinned(snapshot: Snapshot, name: FeedName, query: EventQuery) -> EventQuery:
    """The query with the filter of the name. Every ISO 3166 code has a feed, if only an empty one."""
    parameter = FILTER_OF_FOLDER[name.folder]
    is_country = parameter == "country" and name.slug in COUNTRY_CODES
    if not is_country and not is_named(
        snapshot.session, parameter, name.slug, sight=snapshot.present, with_removed=True
    ):
        raise FeedNotFound(name.folder, _public_names_near(snapshot, name))
    pinned: dict[str, Any] = {parameter: (name.slug,)}
    return replace(query, **pinned)


def _public_names_near(snapshot: Snapshot, name: FeedName) -> tuple[str, ...]:
    """Names of the folder that look like this one. Places come from the catalogue, so each is checked."""
    offered = names_to_offer(snapshot, sight=snapshot.present)
    names = {
        "people": offered.people,
        "organizations": offered.organizations,
        "countries": offered.countries,
        "topics": offered.topics,
        "places": tuple(snapshot.catalogue.places),
    }

    def is_public(slug: str) -> bool:
        return name.folder != "places" or is_named(snapshot.session, "place", slug, sight=snapshot.present)

    return nearest_names(name.slug, names.get(name.folder, ()), is_public)


def nearest_names(slug: str, names: Iterable[str], is_public: Callable[[str], bool]) -> tuple[str, ...]:
    """Up to three public names that look like this slug or share one of its longer words, best first."""
    if len(slug) > _MOST_CHARACTERS:
        return ()
    known = sorted(names)
    similar = difflib.get_close_matches(slug.lower(), known, n=max(1, len(known)), cutoff=0.6)
    words = {word for word in slug.lower().split("-") if len(word) > 3}
    sharing_a_word = (name for name in known if words & set(name.split("-")))
    candidates = dict.fromkeys((*similar, *sharing_a_word))
    return tuple(islice((name for name in candidates if is_public(name)), _MOST_NAMES))
