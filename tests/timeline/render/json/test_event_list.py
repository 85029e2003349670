"""A list as JSON: events joined as they are, then paging, count and the repeated query."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson

from timeline.render.json.event_list import ListMembers, list_json, list_pieces


def test_list_of_nothing_has_no_count():
    assert list_json((), ListMembers()) == b'{"events":[],"next":null,"query":{},"known_at":null}'


def test_list_holds_event_objects_byte_for_byte():
    members = ListMembers(next_url="https://x.example/?cursor=1", count=7, query={"kind": ["trip"]})

    content = list_json([b'{"id": 1}', b'{"id": 2}', b'{"id": 3}'], members)

    assert content == (
        b'{"events":[{"id": 1},{"id": 2},{"id": 3}],"next":"https://x.example/?cursor=1","count":7,'
        b'"query":{"kind":["trip"]},"known_at":null}'
    )


def test_list_says_for_which_instant_it_holds():
    known_at = datetime(2023, 11, 28, 23, 59, 59, 999999, tzinfo=UTC)

    assert orjson.loads(list_json((), ListMembers(known_at=known_at)))["known_at"] == "2023-11-28T23:59:59.999999Z"


def test_pieces_come_while_the_events_are_read():
    events = iter([b"1", b"2"])
    pieces = list_pieces(events, ListMembers())

    assert [next(pieces), next(pieces)] == [b'{"events":[', b"1"]
    assert list(events) == [b"2"]
