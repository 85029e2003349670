"""All public events in each form of `timeline export`, piece by piece.

The same reads and writers serve the API. JSON and NDJSON add the claims of each event. A calendar is made as a whole,
because its zones come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final

from timeline.model.query import EventQuery, PageRequest
from timeline.model.related import ONLY_CLAIMS
from timeline.reading.events import every_event, find_page, last_updated_at
from timeline.reading.snapshot import Snapshot
from timeline.render.forms.settings import FormHead, FormSettings, stored_object
from timeline.render.forms.table import FORMS, NDJSON, EventForm
from timeline.render.ics.vevent import CalendarHead, calendar
from timeline.render.json.event_list import ListMembers, list_pieces
from timeline.render.json.event_object import AS_STORED, event_object
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

_FORMS: Final = {form.name: form for form in FORMS}
_WORDS: Final = words_of(DEFAULT_LANGUAGE).feeds

PUBLIC_FORMS: Final = ("json", "ics", *_FORMS)

_with_claims: Final = partial(event_object, shape=AS_STORED, related=ONLY_CLAIMS)


def public_pieces(form: str, snapshot: Snapshot) -> Iterator[bytes]:
    """The public events in the form, one of `PUBLIC_FORMS`; they are read while the pieces are consumed."""
    if form == "json":
        return _json(snapshot)
    if form == "ics":
        return _ics(snapshot)
    return _in_form(_FORMS[form], snapshot)


def _json(snapshot: Snapshot) -> Iterator[bytes]:
    everything = EventQuery()
    count = find_page(snapshot, everything, PageRequest(limit=1, with_count=True)).count
    objects = map(_with_claims, every_event(snapshot, everything))
    yield from list_pieces(objects, ListMembers(count=count, rights=snapshot.render.rights))
    yield b"\n"


def _ics(snapshot: Snapshot) -> Iterator[bytes]:
    events = [event for event in every_event(snapshot, EventQuery()) if event.vevent]
    events.sort(key=lambda event: (event.first_day or date.max, event.event_id))
    head = CalendarHead(
        name=_WORDS.title,
        description=_WORDS.description,
        source_url=snapshot.links.feed_url("all"),
        page_url=f"{snapshot.links.base_url}/",
        rights=f"{snapshot.render.licence}. {snapshot.render.attribution}.",
    )
    zones = (zone for event in events for zone in event.vevent_zones)
    yield calendar((event.vevent for event in events), zones, head=head)


def _in_form(form: EventForm, snapshot: Snapshot) -> Iterator[bytes]:
    settings = FormSettings(
        render=snapshot.render,
        catalogue=snapshot.catalogue,
        write_object=_with_claims if form is NDJSON else stored_object,
    )
    base_url = snapshot.links.base_url
    head = FormHead(
        title=_WORDS.title,
        name=f"/v1/events{form.suffix}",
        self_url=f"{base_url}/v1/events{form.suffix}",
        page_url=f"{base_url}/",
        updated_at=last_updated_at(snapshot),
    )
    return form.write(every_event(snapshot, EventQuery(sort=form.sort)), settings, head)
