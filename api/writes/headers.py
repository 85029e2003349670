"""The headers of a write: If-Match, Idempotency-Key, and what a browser says about the page that sends it.

request -> checks that need no database -> values. If-Match compares strongly (RFC 9110 §13.1.1). `*` and weak tags
match nothing here, because both would allow a change to a state that the writer has not read.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from flask import request

from api.http.conditional import strong_tags
from api.http.request_errors import ForeignSite, InvalidIdempotencyKey, PreconditionFailed, PreconditionMissing
from api.writes.tags import Precondition

_IDEMPOTENCY_KEY: Final = re.compile(r"[!-~]{1,255}")
_NOT_AS_SEEN: Final = (
    "the event has changed since you read it, or has reports that are visible only with a key: read it again with your"
    " key, then send its new ETag (`*` and weak tags never match)"
)
_NOT_ALL: Final = (
    "If-Match must hold the ETag of every event that this write changes (for a merge also that of the other event, if"
    " an editor ruled on it); one is missing or has changed (`*` and weak tags never match)"
)
_OWN_SITES: Final = frozenset({"same-origin", "none"})


def refuse_foreign_site(base_url: str) -> None:
    """Raise ForeignSite if a browser says that a page of another site makes this request (RELIABILITY D32).

    A browser never sends a key on its own, so this is a second protection. Sec-Fetch-Site decides, without it Origin.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    ours = urlsplit(base_url)
    is_own = site in _OWN_SITES if site is not None else origin in (None, f"{ours.scheme}://{ours.netloc}")
    if not is_own:
        raise ForeignSite("writes from pages of other sites are refused")


def read_idempotency_key() -> str | None:
    """The Idempotency-Key, or None without one. Raises InvalidIdempotencyKey."""
    given = request.headers.get("Idempotency-Key")
    if given is not None and not _IDEMPOTENCY_KEY.fullmatch(given):
        raise InvalidIdempotencyKey("an Idempotency-Key must have 1 to 255 visible ASCII characters")
    return given


def has_if_match() -> bool:
    """True if the request has an If-Match."""
    return "If-Match" in request.headers


def require_if_match() -> None:
    """Raise PreconditionMissing unless there is an If-Match."""
    if not has_if_match():
        raise PreconditionMissing("read the event and send its ETag in If-Match, so that nobody's change is lost")


def check_if_match(first: Precondition, *further: Precondition) -> None:
    """Raise PreconditionFailed, with the present tag, unless If-Match is absent or holds tags of all events."""
    given = request.headers.get("If-Match")
    if given is None:
        return
    held = tuple(strong_tags(given))
    if all(one.is_met_by(held) for one in (first, *further)):
        return
    headers = {} if first.etag is None else {"ETag": f'"{first.etag}"'}
    raise PreconditionFailed(_NOT_ALL if further else _NOT_AS_SEEN, headers=headers)
