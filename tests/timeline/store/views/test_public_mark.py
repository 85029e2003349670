"""The mark of the public view: it moves with public writes and with instants that pass, and with nothing else."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import MAY_1, MAY_2, MAY_3, MAY_4, indexed_event
from tests.timeline.store.statements import statements
from tests.timeline.store.views.events import store
from timeline.store.engine.sessions import Engine, read_session, write_session
from timeline.store.logs.write_log import begin_write
from timeline.store.views.public_mark import ReadMark, count_public_write, read_mark, replace_name_lifts

EMPTY = ReadMark(number=0, begun_at=None, ended_at=None, named_at=None, day=MAY_1.date(), write_id=0)


def test_mark_of_an_empty_store_names_nothing(engine: Engine):
    with read_session(engine) as session:
        assert read_mark(session, at=MAY_1) == EMPTY


def test_mark_moves_when_something_shows_or_goes_or_gets_a_name(engine: Engine):
    store(engine, indexed_event("evt-a", known_to=MAY_4), indexed_event("evt-b", known_from=MAY_3))
    with write_session(engine) as session:
        replace_name_lifts(session, {MAY_2}, after=MAY_1)

    with read_session(engine) as session:
        marks = [read_mark(session, at=at) for at in (MAY_1, MAY_2, MAY_3, MAY_4)]
    begun = indexed_event("evt-a").stored.known_from
    assert [(mark.begun_at, mark.ended_at, mark.named_at) for mark in marks] == [
        (begun if begun <= MAY_1 else None, None, None),
        (begun, None, MAY_2),
        (MAY_3, None, MAY_2),
        (MAY_3, MAY_4, MAY_2),
    ]


def test_mark_moves_with_a_public_write_and_not_with_the_number_of_writes(engine: Engine):
    with write_session(engine) as session:
        begin_write(session, recorded_at=MAY_1, author="desk", cause="load")

    with read_session(engine) as session:
        after_any = read_mark(session, at=MAY_1)
    with write_session(engine) as session:
        count_public_write(session)
        count_public_write(session)
    with read_session(engine) as session, statements(engine) as sent:
        after_public = read_mark(session, at=MAY_1)

    assert (after_any, after_any.write_id) == (EMPTY, 1)
    assert after_public == replace(EMPTY, number=2)
    assert len(sent) == 1


def test_instants_that_still_lie_ahead_are_replaced_and_passed_ones_stay(engine: Engine):
    with write_session(engine) as session:
        replace_name_lifts(session, {MAY_2, MAY_3}, after=MAY_1)
    with write_session(engine) as session:
        replace_name_lifts(session, {MAY_4}, after=MAY_2)

    with read_session(engine) as session:
        assert [read_mark(session, at=at).named_at for at in (MAY_1, MAY_2, MAY_3, MAY_4)] == [
            None, MAY_2, MAY_2, MAY_4,
        ]  # fmt: skip
