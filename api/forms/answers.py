"""The answer in one of the forms of `timeline.render.forms.table`: a list, whole or one page of it, or one event.

Params -> position in the walk -> stored events in chunks -> the form's writer -> body and its tag. The tag is made
from the bytes, so whatever they depend on (language, catalogue, addresses) is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from api.event_form import localizer
from api.events import shown_event
from api.http.answers import Answer
from api.http.cursor import Cursor, query_digest, read_cursor, write_cursor
from api.http.spool import spooled
from api.parameters.read import Params
from timeline.model.catalogue.entries import Catalogue, Organization, Person, Place, Topic
from timeline.model.query import EventQuery, PageRequest, Position
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.reading.names import check_names
from timeline.reading.snapshot import Snapshot
from timeline.render.forms.local_event import Frame, Telling
from timeline.render.forms.table import EventForm
from timeline.render.links import query_string
from timeline.render.local_names import local_name
from timeline.render.words.languages import words_of
from timeline.store.views.event_chunks import latest_known_from, stream_events
from timeline.store.views.event_view import find_events

_PAGING = ("cursor", "limit", "lang")
_NOT_ON_PAGES = (*_PAGING, "sort")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """Which events of a list are told: those after a position, as they were publicly known at one instant."""

    query: EventQuery
    at: datetime
    after: Position | None
    bound_to: str


def list_answer(snapshot: Snapshot, form: EventForm, params: Params) -> Answer:
    """The events of the query: a page if the form is paged or a limit is given, else all of them."""
    walk = _walk(snapshot, form, params)
    check_names(snapshot.session, walk.query, sight=Public(snapshot.now))
    frame = _list_frame(snapshot, form, params)
    if not form.is_paged and "limit" not in params.values:
        events: Iterable[StoredEvent] = stream_events(
            snapshot.session, walk.query, sight=Public(walk.at), after=walk.after
        )
        return _answer(snapshot, form, events, params, frame, filename="events")
    page = find_events(
        snapshot.session, walk.query, PageRequest(limit=params.limit, after=walk.after), sight=Public(walk.at)
    )
    if page.next is not None:
        following = write_cursor(Cursor(page.next, walk.at), walk.bound_to)
        frame = replace(frame, next_url=_list_url(snapshot, form, params, following))
    updated_at = max((event.updated_at for event in page.events), default=None)
    return _answer(snapshot, form, page.events, params, replace(frame, updated_at=updated_at), filename="events")


def event_answer(snapshot: Snapshot, key: str, params: Params, form: EventForm) -> Answer:
    """One event. Raises EventMoved for a merged key, EventNotFound for what is not public."""
    stored = shown_event(snapshot, key, at=params.sight.at)
    links = snapshot.links
    asked = f"?{query_string(params.echo)}" if params.echo else ""
    frame = Frame(
        title=stored.title or stored.slug,
        name=f"/v1/events/{stored.event_id}{form.suffix}",
        self_url=f"{links.self_url(stored.slug)}{form.suffix}{asked}",
        page_url=links.html_url(stored.slug),
        updated_at=stored.updated_at,
    )
    return _answer(snapshot, form, (stored,), params, frame, filename=stored.slug)


def _walk(snapshot: Snapshot, form: EventForm, params: Params) -> _Walk:
    """Where the walk goes on; a cursor binds it to the instant at which it began."""
    query = params.query if "sort" in params.values else replace(params.query, sort=form.sort)
    bound_to = query_digest(form.suffix, [(name, values) for name, values in params.echo if name not in _PAGING])
    cursor = None if params.cursor is None else read_cursor(params.cursor, bound_to, now=snapshot.now)
    at = cursor.at if cursor else latest_known_from(snapshot.session, sight=snapshot.sight)
    return _Walk(query=query, at=at, after=cursor.after if cursor else None, bound_to=bound_to)


def _list_frame(snapshot: Snapshot, form: EventForm, params: Params) -> Frame:
    filters = tuple((name, values) for name, values in params.echo if name not in _NOT_ON_PAGES)
    asked = f"?{query_string(filters)}" if filters else ""
    return Frame(
        title=_title(snapshot.catalogue, params, filters),
        name=f"/v1/events{form.suffix}{asked}",
        self_url=_list_url(snapshot, form, params, params.cursor),
        first_url=_list_url(snapshot, form, params, None),
        page_url=f"{snapshot.links.base_url}/{asked}",
    )


def _title(catalogue: Catalogue, params: Params, filters: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """The service's name and what is asked for, names of the catalogue in the language."""
    shelves: Mapping[str, Mapping[str, Person | Organization | Place | Topic]] = {
        "person": catalogue.people,
        "organization": catalogue.organizations,
        "place": catalogue.places,
        "topic": catalogue.topics,
    }
    words = words_of(params.feed.lang).feeds
    asked = [(shelves.get(name, {}).get(value), value) for name, values in filters for value in values]
    names = [value if entry is None else local_name(entry, params.feed.lang) for entry, value in asked]
    return words.about.format(title=words.title, name=", ".join(names)) if names else words.title


def _list_url(snapshot: Snapshot, form: EventForm, params: Params, cursor: str | None) -> str:
    """The address of one page; the suffix stands in it, so that it is the same for who negotiated."""
    shared = tuple((name, values) for name, values in params.echo if name != "cursor")
    asked = query_string((*shared, *((("cursor", (cursor,)),) if cursor else ())))
    return f"{snapshot.links.base_url}/v1/events{form.suffix}" + (f"?{asked}" if asked else "")


def _answer(
    snapshot: Snapshot, form: EventForm, events: Iterable[StoredEvent], params: Params, frame: Frame, *, filename: str
) -> Answer:
    telling = Telling(
        links=snapshot.links,
        catalogue=snapshot.catalogue,
        uid_domain=snapshot.render.uid_domain,
        lang=params.feed.lang,
    )
    if form.has_objects and params.lang is not None:
        localize = localizer(snapshot, params.lang)
        events = (replace(stored, json=localize(stored.json)) for stored in events)
    found_body = spooled(form.write(events, telling, frame))
    answer = Answer(
        body=b"",
        media_type=form.content_type,
        etag=found_body.digest[:32],
        filename=f"{filename}{form.suffix}" if form.is_file else None,
        link=None if frame.next_url is None else f'<{frame.next_url}>; rel="next"',
    )
    if found_body.is_small:
        return replace(answer, body=found_body.read())
    return replace(answer, large_size=found_body.size, file=found_body.file)
