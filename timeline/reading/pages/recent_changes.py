"""The newest changes of what the public sees, each with the event and the sentence of the state that it brought.

Numbers of `/v1/changes`, newest first -> the events that are public now -> their stories -> `RecentChange` values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from timeline.model.change import Change
from timeline.model.stored_event import StoredEvent
from timeline.reading.changes import changes_after, newest_change_number
from timeline.reading.pages.event_story import story_of
from timeline.reading.revisions import states_of
from timeline.reading.snapshot import Snapshot
from timeline.render.story import ToldChange

MOST_CHANGES: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentChange:
    """One change. `event` is as it is public now, None if it is not public any more; `state` is the last state that
    came with this change, None if a later change replaced it, and `told` what it changed.
    """

    change: Change
    event: StoredEvent | None
    state: StoredEvent | None = None
    told: ToldChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentChanges:
    """Changes, newest first; `before` is the number with which the page of older ones is asked for, None at the end."""

    changes: tuple[RecentChange, ...]
    before: int | None


def read_recent_changes(snapshot: Snapshot, before: int | None = None) -> RecentChanges:
    """The newest changes, or the newest of those with a number below `before`."""
    newest = newest_change_number(snapshot)
    last = newest if before is None else min(newest, before - 1)
    first = max(last - MOST_CHANGES, 0)
    page = changes_after(snapshot, first, last - first) if last > first else None
    changes = () if page is None else tuple(one for one in page.changes if one.number <= last)
    histories = {event_id: states_of(snapshot, event_id) for event_id in ({} if page is None else page.events)}
    return RecentChanges(
        changes=tuple(reversed(tuple(_with_stories(changes, histories)))), before=first + 1 if first else None
    )


def _with_stories(changes: Iterable[Change], histories: Mapping[str, Sequence[StoredEvent]]) -> Iterator[RecentChange]:
    """The changes in their order; a state goes with the first of them that is not earlier than the state."""
    told: set[tuple[str, int]] = set()
    for change in changes:
        states = histories.get(change.event_id, ())
        number = _newest_state(states, change)
        if number is None or (change.event_id, number) in told:
            yield RecentChange(change=change, event=states[-1] if states else None)
            continue
        told.add((change.event_id, number))
        story = story_of(states[max(number - 1, 0) : number + 1])
        yield RecentChange(change=change, event=states[-1], state=states[number], told=story[-1])


def _newest_state(states: Sequence[StoredEvent], change: Change) -> int | None:
    """The number of the state that changed last up to this change."""
    before = [number for number, state in enumerate(states) if state.updated_at <= change.at]
    return max(before, key=lambda number: (states[number].updated_at, number), default=None)
