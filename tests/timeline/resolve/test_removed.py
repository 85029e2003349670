"""What is left of an event that the public no longer sees."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import JUNE_1, MAY_1, MAY_2, a_revision, an_event
from timeline.model.event import Event
from timeline.model.says import Link
from timeline.model.vocabulary import Status
from timeline.resolve.public.removed import removal_revision


def test_removed_event_keeps_kind_and_days_and_nothing_else():
    seen = an_event(
        summary="Talks", url="https://example.org", topics=("grain",), part_of=("tour",), contested=("when",),
        links=(Link(url="https://example.org/a"),), status=Status.CONFIRMED,
    )  # fmt: skip
    last_seen = a_revision(seen, number=3, known_from=MAY_1, recorded_at=MAY_2)

    removed = removal_revision(last_seen, removed_at=JUNE_1)

    remains = Event(id=seen.id, slug=seen.slug, kind=seen.kind, status=Status.WITHDRAWN, when=seen.when)
    assert removed == replace(last_seen, number=4, known_from=JUNE_1, recorded_at=JUNE_1, shown=remains)
    assert removed.updated_at == JUNE_1
