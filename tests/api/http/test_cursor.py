"""A cursor comes back as it was given out, and nothing else is taken for one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.paging.cursor import Cursor, query_digest, read_cursor, write_cursor
from timeline.errors import InvalidCursor
from timeline.model.query import Position

NOW = datetime(2024, 6, 1, tzinfo=UTC)
CURSOR = Cursor(Position(key="2023-11-28", event_id="evt-a"), NOW)
QUERY = query_digest([["person", ["ada"]]])


@given(st.none() | st.text(max_size=60), st.text(max_size=40))
def test_cursor_read_is_the_cursor_written(key, event_id):
    cursor = Cursor(Position(key=key, event_id=event_id), NOW)

    assert read_cursor(write_cursor(cursor, QUERY), QUERY, now=NOW) == cursor


@given(st.data())
def test_cursor_with_one_bit_changed_is_refused(data):
    text = bytearray(write_cursor(CURSOR, QUERY).encode())
    place = data.draw(st.integers(0, len(text) - 1))
    text[place] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(InvalidCursor):
        read_cursor(text.decode("latin-1"), QUERY, now=NOW)


@given(st.text())
def test_any_other_text_is_refused(text):
    with pytest.raises(InvalidCursor):
        read_cursor(text, QUERY, now=NOW)


def test_cursor_of_another_query_is_refused():
    with pytest.raises(InvalidCursor):
        read_cursor(write_cursor(CURSOR, QUERY), query_digest([["person", ["ben"]]]), now=NOW)


def test_cursor_can_not_ask_for_the_future():
    forged = write_cursor(Cursor(CURSOR.after, NOW + timedelta(seconds=1)), QUERY)

    with pytest.raises(InvalidCursor):
        read_cursor(forged, QUERY, now=NOW)
