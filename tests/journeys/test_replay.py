"""Whoever replays `/v1/changes` holds exactly the public data set, whatever was written and whatever lifts meanwhile.

A drawn history is lived twice: once as it is, once without what stays hidden. After every step a consumer that goes on
from its last change, and one that begins with nothing, hold what `/v1/events` lists; and as long as nothing hidden has
lifted, both lives answer `/v1/changes` with the same bytes (R10).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from flask.testing import FlaskClient
from hypothesis import example, given, settings
from hypothesis import strategies as st

from api import create_app
from tests.engines.databases import Databases, temporary_database
from tests.timeline.operations.conftest import CATALOGUE, MAY_1, MAY_2, SETTINGS, report
from timeline import clock
from timeline.errors import InvalidMerge
from timeline.ingest.documents import read_document
from timeline.model.report import RecordKey
from timeline.model.writers.write import Write
from timeline.operations.filing.file_reports import file_document
from timeline.operations.merge_events import merge_events
from timeline.operations.rebuild import rebuild
from timeline.operations.withdraw import withdraw
from timeline.operations.work import Work
from timeline.render.settings import RenderSettings
from timeline.settings import Settings
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, Session, open_engine, read_session, write_session
from timeline.store.logs import report_log
from timeline.store.logs.hash_chain import verify_chain

MORE_EXAMPLES = int(os.environ.get("TIMELINE_REPLAY_EXAMPLES", "6"))
API = Settings(public_url=SETTINGS.base_url, uid_domain=SETTINGS.uid_domain, reads_per_minute=0)
HOUR = timedelta(hours=1)
TRIP = "kind: trip, status: announced, title: Trip, when: {edtf: 2025-05}"


@dataclass(frozen=True, slots=True)
class Filed:
    """A report that is public at once, or one that is embargoed for some hours or private (None)."""

    event: str
    record: str
    source: str
    says: str
    hours: int | None = 0


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The record is taken back, if there is one."""

    event: str
    record: str


@dataclass(frozen=True, slots=True)
class Merged:
    """Two events become one, if both are there and not one already."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """The city gets another name."""

    name: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The read tables are made again, for this address."""

    base_url: str


@dataclass(frozen=True, slots=True)
class Waited:
    """Time goes by and nobody writes."""


Act = Filed | Withdrawn | Merged | Renamed | Rebuilt | Waited


@dataclass(slots=True)
class Consumer:
    """Keeps a copy as the API's page says: by number, in pages of any size."""

    after: int = 0
    held: dict[str, Any] = field(default_factory=dict)
    rows: list[tuple[int, str, str, str]] = field(default_factory=list)

    def catch_up(self, client: FlaskClient, limit: int) -> None:
        """Follow the changes to their end."""
        url: str | None = f"/v1/changes?after={self.after}&limit={limit}"
        while url is not None:
            answer = client.get(url.removeprefix(SETTINGS.base_url)).get_json()
            for change in answer["changes"]:
                self.rows.append((change["change"], change["at"], change["type"], change["event_id"]))
                self.held.pop(change["event_id"], None)
                if change["event"] is not None:
                    self.held[change["event_id"]] = change["event"]
            url = answer["next"]
        self.after = self.rows[-1][0] if self.rows else 0


