"""The one table of the forms that are written from stored events on every request: name, media type, writer, rules.

`EventForm` -> `api.forms.answers` builds the answer, `api.routes.events` gives it its addresses. JSON and calendars are
not here: they are joined from stored bytes and have rules of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from timeline.model.query import Sort
from timeline.model.stored_event import StoredEvent
from timeline.render.forms.atom import ATOM_TYPE, atom_form
from timeline.render.forms.csv import csv_form
from timeline.render.forms.geojson import geojson_form
from timeline.render.forms.jsonld import jsonld_form
from timeline.render.forms.local_event import Frame, Telling
from timeline.render.forms.ndjson import ndjson_form

Writer = Callable[[Iterable[StoredEvent], Telling, Frame], Iterator[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventForm:
    """One form; `media_type` is what Accept names, `content_type` what the answer says, `suffix` ends its addresses.

    A paged form never holds more than a page, every other one is whole unless a limit is asked for. `sort` is its order
    when none is asked for; `is_file`: a browser that saves it gets a name; `has_objects`: it holds the event
    objects of the API as they are.
    """

    suffix: str
    media_type: str
    content_type: str
    write: Writer
    sort: Sort = Sort.START
    is_paged: bool = False
    is_file: bool = False
    has_objects: bool = False


CSV: Final = EventForm(
    suffix=".csv",
    media_type="text/csv",
    content_type="text/csv; charset=utf-8; header=present",
    write=csv_form,
    is_file=True,
)
NDJSON: Final = EventForm(
    suffix=".ndjson",
    media_type="application/x-ndjson",
    content_type="application/x-ndjson",
    write=ndjson_form,
    is_file=True,
    has_objects=True,
)
GEOJSON: Final = EventForm(
    suffix=".geojson",
    media_type="application/geo+json",
    content_type="application/geo+json",
    write=geojson_form,
    is_file=True,
    has_objects=True,
)
ATOM: Final = EventForm(
    suffix=".atom",
    media_type=ATOM_TYPE,
    content_type=f"{ATOM_TYPE}; charset=utf-8",
    write=atom_form,
    sort=Sort.UPDATED_DESCENDING,
    is_paged=True,
)
JSONLD: Final = EventForm(
    suffix=".jsonld", media_type="application/ld+json", content_type="application/ld+json", write=jsonld_form
)

FORMS: Final = (CSV, NDJSON, GEOJSON, ATOM, JSONLD)
