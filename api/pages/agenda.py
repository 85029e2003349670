"""An agenda in words: months with headings, their events as cards, and today's rule.

`timeline.reading.pages.agenda` -> one look-up for the sources of all events -> `MonthCard` values -> template.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.pages.cards.event_card import EventCard, read_cards
from timeline.reading.pages.agenda import Agenda, AgendaMonth, AgendaRow
from timeline.reading.snapshot import Snapshot
from timeline.render.words.date_words import day_words
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

_MONTHS: Final = words_of(DEFAULT_LANGUAGE).dates.months


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCard:
    """One event of the list; `stops` are the visits of a trip, `parents` (slug, title) what the event is part of.

    `is_order_known` is False if neither days nor itinerary tell in which order the stops came.
    """

    card: EventCard
    stops: tuple[EventCard, ...]
    is_order_known: bool
    parents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCard:
    """The events that begin in one month; `anchor` names the section in the page. `today`: see `AgendaMonth`."""

    anchor: str
    heading: str
    rows: tuple[RowCard, ...]
    today: date | None
    today_at: int | None

    @property
    def today_words(self) -> str | None:
        """Today as "22 November 2026"."""
        return None if self.today is None else day_words(self.today)


def month_cards(snapshot: Snapshot, agenda: Agenda) -> tuple[MonthCard, ...]:
    """The months of the agenda in words."""
    return months_of_all(snapshot, {"m": agenda})["m"]


def months_of_all(snapshot: Snapshot, agendas: Mapping[str, Agenda]) -> dict[str, tuple[MonthCard, ...]]:
    """The months of several agendas of one page; the name of each begins the anchors of its months."""
    events = {event.event_id: event for agenda in agendas.values() for event in agenda.events}
    cards = {card.stored.event_id: card for card in read_cards(snapshot, events.values())}
    return {name: tuple(_month_card(month, name, cards) for month in agenda.months) for name, agenda in agendas.items()}


def _month_card(month: AgendaMonth, prefix: str, cards: Mapping[str, EventCard]) -> MonthCard:
    day = month.first_day
    return MonthCard(
        anchor=f"{prefix}-no-first-day" if day is None else f"{prefix}-{day.year:04}-{day.month:02}",
        heading="First day not known" if day is None else f"{_MONTHS[day.month - 1]} {day.year}",
        rows=tuple(_row_card(row, cards) for row in month.rows),
        today=month.today,
        today_at=month.today_at,
    )


def _row_card(row: AgendaRow, cards: Mapping[str, EventCard]) -> RowCard:
    return RowCard(
        card=cards[row.event.event_id],
        stops=tuple(cards[stop.event_id] for stop in row.stops),
        is_order_known=row.is_order_known,
        parents=tuple((parent.slug, cards[parent.event_id].title) for parent in row.parents),
    )
