"""A database of the first schema, met by today's program: nothing that readers have seen changes, nothing is half done.

A history with an embargo to come, one that has lifted, a withdrawal and a merge -> the same as the first schema's
program would have left it (`old_database`) -> migrated and rendered anew as `timeline serve` does -> compared.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, inspect, text

from api import create_app
from tests.engines.databases import Databases, temporary_database
from tests.journeys.conftest import SETTINGS as RENDERING
from tests.journeys.conftest import load, shipped_documents
from tests.journeys.old_database import FIRST_SCHEMA, make_old
from tests.timeline.operations.conftest import CATALOGUE, report
from timeline.commands.opening import Store, renew_rendering
from timeline.ingest.documents import read_document
from timeline.model.catalogue.dated import ALWAYS
from timeline.model.document import Document
from timeline.model.event import Phases
from timeline.model.report import RecordKey
from timeline.model.writers.write import Write
from timeline.operations import rebuild
from timeline.operations.merge_events import merge_events
from timeline.operations.record_write import record_write
from timeline.operations.work import Work
from timeline.render.json.phases import phases_from_json
from timeline.settings import Settings
from timeline.store.engine.migrate import is_current, migrate, stored_schema
from timeline.store.engine.sessions import Engine, open_engine, read_session, write_session
from timeline.store.logs.filing_log import find_filings
from timeline.store.logs.hash_chain import verify_chain
from timeline.store.logs.report_log import append_reports, find_reports, find_sources

API: Final = Settings(public_url=RENDERING.base_url, uid_domain=RENDERING.uid_domain, reads_per_minute=0)
DAYS: Final = tuple(datetime(2025, 5, day, 12, tzinfo=UTC) for day in range(1, 7))
MEETING: Final = "kind: meeting, status: announced, when: {edtf: 2025-06-02}, where: [brussels]"
REPORTS: Final = (
    report("ministry", "plain", f"{MEETING}, title: Plain", event="plain"),
    report("ministry", "taken-back", f"{MEETING}, title: Taken back", event="taken-back"),
    report("ministry", "one", f"{MEETING}, title: One", event="one"),
    report("wire", "other", f"{MEETING}, title: The other", event="other"),
    report("ministry", "lifted", f"{MEETING}, title: Lifted", event="lifted", embargo_until="2025-06-01"),
    report("wire", "plain", "title: Plain as lifted", event="plain", embargo_until="2025-06-02"),
    report("ministry", "plain-later", "title: Plain as never seen", event="plain", embargo_until="2999-01-01"),
    report("ministry", "to-come", f"{MEETING}, title: To come", event="to-come", embargo_until="2999-01-01"),
    report("ministry", "hidden", f"{MEETING}, title: Hidden", event="hidden", private="true"),
)
ADDRESSES: Final = (
    "/v1/events?limit=200",
    "/v1/events.csv",
    "/v1/events?known_at=2025-05-03&limit=200",
    "/calendars/all.ics",
    "/calendars/people/antony-blinken.ics",
    "/calendars/trips/blinken-trip-2023-11.ics",
    "/v1/trips/blinken-trip-2023-11",
    *(f"/v1/events/{slug}" for slug in ("plain", "taken-back", "one", "other", "lifted", "to-come", "hidden")),
    *(f"/v1/events/{slug}/revisions" for slug in ("plain", "one", "lifted", "brussels-ministerial-2023-11")),
)


def live(engine: Engine) -> None:
    """The history, on its days."""
    load(engine, _without_times(shipped_documents(recorded_at=DAYS[0])), recorded_at=DAYS[0])
    load(engine, read_document(CATALOGUE.encode(), "catalogue.yaml", recorded_at=DAYS[1]), recorded_at=DAYS[1])
    with read_session(engine) as session:
        sources = find_sources(session, ["ministry", "wire"])
    content = ("reports:\n" + "".join(REPORTS)).encode()
    load(engine, read_document(content, "reports.yaml", recorded_at=DAYS[2], sources=sources), recorded_at=DAYS[2])
    with write_session(engine) as session:
        _withdraw_as_before(Work(session, RENDERING, write_at(DAYS[3])), RecordKey("ministry", "taken-back"))
    with write_session(engine) as session:
        merge_events(Work(session, RENDERING, write_at(DAYS[4])), "one", "other", "one meeting")


def _without_times(document: Document) -> Document:
    """The document as older releases stored it: sources and entries had no publication time of their own."""
    sources = tuple(replace(source, public_from=ALWAYS) for source in document.sources)
    return replace(
        document, sources=sources, entries=tuple(replace(one, public_from=ALWAYS) for one in document.entries)
    )


def _withdraw_as_before(work: Work, record: RecordKey) -> None:
    """A withdrawal as older releases stored it: nobody says who withdrew the record."""
    (report,) = find_reports(work.session, [record])
    row = replace(report, withdrawn=True, note="wrong", published_at=work.now, recorded_at=work.now)

    def append(write_id: int) -> tuple[str]:
        append_reports(work.session, write_id, [row])
        return (find_filings(work.session, [record])[record],)

    record_write(work, append)


def write_at(moment: datetime) -> Write:
    """Who wrote then."""
    return Write(recorded_at=moment, author="desk", cause="test")


def asked(client: FlaskClient) -> dict[str, tuple[int, str | None, str]]:
    """Status, place and body of every address."""
    answers = {address: client.get(address) for address in ADDRESSES}
    return {key: (answer.status_code, answer.headers.get("Location"), answer.text) for key, answer in answers.items()}


def members(client: FlaskClient, address: str, name: str) -> list[dict[str, Any]]:
    """The list of that name in the answer."""
    answer: Any = client.get(address).json
    found: list[dict[str, Any]] = answer[name]
    return found


def replayed(client: FlaskClient) -> dict[str, Any]:
    """What a consumer of `/v1/changes` holds in the end, by event id."""
    held: dict[str, Any] = {}
    after = 0
    while changes := members(client, f"/v1/changes?after={after}&limit=7", "changes"):
        assert [change["change"] for change in changes] == list(range(after + 1, after + 1 + len(changes)))
        held |= {change["event_id"]: change["event"] for change in changes}
        after += len(changes)
    return {event_id: found for event_id, found in held.items() if found is not None}


def start(engine: Engine) -> FlaskClient:
    """What `timeline serve` does before it listens."""
    migrate(engine)
    renew_rendering(Store(engine, RENDERING))
    return create_app(API, engine).test_client()


@pytest.fixture(scope="module")
def today(databases: Databases) -> Iterator[Engine]:
    """The history as today's program stores it. Tests only read it."""
    with temporary_database(databases) as url:
        engine = open_engine(url)
        migrate(engine)
        live(engine)
        yield engine
        engine.dispose()


