"""The VEVENT lines of each event of a calendar: as they are stored, or written now from the shown revision.

Only options that change how an event is written (`lang`, `profile`, `imprecise=all`, `cancelled=visible`) need
rendering, and events that were merged, since their entries name the survivor; every other feed joins stored bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from timeline.model.event import Revision
from timeline.model.figures.own_days import asked_days, missed_as
from timeline.model.query import EventQuery
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import CANCELS_ENTRY
from timeline.reading.feeds.options import Cancelled, FeedOptions
from timeline.reading.feeds.window import Ancestry, CalendarEntry, trips_of
from timeline.reading.names.renamed import renamed_at
from timeline.reading.snapshot import Snapshot
from timeline.render.ics.tombstone import Survivor, merger_entry, removal_entry
from timeline.render.ics.vevent import Relatives, RenderedVevent, vevent
from timeline.render.ics.vevent_options import VeventOptions
from timeline.resolve.public.removed import removal_revision
from timeline.store.logs.filing_log import find_event_ids, find_heirs
from timeline.store.logs.revision_log import load_revisions
from timeline.store.views.event_view import find_shown

ANYTHING: Final = EventQuery()
"""The query that names nobody."""


def read_entries(
    snapshot: Snapshot,
    events: Sequence[StoredEvent],
    options: FeedOptions,
    ancestry: Ancestry,
    query: EventQuery = ANYTHING,
) -> tuple[CalendarEntry, ...]:
    """The entries in the order of the events; an event without an entry under these options is left out.

    `ancestry` names the parents of the events that have to be written now, each with the days of those whom `query`
    names.
    """
    survivors = _survivors(snapshot, [event.event_id for event in events if event.removed])
    to_write = [event for event in events if event.event_id in survivors or not is_joined(event, options)]
    revisions = load_revisions(snapshot.session, [event.event_id for event in to_write]) if to_write else {}
    entries = {event.event_id: _stored_entry(event) for event in events}
    shown = {event.event_id: revision_of(event, revisions.get(event.event_id, ())) for event in to_write}
    renamed = renamed_at(snapshot, [one.shown for one in shown.values() if one.shown is not None], options.lang)
    for event in to_write:
        revision = shown[event.event_id]
        if event.removed:
            entry = _tombstone(snapshot, event, revision, survivors.get(event.event_id), options)
        else:
            changed_at = max(revision.updated_at, renamed.get(event.event_id, revision.updated_at))
            revision = replace(revision, recorded_at=changed_at)
            written = _write(snapshot, revision, options.vevent, ancestry, query)
            entry = CalendarEntry(event, written.lines, written.zones, changed_at)
        entries[event.event_id] = entry
    return tuple(entries[event.event_id] for event in events if entries[event.event_id].lines)


def is_joined(event: StoredEvent, options: FeedOptions) -> bool:
    """True if the feed contains the stored bytes of this event."""
    is_rewritten = options.cancelled is Cancelled.VISIBLE and event.status in CANCELS_ENTRY and not event.removed
    return options.is_written_as_stored and bool(event.vevent) and not is_rewritten


def _stored_entry(event: StoredEvent) -> CalendarEntry:
    return _entry(event, RenderedVevent(event.vevent, event.vevent_zones))


def _entry(event: StoredEvent, rendered: RenderedVevent) -> CalendarEntry:
    return CalendarEntry(event, rendered.lines, rendered.zones, event.updated_at)


def _survivors(snapshot: Snapshot, removed: Sequence[str]) -> dict[str, StoredEvent]:
    """What each of these removed events was merged into, by their ids; it may have been removed later itself.

    If a split took its records out again, it is the event that has them now.
    """
    if not removed:
        return {}
    merged = {loser: id_ for loser, id_ in find_event_ids(snapshot.session, removed).items() if loser != id_}
    heirs = find_heirs(snapshot.session, merged)
    survivors = find_shown(snapshot.session, heirs.values(), sight=snapshot.sight)
    return {loser: survivors[id_] for loser, id_ in heirs.items() if id_ in survivors}


def _tombstone(
    snapshot: Snapshot, event: StoredEvent, revision: Revision, survivor: StoredEvent | None, options: FeedOptions
) -> CalendarEntry:
    """The entry of a removed event: it names the survivor only while that one is public (R10)."""
    if survivor is None:
        return _entry(event, removal_entry(revision, snapshot.render, options.vevent))
    changed_at = max(event.updated_at, survivor.updated_at)
    if survivor.removed:
        lines = removal_entry(replace(revision, recorded_at=changed_at), snapshot.render, options.vevent).lines
    else:
        merged_into = Survivor(
            event_id=survivor.event_id,
            slug=survivor.slug,
            title=survivor.title or survivor.slug,
            updated_at=survivor.updated_at,
        )
        lines = merger_entry(revision, merged_into, snapshot.render, options.vevent).lines
    return CalendarEntry(event, lines, (), changed_at)


def _write(
    snapshot: Snapshot, revision: Revision, options: VeventOptions, ancestry: Ancestry, query: EventQuery
) -> RenderedVevent:
    event, node = revision.shown, ancestry.get(revision.event_id)
    if event is not None:
        options = replace(options, missed=missed_as(event, query))
        revision = replace(revision, shown=replace(event, when=asked_days(event, query)))
    return vevent(
        revision,
        snapshot.render,
        snapshot.catalogue,
        relatives=Relatives(
            parent_ids=() if node is None else node.parent_ids,
            trips=trips_of(revision.event_id, ancestry),
        ),
        options=options,
    )


def revision_of(event: StoredEvent, revisions: Sequence[Revision]) -> Revision:
    """The revision that the stored row shows, from the event's revisions in storing order.

    A removed event has the revision that cancels what the public saw last.
    """
    if event.removed:
        return removal_revision(_last_seen(event, revisions), removed_at=event.known_from)
    in_force = {revision.known_from: revision for revision in revisions if revision.known_from <= event.known_from}
    return max(
        (
            revision
            for revision in in_force.values()
            if revision.number == event.revision and revision.shown is not None
        ),
        key=lambda revision: revision.known_from,
    )


def _last_seen(event: StoredEvent, revisions: Sequence[Revision]) -> Revision:
    """The last revision that the public saw of a removed event: the cancelling one has the next number."""
    return [revision for revision in revisions if revision.number == event.revision - 1 and revision.shown is not None][
        -1
    ]
