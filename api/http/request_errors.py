"""Errors that only a request over HTTP can have: its key, its headers, its body; and sentences with addresses.

An error may add headers to its answer; `problems` name places in the body as JSON pointers (RFC 6901). The table of
statuses is `api.http.errors`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from timeline.errors import FeedNotFound, Problem, TimelineError
from timeline.model.catalogue.folders import FILTER_OF_FOLDER

_BEARER: Final = {"WWW-Authenticate": "Bearer"}


class EdgeError(TimelineError):
    """The base class of these errors."""

    def __init__(
        self, sentence: str, *, headers: Mapping[str, str] | None = None, problems: tuple[Problem, ...] = ()
    ) -> None:
        """Store the message, the headers of the response and the places of the problems."""
        super().__init__(sentence)
        self.headers = dict(headers or {})
        self.problems = problems


class Unauthorized(EdgeError):
    """The Authorization header has no valid key; the answer does not say what is wrong with it (RELIABILITY I1)."""

    code = "unauthorized"

    def __init__(self) -> None:
        """Use the same message for every cause."""
        super().__init__("send a valid key in one header: Authorization: Bearer dt_…", headers=_BEARER)


class ForeignSite(EdgeError):
    """A browser says that a page of another site sends this write."""

    code = "foreign-site"


class FormatNotOffered(TimelineError):
    """The answer is asked for in a form that this address does not have (oEmbed 1.0 §2.3.4)."""

    code = "format-not-offered"

    def __init__(self) -> None:
        """Use the same message for every form."""
        super().__init__("the format can be json or xml")


class MalformedBody(EdgeError):
    """The body is not a JSON object that RFC 8259 and our limits allow."""

    code = "malformed-body"


class TooManyBodies(EdgeError):
    """Too many bodies are being received at the moment to read another one."""

    code = "too-many-bodies"


class InvalidBody(EdgeError):
    """The body is a JSON object whose members or values this address does not accept."""

    code = "invalid-body"


class InvalidIdempotencyKey(EdgeError):
    """The Idempotency-Key is empty, too long or has characters other than visible ASCII."""

    code = "invalid-idempotency-key"


class IdempotencyKeyReused(EdgeError):
    """The same API key has used this Idempotency-Key for another request."""

    code = "idempotency-key-reused"


class PreconditionMissing(EdgeError):
    """A write to an event has no If-Match header."""

    code = "precondition-required"


class PreconditionFailed(EdgeError):
    """The event's current ETag is not in If-Match."""

    code = "precondition-failed"


def feed_not_found_sentence(error: FeedNotFound) -> str:
    """The addresses of calendars that exist, the nearest ones first. Nothing of the request's path is repeated."""
    nearest = [f"/calendars/{error.folder}/{quote(name, safe='')}.ics" for name in error.nearest]
    meant = f"Did you mean {' or '.join(nearest)}? " if nearest else ""
    patterns = ", ".join(f"/calendars/{folder}/{{name}}.ics" for folder in FILTER_OF_FOLDER)
    return (
        f"{meant}There are /calendars/all.ics and {patterns}, each for one year too, as in /calendars/all/2023.ics, "
        "and with .jcal.json instead of .ics. /subscribe lists the names."
    )
