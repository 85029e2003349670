"""The page of the newest public changes: what changed in which event, and who said it, newest first.

`timeline.reading.pages.recent_changes` -> days with their changes -> template `changes.html`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from flask import render_template

from timeline.reading.pages.recent_changes import RecentChange, read_recent_changes
from timeline.reading.snapshot import Snapshot
from timeline.render.json.event import instant_text
from timeline.render.story import ToldChange
from timeline.render.words.date_words import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One change in words. `slug` is None for an event that is not public any more; `day` is when its source spoke."""

    number: int
    at: str
    time: str
    title: str
    slug: str | None
    told: ToldChange | None
    day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDay:
    """The changes of one day (UTC), newest first."""

    day: str
    rows: tuple[ChangeRow, ...]


def changes_page(snapshot: Snapshot, before: int | None) -> str:
    """The newest changes, or those before this number."""
    recent = read_recent_changes(snapshot, before)
    by_day = groupby(recent.changes, key=lambda one: one.change.at.date())
    days = tuple(ChangeDay(day=day_words(day), rows=tuple(map(_row, changes))) for day, changes in by_day)
    return render_template("changes.html", days=days, before=recent.before, is_first=before is None)


def _row(recent: RecentChange) -> ChangeRow:
    event, state = recent.event, recent.state
    return ChangeRow(
        number=recent.change.number,
        at=instant_text(recent.change.at),
        time=f"{recent.change.at:%H:%M} UTC",
        title="An event left the public view" if event is None else event.title or event.slug,
        slug=None if event is None else event.slug,
        told=recent.told,
        day=None if state is None else day_words(state.known_from.date()),
    )
