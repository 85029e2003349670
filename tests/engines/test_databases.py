"""The databases that tests get are fresh, apart from each other, and go away."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.engines.databases import Databases, temporary_database


def execute(url: str, statement: str) -> None:
    """Run one statement in a transaction and leave no connection open."""
    with create_engine(url, poolclass=NullPool).begin() as connection:
        connection.execute(text(statement))


def table_names(url: str) -> list[str]:
    """The tables of a database."""
    engine = create_engine(url, poolclass=NullPool)
    return inspect(engine).get_table_names()


@pytest.mark.parametrize("round_number", [1, 2])
def test_database_url_names_an_empty_database_each_time(database_url: str, round_number: int) -> None:
    before = table_names(database_url)

    execute(database_url, f"CREATE TABLE visit_{round_number} (slug text)")

    assert (before, table_names(database_url)) == ([], [f"visit_{round_number}"])


def test_sqlite_url_names_an_empty_database(sqlite_url: str) -> None:
    assert table_names(sqlite_url) == []


def test_copy_holds_the_tables_of_its_template_and_leaves_it_alone(databases: Databases, database_url: str) -> None:
    execute(database_url, "CREATE TABLE visit (slug text)")

    with temporary_database(databases, copy_of=database_url) as copy:
        execute(copy, "CREATE TABLE meeting (slug text)")

        assert sorted(table_names(copy)) == ["meeting", "visit"]
    assert table_names(database_url) == ["visit"]


def test_dropped_postgresql_database_is_gone_even_while_somebody_is_connected(databases: Databases) -> None:
    url = databases.create()
    with create_engine(url, poolclass=NullPool).connect() as connection:
        connection.execute(text("SELECT 1"))

        databases.drop(url)
        connection.invalidate()

    if url.startswith("sqlite"):
        assert table_names(url) == []
    else:
        with pytest.raises(OperationalError, match="does not exist"):
            table_names(url)
