"""The lines of each event of a calendar: as they were stored, or written now from the revision's snapshot.

Stored events + options -> `entries_of` -> `Entry` values. Only options that change how an event is told cause
rendering; the default variant joins stored bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.model.event import Event, Revision
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import Status
from timeline.reading.feeds.options import FeedOptions
from timeline.reading.feeds.window import Entry, Lineage
from timeline.reading.snapshot import Snapshot
from timeline.render.ics.vevent import RenderedVevent, vevent
from timeline.store.logs.revision_log import load_revisions


def entries_of(
    snapshot: Snapshot, events: Sequence[StoredEvent], options: FeedOptions, lineage: Lineage
) -> tuple[Entry, ...]:
    """The entries in the order of the events; an event that has none in this calendar is left out."""
    to_write = [event for event in events if not (options.is_written_as_stored and event.vevent)]
    revisions = load_revisions(snapshot.session, [event.event_id for event in to_write]) if to_write else {}
    written = {
        event.event_id: _written(snapshot, event, revisions.get(event.event_id, ()), options, lineage)
        for event in to_write
    }
    stored = {event.event_id: RenderedVevent(event.vevent, event.vevent_zones) for event in events}
    lines = stored | written
    return tuple(
        Entry(event, lines[event.event_id].lines, lines[event.event_id].zones)
        for event in events
        if lines[event.event_id].lines
    )


def _written(
    snapshot: Snapshot, event: StoredEvent, revisions: Sequence[Revision], options: FeedOptions, lineage: Lineage
) -> RenderedVevent:
    revision = last_seen(event, revisions) if event.removed else shown_revision(event, revisions)
    standing = lineage.get(event.event_id)
    return vevent(
        revision,
        snapshot.render,
        snapshot.catalogue,
        parent_id=None if event.removed or standing is None else standing.part_of_id,
        options=options.vevent,
    )


def shown_revision(event: StoredEvent, revisions: Sequence[Revision]) -> Revision:
    """The revision that the stored row shows, of the event's revisions in storing order."""
    in_force = {revision.known_from: revision for revision in revisions if revision.known_from <= event.known_from}
    return max(
        (one for one in in_force.values() if one.number == event.revision and one.shown is not None),
        key=lambda one: one.known_from,
    )


def last_seen(event: StoredEvent, revisions: Sequence[Revision]) -> Revision:
    """What is left of a removed event, as a revision of its own: title, days and places, withdrawn."""
    last = [one for one in revisions if one.number == event.revision - 1 and one.shown is not None][-1]
    seen = last.shown
    assert seen is not None, "chosen so"
    remains = Event(
        id=seen.id, slug=seen.slug, kind=seen.kind, title=seen.title, when=seen.when, where=seen.where,
        status=Status.WITHDRAWN,
    )  # fmt: skip
    return replace(
        last, number=event.revision, known_from=event.known_from, recorded_at=event.updated_at, shown=remains
    )
