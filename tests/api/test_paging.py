"""One walk through pages: where it begins, which instant it shows, and how the next page is addressed."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs

import pytest
from werkzeug.datastructures import MultiDict

from api.http.paging.walk import Walk, link_to_next, page_query
from api.parameters.read import Params, read_params
from api.parameters.table import FORM_LIST_PARAMETERS
from tests.api.writing import Writer, a_report
from timeline.errors import InvalidCursor
from timeline.model.query import Position
from timeline.store.engine.sessions import Engine

NOW = datetime(2024, 6, 1, tzinfo=UTC)
BEFORE = datetime(2024, 5, 1, tzinfo=UTC)
POSITION = Position(key="2024-05-03", event_id="evt-3")


def params(*pairs: tuple[str, str]) -> Params:
    return read_params(MultiDict(pairs), FORM_LIST_PARAMETERS, now=NOW)


def cursor_in(query: str) -> str:
    (cursor,) = parse_qs(query)["cursor"]
    return cursor


def test_walk_without_a_cursor_begins_at_the_first_page():
    walk = Walk.of(params(), "list", starts_at=BEFORE)

    assert (walk.after, walk.at) == (None, BEFORE)


def test_next_page_begins_after_the_position_and_shows_the_same_instant():
    first = Walk.of(params(), "list", starts_at=BEFORE)
    cursor = cursor_in(first.next_query(params(), POSITION))

    second = Walk.of(params(("cursor", cursor)), "list", starts_at=NOW)

    assert second == Walk(bound_to=first.bound_to, at=BEFORE, after=POSITION)


def test_cursor_of_another_binding_is_refused():
    cursor = cursor_in(Walk.of(params(), "list", starts_at=BEFORE).next_query(params(), POSITION))

    with pytest.raises(InvalidCursor):
        Walk.of(params(("cursor", cursor)), "another list", starts_at=BEFORE)


def test_next_query_keeps_every_parameter_in_order_and_replaces_the_cursor():
    cursor = cursor_in(Walk.of(params(), "list", starts_at=BEFORE).next_query(params(), POSITION))
    given = params(("cursor", cursor), ("kind", "visit"), ("kind", "trip"), ("limit", "2"))

    assert page_query(given, "next") == "kind=visit&kind=trip&limit=2&cursor=next"
    assert page_query(given, None) == "kind=visit&kind=trip&limit=2"


def test_last_page_has_no_link():
    assert link_to_next(None) is None
    assert link_to_next("https://x.example/?a=1") == '<https://x.example/?a=1>; rel="next"'


def test_hidden_write_moves_no_cursor_and_no_tag_of_a_page(engine: Engine):
    writer = Writer.over(engine)
    writer.file(*(a_report(number) for number in range(1, 6)))
    before = [writer.client.get(f"{path}?limit=2") for path in ("/v1/events", "/v1/events.ndjson")]

    writer.file(a_report(9, embargo_until="2999-01-01"))

    after = [writer.client.get(f"{path}?limit=2") for path in ("/v1/events", "/v1/events.ndjson")]
    assert [(one.data, one.headers["ETag"]) for one in after] == [(one.data, one.headers["ETag"]) for one in before]
