"""The sort orders, walked in pages of one."""

from __future__ import annotations

import pytest

from tests.builders import JUNE_1
from tests.timeline.store.views.events import SORTABLE, store
from timeline.errors import InvalidCursor
from timeline.model.query import EventQuery, PageRequest, Position, Sort
from timeline.model.sight import Public
from timeline.store.engine.sessions import Engine, read_session
from timeline.store.views.event_view import find_events


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.START, "21435"),
        (Sort.START_DESCENDING, "41253"),
        (Sort.UPDATED, "23541"),
        (Sort.UPDATED_DESCENDING, "14532"),
        (Sort.TITLE, "51243"),
    ],
)
def test_pages_of_one_follow_the_sort_order_to_its_end(engine: Engine, sort: Sort, order: str):
    store(engine, *SORTABLE)
    pages: list[str] = []
    after: Position | None = None

    with read_session(engine) as session:
        while not pages or after is not None:
            page = find_events(session, EventQuery(sort=sort), PageRequest(limit=1, after=after), sight=Public(JUNE_1))
            pages += [stored.event_id for stored in page.events]
            after = page.next

    assert pages == [f"evt-{number}" for number in order]


@pytest.mark.parametrize(
    ("sort", "key"),
    [(Sort.START, "soon"), (Sort.START, "20231128"), (Sort.UPDATED, "2024-05-01T00:00:00"), (Sort.UPDATED, "")],
)
def test_position_of_another_sort_order_is_refused(engine: Engine, sort: Sort, key: str):
    with read_session(engine) as session, pytest.raises(InvalidCursor):
        find_events(
            session, EventQuery(sort=sort), PageRequest(after=Position(key=key, event_id="evt-1")), sight=Public(JUNE_1)
        )
