"""`/calendars/…`: short stable feeds and their yearly editions, for subscribing.

`all`, `people/{slug}`, `organizations/{slug}`, `places/{slug}`, `countries/{code}`, `topics/{slug}`, `trips/{slug}`,
as `.ics` or `.jcal.json` -> one pinned filter -> `api.feeds`. A name that no public event bears is a 404, whatever the
catalogue holds (R10).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import Blueprint, Response, request

from api.feeds import feed_answer, policy_of_day
from api.http.answers import Answer
from api.http.service import answered
from api.openapi.operations.feeds import PINNED
from api.pages.titles import name_of, names_of_countries
from api.parameters.params import NAMED_FEED_PARAMETERS, Params, read_params, year_days
from api.unknown_feed import UnknownFeed, feed_path, nearest_names
from timeline import clock
from timeline.model.catalogue.countries import COUNTRY_CODES
from timeline.model.catalogue.entries import Organization, Person, Place, Topic
from timeline.model.query import EventQuery
from timeline.model.sight import Public
from timeline.reading.feeds.feed import Feed, Form
from timeline.reading.names import is_named
from timeline.reading.snapshot import Snapshot
from timeline.render.local_names import local_name
from timeline.store.views.names_in_use import borne_names

blueprint = Blueprint("feeds", __name__, url_prefix="/calendars")

_YEAR: Final = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class _Address:
    """What a path names: `name` is the path below /calendars without year and suffix; no folder means everything."""

    folder: str | None
    slug: str | None
    year: str | None
    form: Form

    @property
    def name(self) -> str:
        return f"{self.folder}/{self.slug}" if self.folder else "all"

    @property
    def edition(self) -> str:
        return f"{self.name}/{self.year}" if self.year else self.name


@blueprint.get("/", strict_slashes=False)
@blueprint.get("/<path:_unknown_path>")
def nothing(_unknown_path: str = "") -> Response:
    """What no other address here takes."""
    raise UnknownFeed(PINNED)


@blueprint.get("/all.ics")
def all_events() -> Response:
    """Every event."""
    return _feed(_Address(None, None, None, Form.ICS))


@blueprint.get("/all.jcal.json")
def all_events_as_jcal() -> Response:
    """Every event, as jCal."""
    return _feed(_Address(None, None, None, Form.JCAL))


@blueprint.get("/all/<year>.ics")
def all_events_of_year(year: str) -> Response:
    """Every event of one year."""
    return _feed(_Address(None, None, year, Form.ICS))


@blueprint.get("/all/<year>.jcal.json")
def all_events_of_year_as_jcal(year: str) -> Response:
    """Every event of one year, as jCal."""
    return _feed(_Address(None, None, year, Form.JCAL))


@blueprint.get("/<folder>/<slug>.ics")
def named(folder: str, slug: str) -> Response:
    """The events of one person, organization, place, country, topic or trip."""
    return _feed(_Address(folder, slug, None, Form.ICS))


@blueprint.get("/<folder>/<slug>.jcal.json")
def named_as_jcal(folder: str, slug: str) -> Response:
    """The same as jCal."""
    return _feed(_Address(folder, slug, None, Form.JCAL))


@blueprint.get("/<folder>/<slug>/<year>.ics")
def named_of_year(folder: str, slug: str, year: str) -> Response:
    """The same for one year."""
    return _feed(_Address(folder, slug, year, Form.ICS))


@blueprint.get("/<folder>/<slug>/<year>.jcal.json")
def named_of_year_as_jcal(folder: str, slug: str, year: str) -> Response:
    """The same for one year, as jCal."""
    return _feed(_Address(folder, slug, year, Form.JCAL))


def _feed(address: _Address) -> Response:
    now = clock.now()
    if address.folder is not None and address.folder not in PINNED:
        raise UnknownFeed(PINNED)
    if address.year is not None and (not _YEAR.fullmatch(address.year) or address.year == "0000"):
        raise UnknownFeed(PINNED)
    if address.folder == "countries" and address.slug is not None:
        address = replace(address, slug=address.slug.upper())
    params = read_params(request.args, NAMED_FEED_PARAMETERS, now=now)
    key = ("feed", address, params.echo, now.date())
    return answered(key, policy_of_day(now), lambda snapshot: _build(snapshot, address, params), params)


def _build(snapshot: Snapshot, address: _Address, params: Params) -> Answer:
    query, about = params.query, None
    if address.folder is not None and address.slug is not None:
        query = _pinned(snapshot, address.folder, address.slug, query)
        about = _local_name(snapshot, address.folder, address.slug, params.feed.lang)
    if address.year is not None:
        first_day, last_day = year_days(int(address.year))
        query = replace(query, first_day=first_day, last_day=last_day)
    feed = Feed(
        path=f"/calendars/{address.edition}",
        query=query,
        about=about,
        year=int(address.year) if address.year else None,
        years_at=f"/calendars/{address.name}",
        options=params.feed,
        echo=params.echo,
        form=address.form,
    )
    return feed_answer(snapshot, feed)


def _pinned(snapshot: Snapshot, folder: str, slug: str, query: EventQuery) -> EventQuery:
    parameter = PINNED[folder]
    is_country = parameter == "country" and slug in COUNTRY_CODES
    if not is_country and not is_named(
        snapshot.session, parameter, slug, sight=Public(snapshot.now), with_removed=True
    ):
        raise _unknown(snapshot, folder, slug)
    pinned: dict[str, Any] = {parameter: (slug,)}
    return replace(query, **pinned)


def _unknown(snapshot: Snapshot, folder: str, slug: str) -> UnknownFeed:
    """The error with the public names of that folder that look like the one asked for."""
    borne = borne_names(snapshot.session, sight=Public(snapshot.now))
    listed = {
        "people": borne.people,
        "organizations": borne.organizations,
        "countries": borne.countries,
        "topics": borne.topics,
        "places": tuple(snapshot.catalogue.places),
    }

    def is_public(name: str) -> bool:
        return folder != "places" or is_named(snapshot.session, "place", name, sight=Public(snapshot.now))

    names = nearest_names(slug, listed.get(folder, ()), is_public)
    return UnknownFeed(PINNED, (feed_path(folder, name) for name in names))


def _local_name(snapshot: Snapshot, folder: str, slug: str, lang: str) -> str:
    """What the feed is about, in the catalogue's name for that language."""
    catalogue = snapshot.catalogue
    if folder == "countries":
        return names_of_countries(snapshot, lang).get(slug, slug)
    entries: dict[str, dict[str, Person | Organization | Place | Topic]] = {
        "people": {**catalogue.people},
        "organizations": {**catalogue.organizations},
        "places": {**catalogue.places},
        "topics": {**catalogue.topics},
    }
    entry = entries.get(folder, {}).get(slug)
    return name_of(snapshot, folder, slug) if entry is None else local_name(entry, lang)
