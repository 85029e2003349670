"""No reader holds the database for ever: a statement that takes too long is ended, and the next one is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from sqlalchemy import TextClause, make_url, text

from timeline import clock
from timeline.errors import StoreBusy
from timeline.store.engine.sessions import (
    READ_TIMEOUT_SECONDS,
    Engine,
    Session,
    open_engine,
    read_session,
    write_session,
)

LIMIT_SECONDS: Final = 0.3
ENDLESS: Final = 100_000_000_000


def counting(until: int) -> TextClause:
    """A statement that counts so far, row by row; both engines take some seconds for ten million."""
    counter = "WITH RECURSIVE counter(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < :until)"
    return text(f"{counter} SELECT count(*) FROM counter").bindparams(until=until)  # noqa: S608 - our own text


def counted(session: Session, until: int) -> int:
    """How far the statement came, which is as far as it was told."""
    return int(session.execute(counting(until)).scalar_one())


@pytest.fixture
def impatient(engine: Engine) -> Iterator[Engine]:
    """An engine for the same database whose readers have 300 ms for a statement."""
    address = engine.url
    if engine.dialect.name == "postgresql":
        timeout = f"-c statement_timeout={round(LIMIT_SECONDS * 1000)}ms"
        address = make_url(address).update_query_dict({"options": timeout})
    opened = open_engine(address.render_as_string(hide_password=False), read_timeout_seconds=LIMIT_SECONDS)
    yield opened
    opened.dispose()


def test_statement_that_takes_too_long_ends_as_busy_and_the_next_session_reads_on(impatient: Engine):
    for _ in range(2):
        with pytest.raises(StoreBusy, match="the database did not answer in time"), read_session(impatient) as session:
            counted(session, ENDLESS)

        with read_session(impatient) as session:
            assert counted(session, 1000) == 1000


def test_limit_is_for_each_statement_and_not_for_the_whole_session(impatient: Engine):
    began = clock.steady_seconds()

    with read_session(impatient) as session:
        numbers = {counted(session, 1000)}
        while clock.steady_seconds() - began < 2 * LIMIT_SECONDS:
            numbers.add(counted(session, 1000))

    assert numbers == {1000}


def test_rows_of_sqlite_that_are_fetched_one_by_one_are_within_the_limit_too(sqlite_url: str):
    engine = open_engine(sqlite_url, read_timeout_seconds=LIMIT_SECONDS)
    endless = text("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c")

    with pytest.raises(StoreBusy), read_session(engine) as session:
        for _row in session.execute(endless.execution_options(yield_per=1000)):
            pass
    engine.dispose()


def test_writer_on_sqlite_may_take_longer_than_a_reader(sqlite_url: str):
    engine = open_engine(sqlite_url, read_timeout_seconds=0)

    with pytest.raises(StoreBusy), read_session(engine) as session:
        counted(session, 3_000_000)
    with write_session(engine) as session:
        assert counted(session, 3_000_000) == 3_000_000
    engine.dispose()


def test_reader_of_the_service_has_ten_seconds():
    assert READ_TIMEOUT_SECONDS == 10
