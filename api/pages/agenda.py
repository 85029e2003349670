"""Events as a list by month: groups with headings, trips with their stops.

EventViews in the order of the query -> `agenda_of` -> months -> template.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from api.pages.views import EventView
from timeline.model.vocabulary import EventKind
from timeline.render.words import DEFAULT_LANGUAGE, words_of

_MONTHS: Final = words_of(DEFAULT_LANGUAGE).dates.months
NO_FIRST_DAY: Final = "First day not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """One event of the list; `stops` are the visits of a trip, `parent` the title of what it is part of."""

    view: EventView
    stops: tuple[EventView, ...]
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The events that begin in one month; `anchor` names the section in the page."""

    anchor: str
    heading: str
    rows: tuple[AgendaRow, ...]


def agenda_of(views: Iterable[EventView], visits: Iterable[EventView] = ()) -> tuple[Month, ...]:
    """The events by the month of their first day, in their order; those without one under their own heading.

    `visits` are the stays of the trips among them, whether they are in the list or not.
    """
    shown, stays = tuple(views), tuple(visits)
    titles = {view.stored.slug: view.title for view in shown}
    groups: dict[tuple[str, str], list[AgendaRow]] = {}
    for view in shown:
        row = AgendaRow(view=view, stops=stops_of(view, stays), parent=titles.get(view.part_of or ""))
        groups.setdefault(_month_of(view), []).append(row)
    return tuple(Month(anchor=anchor, heading=heading, rows=tuple(rows)) for (anchor, heading), rows in groups.items())


def stops_of(trip: EventView, views: Iterable[EventView]) -> tuple[EventView, ...]:
    """The visits of a trip, in the order they come; none for any other event."""
    if not trip.is_trip:
        return ()
    return tuple(view for view in views if view.part_of == trip.stored.slug and view.kind_code == EventKind.VISIT)


def _month_of(view: EventView) -> tuple[str, str]:
    first_day = view.when.first_day
    if first_day is None:
        return "no-first-day", NO_FIRST_DAY
    return f"{first_day.year:04}-{first_day.month:02}", f"{_MONTHS[first_day.month - 1]} {first_day.year}"
