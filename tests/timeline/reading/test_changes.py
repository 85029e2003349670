"""Pages of public changes."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.api.documents import RECORDED_AT, file_text, visits
from tests.timeline.reading.conftest import snapshot_at
from timeline.reading.changes import changes_after
from timeline.store.engine.sessions import Engine, read_session


def test_page_holds_the_changes_after_a_number_with_the_events_as_they_are_now(engine: Engine):
    file_text(engine, visits(3))

    with read_session(engine) as session:
        page = changes_after(snapshot_at(session, datetime(2024, 7, 1, tzinfo=UTC)), 1, 1)

    (change,) = page.changes
    assert (change.number, change.at, change.type, page.has_more) == (2, RECORDED_AT, "revised", True)
    assert set(page.events) == {change.event_id}
