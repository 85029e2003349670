"""The states and the numbered revisions of events that the public can know."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from timeline.model.event import PublicRevision
from timeline.model.related import RevisionState
from timeline.model.sight import Insider
from timeline.model.stored_event import INSIDE, StoredEvent
from timeline.reading.snapshot import Snapshot
from timeline.resolve.public.revisions import public_revisions
from timeline.store.logs.revision_log import load_revisions
from timeline.store.views.event_view import find_histories


def states_of(snapshot: Snapshot, event_id: str) -> tuple[StoredEvent, ...]:
    """Every public state of the event up to the snapshot's instant, oldest first."""
    return histories_of(snapshot, (event_id,))[event_id]


def histories_of(snapshot: Snapshot, event_ids: Collection[str]) -> dict[str, tuple[StoredEvent, ...]]:
    """The same for each of these events.

    The last state has no end: an end in the future would reveal a change that is not public yet (R10).
    """
    at = _horizon(snapshot)
    found = find_histories(snapshot.session, event_ids, sight=snapshot.sight)
    return {
        event_id: tuple(
            replace(state, known_to=None) if state.known_to is not None and state.known_to > at else _dated(state)
            for state in states
        )
        for event_id, states in found.items()
    }


def revisions_of(snapshot: Snapshot, event_ids: Sequence[str]) -> dict[str, tuple[PublicRevision, ...]]:
    """The public revisions of each of these events, by the time from which they were known."""
    logged = load_revisions(snapshot.session, event_ids)
    return {event_id: public_revisions(logged.get(event_id, ()), at=_horizon(snapshot)) for event_id in event_ids}


def revision_states(snapshot: Snapshot, event_id: str) -> tuple[RevisionState, ...]:
    """The event's public revisions, each with its public state.

    The state is what the public can read now about that time (R9), so an old revision reveals nothing that `known_at`
    and the history do not. It is None where the event had left the public view, and where another revision replaced
    this one for the same time.
    """
    states = states_of(snapshot, event_id)
    revisions = revisions_of(snapshot, (event_id,))[event_id]
    return tuple(RevisionState(revision=revision, state=_state_of(revision, states)) for revision in revisions)


def _horizon(snapshot: Snapshot) -> datetime:
    """Up to which instant the reader can look: an insider also sees what becomes public later."""
    return INSIDE if isinstance(snapshot.sight, Insider) else snapshot.sight.at


def _dated(state: StoredEvent) -> StoredEvent:
    """The state; one that is never public begins when it was last changed."""
    return replace(state, known_from=state.updated_at) if state.known_from == INSIDE else state


def _state_of(revision: PublicRevision, states: Sequence[StoredEvent]) -> StoredEvent | None:
    """The public state that begins under this revision."""
    if not revision.is_shown:
        return None
    numbered = (state for state in states if state.revision == revision.revision.number)
    return next((state for state in numbered if _holds_at(state, revision)), None)


def _holds_at(state: StoredEvent, revision: PublicRevision) -> bool:
    moment = revision.known_from
    return state.known_from <= moment and (state.known_to is None or moment < state.known_to)
