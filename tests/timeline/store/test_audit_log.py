"""The audit trail: it holds for what was stored, and whatever was done to it by SQL is found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.builders import MAY_2
from tests.timeline.store.test_integrity import tamper
from timeline.errors import Problem
from timeline.model.writers.write import AuditLine
from timeline.store.engine.sessions import Engine, read_session, write_session
from timeline.store.logs import audit_log
from timeline.store.logs.audit_log import append_line, audit_head, load_lines, verify_audit
from timeline.store.logs.hash_chain import seal_write
from timeline.store.logs.write_log import begin_write
from timeline.store.tables import AuditRow, table_of


def a_line(number: int, *, write_id: int | None = None) -> AuditLine:
    """The line of the hour of that number."""
    return AuditLine(
        at=MAY_2 + timedelta(hours=number),
        actor="key Desk (abcdefgh)",
        key_id="abcdefgh",
        request_id=f"r{number}",
        action="POST /v1/reports",
        object=f"{number} reports",
        outcome="201" if write_id else "422",
        reason=None if write_id else "invalid-document",
        write_id=write_id,
    )


def fill(engine: Engine) -> list[AuditLine]:
    """Four lines; the second and the last tell of writes that came with a key."""
    lines: list[AuditLine] = []
    with write_session(engine) as session:
        for number in range(1, 5):
            write_id = None
            if number in (2, 4):
                write_id = begin_write(session, recorded_at=MAY_2, author="key Desk (abcdefgh)", cause="test")
                seal_write(session, write_id)
            lines.append(a_line(number, write_id=write_id))
            append_line(session, lines[-1])
    return lines


def problems(engine: Engine) -> tuple[Problem, ...]:
    """What a check finds."""
    with read_session(engine) as session:
        return verify_audit(session)


def test_empty_trail_is_whole_and_has_no_head(engine: Engine):
    with read_session(engine) as session:
        assert (verify_audit(session), load_lines(session), audit_head(session)) == ((), (), None)


def test_lines_come_back_as_they_were_stored_newest_last(engine: Engine):
    lines = fill(engine)

    with read_session(engine) as session:
        assert load_lines(session) == tuple(lines)
        assert load_lines(session, newest=2) == tuple(lines[-2:])
        assert verify_audit(session) == ()


DIFFERS = "the line, or the one before it, differs from what was stored"
MISSING = "the line is missing"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE audit_log SET outcome = '200' WHERE seq = 3", [Problem("audit_log 3", DIFFERS)]),
        ("UPDATE audit_log SET at = at + 1 WHERE seq = 1", [Problem("audit_log 1", DIFFERS)]),
        ("UPDATE audit_log SET reason = NULL WHERE seq = 3", [Problem("audit_log 3", DIFFERS)]),
        (
            "UPDATE audit_log SET digest = 'x' WHERE seq = 3",
            [Problem("audit_log 3", DIFFERS), Problem("audit_log 4", DIFFERS)],
        ),
        ("DELETE FROM audit_log WHERE seq = 1", [Problem("audit_log 2", DIFFERS), Problem("audit_log 1", MISSING)]),
        ("DELETE FROM audit_log WHERE seq = 3", [Problem("audit_log 4", DIFFERS), Problem("audit_log 3", MISSING)]),
        ("DELETE FROM audit_log WHERE seq = 4", [Problem("audit_log of write 2", MISSING)]),
        (
            "INSERT INTO audit_log SELECT 5, at, actor, key_id, request_id, action, object, outcome, reason, write_id,"
            " digest FROM audit_log WHERE seq = 3",
            [Problem("audit_log 5", DIFFERS)],
        ),
    ],
)
def test_check_names_what_was_altered_removed_or_put_in(engine: Engine, change: str, found: list[Problem]):
    fill(engine)

    tamper(engine, change)

    assert list(problems(engine)) == found


def test_swapped_lines_are_found(engine: Engine):
    fill(engine)

    for change in ("seq = 9 WHERE seq = 1", "seq = 1 WHERE seq = 3", "seq = 3 WHERE seq = 9"):
        tamper(engine, f"UPDATE audit_log SET {change}")  # noqa: S608 - our own words

    assert {problem.place for problem in problems(engine)} >= {"audit_log 1", "audit_log 3"}


TEXT_COLUMNS = ("actor", "key_id", "request_id", "action", "object", "outcome", "reason")


@given(seq=st.integers(1, 4), column=st.sampled_from(TEXT_COLUMNS), value=st.text("abc 123", max_size=4))
@hypothesis_settings(max_examples=200)
def test_any_other_value_gives_another_digest(seq: int, column: str, value: str):
    table = table_of(AuditRow)
    line = a_line(seq)
    values = {name: getattr(line, name, None) for name in table.columns.keys()} | {"seq": seq}  # noqa: SIM118

    altered = values | {column: value}

    before, after = (audit_log._chained("x", one) for one in (values, altered))
    assert (before == after) == (values == altered)
