"""What editors do between two looks of a subscriber: events are moved and renamed, cancelled, withdrawn, merged.

`happen` files reports, withdraws and merges through the operations -> the UIDs that it `Changed`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tests.interop import generated
from tests.interop.entries import Entries
from tests.interop.service import Service
from timeline import clock

MOVED: Final = 95
"""An event of 2031, which becomes a timed one in Brussels, in summer. Ahead, because what is cancelled goes in time."""

CANCELLED: Final = 15
WITHDRAWN: Final = 35
SURVIVING: Final = 55
MERGED_AWAY: Final = 75


@dataclass(frozen=True, slots=True)
class Changed:
    """UIDs by what happened to them."""

    moved: str
    cancelled: str
    withdrawn: str
    surviving: str
    merged_away: str

    @property
    def uids(self) -> set[str]:
        """All that a subscriber sees changed."""
        return {self.moved, self.cancelled, self.withdrawn, self.surviving, self.merged_away}


def happen(service: Service) -> Changed:
    """Let it all happen; the UIDs are those from before."""
    numbers = (MOVED, CANCELLED, WITHDRAWN, SURVIVING, MERGED_AWAY)
    moved, cancelled, withdrawn, *merging = (service.uid(generated.slug(number)) for number in numbers)
    now = clock.now().isoformat()
    new_times = {"starts_at": "2031-07-03T18:30:00", "ends_at": "2031-07-03T20:00:00", "time_zone": "Europe/Brussels"}
    renamed = generated.says(MOVED) | {"title": "Moved; renamed, “日本”", "when": new_times, "where": ["brussels"]}
    service.file(
        generated.change_document(
            generated.report(MOVED, renamed),
            generated.report(CANCELLED, generated.says(CANCELLED) | {"status": "cancelled"}),
            published_at=now,
        )
    )
    service.withdraw(generated.SOURCE, str(WITHDRAWN))
    result = service.merge(generated.slug(SURVIVING), generated.slug(MERGED_AWAY))
    by_id = {uid.partition("@")[0]: uid for uid in merging}
    return Changed(moved, cancelled, withdrawn, by_id[result.survivor_id], by_id[result.merged_id])


def without_tombstone(shown: Entries, uid: str) -> Entries:
    """The entries without a merged-away UID if it is cancelled: it may stay so for a while (FEEDS.md 6)."""
    return {other: entry for other, entry in shown.items() if other != uid or entry.status != "CANCELLED"}
