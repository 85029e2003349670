"""What `include` adds to events: claims, reports, parts, parents, revisions, each for all events of an answer at once.

stored events + instant -> one look-up for each name of `include`, however many events -> JSON arrays by event id.
Everything is as public at that instant (R10).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import orjson

from timeline.model.report import PublicReport
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.reading.snapshot import Snapshot
from timeline.render.json.event import instant_text
from timeline.render.json.report import PublicNames, report_json
from timeline.resolve.public_reports import public_reports
from timeline.resolve.public_revisions import PublicRevision, public_revisions
from timeline.store.logs.filing_log import load_event_records
from timeline.store.logs.revision_log import load_revisions
from timeline.store.views.event_parts import find_parents, find_parts
from timeline.store.views.public_events import find_public_keys

Arrays = Mapping[str, bytes]
"""A JSON array for each event id."""

Localize = Callable[[bytes], bytes]
"""An event object, with the names of the language that was asked for."""


def included(
    snapshot: Snapshot, events: Sequence[StoredEvent], include: Sequence[str], localize: Localize, *, at: datetime
) -> dict[str, Arrays]:
    """The arrays of everything that is to be included, in the order in which it was asked for."""
    return {name: _INCLUDED[name](snapshot, events, localize, at) for name in include}


def report_objects(snapshot: Snapshot, event_ids: Sequence[str], *, at: datetime) -> dict[str, list[dict[str, Any]]]:
    """Every report public at `at` of each of these events, oldest first, naming nothing that is not public (R10)."""
    records = load_event_records(snapshot.session, event_ids)
    public = {event_id: public_reports(record, at=at) for event_id, record in records.items()}
    everything = [one for reports in public.values() for one in reports]
    parents = find_public_keys(
        snapshot.session, {one.report.says.part_of or "" for one in everything} - {""}, sight=Public(at)
    )
    return {
        event_id: [report_json(one, _names(public.get(event_id, ()), parents)) for one in public[event_id]]
        if event_id in public
        else []
        for event_id in event_ids
    }


def revision_head(found: PublicRevision) -> dict[str, Any]:
    """Number and times of a revision; cause and author stay with us, they can name what is not public."""
    return {
        "number": found.revision.number,
        "known_from": instant_text(found.known_from),
        "recorded_at": instant_text(found.revision.recorded_at),
        "updated_at": instant_text(found.revision.updated_at),
    }


def _names(reports: Sequence[PublicReport], parents: frozenset[str]) -> PublicNames:
    records = frozenset(one.report.record_key for one in reports)
    return PublicNames(events=parents, records=records)


def _claims(_snapshot: Snapshot, events: Sequence[StoredEvent], _localize: Localize, _at: datetime) -> Arrays:
    return {stored.event_id: stored.claims for stored in events}


def _reports(snapshot: Snapshot, events: Sequence[StoredEvent], _localize: Localize, at: datetime) -> Arrays:
    objects = report_objects(snapshot, [stored.event_id for stored in events], at=at)
    return {event_id: orjson.dumps(reports) for event_id, reports in objects.items()}


def _parts(snapshot: Snapshot, events: Sequence[StoredEvent], localize: Localize, at: datetime) -> Arrays:
    return _objects(find_parts(snapshot.session, _ids(events), sight=Public(at)), localize)


def _parents(snapshot: Snapshot, events: Sequence[StoredEvent], localize: Localize, at: datetime) -> Arrays:
    return _objects(find_parents(snapshot.session, _ids(events), sight=Public(at)), localize)


def _revisions(snapshot: Snapshot, events: Sequence[StoredEvent], _localize: Localize, at: datetime) -> Arrays:
    logged = load_revisions(snapshot.session, _ids(events))
    return {
        event_id: orjson.dumps([revision_head(one) for one in public_revisions(logged.get(event_id, ()), at=at)])
        for event_id in _ids(events)
    }


_INCLUDED: Final[Mapping[str, Callable[[Snapshot, Sequence[StoredEvent], Localize, datetime], Arrays]]] = {
    "claims": _claims, "reports": _reports, "parts": _parts, "parents": _parents, "revisions": _revisions,
}  # fmt: skip


def _ids(events: Sequence[StoredEvent]) -> list[str]:
    return [stored.event_id for stored in events]


def _objects(found: Mapping[str, Sequence[StoredEvent]], localize: Localize) -> Arrays:
    return {
        event_id: b"[" + b",".join(localize(stored.json) for stored in events) + b"]"
        for event_id, events in found.items()
    }
