"""Where given people and organizations were at the same place on the same days.

`EventQuery` -> `participants_of` -> stored events with their places -> presences ->
`model.figures.copresence` -> rows.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from timeline.errors import InvalidQuery, Problem
from timeline.model.figures.copresence import MAX_PARTICIPANTS, Copresence, Who, Window, find_copresences, presences_of
from timeline.model.query import EventQuery
from timeline.model.vocabulary import ParticipantType
from timeline.reading.names.public_names import check_names
from timeline.reading.snapshot import Snapshot
from timeline.render.json.attendance import read_attendances
from timeline.store.views.presence_view import stream_presence_events


def participants_of(query: EventQuery) -> tuple[Who, ...]:
    """The people and organizations of the query. Raises InvalidQuery if they are fewer than two or more than ten."""
    people = (Who(ParticipantType.PERSON, slug) for slug in query.person)
    organizations = (Who(ParticipantType.ORGANIZATION, slug) for slug in query.organization)
    participants = (*people, *organizations)
    if not 2 <= len(participants) <= MAX_PARTICIPANTS:
        fault = (
            "has to be given at least twice (`organization` counts as well), both together at most"
            f" {MAX_PARTICIPANTS} times"
        )
        raise InvalidQuery((Problem("person", fault),))
    return participants


def copresences_of(snapshot: Snapshot, participants: Collection[Who], query: EventQuery) -> tuple[Copresence, ...]:
    """The rows by first day, then place; the days of the query bound them.

    Raises InvalidQuery for a name that no public event mentions now (R10).
    """
    check_names(snapshot.session, query, sight=snapshot.present)
    wanted = frozenset(participants)
    # A participant's own days may lie outside those of the event, so the statement does not filter by days.
    anyone = replace(query, person=(), organization=(), first_day=None, last_day=None)
    presences = (
        presence
        for stored_json in stream_presence_events(snapshot.session, anyone, wanted, sight=snapshot.sight)
        for attendance in read_attendances(stored_json, wanted)
        for presence in presences_of(attendance)
    )
    return find_copresences(presences, Window(query.first_day, query.last_day), snapshot.catalogue.contains)
