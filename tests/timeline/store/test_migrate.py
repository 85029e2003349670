"""The schema: made whole or not at all, equal to the row classes, never for a program that is too old."""

from __future__ import annotations

import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from tests.timeline.store.filled import fill_logs
from timeline.errors import StoreRefused
from timeline.store.engine.migrate import SCHEMA, is_current, is_empty, migrate
from timeline.store.engine.sessions import Engine, open_engine, read_session, write_session
from timeline.store.engine.upgrade import newest_schema
from timeline.store.tables import APPEND_ONLY_ROWS, table_of

APPEND_ONLY = tuple(table_of(row_class).name for row_class in APPEND_ONLY_ROWS)


def test_new_database_becomes_current_and_migrating_again_changes_nothing(database_url: str):
    engine = open_engine(database_url)
    assert not is_current(engine)

    migrate(engine)
    tables = inspect(engine).get_table_names()
    migrate(engine)

    assert is_current(engine)
    assert is_empty(engine)
    assert inspect(engine).get_table_names() == tables
    engine.dispose()


def is_no_search_index(name: str | None, _kind: str, _parents: object) -> bool:
    """False for the search index (on SQLite a table with tables of its own), which row classes can not declare."""
    return name is None or not name.startswith("event_search")


def test_migrations_make_what_the_row_classes_say(engine: Engine):
    with read_session(engine) as session:
        context = MigrationContext.configure(session.connection(), opts={"include_name": is_no_search_index})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_schema_of_the_program_is_the_newest_revision():
    assert newest_schema() == SCHEMA


def test_store_with_a_report_is_not_empty(engine: Engine):
    fill_logs(engine)

    assert not is_empty(engine)


def test_database_of_a_newer_program_is_refused_by_name(engine: Engine):
    with write_session(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    assert not is_current(engine)
    with pytest.raises(StoreRefused, match="has schema '9999', this program knows schemas up to '0015'"):
        migrate(engine)


def test_two_programs_that_migrate_concurrently_make_one_schema(database_url: str):
    failures: list[BaseException] = []
    both_ready = threading.Barrier(2, timeout=20)

    def start() -> None:
        try:
            engine = open_engine(database_url)
            both_ready.wait()
            migrate(engine)
            assert is_current(engine)
            engine.dispose()
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)

    programs = [threading.Thread(target=start) for _ in range(2)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()

    assert failures == []


@pytest.mark.parametrize("fails_at", [1, 2, 9, 30, 55])
def test_migration_that_fails_at_any_statement_leaves_nothing(database_url: str, fails_at: int):
    engine = open_engine(database_url)
    changes: list[str] = []

    def fail(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().startswith(("CREATE", "INSERT", "UPDATE")):
            changes.append(statement)
        if len(changes) == fails_at:
            raise InterruptedError(statement)

    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(InterruptedError):
        migrate(engine)
    event.remove(engine, "before_cursor_execute", fail)

    assert inspect(engine).get_table_names() == []
    migrate(engine)
    assert is_current(engine)
    engine.dispose()


def changes_of(engine: Engine, table: str) -> list[str]:
    """Every way to change or remove rows that the engine knows."""
    column = inspect(engine).get_columns(table)[0]["name"]
    changes = [f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"]  # noqa: S608 - names of our tables
    if engine.dialect.name == "postgresql":
        return [*changes, f"TRUNCATE {table} CASCADE"]
    return [*changes, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"]  # noqa: S608 - as above


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_log_refuses_to_change_or_forget_a_row(engine: Engine, table: str):
    fill_logs(engine)
    with read_session(engine) as session:
        before = session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608 - name of our table

    for change in changes_of(engine, table):
        with pytest.raises(DBAPIError, match="is append-only"), write_session(engine) as session:
            session.execute(text(change))

    with read_session(engine) as session:
        assert session.execute(text(f"SELECT * FROM {table}")).all() == before  # noqa: S608 - name of our table
    assert before != []
