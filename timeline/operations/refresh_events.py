"""Refresh events: bring their read rows up to date with their reports. Second half of every write, whole of a rebuild.

affected event ids -> with parents and parts -> own states (`resolve.history`) -> states within the family
(`resolve.family`) -> numbered against the revision log -> read rows replaced, new revisions returned. The caller owns
the transaction, has already appended what changed, and appends the revisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from timeline.errors import PartOfCycle
from timeline.model.event import Event, Revision, State
from timeline.model.limits import MAX_PARTS_DEPTH
from timeline.model.report import EventRecord
from timeline.model.stored_event import IndexedEvent
from timeline.operations.index_events import index_inside, index_removal, index_state
from timeline.operations.name_lifts import cut_at_lifts, joined
from timeline.operations.public_state import SeenRows
from timeline.operations.work import Work
from timeline.resolve.family import Family, named_events
from timeline.resolve.history import END, states
from timeline.resolve.inside import inside_states, number_inside
from timeline.resolve.numbering import Numbering, number_states
from timeline.store.logs import filing_log, revision_log

_EVENTS_PER_STATEMENT = 500
"""Events whose read rows are written together; more would only need more memory."""


@dataclass(frozen=True, slots=True)
class RefreshedEvents:
    """The events whose read rows were replaced (ascending ids), and the revisions to append.

    `is_seen` tells whether anything changed that has been public at any time up to now.
    """

    event_ids: tuple[str, ...]
    revisions: tuple[Revision, ...]
    is_seen: bool


@dataclass(slots=True)
class _Relatives:
    """Own states of the events loaded so far, and the ids behind the slugs that they name."""

    work: Work
    states: dict[str, tuple[State, ...]] = field(default_factory=dict)
    inside: dict[str, tuple[State, ...]] = field(default_factory=dict)
    records: dict[str, EventRecord] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def load(self, event_ids: Iterable[str]) -> None:
        """Work out the own states of events that are not loaded yet."""
        missing = sorted(set(event_ids) - self.states.keys())
        if not missing:
            return
        records = filing_log.load_event_records(self.work.session, missing)
        for event_id in missing:
            record = records.get(event_id)
            self.states[event_id] = states(record, self.work.catalogue) if record else ()
            self.inside[event_id] = inside_states(record, self.work.catalogue) if record else ()
        self.records |= records
        # Relatives are shown by the slugs of what they were merged into, which no claim need name.
        self.ids |= {event.slug: event_id for event_id in missing for event in self._events(event_id)}
        self.load_ids(key for event_id in missing for key in self.named_events(event_id))

    def load_ids(self, keys: Iterable[str | None]) -> None:
        """Look up which events these slugs or ids mean."""
        missing = {key for key in keys if key} - self.ids.keys()
        self.ids |= filing_log.find_event_ids(self.work.session, sorted(missing))

    def shown_parents(self, event_id: str) -> set[str]:
        """What the event's states show as `part_of`, as slugs or ids."""
        return {key for event in self._events(event_id) for key in event.part_of}

    def named_events(self, event_id: str) -> set[str]:
        """The parents and stops that any claim of the event names, shown or not."""
        return {key for event in self._events(event_id) for key in named_events(event.claims)}

    def parents(self, event_ids: Iterable[str]) -> set[str]:
        """The ids of the events that these are part of at any time."""
        return {self.ids[key] for event_id in event_ids for key in self.shown_parents(event_id) if key in self.ids}

    def named_by(self, event_ids: Iterable[str]) -> set[str]:
        """The ids of all events that any claim of these names as a parent or a stop."""
        return {self.ids[key] for event_id in event_ids for key in self.named_events(event_id) if key in self.ids}

    def naming(self, event_ids: Iterable[str]) -> set[str]:
        """The ids of the events that may be part of these, or may have them in their itinerary, by any name of them."""
        keys = filing_log.keys_of(self.work.session, sorted(event_ids))
        return set(filing_log.events_naming(self.work.session, sorted(keys)))

    def _events(self, event_id: str) -> Iterator[Event]:
        """The event in each of its public states, and as insiders see it."""
        states = (*self.states.get(event_id, ()), *self.inside.get(event_id, ()))
        return (state.event for state in states if state.event is not None)

    def slug_of(self, event_id: str) -> str:
        """The slug that the event's newest state shows; the id if it shows none."""
        events: Sequence[Event] = [state.event for state in self.states.get(event_id, ()) if state.event]
        return events[-1].slug if events else event_id


