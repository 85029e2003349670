"""`timeline keys`: a key is shown once, listed without its secret, revoked for good; all of it stands in the trail."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from tests.timeline.commands.conftest import Timeline
from timeline import clock
from timeline.model.writers.api_key import id_of, key_digest
from timeline.store.engine.sessions import open_engine, read_session
from timeline.store.logs import api_keys as keys


def stored_rows(database_url: str) -> list[tuple[object, ...]]:
    """Every row of the key table."""
    engine = open_engine(database_url)
    with read_session(engine) as session:
        rows = [tuple(row) for row in session.execute(text("SELECT id, digest FROM api_key"))]
    engine.dispose()
    return rows


def make(timeline: Timeline, *options: str) -> str:
    """Make a key and give its text."""
    made = timeline("keys", "create", "--name", "Desk", *options)
    assert made.exit_code == 0, made.output
    return made.stdout.strip()


def test_key_is_shown_once_and_only_its_digest_is_stored(timeline: Timeline, database_url: str):
    made = timeline("keys", "create", "--name", "Desk", "--scope", "admin", "--scope", "edit")

    text = made.stdout.strip()

    assert made.stderr == f"Key {id_of(text)} for Desk: edit, admin. Store it now; it is not shown again.\n"
    assert stored_rows(database_url) == [(id_of(text), key_digest(text))]
    assert text not in timeline("keys", "list").stdout + timeline("keys", "log").stdout


def test_list_shows_scopes_expiry_and_revocation(timeline: Timeline):
    first, second = make(timeline, "--scope", "edit", "--expires", "2199-12-31"), make(timeline, "--scope", "submit")
    revoked = timeline("keys", "revoke", id_of(second))

    found = json.loads(timeline("keys", "list", "--json").stdout)

    assert revoked.stdout == f"Key {id_of(second)} for Desk is revoked.\n"
    assert [(key["id"], key["scopes"], key["expires_at"], key["revoked_at"] is None) for key in found] == [
        (id_of(first), ["edit"], "2200-01-01T00:00:00+00:00", True),
        (id_of(second), ["submit"], None, False),
    ]


def test_key_is_valid_to_the_end_of_its_last_day(timeline: Timeline, database_url: str):
    made = make(timeline, "--scope", "edit", "--expires", "2199-12-31")

    engine = open_engine(database_url)
    with read_session(engine) as session:
        last = keys.verify(session, made, at=datetime(2199, 12, 31, 23, 59, 59, tzinfo=UTC))
        after = keys.verify(session, made, at=datetime(2200, 1, 1, tzinfo=UTC))
    engine.dispose()

    assert last is not None
    assert after is None


def test_revoked_key_stays_revoked_from_the_first_time(timeline: Timeline):
    key_id = str(id_of(make(timeline, "--scope", "edit")))
    timeline("keys", "revoke", key_id)
    before = timeline("keys", "list", "--json").stdout

    again = timeline("keys", "revoke", key_id)

    assert again.exit_code == 0
    assert timeline("keys", "list", "--json").stdout == before


def test_log_has_a_line_for_each_change_newest_last(timeline: Timeline):
    key_id = str(id_of(make(timeline, "--scope", "edit")))
    timeline("keys", "revoke", key_id)

    result = timeline("keys", "log", "--json")

    assert [(line["actor"], line["action"], line["object"], line["outcome"]) for line in json.loads(result.stdout)] == [
        ("command line", "create key", f"{key_id} Desk", "done"),
        ("command line", "revoke key", f"{key_id} Desk", "done"),
    ]
    assert result.stderr.startswith("The audit trail is complete; its newest digest is ")
    assert (
        timeline("keys", "log")
        .stdout.splitlines()[1]
        .endswith(f" command line: revoke key [{key_id} Desk] -> done (scopes: edit)")
    )
    newest = json.loads(timeline("keys", "log", "--newest", "1", "--json").stdout)
    assert [line["action"] for line in newest] == ["revoke key"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--name", "Desk"], "Missing option '--scope'"),
        (["--scope", "edit"], "Missing option '--name'"),
        (["--name", "Desk", "--scope", "root"], "'root' is not one of 'edit', 'admin', 'submit'"),
        (["--name", "a\nb", "--scope", "edit"], "has a line break"),
        (["--name", "Desk", "--scope", "edit", "--expires", "soon"], "'soon' is not a date; write it as 2023-11-28"),
        (["--name", "Desk", "--scope", "edit", "--expires", "2020-01-01"], "2020-01-01 is in the past"),
    ],
)
def test_key_with_invalid_options_is_not_made(timeline: Timeline, options: list[str], said: str):
    result = timeline("keys", "create", *options)

    assert result.exit_code == 2
    assert said in result.stderr
    assert json.loads(timeline("keys", "list", "--json").stdout) == []


def test_unknown_key_cannot_be_revoked(timeline: Timeline):
    result = timeline("keys", "revoke", "nobody")

    assert result.exit_code == 1
    assert result.stderr.startswith("there is no key 'nobody'")


def test_key_that_expires_today_is_valid_today(timeline: Timeline):
    result = timeline("keys", "create", "--name", "Desk", "--scope", "edit", "--expires", clock.today().isoformat())

    assert result.exit_code == 0
