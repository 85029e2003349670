"""Errors that only a request over HTTP can have: its key, its headers, its body. The table of statuses is `api.http.errors`.

Each may bring headers for its answer; `problems` name places in the body as JSON pointers (RFC 6901).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from timeline.errors import Problem, TimelineError

_BEARER: Final = {"WWW-Authenticate": "Bearer"}


class EdgeError(TimelineError):
    """Root of these errors."""

    def __init__(
        self, sentence: str, *, headers: Mapping[str, str] | None = None, problems: tuple[Problem, ...] = ()
    ) -> None:
        """Keep what the answer needs."""
        super().__init__(sentence)
        self.headers = dict(headers or {})
        self.problems = problems


class Unauthorized(EdgeError):
    """No key that counts came in the Authorization header; what was wrong with it is not told (I1)."""

    code = "unauthorized"

    def __init__(self) -> None:
        """One sentence for every fault."""
        super().__init__("send a valid key in one header: Authorization: Bearer dt_…", headers=_BEARER)


class ForeignSite(EdgeError):
    """A browser says that a page of another site makes this write."""

    code = "foreign-site"


class MalformedBody(EdgeError):
    """The body is no JSON object as RFC 8259 and our limits have it."""

    code = "malformed-body"


class TooManyBodies(EdgeError):
    """So many bodies are on their way that no further one is read now."""

    code = "too-many-bodies"


class InvalidBody(EdgeError):
    """The body is a JSON object with other members or values than this address takes."""

    code = "invalid-body"


class InvalidIdempotencyKey(EdgeError):
    """The Idempotency-Key is empty, too long or holds other than visible ASCII characters."""

    code = "invalid-idempotency-key"


class IdempotencyKeyReused(EdgeError):
    """The Idempotency-Key stands for another request of the same API key."""

    code = "idempotency-key-reused"


class PreconditionMissing(EdgeError):
    """A change of an event came without If-Match."""

    code = "precondition-required"


class PreconditionFailed(EdgeError):
    """The event's tag is not the one in If-Match."""

    code = "precondition-failed"
