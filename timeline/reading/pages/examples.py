"""What the examples on /docs name, so that each works against the public events of this service."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.model.query import EventQuery, PageRequest, Sort
from timeline.model.stored_event import StoredEvent
from timeline.reading.events import find_page
from timeline.reading.names.public_names import names_to_offer
from timeline.reading.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleNames:
    """The slug of a person and the event with the latest first day; None while nothing of the sort is public."""

    person: str | None
    event: StoredEvent | None


def read_example_names(snapshot: Snapshot) -> ExampleNames:
    """A person and an event that are public now."""
    people = names_to_offer(snapshot, sight=snapshot.present).people
    newest = find_page(snapshot.seen_at(snapshot.now), EventQuery(sort=Sort.START_DESCENDING), PageRequest(limit=1))
    return ExampleNames(person=next(iter(people), None), event=next(iter(newest.events), None))
