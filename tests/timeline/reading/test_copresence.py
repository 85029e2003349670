"""Which participants and which presences a question about co-presence is about."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.api.documents import HEAD, a_visit, file_text
from tests.timeline.reading.conftest import snapshot_at
from timeline.errors import InvalidQuery, Problem
from timeline.model.figures.copresence import MAX_PARTICIPANTS, Copresence, Who
from timeline.model.query import EventQuery
from timeline.model.vocabulary import ParticipantType
from timeline.reading.copresence import copresences_of, participants_of
from timeline.store.engine.sessions import Engine, read_session

NOW = datetime(2024, 7, 1, tzinfo=UTC)
ADA_AND_BEN = EventQuery(person=("ada", "ben"))


def visit_of(who: str, number: int, *, extra: str = "") -> str:
    """A report of a visit of that participant on a day of May."""
    return a_visit(number, who=who, extra=extra).replace(f"visit-{number}", f"{who}-{number}")


def rows_of(engine: Engine, query: EventQuery) -> tuple[Copresence, ...]:
    """The rows that a reader sees on 1 July."""
    with read_session(engine) as session:
        return copresences_of(snapshot_at(session, NOW), participants_of(query), query)


def test_participants_are_the_people_then_the_organizations():
    assert participants_of(EventQuery(person=("ada",), organization=("nato",))) == (
        Who(ParticipantType.PERSON, "ada"),
        Who(ParticipantType.ORGANIZATION, "nato"),
    )


@pytest.mark.parametrize("number", [0, 1, MAX_PARTICIPANTS + 1])
def test_fewer_than_two_participants_or_too_many_are_refused(number: int):
    with pytest.raises(InvalidQuery) as refused:
        participants_of(EventQuery(person=tuple(f"p{one}" for one in range(number))))

    fault = "has to be given at least twice (`organization` counts as well), both together at most 10 times"
    assert refused.value.problems == (Problem("person", fault),)


def test_rows_are_the_days_that_all_share_within_the_days_of_the_query(engine: Engine):
    both = "".join(visit_of(who, number) for who in ("ada", "ben") for number in (1, 2, 5))
    file_text(engine, HEAD + both + visit_of("ada", 9))

    rows = rows_of(engine, EventQuery(person=("ada", "ben"), first_day=date(2024, 5, 2)))

    assert [(row.place, row.first_day.day, row.last_day.day, row.expected) for row in rows] == [
        ("vienna", 2, 2, True),
        ("vienna", 5, 5, True),
    ]


def test_hidden_visit_gives_no_row(engine: Engine):
    file_text(engine, HEAD + visit_of("ada", 1) + visit_of("ben", 1, extra="private: true") + visit_of("ben", 2))

    assert rows_of(engine, ADA_AND_BEN) == ()


def test_participant_whom_only_hidden_events_mention_is_unknown(engine: Engine):
    file_text(engine, HEAD + visit_of("ada", 1) + visit_of("ben", 1, extra="private: true"))

    with pytest.raises(InvalidQuery) as refused:
        rows_of(engine, ADA_AND_BEN)

    assert [problem.place for problem in refused.value.problems] == ["person"]