@dataclass(slots=True)
class Life:
    """One service with its database, and what was written to it."""

    engine: Engine
    client: FlaskClient
    render: RenderSettings = SETTINGS
    pairs: dict[tuple[str, str], str] = field(default_factory=dict)
    events: set[str] = field(default_factory=set)

    def act(self, act: Act, now: datetime) -> None:
        """Do it at that instant."""
        write = Write(recorded_at=now, author="tests", cause="test")
        if isinstance(act, Rebuilt):
            self.render = replace(self.render, base_url=act.base_url)
        if not isinstance(act, Waited):
            with write_session(self.engine) as session:
                self._write(session, act, write)

    def _write(self, session: Session, act: Act, write: Write) -> None:
        match act:
            case Filed():
                self._file(session, act, write)
            case Withdrawn(event, record) if (event, record) in self.pairs:
                source = self.pairs[event, record]
                withdraw(Work(session, self.render, write), RecordKey(source, f"{event}-{record}"), "wrong")
            case Merged(one, other) if {one, other} <= self.events:
                with suppress(InvalidMerge):
                    merge_events(Work(session, self.render, write), one, other, "same")
            case Renamed(name):
                place = f"{{slug: brussels, name: {name}, country: BE, time_zone: Europe/Brussels, parent: belgium}}"
                self._load(session, f"places: [{place}]", write)
            case Rebuilt():
                rebuild(Work(session, self.render, write))

    def _file(self, session: Session, act: Filed, write: Write) -> None:
        more: dict[str, object] = {"published_at": f"'{write.recorded_at.isoformat()}'"}
        if act.hours is None:
            more["private"] = "true"
        elif act.hours:
            more["embargo_until"] = f"'{(write.recorded_at + act.hours * HOUR).isoformat()}'"
        else:
            self.pairs[act.event, act.record] = act.source
            self.events.add(act.event)
        text = report(act.source, f"{act.event}-{act.record}", act.says, event=act.event, **more)
        self._load(session, f"reports:\n{text}", write)

    def _load(self, session: Session, text: str, write: Write) -> None:
        sources = report_log.find_sources(session, ["ministry", "wire", "rumour", "desk"])
        document = read_document(text.encode(), "test.yaml", recorded_at=write.recorded_at, sources=sources)
        file_document(Work(session, self.render, write), document)

    def public(self) -> dict[str, Any]:
        """Everything that is public now, by id."""
        events = self.client.get("/v1/events?limit=200").get_json()["events"]
        return {event["id"]: event for event in events}


def says(event: str, status: str, day: int, *, is_part: bool) -> str:
    """What a report says of an event."""
    part_of = ", part_of: trip" if is_part and event != "trip" else ""
    return (
        f"kind: visit, status: {status}, title: {event}, when: {{edtf: 2025-05-{day:02}}}, where: [brussels]{part_of}"
    )


EVENTS = st.sampled_from(["one", "two", "three"])
STATEMENTS = st.tuples(st.sampled_from(["announced", "cancelled"]), st.integers(3, 5), st.booleans())
RECORDS = st.sampled_from(["a", "b"])


def filings(events: st.SearchStrategy[str], records: Any, sources: Any, hours: Any) -> st.SearchStrategy[Filed]:
    """Reports on these events."""
    return st.builds(
        lambda event, record, source, said, wait: Filed(
            event, record, source, says(event, said[0], said[1], is_part=said[2]), wait
        ),
        events, records, sources, STATEMENTS, hours,
    )  # fmt: skip


OPEN = filings(EVENTS, RECORDS, st.sampled_from(["ministry", "wire", "rumour"]), st.just(0))
HIDDEN = filings(
    st.sampled_from(["one", "two", "three", "secret", "trip"]), st.sampled_from(["h", "i"]),
    st.just("ministry"), st.sampled_from([1, 2, 3, 30, None]),
)  # fmt: skip
ACTS = st.one_of(
    OPEN,
    OPEN,
    HIDDEN,
    HIDDEN,
    st.builds(Withdrawn, EVENTS, RECORDS),
    st.builds(Merged, EVENTS, EVENTS),
    st.builds(Renamed, st.sampled_from(["Brussels", "Bruxelles"])),
    st.builds(Rebuilt, st.sampled_from(["https://timeline.example.org", "https://elsewhere.example.org"])),
    st.just(Waited()),
)
HISTORIES = st.lists(st.tuples(st.integers(0, 3), ACTS, st.integers(1, 4)), min_size=4, max_size=12)


def told(event: str, record: str, day: int, hours: int | None = 0) -> Filed:
    """The ministry says that the event takes place on that day of May."""
    return Filed(event, record, "ministry", says(event, "announced", day, is_part=True), hours)


