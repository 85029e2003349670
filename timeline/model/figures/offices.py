"""Which office a participant holds at an event: the one of their first day there, by the catalogue of the moment.

The days of an event can come late: from the day that it is postponed from, or from its trip. Whoever gives an event
other days has the offices looked up again.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import Event


def with_offices(event: Event, catalogue: Catalogue) -> Event:
    """The event with the office of each participant on the first of their own days, else of the days that lists use."""
    usual = event.listed.first_day or event.when.first_day
    participants = []
    for one in event.participants:
        day = (one.when.first_day if one.when is not None else None) or usual
        participants.append(replace(one, office=catalogue.office_on(one.who, day) if day else None))
    return replace(event, participants=tuple(participants))
