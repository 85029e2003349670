"""Make the read tables again from the append-only logs, or check that they are what the logs give (R15).

all event ids -> read tables emptied -> every event refreshed -> new revisions and public changes only if the program
or its settings now show something else (or if the change log is younger than the events). `check` does the same and
compares the result with what stood there before; its caller rolls back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from timeline.errors import Problem
from timeline.operations.new_zone_data import moved_entries, times_of_other_zone_data
from timeline.operations.public_changes import PublicBefore
from timeline.operations.public_state import note_rebuild
from timeline.operations.refresh_events import refresh_events
from timeline.operations.work import Work
from timeline.store.logs import change_log, filing_log, rendering_log, revision_log
from timeline.store.logs.hash_chain import seal_write
from timeline.store.views import event_rows

_MOST_PROBLEMS = 20

_Row = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildResult:
    """How many events were refreshed, how many new revisions that gave, and how many events changed for the public.

    The last two are 0 if nothing that is shown has changed.
    """

    events: int
    revisions: int
    changes: int


def rebuild(work: Work) -> RebuildResult:
    """Empty the read tables and fill them from the logs."""
    since = rendering_log.begin_rendering(work.session, work.render.identity, at=work.logged.recorded_at)
    work.render = replace(work.render, since=since)
    event_ids = filing_log.all_event_ids(work.session)
    before = PublicBefore.of(work)
    times = times_of_other_zone_data(work)
    event_rows.clear(work.session)
    refreshed = refresh_events(work, event_ids, refuse_cycles=False)
    write_id = work.begin_write() if refreshed.revisions else None
    if write_id is not None:
        revision_log.append_revisions(work.session, write_id, refreshed.revisions)
    moved = moved_entries(work, times)
    if moved:
        write_id = write_id or work.begin_write()
        revision_log.append_revisions(work.session, write_id, moved)
        refresh_events(work, [revision.event_id for revision in moved], refuse_cycles=False)
    changes = before.changes_until_now(refreshed.event_ids)
    if write_id is not None or changes.own:
        write_id = write_id or work.begin_write()
        change_log.append_changes(work.session, write_id, changes.all)
        seal_write(work.session, write_id)
    event_rows.set_fingerprint(work.session, work.render.fingerprint)
    note_rebuild(work)
    revisions = len(refreshed.revisions) + len(moved)
    return RebuildResult(events=len(event_ids), revisions=revisions, changes=len(changes.own))


def check(work: Work) -> tuple[Problem, ...]:
    """Where the read tables differ from what the logs give, at most 20 places. The caller must roll back."""
    stored = tuple(event_rows.dump(work.session))
    rebuild(work)
    return tuple(islice(_differences(stored, event_rows.dump(work.session)), _MOST_PROBLEMS))


def _differences(stored: Iterable[_Row], rebuilt: Iterable[_Row]) -> Iterable[Problem]:
    """One problem for each row that only one side has, named by table, event and `known_from`."""
    places = {_place(row) for row in set(stored) ^ set(rebuilt)}
    return (Problem(place, "differs from what the logs give; run `timeline rebuild`") for place in sorted(places))


def _place(row: _Row) -> str:
    return " ".join(str(part) for part in row[:3])
