"""The hash chain: it holds for what was stored and names what is not any more."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.builders import MAY_4, a_report, a_source
from tests.timeline.store.filled import fill_logs
from timeline.errors import Problem
from timeline.model.change import Change
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, open_engine, read_session, write_session
from timeline.store.logs import change_log, report_log
from timeline.store.logs.hash_chain import seal_write, verify_chain
from timeline.store.logs.write_log import begin_write, row_digest
from timeline.store.tables import SourceRow, table_of


def tamper(engine: Engine, change: str) -> None:
    """Change the database past the triggers, as a broken disk or somebody with its password could."""
    with write_session(engine) as session:
        if engine.dialect.name == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            triggers = session.execute(text("SELECT name FROM sqlite_schema WHERE type = 'trigger'")).scalars().all()
            for trigger in triggers:
                session.execute(text(f"DROP TRIGGER {trigger}"))
        session.execute(text(change))


def problems(engine: Engine) -> tuple[Problem, ...]:
    """What a check finds."""
    with read_session(engine) as session:
        return verify_chain(session)


def test_chain_holds_for_untouched_logs(engine: Engine):
    assert problems(engine) == ()

    fill_logs(engine)

    assert problems(engine) == ()


def seals(engine: Engine) -> list[tuple[int, str]]:
    """The number and the seal of every write."""
    with read_session(engine) as session:
        found = session.execute(text("SELECT write_id, digest FROM seal_log ORDER BY write_id")).all()
    return [(seal.write_id, seal.digest) for seal in found]


def test_seals_of_the_same_writes_are_the_same_on_every_engine(engine: Engine):
    fill_logs(engine)

    assert seals(engine) == [
        (1, "23375a77e098b8a87368f3dc3924111ef99107fc356216bf23b797c03f483271"),
        (2, "e26b0aaa03128cd45da997c997fc42e065f7a199a7f66da2f3f8b729b08c6ad6"),
    ]


def test_chain_that_the_first_schema_wrote_still_holds(engine: Engine):
    fill_logs(engine, is_older=True)

    assert seals(engine) == [
        (1, "157d23dc20d5dc3d54430db1ed3875ec88a4e00f53833252962fb7f089a1697c"),
        (2, "5fa6213628ce786f95e38716cd349a448e6ee58cc09b963a73f360cba7d49a10"),
    ]
    assert problems(engine) == ()


def test_change_added_to_a_write_of_the_first_schema_is_noticed(engine: Engine):
    fill_logs(engine, is_older=True)
    with write_session(engine) as session:
        change_log.append_changes(session, 1, [Change(number=1, at=MAY_4, event_id="evt-a", shown_digest=None)])

    assert problems(engine) == (Problem("write_log 1", "the write or its rows differ from what was sealed"),)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            "UPDATE report_log SET record = 'visiT' WHERE seq = 1",
            [Problem("report_log 1", "the row differs from what was stored")],
        ),
        (
            "UPDATE report_log SET published_at = published_at + 1 WHERE seq = 2",
            [Problem("report_log 2", "the row differs from what was stored")],
        ),
        (
            "UPDATE revision_log SET digest = 'x'",
            [Problem("revision_log 1", "the row differs from what was stored")],
        ),
        (
            "UPDATE change_log SET type = 'removed' WHERE seq = 1",
            [Problem("change_log 1", "the row differs from what was stored")],
        ),
        (
            "UPDATE change_log SET shown_digest = 'x' WHERE seq = 2",
            [Problem("change_log 2", "the row differs from what was stored")],
        ),
        (
            "DELETE FROM change_log WHERE seq = 2",
            [Problem("write_log 1", "the write or its rows differ from what was sealed")],
        ),
        (
            "DELETE FROM report_log WHERE seq = 2",
            [Problem("write_log 2", "the write or its rows differ from what was sealed")],
        ),
        (
            "UPDATE write_log SET author = 'nobody' WHERE id = 1",
            [Problem("write_log 1", "the write or its rows differ from what was sealed")],
        ),
        ("DELETE FROM seal_log WHERE write_id = 2", [Problem("seal_log 2", "the write has no seal")]),
        (
            "UPDATE seal_log SET digest = 'x' WHERE write_id = 1",
            [
                Problem("write_log 1", "the write or its rows differ from what was sealed"),
                Problem("write_log 2", "the write or its rows differ from what was sealed"),
            ],
        ),
    ],
)
def test_check_names_the_row_that_is_not_what_was_stored(engine: Engine, change: str, found: list[Problem]):
    fill_logs(engine)

    tamper(engine, change)

    assert list(problems(engine)) == found


def test_check_names_a_row_that_is_missing_between_others(engine: Engine):
    fill_logs(engine)
    with write_session(engine) as session:
        write_id = begin_write(session, recorded_at=MAY_4, author="desk", cause="load")
        report_log.append_reports(session, write_id, [a_report("third")])
        seal_write(session, write_id)

    tamper(engine, "DELETE FROM report_log WHERE seq = 2")

    assert problems(engine) == (
        Problem("report_log 2", "the row is missing"),
        Problem("write_log 2", "the write or its rows differ from what was sealed"),
    )


def test_row_that_was_forged_with_its_digest_breaks_the_seal(engine: Engine):
    fill_logs(engine)
    with read_session(engine) as session:
        row = session.execute(table_of(SourceRow).select()).one()
    forged = row_digest(table_of(SourceRow), row._asdict() | {"content": "{}"})

    tamper(engine, f"UPDATE source_log SET content = '{{}}', digest = '{forged}'")  # noqa: S608 - hexadecimal

    assert problems(engine) == (Problem("write_log 1", "the write or its rows differ from what was sealed"),)


def test_row_added_to_a_sealed_write_is_noticed(engine: Engine):
    fill_logs(engine)
    with write_session(engine) as session:
        report_log.append_sources(session, 1, [a_source("late")])

    assert problems(engine) == (Problem("write_log 1", "the write or its rows differ from what was sealed"),)


def test_write_without_seal_is_named_and_the_next_one_still_checked(engine: Engine):
    fill_logs(engine)
    with write_session(engine) as session:
        begin_write(session, recorded_at=MAY_4, author="desk", cause="crash")
    with write_session(engine) as session:
        seal_write(session, begin_write(session, recorded_at=MAY_4, author="desk", cause="load"))

    assert problems(engine) == (Problem("seal_log 3", "the write has no seal"),)


def test_row_that_cannot_even_be_read_is_named(sqlite_url: str):
    engine = open_engine(sqlite_url)
    migrate(engine)
    fill_logs(engine)
    tamper(engine, "UPDATE report_log SET record = CAST(x'ff' AS TEXT), published_at = 'soon' WHERE seq = 2")

    assert problems(engine) == (
        Problem("report_log 2", "the row cannot be read"),
        Problem("write_log 2", "the write or its rows differ from what was sealed"),
    )
    engine.dispose()
