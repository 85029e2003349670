"""The states of an event in the order in which the public could know them."""

from __future__ import annotations

from dataclasses import replace

from timeline.model.query import StoredEvent
from timeline.reading.snapshot import Snapshot
from timeline.store.views.event_view import find_history


def states_of(snapshot: Snapshot, event_id: str) -> tuple[StoredEvent, ...]:
    """Every public state of the event up to the snapshot's instant, oldest first.

    The last state has no end: an end in the future would reveal a change that is not public yet (R10).
    """
    at = snapshot.sight.at
    states = find_history(snapshot.session, event_id, sight=snapshot.sight)
    return tuple(
        replace(state, known_to=None) if state.known_to is not None and state.known_to > at else state
        for state in states
    )
