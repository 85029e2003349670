"""A published document or data set from which reports are taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from timeline.model.vocabulary import Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One published document or data set. `published_at` is an instant (UTC); a bare day means 00:00 UTC.

    `via` is the id of the source that passed this one on; `published_at_inferred` marks a day that was
    inferred from the content.
    """

    id: str
    publisher: str
    tier: Tier
    published_at: datetime
    title: str | None = None
    url: str | None = None
    language: str | None = None
    published_at_inferred: bool = False
    via: str | None = None
    licence: str | None = None
    note: str | None = None
