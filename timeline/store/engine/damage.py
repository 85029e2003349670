"""Finds damage of the file itself, and rows that cannot be read, before anything trusts what is stored.

`file_damage` is SQLite's own check with names for its page numbers; `unreadable_rows` reads every row of every table as
its columns say. Both name the table and, where there is one, the row. Bytes that still are a value of their column are
left to the hash chain. PostgreSQL has checksums of its own, so `file_damage` finds nothing there.
"""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import ColumnElement, Table, literal_column, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from timeline.errors import Problem
from timeline.store.tables import READ_ROWS, table_of

_MOST_PROBLEMS: Final = 20
_UNREADABLE: Final = (DBAPIError, TypeError, ValueError, OverflowError)
"""What a driver or a column type raises for bytes that are not a value of their column."""

_READ_TABLES: Final = frozenset(table_of(row).name for row in READ_ROWS)

_TREE: Final = re.compile(r"(?:Tree|tree) ([0-9]+)")
_MISSING: Final = re.compile(r"row ([0-9]+) missing from index (\S+)")
_AUTOMATIC: Final = re.compile(r"sqlite_autoindex_(\w+)_[0-9]+")
_OF_TABLE: Final = re.compile(r"(?:in table|for FTS5 table|value in|in index) (?:main\.)?(\w+)")


def file_damage(session: Session) -> tuple[Problem, ...]:
    """What SQLite's check of the whole file finds, each finding with the table that it is about."""
    if session.get_bind().dialect.name != "sqlite":
        return ()
    try:
        trees = _names_of_trees(session)
        found = session.execute(text(f"PRAGMA integrity_check({_MOST_PROBLEMS})")).scalars().all()
    except _UNREADABLE as error:
        return (Problem("the file", f"cannot be read as a whole: {_first_line(error)}"),)
    return tuple(_finding(line, trees) for report in found for line in str(report).splitlines() if line != "ok")


def unreadable_rows(session: Session) -> tuple[Problem, ...]:
    """One problem for each row whose bytes are not values of its columns, and for each table that cannot be read."""
    problems: list[Problem] = []
    for table in SQLModel.metadata.sorted_tables:
        try:
            session.execute(select(table)).all()
        except _UNREADABLE as error:
            problems += _unreadable_rows_of(session, table) or [Problem(table.name, _first_line(error))]
    return tuple(problems)


def is_in_read_tables(problem: Problem) -> bool:
    """True for a row of a table that can be made again from the logs (R15)."""
    return problem.place.partition(" ")[0] in _READ_TABLES


def _unreadable_rows_of(session: Session, table: Table) -> list[Problem]:
    """Each row alone, by the number that SQLite gives it; a log's number is the same one."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    number: ColumnElement[int] = literal_column("rowid")
    try:
        numbers = session.execute(select(number).select_from(table).order_by(number)).scalars().all()
    except _UNREADABLE:
        return []
    return [Problem(f"{table.name} {one}", fault) for one in numbers if (fault := _fault_of(session, table, one))]


def _fault_of(session: Session, table: Table, number: int) -> str:
    """Why the row cannot be read; empty if it can."""
    try:
        session.execute(select(table).where(literal_column("rowid") == number)).all()
    except _UNREADABLE as error:
        return f"the row cannot be read: {_first_line(error)}"
    return ""


def _names_of_trees(session: Session) -> dict[str, str]:
    """The table to which each tree of the file belongs, by the number of its first page."""
    rows = session.execute(text("SELECT rootpage, tbl_name FROM sqlite_schema WHERE rootpage > 0"))
    return {str(page): str(name) for page, name in rows}


def _finding(line: str, trees: dict[str, str]) -> Problem:
    """One line of the check; `row 5 missing from index ix_…` and `Tree 7 page 9: …` name rows and pages only."""
    if missing := _MISSING.search(line):
        return Problem(f"{_table_of_index(missing[2])} {missing[1]}", line)
    if tree := _TREE.search(line):
        return Problem(trees.get(tree[1], "sqlite_schema"), line)
    named = _OF_TABLE.search(line)
    place = "the file" if named is None else named[1]
    return Problem(_table_of_index(place), line)


def _table_of_index(name: str) -> str:
    tables = SQLModel.metadata.tables
    if automatic := _AUTOMATIC.fullmatch(name):
        return automatic[1]
    return next((table.name for table in tables.values() if any(one.name == name for one in table.indexes)), name)


def _first_line(error: Exception) -> str:
    """The reason in one line, without the stored text that a driver may quote."""
    cause = getattr(error, "orig", None) or error
    reason = str(cause).strip().splitlines() or [type(cause).__name__]
    return reason[0].partition(" with text ")[0]
