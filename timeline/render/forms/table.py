"""The forms that are written from stored events, in one table for the API and `timeline export`.

JSON lists and calendars are not here: they are joined from stored bytes and have rules of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import orjson

from timeline.model.query import Sort
from timeline.model.stored_event import StoredEvent
from timeline.render.forms.atom import ATOM_TYPE, atom_form
from timeline.render.forms.csv import csv_form
from timeline.render.forms.geojson import geojson_form
from timeline.render.forms.jsonld import jsonld_form
from timeline.render.forms.settings import FormHead, FormSettings

Writer = Callable[[Iterable[StoredEvent], FormSettings, FormHead], Iterator[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventForm:
    """One form: `name` ends its addresses and names it on the command line, `write` gives it piece by piece.

    `media_type` is what Accept names, `content_type` what the answer says. The API gives a paged form in pages only,
    every other form whole unless a limit is given. `sort` is the default order. `is_file`: a browser that
    saves the answer gets a file name.
    """

    name: str
    media_type: str
    content_type: str
    write: Writer
    sort: Sort = Sort.START
    is_paged: bool = False
    is_file: bool = False

    @property
    def suffix(self) -> str:
        """The end of its addresses, with the full stop."""
        return f".{self.name}"


def ndjson_form(events: Iterable[StoredEvent], settings: FormSettings, _head: FormHead) -> Iterator[bytes]:
    """One line for each event: the event object of the API as a list has it, then licence and attribution."""
    rights = b"," + orjson.dumps(settings.render.rights)[1:] + b"\n"
    for stored in events:
        yield settings.write_object(stored).removesuffix(b"}") + rights


CSV: Final = EventForm(
    name="csv",
    media_type="text/csv",
    content_type="text/csv; charset=utf-8; header=present",
    write=csv_form,
    is_file=True,
)
NDJSON: Final = EventForm(
    name="ndjson",
    media_type="application/x-ndjson",
    content_type="application/x-ndjson",
    write=ndjson_form,
    is_file=True,
)
GEOJSON: Final = EventForm(
    name="geojson",
    media_type="application/geo+json",
    content_type="application/geo+json",
    write=geojson_form,
    is_file=True,
)
ATOM: Final = EventForm(
    name="atom",
    media_type=ATOM_TYPE,
    content_type=f"{ATOM_TYPE}; charset=utf-8",
    write=atom_form,
    sort=Sort.UPDATED_DESCENDING,
    is_paged=True,
)
JSONLD: Final = EventForm(
    name="jsonld", media_type="application/ld+json", content_type="application/ld+json", write=jsonld_form
)

FORMS: Final = (CSV, NDJSON, GEOJSON, ATOM, JSONLD)
