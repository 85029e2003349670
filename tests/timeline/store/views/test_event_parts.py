"""The parts of events."""

from __future__ import annotations

from tests.builders import JUNE_1, indexed_event
from tests.timeline.store.views.events import NOV_28, NOV_30, store
from timeline.model.sight import Public
from timeline.store.engine.sessions import Engine, read_session
from timeline.store.views.event_parts import find_parts


def test_parts_come_in_the_order_of_their_first_days(engine: Engine):
    late, early, undated = (
        indexed_event(f"evt-{name}", days=days, parent_ids=("evt-trip",))
        for name, days in (("a", (NOV_30, NOV_30)), ("b", (NOV_28, None)), ("c", (None, None)))
    )
    store(engine, late, early, undated, indexed_event("evt-trip"), indexed_event("evt-deep", parent_ids=("evt-a",)))

    with read_session(engine) as session:
        assert find_parts(session, ["evt-trip", "evt-c"], sight=Public(JUNE_1)) == {
            "evt-trip": (early.stored, late.stored, undated.stored),
            "evt-c": (),
        }
