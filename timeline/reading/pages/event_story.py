"""The history of one event as a story: each public state with what it changed.

States (oldest first) -> each one compared with the one before it -> `timeline.render.story.told_change`.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.model.event import Event
from timeline.model.stored_event import StoredEvent
from timeline.render.json.stored_event import read_event
from timeline.render.story import ToldChange, told_change


def story_of(states: Sequence[StoredEvent]) -> tuple[ToldChange, ...]:
    """What each of these states of one event changed, in their order (oldest first)."""
    events = [read_event(state).event for state in states]
    before: tuple[Event | None, ...] = (None, *events[:-1])
    return tuple(map(told_change, before, events)) if events else ()
