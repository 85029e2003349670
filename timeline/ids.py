"""Ids made from content (R13): canonical JSON -> SHA-256 -> a prefix and 26 characters of lower-case base32.

A JSON array is hashed, never a joined string, so that `["a", "b.c"]` and `["a.b", "c"]` differ. Ids depend neither on
the clock nor on chance: the same content has the same id on every machine and in every database.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

import orjson

_ID_LENGTH: Final = 26
"""Characters after the prefix: 130 bits."""

_EVENT_ID: Final = re.compile(rf"evt-[a-z2-7]{{{_ID_LENGTH}}}")


def canonical_bytes(value: object) -> bytes:
    """The canonical JSON of a value: sorted keys, no blanks, UTF-8, `None` kept. TypeError for other types."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def digest(value: bytes) -> str:
    """SHA-256 of the bytes in hexadecimal (64 characters)."""
    return hashlib.sha256(value).hexdigest()


def content_id(prefix: str, *parts: object) -> str:
    """`prefix-` and 26 characters that depend only on the JSON array of the parts (R13)."""
    hashed = hashlib.sha256(canonical_bytes(list(parts))).digest()
    return f"{prefix}-{base64.b32encode(hashed).decode('ascii').lower()[:_ID_LENGTH]}"


def report_id(source: str, record: str, says: object) -> str:
    """The id of a report, from its source, its record and what it says."""
    return content_id("rep", source, record, says)


def event_id(source: str, record: str) -> str:
    """The id of the event that was founded by this record of this source."""
    return content_id("evt", source, record)


def split_event_id(source: str, record: str, number: int) -> str:
    """The id of an event split off with this record, if the record has founded an event already; `number` from 1."""
    return content_id("evt", "split", source, record, number)


def is_event_id(text: str) -> bool:
    """True if the text has the form of an event's id; such an event need not exist."""
    return _EVENT_ID.fullmatch(text) is not None


def submission_id(key_id: str, content: bytes) -> str:
    """The id of a document that came with this API key; the same document of the same key is the same submission."""
    return content_id("sub", key_id, digest(content))


def ruling_id(event: str, property_name: str, report: str, reason: str, made_at: str) -> str:
    """The id of an editor's ruling; `made_at` is RFC 3339 UTC."""
    return content_id("rul", event, property_name, report, reason, made_at)
