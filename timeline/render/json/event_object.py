"""The event object with the options of one request: chosen members, additions, names and labels in a language.

Stored JSON is parsed only for `fields` and `lang`, otherwise copied. What sources said is never translated: `lang`
chooses among their titles and summaries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import orjson

from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import Event
from timeline.model.event_json import participant_to_json
from timeline.model.field_values import field_values
from timeline.model.related import NOTHING_RELATED, Include, Related
from timeline.model.stored_event import StoredEvent
from timeline.render.json.event_records import report_objects, revision_head, state_row
from timeline.render.json.stored_event import event_of_object
from timeline.render.local_names import in_language
from timeline.render.words.languages import words_of

Localize = Callable[[bytes], bytes]
"""Makes of a stored event object the same object in another language."""


def as_stored(stored_json: bytes) -> bytes:
    """The event object without a change."""
    return stored_json


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectShape:
    """How event objects are written: with the members named in `fields` (all if empty), as `localize` gives them."""

    fields: tuple[str, ...] = ()
    localize: Localize = as_stored


AS_STORED: Final = ObjectShape()


def localizer(catalogue: Catalogue, lang: str) -> Localize:
    """Puts title, summary and names of the language into an event object; adds `labels`: its closed words."""

    def localize(stored_json: bytes) -> bytes:
        members = orjson.loads(stored_json)
        event, _ = in_language(event_of_object(members), catalogue, lang)
        return orjson.dumps(members | _local_members(event, lang))

    return localize


def event_object(stored: StoredEvent, shape: ObjectShape, related: Related = NOTHING_RELATED) -> bytes:
    """The event object with the chosen members, `id` among them in any case, and what is added to it."""
    chosen = _with_members(shape.localize(stored.json), shape.fields)
    if not related.included:
        return chosen
    arrays = (
        b',"%b":%b' % (name.encode(), _ARRAYS[name](stored, related, shape.localize)) for name in related.included
    )
    return chosen[:-1] + b"".join(arrays) + b"}"


def _with_members(whole: bytes, fields: Sequence[str]) -> bytes:
    """The object with the members of these names and `id`, in their usual order; all of them if none is named."""
    if not fields:
        return whole
    wanted = {"id", *fields}
    return orjson.dumps({name: value for name, value in orjson.loads(whole).items() if name in wanted})


def _local_members(event: Event, lang: str) -> dict[str, object]:
    words = words_of(lang)
    labels = {
        "kind": None if event.kind is None else words.kinds[event.kind],
        "status": None if event.status is None else words.statuses[event.status],
        "rank": None if event.rank is None else words.ranks[event.rank],
        "mode": None if event.mode is None else words.modes[event.mode],
    }
    return {
        "title": event.title,
        "summary": event.summary,
        "where": [field_values(place) for place in event.where],
        "participants": [participant_to_json(participant) for participant in event.participants],
        "labels": labels,
    }


def _claims(stored: StoredEvent, _related: Related, _localize: Localize) -> bytes:
    return stored.claims


def _reports(stored: StoredEvent, related: Related, _localize: Localize) -> bytes:
    return orjson.dumps(report_objects(related.reports[stored.event_id]))


def _parts(stored: StoredEvent, related: Related, localize: Localize) -> bytes:
    return _array(related.parts[stored.event_id], localize)


def _parents(stored: StoredEvent, related: Related, localize: Localize) -> bytes:
    return _array(related.parents[stored.event_id], localize)


def _revisions(stored: StoredEvent, related: Related, _localize: Localize) -> bytes:
    return orjson.dumps([revision_head(revision) for revision in related.revisions[stored.event_id]])


def _history(stored: StoredEvent, related: Related, localize: Localize) -> bytes:
    return b"[" + b",".join(state_row(state, localize) for state in related.histories[stored.event_id]) + b"]"


def _array(events: Iterable[StoredEvent], localize: Localize) -> bytes:
    return b"[" + b",".join(localize(event.json) for event in events) + b"]"


_ARRAYS: Final[Mapping[Include, Callable[[StoredEvent, Related, Localize], bytes]]] = {
    Include.CLAIMS: _claims,
    Include.REPORTS: _reports,
    Include.PARTS: _parts,
    Include.PARENTS: _parents,
    Include.REVISIONS: _revisions,
    Include.HISTORY: _history,
}
