"""The list pages: all events with filters, and the events of one person, organization, place or trip.

Parameters -> `timeline.reading.pages.agenda` -> months in words -> template `story.html`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date
from typing import Any, Final
from urllib.parse import quote

from flask import render_template

from api.http.paging.walk import Walk
from api.pages.agenda import month_cards, months_of_all
from api.pages.known_at import known_at_of
from api.pages.person_tables import PersonTables, person_tables
from api.pages.pictures import StatisticsFigures, statistics_figures
from api.pages.source_head import SourceHead, source_head
from api.pages.story_filters import Filters, filters_of
from api.pages.subscribe.addresses import Subscription, embed_snippet, subscription_of
from api.pages.suggestions import Suggestion, name_suggestions
from api.parameters.read import Params
from timeline.errors import CatalogueEntryNotFound
from timeline.model.catalogue.entries import OfficeTerm
from timeline.model.catalogue.folders import FILTER_OF_FOLDER
from timeline.model.catalogue.languages import DEFAULT_LANGUAGE
from timeline.model.limits import MAX_LIMIT
from timeline.model.query import EventQuery, PageRequest, Sort
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import AskedPresence
from timeline.reading.events import shown_event
from timeline.reading.names.public_names import check_names, is_named
from timeline.reading.names.titles import name_of_value, title_of
from timeline.reading.pages.agenda import read_agenda
from timeline.reading.pages.front import read_front
from timeline.reading.snapshot import Snapshot, view_begins_at
from timeline.render.links import query_string
from timeline.render.words.date_words import day_words

SITE_NAME: Final = "Diplomatic timeline"
_KIND_OF_PAGE: Final = {
    "people": "Person",
    "organizations": "Organization",
    "places": "Place",
    "topics": "Topic",
    "sources": "Source",
    "trips": "Trip",
}
_FILTER_OF_PAGE: Final = {**FILTER_OF_FOLDER, "sources": "source"}

Pairs = tuple[tuple[str, tuple[str, ...]], ...]
"""Parameters with their values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHead:
    """The title, addresses and form of a list page. `path` is its address, `api_path` that of the same events as JSON.

    `kind_of_page` and `filters` exclude each other: only the page of all events can be filtered.
    """

    title: str
    path: str
    api_path: str
    subscription: Subscription
    kind_of_page: str | None = None
    offices: tuple[str, ...] = ()
    filters: Filters | None = None
    suggestions: tuple[Suggestion, ...] = ()
    source: SourceHead | None = None
    figures: PersonTables | None = None
    pictures: StatisticsFigures | None = None


def story_page(snapshot: Snapshot, params: Params) -> str:
    """All events, or those that the filters leave. Raises InvalidQuery for a name that is not public."""
    check_names(snapshot.session, params.query, sight=snapshot.present)
    page_filters = _without(params.echo, "cursor", "known_at", "sort")
    feed_filters = _without(_api_parameters(params), "known_at", "sort")
    head = ListHead(
        title=SITE_NAME,
        path="/",
        api_path=_address("/v1/events", _api_parameters(params)),
        subscription=subscription_of(
            snapshot.links.base_url,
            _address("/v1/events.ics", feed_filters) if feed_filters else "/calendars/all.ics",
            "diplomatic-timeline.ics",
            page=_address("/subscribe", page_filters),
        ),
        filters=filters_of(snapshot, params, is_active=bool(page_filters)),
        suggestions=name_suggestions(snapshot, params.query.q),
    )
    return list_page(snapshot, params, params.query, head)


def pinned_page(snapshot: Snapshot, folder: str, slug: str, params: Params) -> str:
    """The events of one person, organization, place, topic, source or trip.

    Raises EventMoved and EventNotFound for a trip, CatalogueEntryNotFound for any other name that is not public.
    """
    parameter = _FILTER_OF_PAGE[folder]
    if folder == "trips":
        shown_event(snapshot, slug)
    elif not is_named(snapshot.session, parameter, slug, sight=snapshot.present):
        raise CatalogueEntryNotFound(parameter, slug)
    head = ListHead(
        title=name_of_value(snapshot, parameter, slug, DEFAULT_LANGUAGE),
        path=f"/{folder}/{quote(slug, safe='')}",
        api_path=_address("/v1/events", ((parameter, (slug,)),)),
        subscription=subscription_of(
            snapshot.links.base_url,
            f"/calendars/{folder}/{slug}.ics" if folder != "sources" else f"/v1/events.ics?source={quote(slug)}",
            f"{slug}.ics",
            page=_address("/subscribe", ((parameter, (slug,)),)),
        ),
        kind_of_page=_KIND_OF_PAGE[folder],
        offices=_offices(snapshot, slug) if folder == "people" else (),
        source=source_head(snapshot, slug) if folder == "sources" else None,
        figures=person_tables(snapshot, slug) if folder == "people" else None,
    )
    pinned: dict[str, Any] = {parameter: (slug,)}
    query = replace(params.query, **pinned)
    if folder in ("people", "organizations"):  # the page of somebody tells of absences too, with the word
        query = replace(query, presence=(AskedPresence.ANY,))
    if folder == "people":
        known_at = tuple(pair for pair in params.echo if pair[0] == "known_at")
        head = replace(
            head, pictures=statistics_figures(snapshot, replace(query, presence=()), (("person", (slug,)), *known_at))
        )
    return list_page(snapshot, params, query, head)


