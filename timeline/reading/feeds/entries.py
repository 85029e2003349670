"""The VEVENT lines of each event of a calendar: as they are stored, or written now from the shown revision.

Only options that change how an event is written (`lang`, `profile`, `imprecise=all`) need rendering; every other feed
joins stored bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from timeline.model.event import Revision
from timeline.model.figures.own_days import asked_days, missed_as
from timeline.model.query import EventQuery
from timeline.model.stored_event import StoredEvent
from timeline.reading.feeds.options import FeedOptions
from timeline.reading.feeds.window import Ancestry, CalendarEntry, trips_of
from timeline.reading.snapshot import Snapshot
from timeline.render.ics.vevent import Relatives, RenderedVevent, vevent
from timeline.render.ics.vevent_options import VeventOptions
from timeline.resolve.removed import removal_revision
from timeline.store.logs.revision_log import load_revisions

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
    to_write = [event for event in events if not (options.is_written_as_stored and event.vevent)]
    revisions = load_revisions(snapshot.session, [event.event_id for event in to_write]) if to_write else {}
    rendered = {event.event_id: RenderedVevent(event.vevent, event.vevent_zones) for event in events}
    for event in to_write:
        revision = revision_of(event, revisions.get(event.event_id, ()))
        shown_to = {} if event.removed else ancestry
        rendered[event.event_id] = _write(snapshot, revision, options.vevent, shown_to, query)
    entries = (CalendarEntry(event, rendered[event.event_id].lines, rendered[event.event_id].zones) for event in events)
    return tuple(entry for entry in entries if entry.lines)


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
            parent_ids=() if node is None or node.part_of_id is None else (node.part_of_id,),
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
