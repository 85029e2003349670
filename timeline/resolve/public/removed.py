"""What a calendar still holds of an event that left the public view (R10; docs/FEEDS.md, Content 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from timeline.model.event import Event, Revision
from timeline.model.vocabulary import Status


def removal_revision(last_seen: Revision, *, removed_at: datetime) -> Revision:
    """The revision that cancels the event: its id, kind and days, with the status "withdrawn" and nothing else.

    `last_seen` is the last revision that the public saw; `removed_at` (UTC) is when the event left the public view.
    """
    seen = last_seen.shown
    assert seen is not None, "the public saw this revision"
    remains = Event(
        id=seen.id,
        slug=seen.slug,
        kind=seen.kind,
        status=Status.WITHDRAWN,
        when=replace(seen.listed, phrase=None, dateline=None),
    )
    return replace(last_seen, number=last_seen.number + 1, known_from=removed_at, recorded_at=removed_at, shown=remains)
