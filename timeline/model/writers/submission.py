"""A document that waits for an editor: what the holder of a key with the scope `submit` sent, and what became of it.

It is compared with nothing until an editor takes it (R10): whoever sends it learns nothing of what is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

MOST_WAITING: Final = 100
"""Submissions of one key that may wait at once."""


class SubmissionState(StrEnum):
    """What became of a submission."""

    WAITING = "waiting"
    TAKEN = "taken"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionDecision:
    """Who took or refused a submission, when (UTC) and why. `write_id` is the write that filed it, None without one."""

    state: SubmissionState
    actor: str
    decided_at: datetime
    reason: str | None = None
    write_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A document without its bytes, of which `size` is the number; it can be large, and lists do not need it.

    `seq` is its place in the queue (from 1), `actor` the key in words, `received_at` UTC.
    """

    seq: int
    id: str
    key_id: str
    actor: str
    received_at: datetime
    size: int
    decision: SubmissionDecision | None = None

    @property
    def state(self) -> SubmissionState:
        """Waiting until it is decided."""
        return SubmissionState.WAITING if self.decision is None else self.decision.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Which submissions to list: of this state (None: any), of this key (None: of any), after this place."""

    state: SubmissionState | None = None
    key_id: str | None = None
    after: int = 0
