"""A published document or data set from which reports are taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from timeline.model.catalogue.dated import Dated, known_wording
from timeline.model.vocabulary import Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Dated):
    """One published document or data set. `published_at` is an instant (UTC); a bare day means 00:00 UTC.

    `via` is the id of the source that passed this one on; `published_at_inferred` marks a day that was
    inferred from the content. `wordings` are all rows of the source log, this one last, where the public did not always
    know the newest.
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
    wordings: tuple[Source, ...] = field(default=(), compare=False, repr=False)

    def at(self, moment: datetime) -> Source:
        """The source as the public knew it at that instant: of one that may not be told its id, tier and time."""
        if not self.wordings:
            return self
        known = known_wording(self.wordings, moment)
        return known or Source(id=self.id, publisher=self.id, tier=self.tier, published_at=self.published_at)
