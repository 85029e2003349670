"""The door to the database: how connections are set up, who may write, and what is refused."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from sqlalchemy import event, make_url, text

from tests.builders import MAY_1
from timeline.errors import StoreBusy, StoreRefused
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import (
    Engine,
    LibraryReport,
    Session,
    library_report,
    open_engine,
    read_session,
    write_session,
)
from timeline.store.engine.sqlite_file import driver, is_wal_safe, prepare
from timeline.store.engine.writer_queue import WriterQueue
from timeline.store.logs.write_log import begin_write

SQLITE_SETTINGS = {
    "journal_mode": "wal" if is_wal_safe(driver().sqlite_version_info) else "delete",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "trusted_schema": 0,
    "recursive_triggers": 1,
}
POSTGRESQL_SETTINGS = {
    "TimeZone": "UTC",
    "client_encoding": "UTF8",
    "statement_timeout": "30s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "1min",
}


def count_writes(session: Session) -> int:
    """How many writes the session sees."""
    return int(session.execute(text("SELECT count(*) FROM write_log")).scalar_one())


def write_once(engine: Engine) -> None:
    """Make one write of our own."""
    with write_session(engine) as session:
        begin_write(session, recorded_at=MAY_1, author="desk", cause="test")


@pytest.mark.parametrize("transaction", [read_session, write_session])
def test_every_session_has_the_safe_settings(
    engine: Engine, transaction: Callable[[Engine], AbstractContextManager[Session]]
):
    expected, command = (
        (SQLITE_SETTINGS, "PRAGMA") if engine.dialect.name == "sqlite" else (POSTGRESQL_SETTINGS, "SHOW")
    )
    with transaction(engine) as session:
        settings = {name: session.execute(text(f"{command} {name}")).scalar_one() for name in expected}

    assert settings == expected


def test_reader_cannot_write(engine: Engine):
    with pytest.raises(StoreRefused), read_session(engine) as session:
        begin_write(session, recorded_at=MAY_1, author="desk", cause="test")

    with read_session(engine) as session:
        assert count_writes(session) == 0


def test_reader_sees_one_snapshot_while_others_write(engine: Engine):
    with read_session(engine) as session:
        before = count_writes(session)
        write_once(engine)
        after = count_writes(session)

    with read_session(engine) as session:
        assert (before, after, count_writes(session)) == (0, 0, 1)


def test_writer_leaves_nothing_behind_when_it_fails(engine: Engine):
    def write_and_fail() -> None:
        with write_session(engine) as session:
            begin_write(session, recorded_at=MAY_1, author="desk", cause="test")
            raise KeyError("gone")

    with pytest.raises(KeyError):
        write_and_fail()

    with read_session(engine) as session:
        assert count_writes(session) == 0


def test_concurrent_writers_lose_nothing(engine: Engine):
    def write_ten_times() -> None:
        for _ in range(10):
            write_once(engine)

    writers = [threading.Thread(target=write_ten_times) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with read_session(engine) as session:
        numbers = session.execute(text("SELECT id FROM write_log ORDER BY id")).scalars().all()
    assert numbers == list(range(1, 41))


def impatient(engine: Engine) -> Engine:
    """An engine for the same database that waits 50 ms for its turn."""
    if engine.dialect.name == "postgresql":
        return open_engine(
            engine.url.update_query_dict({"options": "-c lock_timeout=50ms"}).render_as_string(hide_password=False)
        )
    opened = open_engine(engine.url.render_as_string())
    opened.dispose()
    event.listen(opened, "connect", lambda connection, _record: connection.execute("PRAGMA busy_timeout = 50"))
    return opened


def test_writers_of_one_process_write_in_the_order_in_which_they_came(engine: Engine):
    order: list[int] = []
    queue = WriterQueue(most_seconds=20)

    def write(number: int) -> None:
        with queue.wait(), write_session(engine) as session:
            session.execute(text("SELECT 1"))
            order.append(number)

    with queue.wait():
        writers = []
        for number in range(8):
            writers.append(threading.Thread(target=write, args=(number,)))
            writers[-1].start()
            while queue.length < number + 2:
                time.sleep(0.001)
    for writer in writers:
        writer.join()

    assert order == list(range(8))
    assert queue.length == 0


def test_writer_that_waits_too_long_is_refused_and_leaves_the_queue():
    queue = WriterQueue(most_seconds=0.05)

    with queue.wait():
        with pytest.raises(StoreBusy, match=r"the write lock was not free within 0\.05 seconds"), queue.wait():
            pass
        assert queue.length == 1

    with queue.wait():
        assert queue.length == 1


def test_all_writers_of_an_engine_share_one_queue(engine: Engine, monkeypatch):
    monkeypatch.setattr("timeline.store.engine.sessions._QUEUES", {engine: WriterQueue(most_seconds=0.05)})

    with write_session(engine), pytest.raises(StoreBusy, match="the write lock was not free"), write_session(engine):
        pass


def test_second_writer_gets_store_busy_while_readers_go_on(engine: Engine):
    second = impatient(engine)
    with write_session(engine) as session:
        begin_write(session, recorded_at=MAY_1, author="desk", cause="test")
        with pytest.raises(StoreBusy, match="the database did not answer in time"), write_session(second):
            pass
        with read_session(second) as other:
            assert count_writes(other) == 0
    write_once(second)
    second.dispose()

    with read_session(engine) as session:
        assert count_writes(session) == 2


def test_report_names_the_library(engine: Engine):
    report = library_report(engine)

    if engine.dialect.name == "sqlite":
        name = ".".join(str(part) for part in driver().sqlite_version_info)
        safe = is_wal_safe(driver().sqlite_version_info)
        assert (report.engine, report.version, report.safe) == ("SQLite", name, safe)
    else:
        assert report == LibraryReport(
            engine="PostgreSQL", version=report.version, safe=True, sentence=f"PostgreSQL {report.version}"
        )


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), False),
        ((3, 52, 1), True),
        ((3, 53, 4), True),
    ],
)
def test_write_ahead_log_is_used_only_with_a_library_that_keeps_it_whole(version: tuple[int, int, int], safe: bool):  # noqa: FBT001 - parameter of the table
    assert is_wal_safe(version) is safe


def test_standard_library_is_used_with_its_own_journal_when_the_package_is_missing(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "pysqlite3.dbapi2", None)
    engine = open_engine(sqlite_url)
    migrate(engine)
    write_once(engine)
    with read_session(engine) as session:
        journal_mode = session.execute(text("PRAGMA journal_mode")).scalar_one()
    report = library_report(engine)
    engine.dispose()

    safe = is_wal_safe(sqlite3.sqlite_version_info)
    assert (report.version, report.safe) == (sqlite3.sqlite_version, safe)
    assert journal_mode == ("wal" if safe else "delete")
    assert ("rollback journal" in report.sentence) is not safe


def test_new_database_is_made_with_its_folders_and_nothing_beside_it(tmp_path: Path):
    path = tmp_path / "one 100%" / "two" / "timeline.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()

    assert [found.name for found in path.parent.iterdir()] == ["timeline.db"]


def test_new_database_has_its_journal_mode_before_anyone_opens_it(tmp_path: Path):
    for number, mode in enumerate(("DELETE", "WAL")):
        path = tmp_path / f"{number}.db"
        prepare(path, mode)

        with closing(driver().connect(path)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == (mode.lower(),)


def test_programs_that_open_a_new_database_at_once_do_not_lock_each_other_out(tmp_path: Path):
    failures: list[BaseException] = []

    def start(url: str, all_ready: threading.Barrier) -> None:
        all_ready.wait()
        try:
            open_engine(url).dispose()
        except StoreBusy as error:
            failures.append(error)

    for number in range(100):
        at_once = (f"sqlite:///{tmp_path / f'{number}.db'}", threading.Barrier(4, timeout=20))
        programs = [threading.Thread(target=start, args=at_once) for _ in range(4)]
        for program in programs:
            program.start()
        for program in programs:
            program.join()

    assert failures == []


def test_new_database_that_cannot_be_made_is_refused(tmp_path: Path):
    folder = tmp_path.joinpath(*["t" * 200] * 3)  # the file system allows it, SQLite does not

    with pytest.raises(StoreRefused, match="cannot be created"):
        open_engine(f"sqlite:///{folder / 'timeline.db'}")


def whole_database(folder: Path) -> bytes:
    """The bytes of a migrated database."""
    path = folder / "whole.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path.read_bytes()


def test_files_that_are_not_our_database_are_refused_and_left_alone(tmp_path: Path):
    whole = whole_database(tmp_path)
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as foreign:
        foreign.execute("CREATE TABLE notes (words TEXT)")
    contents = {
        "not an SQLite database": [b"", b"SQLite", b"# Notes\n" * 100, b"\0" * len(whole)],
        "belongs to another program": [(tmp_path / "foreign.db").read_bytes()],
        "is cut short": [whole[: len(whole) // 2], whole[:-1]],
    }
    path = tmp_path / "timeline.db"
    for sentence, refused in contents.items():
        for content in refused:
            path.write_bytes(content)
            with pytest.raises(StoreRefused, match=sentence):
                open_engine(f"sqlite:///{path}")
            assert path.read_bytes() == content


def test_damaged_database_is_refused_with_one_sentence(tmp_path: Path):
    whole = whole_database(tmp_path)
    path = tmp_path / "timeline.db"
    path.write_bytes(whole[:100] + b"\xff" * 3996 + whole[4096:])

    with pytest.raises(StoreRefused, match="the database cannot be used"):
        open_engine(f"sqlite:///{path}")


def test_path_that_cannot_hold_a_file_is_refused(tmp_path: Path):
    (tmp_path / "file").write_text("x")

    with pytest.raises(StoreRefused, match="is not a file"):
        open_engine(f"sqlite:///{tmp_path}")
    with pytest.raises(StoreRefused, match="cannot be used"):
        open_engine(f"sqlite:///{tmp_path / 'file' / 'timeline.db'}")


@pytest.mark.parametrize(
    "database_url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://desk:secret@db/x",
        "desk:secret@db",
        "postgresql://desk:secret@db:x/y",
    ],
)
def test_invalid_address_is_refused_without_its_password(database_url: str):
    with pytest.raises(StoreRefused) as refused:
        open_engine(database_url)

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_that_does_not_answer_is_busy(scheme: str):
    engine = open_engine(f"{scheme}://desk:secret@127.0.0.1:1/timeline")

    with pytest.raises(StoreBusy) as busy, read_session(engine) as session:
        count_writes(session)

    assert engine.url.drivername == "postgresql+psycopg"
    assert "secret" not in str(busy.value)


def test_postgresql_database_that_does_not_exist_is_refused(postgresql_server_url: str):
    missing = open_engine(
        make_url(postgresql_server_url).set(database="no_such_database").render_as_string(hide_password=False)
    )

    with pytest.raises(StoreRefused, match="does not exist"), read_session(missing) as session:
        count_writes(session)


def test_service_does_not_start_without_assertions():
    program = "from timeline.store.engine.sessions import refuse_optimized; refuse_optimized()"
    optimized = subprocess.run([sys.executable, "-O", "-c", program], capture_output=True, text=True, check=False)
    normal = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (normal.returncode, optimized.returncode) == (0, 1)
    assert "StoreRefused: start without python -O" in optimized.stderr
