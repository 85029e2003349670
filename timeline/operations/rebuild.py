"""Make the read tables again from the append-only ones, or check that they are what the logs give (R15).

all event ids -> read tables emptied -> every event settled -> new revisions and public changes only if the program
or its settings now show something else (or if the change log is younger than the events). `check` does the same and
compares with what stood there; its caller rolls back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from timeline.errors import Problem
from timeline.operations.progress import Progress, no_progress
from timeline.operations.public_changes import Watch
from timeline.operations.refresh_events import settle_events
from timeline.render.settings import RenderSettings
from timeline.resolve.numbering import Write
from timeline.store.engine.sessions import Session
from timeline.store.logs import change_log, filing_log, revision_log, write_log
from timeline.store.logs import hash_chain as integrity
from timeline.store.views import event_rows

_MOST_PROBLEMS = 20

_Row = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildResult:
    """How many events were settled, how many revisions that took and how many of them the public sees changed.

    Both are 0 when nothing shown has changed.
    """

    events: int
    revisions: int
    changes: int


def rebuild(
    session: Session, settings: RenderSettings, write: Write, progress: Progress = no_progress
) -> RebuildResult:
    """Empty the read tables and fill them from the logs."""
    event_ids = filing_log.all_event_ids(session)
    watch = Watch.begin(session, write)
    event_rows.clear(session)
    settled = settle_events(session, event_ids, write, settings, progress)
    changes = watch.changes(session, settled.event_ids)
    if settled.revisions or changes.own:
        write_id = write_log.begin_write(session, recorded_at=write.recorded_at, author=write.author, cause=write.cause)
        revision_log.append_revisions(session, write_id, settled.revisions)
        change_log.append_changes(session, write_id, changes.all)
        integrity.seal_write(session, write_id)
    event_rows.set_fingerprint(session, settings.fingerprint)
    return RebuildResult(events=len(event_ids), revisions=len(settled.revisions), changes=len(changes.own))


def check(
    session: Session, settings: RenderSettings, write: Write, progress: Progress = no_progress
) -> tuple[Problem, ...]:
    """Where the read tables differ from what the logs give, at most 20 places; the caller must roll back."""
    stored = tuple(event_rows.dump(session))
    rebuild(session, settings, write, progress)
    return tuple(islice(_differences(stored, event_rows.dump(session)), _MOST_PROBLEMS))


def _differences(stored: Iterable[_Row], rebuilt: Iterable[_Row]) -> Iterable[Problem]:
    """One problem for each row that stands on one side only, named by table, event and `known_from`."""
    places = {_place(row) for row in set(stored) ^ set(rebuilt)}
    return (Problem(place, "differs from what the logs give; run `timeline rebuild`") for place in sorted(places))


def _place(row: _Row) -> str:
    return " ".join(str(part) for part in row[:3])
