"""The public data set of one moment in each form of `timeline export`, piece by piece.

stored events in chunks -> a form's writer -> pieces of a file. Only a calendar is made as a whole: its zones come
first. JSON and NDJSON hold the claims of each event too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from timeline.commands.opening import Store
from timeline.model.query import EventQuery, PageRequest, Sort
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.render.forms.atom import atom_form
from timeline.render.forms.csv import csv_form
from timeline.render.forms.geojson import geojson_form
from timeline.render.forms.jsonld import jsonld_form
from timeline.render.forms.local_event import Frame, Telling
from timeline.render.ics.vevent import CalendarHead, calendar
from timeline.render.json.event import list_json
from timeline.render.links import Links
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of
from timeline.store.engine.sessions import Session
from timeline.store.logs.catalogue_log import load_catalogue
from timeline.store.views.event_chunks import stream_events
from timeline.store.views.event_view import find_events

_LIST_HEAD: Final = b'{"events":['
_FEEDS: Final = words_of(DEFAULT_LANGUAGE).feeds

Writer = Callable[[Iterable[StoredEvent], Telling, Frame], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class PublicSet:
    """What is exported: everything that the public sees at `at`, read in one snapshot."""

    store: Store
    session: Session
    at: datetime

    def events(self, sort: Sort = Sort.START) -> Iterator[StoredEvent]:
        """Every public event, read in chunks."""
        return stream_events(self.session, EventQuery(sort=sort), sight=Public(self.at))


def public_pieces(form: str, found: PublicSet) -> Iterator[bytes]:
    """The data set in the form, one of `PUBLIC_FORMS`; read while it is consumed."""
    return _FORMS[form](found)


def _json(found: PublicSet) -> Iterator[bytes]:
    yield _LIST_HEAD
    count = 0
    for event in found.events():
        yield (b"," if count else b"") + _with_claims(event)
        count += 1
    yield list_json((), next_url=None, count=count, query_echo={}, known_at=None).removeprefix(_LIST_HEAD) + b"\n"


def _ndjson(found: PublicSet) -> Iterator[bytes]:
    for event in found.events():
        yield _with_claims(event) + b"\n"


def _with_claims(event: StoredEvent) -> bytes:
    return event.json[:-1] + b',"claims":' + event.claims + b"}"


def _ics(found: PublicSet) -> Iterator[bytes]:
    events = (event for event in found.events() if event.vevent)
    shown = sorted(events, key=lambda one: (one.first_day or date.max, one.event_id))
    links = Links(found.store.render.base_url)
    head = CalendarHead(
        name=_FEEDS.title,
        description=_FEEDS.description,
        source_url=links.feed_url("all"),
        page_url=f"{links.base_url}/",
    )
    zones = (zone for event in shown for zone in event.vevent_zones)
    yield calendar((event.vevent for event in shown), zones, head=head)


def _told(form: str, write: Writer, found: PublicSet, sort: Sort = Sort.START) -> Iterator[bytes]:
    render = found.store.render
    links = Links(render.base_url)
    telling = Telling(links=links, catalogue=load_catalogue(found.session), uid_domain=render.uid_domain)
    newest = find_events(
        found.session, EventQuery(sort=Sort.UPDATED_DESCENDING), PageRequest(limit=1), sight=Public(found.at)
    ).events
    frame = Frame(
        title=_FEEDS.title,
        name=f"/v1/events.{form}",
        self_url=f"{links.base_url}/v1/events.{form}",
        page_url=f"{links.base_url}/",
        updated_at=newest[0].updated_at if newest else None,
    )
    return write(found.events(sort), telling, frame)


_FORMS: Final[Mapping[str, Callable[[PublicSet], Iterator[bytes]]]] = {
    "json": _json,
    "ndjson": _ndjson,
    "ics": _ics,
    "csv": lambda found: _told("csv", csv_form, found),
    "geojson": lambda found: _told("geojson", geojson_form, found),
    "atom": lambda found: _told("atom", atom_form, found, Sort.UPDATED_DESCENDING),
    "jsonld": lambda found: _told("jsonld", jsonld_form, found),
}

PUBLIC_FORMS: Final = tuple(_FORMS)
