"""Damage of an SQLite file: `timeline check` names table and row, and the file is for its owner only."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.timeline.commands.conftest import STORY
from tests.torture.flipped_bytes import damaged, run, whole
from timeline.store.engine import sqlite_file
from timeline.store.engine.sessions import open_engine, write_session
from timeline.store.views import event_rows

CHANGED_BYTES = 60


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A new database with one event and one key."""
    story, database = tmp_path / "story.yaml", tmp_path / "timeline.db"
    story.write_text(STORY)
    assert run("load", str(story), database=database).exit_code == 0
    assert run("keys", "create", "--name", "Desk", "--scope", "edit", database=database).exit_code == 0
    return database


def change(database: Path, *statements: str, values: tuple[Any, ...] = ()) -> None:
    """Change the file past our own code, as another program could."""
    with closing(sqlite_file.driver().connect(database)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        for trigger in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger[0]}")
        for statement in statements:
            connection.execute(statement, values)
        connection.commit()


def failed(database: Path) -> dict[str, str]:
    """The failed checks with what they say."""
    answers = json.loads(run("check", "--json", database=database).stdout)
    return {one["question"]: one["detail"] for one in answers if not one["well"]}


def test_untouched_file_passes(filled: Path):
    assert failed(filled) == {}


def test_any_changed_byte_is_answered_and_never_a_failure_of_the_program(filled: Path, tmp_path: Path):
    damages = tuple(damaged(whole(filled), tmp_path, CHANGED_BYTES, seed=9))

    assert [one for one in damages if not one.is_answered] == []
    assert any(one.failed for one in damages)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("report_log", "says"),
        ("event_view", "title"),
        ("audit_log", "actor"),
        ("api_key", "name"),
        ("event_place", "place"),
    ],
)
def test_row_that_cannot_be_read_is_named(filled: Path, table: str, column: str):
    change(filled, f"UPDATE {table} SET {column} = CAST(x'7bff' AS TEXT) WHERE rowid = 1")  # noqa: S608

    fault = f"{table} 1: the row cannot be read: Could not decode to UTF-8 column '{column}'"

    assert fault in failed(filled)["rows"]
    assert "hash chain" not in failed(filled)


@pytest.mark.parametrize(
    ("table", "column"),
    [("event_view", "title"), ("event_view", "slug"), ("event_view", "known_from"), ("event_view", "first_day"),
     ("event_view", "status"), ("event_place", "place"), ("event_words", "words"), ("event_participant", "role")],
)  # fmt: skip
def test_row_of_a_read_table_that_cannot_be_read_is_mended_by_a_rebuild(filled: Path, table: str, column: str):
    change(filled, f"UPDATE {table} SET {column} = CAST(x'7bff' AS TEXT) WHERE rowid = 1")  # noqa: S608

    found = failed(filled)
    rebuilt = run("rebuild", database=filled)

    assert list(found) == ["rows"]
    assert found["rows"].startswith("run `timeline rebuild`")
    assert rebuilt.exit_code == 0, rebuilt.output
    assert failed(filled) == {}


def test_row_of_a_log_that_cannot_be_read_needs_a_backup(filled: Path):
    change(filled, "UPDATE report_log SET says = CAST(x'7bff' AS TEXT) WHERE rowid = 1")

    assert failed(filled)["rows"].startswith("restore the newest backup")


def test_row_that_an_index_lacks_is_named(filled: Path):
    with closing(sqlite_file.driver().connect(filled)) as connection:
        row = connection.execute("SELECT * FROM sqlite_schema WHERE name = 'ix_event_view_last_day'").fetchone()
    change(filled, "DELETE FROM sqlite_schema WHERE name = 'ix_event_view_last_day'")
    change(filled, "UPDATE event_view SET last_day = '2030-01-01' WHERE rowid = 1")
    change(filled, "INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", values=row)

    assert "event_view 1: row 1 missing from index ix_event_view_last_day" in failed(filled)["file"]


def test_new_database_is_for_its_owner_only_with_the_files_beside_it(filled: Path):
    engine = open_engine(f"sqlite:///{filled}")
    with write_session(engine) as session:
        event_rows.clear(session)
        session.flush()
        beside = {one.name: one.stat().st_mode & 0o777 for one in filled.parent.glob("timeline.db*")}
    engine.dispose()

    assert beside["timeline.db"] == 0o600
    assert len(beside) > 1
    assert set(beside.values()) == {0o600}
