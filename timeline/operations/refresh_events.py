"""Bring events up to date with their reports: the second half of every write, and the whole of a rebuild.

affected event ids -> with parents and parts -> own states (`resolve.history`) -> settled within the family ->
numbered against the revision log -> new revisions appended, read rows replaced. The caller owns the transaction and
has already appended what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from timeline.errors import PartOfCycle
from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import Event, Revision, State
from timeline.model.query import IndexedEvent
from timeline.operations.index_events import index_removal, index_state
from timeline.operations.progress import Progress, no_progress
from timeline.render.settings import RenderSettings
from timeline.resolve.family import Family
from timeline.resolve.history import states
from timeline.resolve.numbering import Numbering, Write, number_states
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log, revision_log
from timeline.store.logs.catalogue_log import load_catalogue
from timeline.store.views import event_view

MAX_DEPTH = 8
"""How many events deep `part_of` may go."""

_ROWS_AT_ONCE = 500
"""Events whose read rows are written in one go; more would only cost memory."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The events whose read rows were renewed (ascending ids), and the revisions that are to be appended."""

    event_ids: tuple[str, ...]
    revisions: tuple[Revision, ...]


@dataclass(slots=True)
class _Relatives:
    """Own states of the events loaded so far, and the ids behind the slugs they name."""

    session: Session
    catalogue: Catalogue
    states: dict[str, tuple[State, ...]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def load(self, event_ids: Iterable[str]) -> None:
        """Work out the own states of events that are not loaded yet."""
        missing = sorted(set(event_ids) - self.states.keys())
        if not missing:
            return
        records = filing_log.load_event_records(self.session, missing)
        for event_id in missing:
            record = records.get(event_id)
            self.states[event_id] = states(record, self.catalogue) if record else ()
        self.load_ids(key for event_id in missing for key in self.claimed_parents(event_id))

    def load_ids(self, keys: Iterable[str | None]) -> None:
        """Find out which events these slugs or ids mean, also those that only a former state names."""
        missing = {key for key in keys if key} - self.ids.keys()
        self.ids |= filing_log.find_event_ids(self.session, sorted(missing))

    def shown_parents(self, event_id: str) -> set[str]:
        """What the event's states show as `part_of`, as slugs or ids."""
        found = (state.event for state in self.states.get(event_id, ()))
        return {event.part_of for event in found if event and event.part_of}

    def claimed_parents(self, event_id: str) -> set[str]:
        """What any claim on the event's `part_of` says, shown or not."""
        events = (state.event for state in self.states.get(event_id, ()) if state.event)
        return {str(claim.value) for event in events for claim in event.claims if claim.property == "part_of"}

    def parents(self, event_ids: Iterable[str]) -> set[str]:
        """The ids of the events that these are part of at any time."""
        return {self.ids[key] for event_id in event_ids for key in self.shown_parents(event_id) if key in self.ids}

    def rival_parents(self, event_ids: Iterable[str]) -> set[str]:
        """The ids of all events that any claim names as a parent of these."""
        return {self.ids[key] for event_id in event_ids for key in self.claimed_parents(event_id) if key in self.ids}

    def parts(self, event_ids: Iterable[str]) -> set[str]:
        """The ids of the events that may be part of these."""
        identities = filing_log.identities(self.session, sorted(event_ids))
        keys = {key for identity in identities.values() for key in (identity.id, identity.slug)}
        return set(filing_log.find_parts(self.session, sorted(keys)))


def settle_events(
    session: Session,
    affected: Iterable[str],
    write: Write,
    settings: RenderSettings,
    progress: Progress = no_progress,
) -> Settled:
    """Renew the read rows of these events and of their relatives; the caller has to append the revisions.

    Raises PartOfCycle if an event would be part of itself or stand deeper than MAX_DEPTH.
    """
    relatives = _Relatives(session, load_catalogue(session))
    targets = sorted(_targets(relatives, set(affected)))
    relatives.load({*targets, *relatives.rival_parents(targets), *relatives.parts(targets)})
    _check_cycles(relatives, targets)
    revisions = _renew(relatives, targets, write, settings, progress)
    return Settled(event_ids=tuple(targets), revisions=revisions)


def _targets(relatives: _Relatives, affected: set[str]) -> set[str]:
    """The affected events, what they are or were part of, and what is part of them."""
    relatives.load(affected)
    logged = revision_log.load_revisions(relatives.session, sorted(affected))
    former = {revision.shown.part_of for found in logged.values() for revision in found if revision.shown}
    former_ids = filing_log.find_event_ids(relatives.session, sorted(slug for slug in former if slug))
    targets = affected | relatives.parents(affected) | relatives.parts(affected) | set(former_ids.values())
    relatives.load(targets)
    return targets


def _renew(
    relatives: _Relatives, targets: Sequence[str], write: Write, settings: RenderSettings, progress: Progress
) -> tuple[Revision, ...]:
    family = Family.of(relatives.states, relatives.ids)
    logged = revision_log.load_revisions(relatives.session, targets)
    relatives.load_ids(revision.shown.part_of for found in logged.values() for revision in found if revision.shown)
    appended: list[Revision] = []
    rows: dict[str, list[IndexedEvent]] = {}
    for done, event_id in enumerate(targets, start=1):
        if len(rows) == _ROWS_AT_ONCE:
            event_view.replace_events(relatives.session, rows)
            rows = {}
        numbering = number_states(event_id, logged.get(event_id, ()), family.states_of(event_id), write)
        appended.extend(numbering.appended)
        rows[event_id] = _rows(numbering, relatives, settings)
        progress(done, len(targets))
    event_view.replace_events(relatives.session, rows)
    return tuple(appended)


def _rows(numbering: Numbering, relatives: _Relatives, settings: RenderSettings) -> list[IndexedEvent]:
    """The read rows of one event: its public states, and the times in which it was gone."""
    catalogue, ids = relatives.catalogue, relatives.ids
    states = [index_state(numbered, catalogue, settings, ids) for numbered in numbering.numbered]
    return states + [index_removal(removal, catalogue, settings, ids) for removal in numbering.removals]


def _check_cycles(relatives: _Relatives, targets: Iterable[str]) -> None:
    """Follow `part_of` upwards from every target, on every way that any of its states gives."""
    for target in sorted(targets):
        _follow_up(relatives, (target,))


def _follow_up(relatives: _Relatives, path: tuple[str, ...]) -> None:
    relatives.load(path[-1:])
    for parent in sorted(relatives.parents(path[-1:])):
        chain = tuple(_name(relatives, event_id) for event_id in (*path, parent))
        if parent in path:
            raise PartOfCycle(chain[path.index(parent) :])
        if len(path) == MAX_DEPTH:
            raise PartOfCycle(chain, f"part_of would go deeper than {MAX_DEPTH} events")
        _follow_up(relatives, (*path, parent))


def _name(relatives: _Relatives, event_id: str) -> str:
    events: Sequence[Event] = [state.event for state in relatives.states.get(event_id, ()) if state.event]
    return events[-1].slug if events else event_id