@pytest.fixture(scope="module")
def old_url(databases: Databases, today: Engine) -> Iterator[str]:
    """The same history in a database of the first schema; to be copied."""
    with temporary_database(databases) as url, temporary_database(databases) as scratch_url:
        old, scratch = open_engine(url), open_engine(scratch_url)
        migrate(scratch)
        make_old(today, old, scratch)
        old.dispose()
        scratch.dispose()
        yield url


@pytest.fixture
def old(databases: Databases, old_url: str) -> Iterator[Engine]:
    """A copy of the old database."""
    with temporary_database(databases, copy_of=old_url) as url:
        engine = open_engine(url)
        yield engine
        engine.dispose()


def test_old_database_answers_after_the_upgrade_what_it_would_have_answered_all_along(today: Engine, old: Engine):
    assert not is_current(old)

    before, after = asked(create_app(API, today).test_client()), asked(start(old))

    assert after == before
    hidden = {before[f"/v1/events/{slug}"][0] for slug in ("to-come", "hidden")}
    shown = {before[f"/v1/events/{slug}"][0] for slug in ("plain", "lifted", "one")}
    assert (hidden, shown) == ({404}, {200})
    assert "Plain as never seen" not in after["/v1/events?limit=200"][2]


def test_upgraded_database_is_whole(old: Engine):
    start(old)

    with read_session(old) as session:
        assert verify_chain(session) == ()
    with write_session(old) as session:
        assert rebuild.check(Work(session, RENDERING, write_at(DAYS[5]))) == ()
        session.rollback()


def test_migrated_state_has_no_plan_and_no_outcome_until_it_is_rendered_again(old: Engine):
    def stored_phases() -> set[Phases]:
        with read_session(old) as session:
            return {phases_from_json(row) for row in session.execute(text("SELECT phases FROM event_view")).scalars()}

    migrate(old)
    before = stored_phases()
    start(old)

    assert before == {Phases()}
    assert len(stored_phases()) > 10


def test_whoever_replays_the_changes_of_an_upgraded_database_holds_what_is_public(old: Engine):
    client = start(old)

    events = members(client, "/v1/events?limit=200", "events")
    assert replayed(client) == {found["id"]: found for found in events}
    assert len(events) > 20


def in_child(work: Callable[[], None]) -> int:
    """The exit code of a process that does this; 0 if it came to the end."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - nothing of the test run may go on in the child
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def migrate_until(url: str, statement: int) -> Callable[[], None]:
    """Migrate in a process that is gone before its n-th statement."""

    def work() -> None:
        engine = open_engine(url)
        seen = 0

        def count(*_statement: object) -> None:
            nonlocal seen
            seen += 1
            if seen == statement:
                os._exit(9)

        event.listen(engine, "before_cursor_execute", count)
        migrate(engine)

    return work


def test_migration_that_is_killed_before_any_statement_is_finished_by_the_next_start(
    databases: Databases, old_url: str
):
    step = 1 if old_url.startswith("sqlite") else 6
    killed_before = 1
    while True:
        with temporary_database(databases, copy_of=old_url) as url:
            code = in_child(migrate_until(url, killed_before))
            engine = open_engine(url)
            with read_session(engine) as session:
                schema = stored_schema(session.connection())
                tables = set(inspect(session.connection()).get_table_names())
                reports = session.execute(text("SELECT count(*) FROM report_log")).scalar_one()
            migrate(engine)
            is_finished = is_current(engine)
            engine.dispose()
        if code == 0:
            break
        assert (code, schema, "change_log" in tables, is_finished) == (9, FIRST_SCHEMA, False, True), killed_before
        assert reports > 60
        killed_before += step

    assert killed_before > 30, "there are that many statements"
