"""One change of what the public sees, and a page of them: the values behind `/v1/changes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

ChangeType = Literal["revised", "removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From `at` on this JSON of the event is public (its SHA-256), or the event is removed (None).

    Numbers rise by one.
    """

    number: int
    at: datetime
    event_id: str
    shown_digest: str | None

    @property
    def type(self) -> ChangeType:
        """Whether the event is public from then on."""
        return "removed" if self.shown_digest is None else "revised"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWindow:
    """Changes at instants after `since` (exclusive) up to `until` (inclusive); None leaves that side open."""

    since: datetime | None = None
    until: datetime | None = None

    def has(self, at: datetime) -> bool:
        """True if the instant lies in the window."""
        return (self.since is None or at > self.since) and (self.until is None or at <= self.until)


EVER: Final = ChangeWindow()
"""Every instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """Changes in order of their numbers, whether more follow, and the JSON of those events that are public now."""

    changes: tuple[Change, ...]
    has_more: bool
    events: Mapping[str, bytes]
