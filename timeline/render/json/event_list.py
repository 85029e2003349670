"""A list of events as JSON: event objects are joined as they are, then come paging, count and the repeated query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import orjson

from timeline.render.json.event import instant_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMembers:
    """The members of a list besides its events.

    `next_url` is null on the last page, `count` is left out if it is None, and `known_at` is null if the list shows the
    present state. `rights` are licence and attribution.
    """

    next_url: str | None = None
    count: int | None = None
    query: Mapping[str, object] = field(default_factory=dict)
    known_at: datetime | None = None
    rights: Mapping[str, str] = field(default_factory=dict)


def list_json(objects: Iterable[bytes], members: ListMembers) -> bytes:
    """The list of these event objects."""
    return b"".join(list_pieces(objects, members))


def list_pieces(objects: Iterable[bytes], members: ListMembers) -> Iterator[bytes]:
    """The same list, piece by piece."""
    yield b'{"events":['
    separator = b""
    for event in objects:
        yield separator + event
        separator = b","
    yield b"]," + orjson.dumps(_members(members))[1:]


def _members(members: ListMembers) -> dict[str, object]:
    counted: dict[str, object] = {} if members.count is None else {"count": members.count}
    known_at = None if members.known_at is None else instant_text(members.known_at)
    return (
        {"next": members.next_url}
        | counted
        | {"query": dict(members.query), "known_at": known_at}
        | dict(members.rights)
    )
