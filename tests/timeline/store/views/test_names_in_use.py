"""What a form may offer: the names of the events that are public at an instant, and of no others (R10)."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.builders import JUNE_1, MAY_1, MAY_2, MAY_3, a_participant, indexed_event
from tests.timeline.store.statements import statements
from tests.timeline.store.views.events import store
from timeline.model.sight import Public
from timeline.model.vocabulary import EventKind, ParticipantType
from timeline.store.engine.sessions import Engine, read_session
from timeline.store.views.names_in_use import NamesInUse, names_in_use

NOTHING = NamesInUse(people=(), organizations=(), countries=(), topics=(), years=(), kinds=())


def test_names_are_those_of_public_events_each_once_and_sorted(engine: Engine):
    nato = a_participant("nato", kind=ParticipantType.ORGANIZATION)
    new_year = (date(2023, 12, 31), date(2024, 1, 1))
    store(
        engine,
        indexed_event("evt-a", participants=(a_participant("zoe"), nato), countries=("MK", "BE"), topics=("grain",)),
        indexed_event("evt-b", new_year, participants=(a_participant("ada"), a_participant("zoe")), countries=("BE",)),
        indexed_event("evt-c", (None, None), kind=EventKind.MEETING),
    )

    with read_session(engine) as session:
        names = names_in_use(session, sight=Public(JUNE_1))

    assert names == NamesInUse(
        people=("ada", "zoe"),
        organizations=("nato",),
        countries=("BE", "MK"),
        topics=("grain",),
        years=(2023, 2024),
        kinds=(EventKind.VISIT, EventKind.MEETING),
    )


def test_names_of_other_times_and_of_removed_events_are_not_told(engine: Engine):
    bearing: dict[str, Any] = {"participants": (a_participant("ada"),), "countries": ("BE",), "topics": ("grain",)}
    store(
        engine,
        indexed_event("evt-past", known_to=MAY_2, **bearing),
        indexed_event("evt-embargoed", known_from=JUNE_1, **bearing),
        indexed_event("evt-removed", removed=True, **bearing),
    )

    with read_session(engine) as session:
        assert names_in_use(session, sight=Public(MAY_3)) == NOTHING
        assert names_in_use(session, sight=Public(MAY_1)).people == ("ada",)
        assert names_in_use(session, sight=Public(JUNE_1)).people == ("ada",)


def test_number_of_statements_does_not_grow_with_the_events(engine: Engine):
    store(engine, *(indexed_event(f"evt-{number}", participants=(a_participant(),)) for number in range(3)))

    with read_session(engine) as session, statements(engine) as sent:
        names_in_use(session, sight=Public(JUNE_1))

    assert len(sent) == 5
