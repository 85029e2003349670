"""`timeline check` and `timeline rebuild`: each failed check says what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.timeline.commands.conftest import Timeline
from tests.timeline.store.test_integrity import tamper
from timeline.store.engine.sessions import open_engine, write_session
from timeline.store.views import event_rows


def answers(timeline: Timeline) -> dict[str, bool]:
    """Which checks of `timeline check` pass."""
    result = timeline("check", "--json")
    found = {one["question"]: one["well"] for one in json.loads(result.stdout)}
    assert result.exit_code == (0 if all(found.values()) else 1)
    return found


def test_loaded_database_passes_every_check(timeline: Timeline, story: Path):
    timeline("load", story)

    assert answers(timeline) == {
        "database": True, "library": True, "file": True, "schema": True, "rows": True, "hash chain": True,
        "audit trail": True, "rendering": True, "read tables": True,
    }  # fmt: skip


def test_altered_audit_trail_is_reported(timeline: Timeline, story: Path, database_url: str):
    timeline("load", story)
    timeline("keys", "create", "--name", "Desk", "--scope", "edit")
    engine = open_engine(database_url)
    tamper(engine, "UPDATE audit_log SET actor = 'nobody'")
    engine.dispose()

    assert [question for question, is_well in answers(timeline).items() if not is_well] == ["audit trail"]
    assert timeline("keys", "log").stderr == (
        "The audit trail differs from what was stored (1 fault): run `timeline check`.\n"
    )


def test_new_database_has_no_schema_yet(timeline: Timeline):
    assert answers(timeline) == {"database": True, "library": True, "file": True, "schema": False}


def test_damaged_read_tables_are_found_and_repaired_by_rebuild(timeline: Timeline, story: Path, database_url: str):
    timeline("load", story)
    before = timeline("export").stdout
    engine = open_engine(database_url)
    with write_session(engine) as session:
        event_rows.clear(session)
    engine.dispose()

    found, compared = answers(timeline), timeline("rebuild", "--check")

    assert [question for question, is_well in found.items() if not is_well] == ["read tables"]
    assert compared.exit_code == 1
    assert compared.stderr.endswith("The read tables differ from the logs: run `timeline rebuild`.\n")
    assert timeline("rebuild").stdout == "1 events rebuilt, 0 new revisions.\n"
    assert timeline("rebuild", "--check").stdout == "The read tables match the logs.\n"
    assert timeline("export").stdout == before


def test_rendering_for_another_address_is_reported(timeline: Timeline, story: Path, monkeypatch: pytest.MonkeyPatch):
    timeline("load", story)
    monkeypatch.setenv("TIMELINE_PUBLIC_URL", "https://timeline.example.org")

    assert answers(timeline)["rendering"] is False


def test_rebuild_check_writes_nothing(timeline: Timeline, story: Path):
    timeline("load", story)
    before = timeline("export", "--format", "seed").stdout

    timeline("rebuild", "--check")

    assert timeline("export", "--format", "seed").stdout == before
    assert json.loads(timeline("rebuild", "--check", "--json").stdout) == {"differs": []}


def test_invalid_setting_is_reported_in_one_row(timeline: Timeline, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TIMELINE_DATABASE_URL", "oracle://example.org")

    assert answers(timeline) == {"database": False}
