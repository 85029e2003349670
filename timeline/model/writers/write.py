"""A write, as the log, the audit trail and a repeated request remember it.

`Write` goes into the log with every revision. `AuditLine` and `KeptAnswer` belong to writes over HTTP and to API keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """Who writes, when (UTC) and why. Every revision of the write carries these three."""

    recorded_at: datetime
    author: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """Who did or tried what on which object, and the outcome: a status as text ("201", "422"), or "done" for a command.

    `reason` is the writer's own reason, or the code of a refusal. `write_id` is the number of the write, if an accepted
    request stored anything.
    """

    at: datetime
    actor: str
    action: str
    object: str
    outcome: str
    key_id: str | None = None
    request_id: str | None = None
    reason: str | None = None
    write_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """The answer to a request with an Idempotency-Key. `request_digest` covers its method, address and body."""

    request_digest: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
