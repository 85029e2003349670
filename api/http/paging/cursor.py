"""The opaque cursor: where the next page of a query begins, and the instant whose state all pages show.

Position + query + instant -> canonical JSON + checksum -> base64url -> parameter `cursor` -> `read_cursor` -> `Cursor`.
The checksum detects damage and cursors of other queries. It is not secret, so the instant is checked like any
`known_at` (R10).
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import orjson

from timeline import ids
from timeline.errors import InvalidCursor
from timeline.model.query import Position

_VERSION: Final = 1
_CHECKSUM_BYTES: Final = 12
_MOST_CHARACTERS: Final = 4096


@dataclass(frozen=True, slots=True)
class Cursor:
    """The position after which a page begins, and the instant (UTC) whose public state all pages of the list show."""

    after: Position
    at: datetime


def query_digest(*parts: object) -> str:
    """A digest over the JSON array of these parts, which binds a cursor to its query."""
    return ids.digest(ids.canonical_bytes(list(parts)))[:24]


def write_cursor(cursor: Cursor, query: str) -> str:
    """The cursor as text for an address; `query` is the `query_digest` of its query."""
    fields = [_VERSION, cursor.after.key, cursor.after.event_id, query, cursor.at.isoformat()]
    payload = ids.canonical_bytes(fields)
    return base64.urlsafe_b64encode(_checksum(payload) + payload).rstrip(b"=").decode("ascii")


def read_cursor(text: str, query: str, *, now: datetime) -> Cursor:
    """The cursor that was written so. Raises InvalidCursor if it is damaged, of another query, or of the future."""
    try:
        raw = _decoded(text)
        version, key, event_id, of_query, at = orjson.loads(_payload(raw))
        moment = datetime.fromisoformat(at).astimezone(UTC)
        is_ours = version == _VERSION and of_query == query and moment <= now
        if not is_ours or not isinstance(event_id, str) or not isinstance(key, str | None):
            raise InvalidCursor
    except (ValueError, TypeError, OverflowError):
        raise InvalidCursor from None
    return Cursor(Position(key=key, event_id=event_id), moment)


def is_whole(text: str) -> bool:
    """True for a cursor as this service writes it, whichever query it belongs to."""
    try:
        return bool(_payload(_decoded(text)))
    except InvalidCursor:
        return False


def _decoded(text: str) -> bytes:
    if len(text) > _MOST_CHARACTERS or not text.isascii():
        raise InvalidCursor
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise InvalidCursor from None
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii") != text:  # other spellings of the same bytes
        raise InvalidCursor
    return raw


def _payload(raw: bytes) -> bytes:
    checksum, payload = raw[:_CHECKSUM_BYTES], raw[_CHECKSUM_BYTES:]
    if checksum != _checksum(payload):
        raise InvalidCursor
    return payload


def _checksum(payload: bytes) -> bytes:
    return bytes.fromhex(ids.digest(b"cursor\n" + payload))[:_CHECKSUM_BYTES]
