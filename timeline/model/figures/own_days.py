"""Whose days of an event count: those of the participants that a query asks for, else those of the event.

Event + `EventQuery` -> `asked_of` -> `asked_days` (for calendars and pages) and `missed_as` (the word before the
title). The read tables store `days_of` for each participant, and `store.views.event_query` asks the same of them in
SQL. Pure.
"""

from __future__ import annotations

from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event, EventParticipant
from timeline.model.query import EventQuery
from timeline.model.vocabulary import NOT_PRESENT, TAKES_PART, AskedPresence, ParticipantType, Presence


def days_of(participant: EventParticipant, event: Event) -> EventDate:
    """The participant's own days where a source tells them, else those under which lists hold the event."""
    return event.listed if participant.when is None else participant.when


def asked_of(event: Event, query: EventQuery) -> tuple[EventParticipant, ...]:
    """The people and organizations that the query names, in the role and with the presence that it asks for.

    Without a presence, those who are not known to have stayed away. None if the query names nobody.
    """
    return tuple(one for one in event.participants if _is_named(one, query) and _is_asked(one, query))


def asked_days(event: Event, query: EventQuery) -> EventDate:
    """The days of those whom the query asks for, where they are the same ones; else the days of the event."""
    days = [days_of(one, event) for one in asked_of(event, query)]
    return days[0] if days and all(one == days[0] for one in days) else event.listed


def missed_as(event: Event, query: EventQuery) -> Presence | None:
    """The presence of the first one named if none of them took part, else None."""
    presences = [one.presence for one in event.participants if _is_named(one, query)]
    return presences[0] if presences and all(one in NOT_PRESENT for one in presences) else None


def names_somebody(query: EventQuery) -> bool:
    """True if the query asks for a person or an organization."""
    return bool(query.person or query.organization)


def presences_asked(query: EventQuery) -> tuple[AskedPresence, ...]:
    """The presences that the query asks for, or those with days where it asks for none."""
    return query.presence or TAKES_PART


def _is_named(participant: EventParticipant, query: EventQuery) -> bool:
    slugs = query.person if participant.type is ParticipantType.PERSON else query.organization
    return participant.who in slugs


def _is_asked(participant: EventParticipant, query: EventQuery) -> bool:
    presence = AskedPresence(participant.presence or AskedPresence.UNKNOWN)
    is_present = presence in (asked := presences_asked(query)) or AskedPresence.ANY in asked
    return is_present and (not query.role or participant.role in query.role)
