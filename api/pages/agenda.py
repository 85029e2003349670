"""Events as a list by month: groups with headings, trips with their stops, and today's place among them.

EventViews in the order of the query -> `agenda_of` -> months -> template.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from api.pages.event_view import EventView
from timeline.model.vocabulary import EventKind
from timeline.render.words.date_words import day_words
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

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
    """The events that begin in one month; `anchor` names the section in the page.

    `today` is set in the one month that holds it; its rule stands before the row of number `today_at` (from 0).
    """

    anchor: str
    heading: str
    rows: tuple[AgendaRow, ...]
    first_day: date | None
    today: date | None = None
    today_at: int | None = None

    @property
    def today_words(self) -> str | None:
        """Today as "22 November 2026"."""
        return None if self.today is None else day_words(self.today)


def agenda_of(
    views: Iterable[EventView], visits: Iterable[EventView] = (), *, today: date | None = None
) -> tuple[Month, ...]:
    """The events by the month of their first day, in their order; those without one under their own heading.

    `visits` are the stays of the trips among them, whether they are in the list or not. `today` gets its place before
    the first event that begins on it or later, in its own month, which may hold nothing else.
    """
    shown, stays = tuple(views), tuple(visits)
    titles = {view.stored.slug: view.title for view in shown}
    groups: dict[date | None, list[AgendaRow]] = {}
    for view in shown:
        row = AgendaRow(view=view, stops=stops_of(view, stays), parent=titles.get(view.part_of or ""))
        first_day = view.when.first_day
        groups.setdefault(None if first_day is None else first_day.replace(day=1), []).append(row)
    months = tuple(_month(first_day, tuple(rows)) for first_day, rows in groups.items())
    return months if today is None else _with_today(months, today)


def stops_of(trip: EventView, views: Iterable[EventView]) -> tuple[EventView, ...]:
    """The visits of a trip, in the order they come; none for any other event."""
    if not trip.is_trip:
        return ()
    return tuple(view for view in views if view.part_of == trip.stored.slug and view.kind_code == EventKind.VISIT)


def _month(first_day: date | None, rows: tuple[AgendaRow, ...]) -> Month:
    if first_day is None:
        return Month(anchor="no-first-day", heading=NO_FIRST_DAY, rows=rows, first_day=None)
    return Month(
        anchor=f"{first_day.year:04}-{first_day.month:02}",
        heading=f"{_MONTHS[first_day.month - 1]} {first_day.year}",
        rows=rows,
        first_day=first_day,
    )


def _with_today(months: tuple[Month, ...], today: date) -> tuple[Month, ...]:
    """The months with today in its own one, which is added if nothing begins in it."""
    first_day = today.replace(day=1)
    earlier = tuple(month for month in months if month.first_day is not None and month.first_day < first_day)
    later = months[len(earlier) :]
    own = later[0] if later and later[0].first_day == first_day else _month(first_day, ())
    begun = [row.view.when.first_day is not None and row.view.when.first_day < today for row in own.rows]
    marked = replace(own, today=today, today_at=begun.index(False) if False in begun else len(begun))
    return (*earlier, marked, *(later[1:] if own.rows else later))
