"""What a feed contains today, in short: for a reader who decides whether to subscribe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from timeline.model.stored_event import StoredEvent
from timeline.reading.feeds.contents import read_contents
from timeline.reading.feeds.feed import Feed
from timeline.reading.snapshot import Snapshot

_MOST_EVENTS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPreview:
    """`count` is the number of entries. `coming` are the next events, soonest first, `past` older ones, newest first.

    `is_past` and `is_cut` are those of `FeedContents`.
    """

    count: int
    coming: tuple[StoredEvent, ...]
    past: tuple[StoredEvent, ...]
    is_past: bool
    is_cut: bool


def read_preview(snapshot: Snapshot, feed: Feed) -> FeedPreview:
    """The coming events of the feed and, if they are few, the ones before; removed events are counted only."""
    contents = read_contents(snapshot, feed)
    today = snapshot.now.date()
    shown = [entry.event for entry in contents.entries if not entry.event.removed]
    coming = [event for event in shown if _last_day(event) >= today][:_MOST_EVENTS]
    ended = sorted((event for event in shown if _last_day(event) < today), key=_days, reverse=True)
    return FeedPreview(
        count=len(contents.entries),
        coming=tuple(coming),
        past=tuple(ended[: _MOST_EVENTS - len(coming)]),
        is_past=contents.is_past,
        is_cut=contents.is_cut,
    )


def _last_day(event: StoredEvent) -> date:
    """The last day, or the latest possible date if it is not known."""
    return event.last_day or date.max


def _days(event: StoredEvent) -> tuple[date, date]:
    """The event's last and first day, to sort by."""
    return _last_day(event), event.first_day or date.min
