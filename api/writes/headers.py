"""The headers of a write: If-Match, Idempotency-Key, and what a browser says of the page behind it.

Request -> checks that need no database -> values. If-Match compares strongly (RFC 9110 §13.1.1); `*` and weak tags
match nothing here, since both would let a writer change what she has not seen.
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
    "the event is not as you saw it, or holds reports that are seen only with a key: read it again with your key, then"
    " send its new ETag (`*` and weak tags never match)"
)
_NOT_ALL: Final = (
    "If-Match has to hold the ETag of every event that this write is about (of a merger also that of the other event,"
    " if an editor ruled on it); one is missing or has changed (`*` and weak tags never match)"
)
_OWN_SITES: Final = frozenset({"same-origin", "none"})


def refuse_foreign_site(base_url: str) -> None:
    """Raise ForeignSite if a browser says that another site's page makes this request (RELIABILITY.md D32).

    A key is never sent by a browser on its own, so this is a second wall: Sec-Fetch-Site decides, else Origin.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    ours = urlsplit(base_url)
    is_own = site in _OWN_SITES if site is not None else origin in (None, f"{ours.scheme}://{ours.netloc}")
    if not is_own:
        raise ForeignSite("writes are not taken from pages of other sites")


def read_idempotency_key() -> str | None:
    """The Idempotency-Key, or None without one. Raises InvalidIdempotencyKey."""
    given = request.headers.get("Idempotency-Key")
    if given is not None and not _IDEMPOTENCY_KEY.fullmatch(given):
        raise InvalidIdempotencyKey("an Idempotency-Key has 1 to 255 visible ASCII characters")
    return given


def has_if_match() -> bool:
    """True if the request has an If-Match."""
    return "If-Match" in request.headers


def require_if_match() -> None:
    """Raise PreconditionMissing unless there is an If-Match."""
    if not has_if_match():
        raise PreconditionMissing("read the event and send its ETag in If-Match, so that nobody's change is lost")


def check_if_match(first: Precondition, *further: Precondition) -> None:
    """Raise PreconditionFailed, which tells the present tag, unless If-Match is absent or holds tags of all events."""
    given = request.headers.get("If-Match")
    if given is None:
        return
    held = tuple(strong_tags(given))
    if all(one.is_met_by(held) for one in (first, *further)):
        return
    headers = {} if first.etag is None else {"ETag": f'"{first.etag}"'}
    raise PreconditionFailed(_NOT_ALL if further else _NOT_AS_SEEN, headers=headers)