LIFTS_BEFORE_AND_AT_A_WRITE: list[tuple[int, Act, int]] = [
    (0, told("one", "a", 3), 1),
    (0, told("one", "h", 4, hours=1), 1),
    (0, told("secret", "h", 4, hours=2), 2),
    (0, told("secret", "i", 5, hours=3), 3),
    (1, Waited(), 1),
    (0, told("one", "i", 5, hours=None), 1),
    (1, told("two", "a", 3), 4),
    (2, Waited(), 1),
    (0, Rebuilt("https://elsewhere.example.org"), 2),
]


@pytest.fixture(scope="module")
def begun(databases: Databases) -> str:
    """URL of a database with a small catalogue and a trip, to be copied."""
    url = databases.create()
    engine = open_engine(url)
    migrate(engine)
    life = Life(engine, create_app(API, engine).test_client())
    with write_session(engine) as session:
        write = Write(recorded_at=MAY_1, author="tests", cause="test")
        document = read_document(CATALOGUE.encode(), "catalogue.yaml", recorded_at=MAY_1)
        file_document(Work(session, SETTINGS, write), document)
    life.act(Filed("trip", "a", "wire", TRIP), MAY_1)
    engine.dispose()
    return url


@contextmanager
def a_life(databases: Databases, begun: str) -> Iterator[Life]:
    """A service of its own that begins with the trip."""
    with temporary_database(databases, copy_of=begun) as url:
        engine = open_engine(url)
        yield Life(engine, create_app(API, engine).test_client())
        engine.dispose()


def is_hidden(act: Act, life: Life) -> bool:
    """Whether the public must not notice this act; a hidden report needs an event that the public can not tell of."""
    return isinstance(act, Filed) and act.hours != 0 and (act.event in life.events or act.event in ("secret", "trip"))


@settings(max_examples=MORE_EXAMPLES)
@given(history=HISTORIES)
@example(history=LIFTS_BEFORE_AND_AT_A_WRITE)
def test_replayed_changes_are_the_public_data_set_after_every_step(
    databases: Databases, begun: str, history: list[tuple[int, Act, int]]
) -> None:
    now, first_lift = MAY_2, MAY_2 + 1000 * HOUR
    going_on = Consumer()
    with (
        a_life(databases, begun) as whole,
        a_life(databases, begun) as bare,
        patch.object(clock, "now", lambda: now),
    ):
        for hours, act, limit in history:
            now += hours * HOUR
            if isinstance(act, Filed) and act.hours != 0 and not is_hidden(act, whole):
                continue
            whole.act(act, now)
            if not is_hidden(act, whole):
                bare.act(act, now)
            elif isinstance(act, Filed) and act.hours:
                first_lift = min(first_lift, now + act.hours * HOUR)

            before, known = dict(going_on.held), len(going_on.rows)
            going_on.catch_up(whole.client, limit)
            afresh = Consumer()
            afresh.catch_up(whole.client, 5 - limit)

            assert going_on.held == afresh.held == whole.public()
            assert [row[0] for row in afresh.rows] == list(range(1, len(afresh.rows) + 1))
            assert going_on.rows == afresh.rows
            assert {row[3] for row in going_on.rows[known:]} & unchanged(before, going_on.held) == set()
            if now < first_lift:
                assert changes_body(whole) == changes_body(bare)
        assert chain_holds(whole)


def unchanged(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """The events that look the same as before: no change may tell of them."""
    return {event_id for event_id, event in after.items() if before.get(event_id) == event}


def changes_body(life: Life) -> bytes:
    """The whole answer, with its validator."""
    answer = life.client.get("/v1/changes?limit=200")
    return answer.headers["ETag"].encode() + answer.get_data()


def chain_holds(life: Life) -> bool:
    """Whether every stored row is what was sealed."""
    with read_session(life.engine) as session:
        return verify_chain(session) == ()
