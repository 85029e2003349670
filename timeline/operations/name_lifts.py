"""Cuts the read rows of an event where names that it does not show become public: they are searched and translated.

An alias or a name in another language changes no shown value, so it makes no state and no revision (R12). Before its
time it must not be found either (R10): the row that holds it begins when it becomes public.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import NumberedState
from timeline.model.stored_event import IndexedEvent


def cut_at_lifts(numbered: NumberedState, catalogue: Catalogue) -> tuple[NumberedState, ...]:
    """The state in parts that begin where something of the catalogue that it mentions becomes public."""
    state, event = numbered.state, numbered.state.event
    assert event is not None, "only public states are numbered"
    slugs = {place.slug for place in event.where} | set(event.topics)
    slugs |= {who for one in event.participants for who in (one.who, one.by, one.together_with) if who}
    within = (lift for lift in catalogue.lifts_of(slugs) if state.known_from < lift)
    begins = sorted(lift for lift in within if state.known_to is None or lift < state.known_to)
    return tuple(
        replace(numbered, state=replace(state, known_from=known_from or state.known_from, known_to=known_to))
        for known_from, known_to in pairwise([state.known_from, *begins, state.known_to])
    )


def joined(rows: Iterable[IndexedEvent]) -> list[IndexedEvent]:
    """The rows with neighbours joined that differ in their times alone."""
    kept: list[IndexedEvent] = []
    for row in rows:
        before = kept[-1] if kept else None
        if before is not None and _without_times(before) == _without_times(row):
            kept[-1] = replace(before, stored=replace(before.stored, known_to=row.stored.known_to))
        else:
            kept.append(row)
    return kept


def _without_times(row: IndexedEvent) -> IndexedEvent:
    return replace(row, stored=replace(row.stored, known_from=row.stored.updated_at, known_to=None))
