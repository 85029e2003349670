"""What new zone data move in calendars alone: a time that is now written in UTC, or again by the clock of its place.

calendar times stored with another release -> read tables rendered again -> `moved_entries` -> one revision for each
event whose times moved while its JSON stayed (docs/FEEDS.md 4). Where the JSON moved, there is a revision already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from timeline.model.event import Revision
from timeline.operations.work import Work
from timeline.resolve.numbering import revisions_in_force, seen_revisions
from timeline.store.logs import revision_log
from timeline.store.views import event_rows

CalendarTimes = Mapping[tuple[str, int], tuple[bytes, ...]]
"""The lines of the times of a calendar entry, by event and number of the revision."""


def times_of_other_zone_data(work: Work) -> CalendarTimes:
    """What stands in the read tables, if other zone data and nothing else made it; else nothing."""
    stored = event_rows.fingerprint(work.session)
    if stored is None or not work.render.differs_by_zone_data_only(stored):
        return {}
    return calendar_times(work)


def calendar_times(work: Work) -> CalendarTimes:
    """The times of every entry that the public sees now."""
    entries = event_rows.timed_entries(work.session, work.now)
    return {(event_id, number): _times(lines) for event_id, number, lines in entries}


def moved_entries(work: Work, before: CalendarTimes) -> tuple[Revision, ...]:
    """A new revision for each event whose times are now others under the same number. The caller appends them."""
    if not before:
        return ()
    moved = {key: lines for key, lines in calendar_times(work).items() if before.get(key, lines) != lines}
    logged = revision_log.load_revisions(work.session, sorted(event_id for event_id, _ in moved))
    renewed: list[Revision] = []
    for event_id, number in sorted(moved):
        in_force = revisions_in_force(logged[event_id])
        shown = [in_force[at] for at in sorted(in_force) if at <= work.now]
        highest = max(revision.number for revision in seen_revisions(logged[event_id]))
        if shown and shown[-1].number == number and shown[-1].shown is not None:
            write = work.logged
            times = {"recorded_at": write.recorded_at, "cause": write.cause, "author": write.author}
            renewed.append(replace(shown[-1], number=highest + 1, **times))  # type: ignore[arg-type]
    return tuple(renewed)


def _times(lines: bytes) -> tuple[bytes, ...]:
    return tuple(line for line in lines.split(b"\r\n") if line.startswith((b"DTSTART", b"DTEND")))
