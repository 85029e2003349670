"""Validators and cache rules of an answer, as pure functions (RFC 9110 §8.8 and §13, RELIABILITY 5.2).

What the body depends on -> `strong_etag` -> response; the request's `If-None-Match` and `If-Modified-Since` ->
`matching_tag` / `is_not_modified` -> 304. Compression adds `:zstd` and the like inside the quotes of a tag; the
comparison ignores it, because the tag without it identifies the same content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final

from timeline import ids
from timeline.model.stored_event import StoredEvent

RENDERER_VERSION: Final = 2
"""Increase it when the bytes of a format change for the same stored events (lists, calendar heads, pages)."""

_TAG: Final = re.compile(r'\s*(?:W/)?"([^"]*)"\s*(?:,|$)')
_CODING: Final = re.compile(r":(?:zstd|br|gzip)$")
_SETTLING: Final = timedelta(seconds=2)
"""HTTP dates count seconds: a younger change gets no Last-Modified, so that a second one in its second counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CachePolicy:
    """How long a public answer may be kept, in seconds: `own` by the client, `shared` by caches on the way.

    `while_revalidate` and `if_error` say for how long a stale answer may be used.
    """

    own: int
    shared: int | None = None
    while_revalidate: int | None = None
    if_error: int | None = None


API_POLICY: Final = CachePolicy(own=60, shared=300, while_revalidate=600, if_error=86_400)
FEED_POLICY: Final = CachePolicy(own=900, shared=900, while_revalidate=3_600, if_error=432_000)
PAGE_POLICY: Final = CachePolicy(own=60, while_revalidate=600, if_error=86_400)
FRAME_POLICY: Final = CachePolicy(own=300, if_error=86_400)
WIDGET_POLICY: Final = CachePolicy(own=300, if_error=604_800)


def feed_policy(now: datetime) -> CachePolicy:
    """The cache rule of feeds; nothing stale is shown after the next midnight (UTC), when events leave a feed.

    The ages end at quarters of an hour, so at midnight too (`cache_control`).
    """
    midnight = datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)
    longest = (FEED_POLICY.shared or 0) + (FEED_POLICY.while_revalidate or 0)
    is_near = (midnight - now).total_seconds() < longest
    return replace(FEED_POLICY, while_revalidate=None) if is_near else FEED_POLICY


def strong_etag(form: str, events: tuple[StoredEvent, ...], *depends_on: object) -> str:
    """A digest over the form, every (event id, stored digest) pair and whatever else the body depends on; no quotes.

    Pass a digest of the body, so that two versions of the program never give one tag to two bodies (RELIABILITY B15).
    """
    pairs = [[stored.event_id, stored.digest] for stored in events]
    return ids.digest(ids.canonical_bytes([RENDERER_VERSION, form, pairs, list(depends_on)]))[:32]


def cache_control(policy: CachePolicy, *, now: datetime | None) -> str:
    """The value of Cache-Control; every age ends at the next whole multiple of its length on the clock.

    So no cache keeps an answer beyond an embargo that lifts at a full quarter of an hour, and the header does not
    reveal that one does (R10): it depends only on the time of day. `now` is None for an answer without events.
    """
    ages = {"max-age": policy.own, "s-maxage": policy.shared}
    parts = [f"{name}={_left(age, now)}" for name, age in ages.items() if age is not None]
    if policy.while_revalidate is not None:
        parts.append(f"stale-while-revalidate={policy.while_revalidate}")
    if policy.if_error is not None:
        parts.append(f"stale-if-error={policy.if_error}")
    return ", ".join(["public", *parts])


def _left(age: int, now: datetime | None) -> int:
    """Whole seconds until the next multiple of `age` since 1970, from 0 to `age`; `age` itself without a time."""
    if now is None:
        return age
    passed = now.timestamp() % age
    return int(age - passed)


def matching_tag(if_none_match: str, etag: str) -> str | None:
    """The tag in the header that equals ours by weak comparison (RFC 9110 §8.8.3.2), our own for `*`, or None.

    A value without quotes is not a tag and matches nothing.
    """
    if if_none_match.strip() == "*":
        return etag
    position = 0
    while match := _TAG.match(if_none_match, position):
        if _CODING.sub("", match.group(1)) == etag:
            return match.group(1)
        position = match.end()
    return None


def strong_tags(if_match: str) -> Iterator[str]:
    """The tags of the list that are not weak (RFC 9110 §8.8.3.2), without quotes and coding; `*` is not a tag."""
    position = 0
    while match := _TAG.match(if_match, position):
        if not match.group(0).lstrip().startswith("W/"):
            yield _CODING.sub("", match.group(1))
        position = match.end()


def is_not_modified(if_modified_since: str, last_modified: datetime | None) -> bool:
    """True if the header is an HTTP date at or after the last change; any other value counts as absent."""
    if last_modified is None:
        return False
    try:
        since = parsedate_to_datetime(if_modified_since)
    except (ValueError, TypeError, IndexError, OverflowError):
        return False
    if since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    return last_modified.replace(microsecond=0) <= since


def last_modified_of(changed_at: datetime | None, *, now: datetime) -> datetime | None:
    """The instant for Last-Modified; None while a further change could still fall into the same second."""
    return changed_at if changed_at is not None and changed_at + _SETTLING <= now else None


def http_date(instant: datetime) -> str:
    """The instant as an HTTP date (RFC 9110 §5.6.7)."""
    return format_datetime(instant.astimezone(UTC), usegmt=True)
