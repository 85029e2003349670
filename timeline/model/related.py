"""What can be read about an event besides its shown state: the words of `include`, and the values behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from timeline.model.event import PublicRevision
from timeline.model.report import EventReports
from timeline.model.stored_event import StoredEvent


class Include(StrEnum):
    """What a reader can have added to each event."""

    CLAIMS = "claims"
    REPORTS = "reports"
    PARTS = "parts"
    PARENTS = "parents"
    REVISIONS = "revisions"
    HISTORY = "history"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """What is added to events, by event id; a mapping is empty if it is not among `included`.

    `parts` are the events directly below an event, by first day; `parents` those above it, the nearest first;
    `histories` its states, oldest first. The claims are stored with each event.
    """

    included: tuple[Include, ...] = ()
    reports: Mapping[str, EventReports] = field(default_factory=dict)
    parts: Mapping[str, tuple[StoredEvent, ...]] = field(default_factory=dict)
    parents: Mapping[str, tuple[StoredEvent, ...]] = field(default_factory=dict)
    revisions: Mapping[str, tuple[PublicRevision, ...]] = field(default_factory=dict)
    histories: Mapping[str, tuple[StoredEvent, ...]] = field(default_factory=dict)


NOTHING_RELATED: Final = Related()
ONLY_CLAIMS: Final = Related(included=(Include.CLAIMS,))


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionState:
    """A public revision with the public state that begins under it; None if nothing of it is public."""

    revision: PublicRevision
    state: StoredEvent | None