def refresh_events(work: Work, affected: Iterable[str], *, refuse_cycles: bool = True) -> RefreshedEvents:
    """Replace the read rows of these events and of their relatives. The caller has to append the revisions.

    Raises PartOfCycle if an event would be part of itself, or more than MAX_PARTS_DEPTH events deep. A rebuild does not
    refuse them: an earlier program may have shown only one of several parents.
    """
    relatives = _Relatives(work)
    targets = sorted(_targets(relatives, set(affected)))
    relatives.load({*targets, *relatives.named_by(targets), *relatives.naming(targets)})
    heights: dict[str, int] = {}
    for target in targets if refuse_cycles else ():
        _check_ancestors(relatives, (target,), heights)
    seen = SeenRows(work.session, until=work.horizon)
    revisions = _replace_rows(relatives, targets, seen)
    return RefreshedEvents(event_ids=tuple(targets), revisions=revisions, is_seen=seen.has_changed)


def _targets(relatives: _Relatives, affected: set[str]) -> set[str]:
    """The affected events, those that they are or were part of, and those that are part of them or list them."""
    relatives.load(affected)
    logged = revision_log.load_revisions(relatives.work.session, sorted(affected))
    former = filing_log.find_event_ids(relatives.work.session, sorted(_logged_parents(logged)))
    targets = affected | relatives.parents(affected) | relatives.naming(affected) | set(former.values())
    relatives.load(targets)
    return targets


def _logged_parents(logged: Mapping[str, Sequence[Revision]]) -> set[str]:
    """What the revisions show as `part_of`, as slugs."""
    events = (revision.shown for revisions in logged.values() for revision in revisions)
    return {slug for event in events if event for slug in event.part_of}


def _replace_rows(relatives: _Relatives, targets: Sequence[str], seen: SeenRows) -> tuple[Revision, ...]:
    """Number the states of the targets and replace their read rows. Returns the revisions to append."""
    work = relatives.work
    family = Family.of(relatives.states, relatives.ids, work.catalogue.at)
    insiders_family = Family.of(relatives.inside, relatives.ids, lambda _moment: work.catalogue.at(END))
    logged = revision_log.load_revisions(work.session, targets)
    relatives.load_ids(_logged_parents(logged))
    appended: list[Revision] = []
    rows: dict[str, list[IndexedEvent]] = {}
    for done, event_id in enumerate(targets, start=1):
        if len(rows) == _EVENTS_PER_STATEMENT:
            seen.replace_events(rows)
            rows = {}
        numbering = number_states(event_id, logged.get(event_id, ()), family.states_of(event_id), work.logged)
        appended.extend(numbering.appended)
        rows[event_id] = _rows(event_id, numbering, insiders_family.states_of(event_id), relatives)
        work.progress(done, len(targets))
    seen.replace_events(rows)
    return tuple(appended)


def _rows(event_id: str, numbering: Numbering, inside: Sequence[State], relatives: _Relatives) -> list[IndexedEvent]:
    """The read rows of one event: its public states, what insiders see, and the times at which it was removed."""
    catalogue, render, ids = relatives.work.catalogue, relatives.work.render, relatives.ids
    rows: list[IndexedEvent] = []
    for numbered in numbering.numbered:
        parts = cut_at_lifts(numbered, catalogue)
        rows += joined(index_state(part, catalogue.at(part.state.known_from), render, ids) for part in parts)
    removals = [index_removal(one, catalogue.at(one.known_from), render, ids) for one in numbering.removals]
    event = inside[-1].event if inside else None
    if event is None:
        return rows + [replace(row, inside=row is removals[-1]) for row in removals]
    last = numbering.numbered[-1].state if numbering.numbered else None
    if last is not None and last.known_to is None and last.event == event:
        return [*rows[:-1], replace(rows[-1], inside=True), *removals]
    numbers = (numbered.revision.number for numbered in numbering.numbered)
    hidden = number_inside(relatives.records[event_id], event, numbers)
    return [*rows, index_inside(hidden, catalogue, render, ids), *removals]


def _check_ancestors(relatives: _Relatives, path: tuple[str, ...], heights: dict[str, int]) -> None:
    """Follow `part_of` upwards on every way that any state gives. `path` is the way so far, the target first.

    `heights` has how many events stand above each event that was looked at, so that none is looked at twice. Raises
    PartOfCycle.
    """
    relatives.load(path[-1:])
    height = 0
    for parent in sorted(relatives.parents(path[-1:])):
        chain = tuple(relatives.slug_of(event_id) for event_id in (*path, parent))
        if parent in path:
            raise PartOfCycle(chain[path.index(parent) :])
        if len(path) + heights.get(parent, 0) >= MAX_PARTS_DEPTH:
            raise PartOfCycle(chain, f"part_of would go deeper than {MAX_PARTS_DEPTH} events")
        if parent not in heights:
            _check_ancestors(relatives, (*path, parent), heights)
        height = max(height, 1 + heights[parent])
    heights[path[-1]] = height