def list_page(snapshot: Snapshot, params: Params, query: EventQuery, head: ListHead) -> str:
    """The page of this query: it opens at today, unless the reader asked for days, an order or an earlier instant."""
    parts = _opening(snapshot, query) if _opens_at_today(params) else _whole(snapshot, params, query, head)
    return render_template(
        "story.html",
        page=head,
        today_words="That day" if params.known_at else "Today",
        today=day_words(_today(snapshot)),
        known=known_at_of(params),
        embed=embed_snippet(snapshot.links.base_url, head.api_path),
        base_url=snapshot.links.base_url,
        kept=[(name, value) for name, values in _without(params.echo, "cursor", "known_at") for value in values],
        all_of_it=_address(head.path, (*_without(params.echo, "cursor"), ("sort", ("start",)))),
        coming_of_it=_address(head.path, (*_without(params.echo, "cursor"), ("from", (_today(snapshot).isoformat(),)))),
        earlier_of_it=_address(
            head.path,
            (*_without(params.echo, "cursor"), ("to", (_today(snapshot).isoformat(),)), ("sort", ("-start",))),
        ),
        **parts,
    )


def _opens_at_today(params: Params) -> bool:
    is_of_days = params.query.first_day or params.query.last_day or "sort" in dict(params.echo)
    return not (is_of_days or params.known_at or params.cursor or params.query.trip)


def _today(snapshot: Snapshot) -> date:
    return snapshot.now.astimezone(UTC).date()


def _opening(snapshot: Snapshot, query: EventQuery) -> dict[str, Any]:
    """What is on, what comes, what was and what changed, in words."""
    front = read_front(snapshot, query, _today(snapshot))
    agendas = {"now": front.on_now, "ahead": front.coming, "earlier": front.earlier}
    is_filtered = query != EventQuery()
    return {
        "front": front,
        "months": months_of_all(snapshot, agendas),
        "changed": () if is_filtered else _changed(front.changed),
        "count": front.count,
    }


def _changed(events: Iterable[StoredEvent]) -> tuple[tuple[StoredEvent, str], ...]:
    """The events with the day of their last change in words."""
    return tuple((event, day_words(event.updated_at.date())) for event in events)


def _whole(snapshot: Snapshot, params: Params, query: EventQuery, head: ListHead) -> dict[str, Any]:
    """One page of the whole list in its order."""
    walk = Walk.of(params, "page", head.path, list(_without(params.echo, "cursor")), starts_at=view_begins_at(snapshot))
    is_ascending = query.sort is Sort.START
    today = (walk.at if params.known_at else snapshot.now).astimezone(UTC).date() if is_ascending else None
    request = PageRequest(limit=MAX_LIMIT, after=walk.after, with_count=True)
    agenda = read_agenda(snapshot.seen_at(walk.at), query, request, today=today)
    return {
        "months": {"m": month_cards(snapshot, agenda)},
        "has_earlier": agenda.has_earlier,
        "count": agenda.count,
        "later": None if agenda.next is None else walk.next_query(params, agenda.next),
        "is_ascending": is_ascending,
    }


def _without(echo: Pairs, *names: str) -> Pairs:
    return tuple(pair for pair in echo if pair[0] not in names)


def _address(path: str, parameters: Pairs) -> str:
    return f"{path}?{query_string(parameters)}" if parameters else path


def _api_parameters(params: Params) -> Pairs:
    """The page's parameters as those of the API, which has `from` and `to` in place of `year`."""
    first_day, last_day = params.query.first_day, params.query.last_day
    has_year = any(name == "year" for name, _ in params.echo)
    shared = _without(params.echo, "cursor", "year")
    if not has_year or first_day is None or last_day is None:
        return shared
    return (*shared, ("from", (first_day.isoformat(),)), ("to", (last_day.isoformat(),)))


def _offices(snapshot: Snapshot, person: str) -> tuple[str, ...]:
    """The offices of the person that the catalogue knows, with their days, in words."""
    return tuple(_office(snapshot, term) for term in snapshot.catalogue.terms if term.person == person)


def _office(snapshot: Snapshot, term: OfficeTerm) -> str:
    first = "" if term.first_day is None else f", from {day_words(term.first_day)}"
    last = "" if term.last_day is None else f" to {day_words(term.last_day)}"
    return f"{term.office}, {title_of(snapshot, 'organizations', term.body)}{first}{last}"
