"""Kept answers follow the public view: every public change drops them, and no hidden write does (R10).

One service keeps its answers through random writes, and after each every form is compared with the answer of a service
that keeps nothing. Another one is asked twice around each hidden write of `test_hidden_events`: the second time, all
answers are still there, and each costs one statement.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from unittest.mock import patch

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import create_app
from api.http.answers import AnswerCache
from api.http.service import EXTENSION
from api.http.service import Service as Kept
from tests.api.conftest import SETTINGS as APP_SETTINGS
from tests.journeys.test_hidden_events import (
    CATALOGUED,
    HIDDEN,
    HOUR,
    LIFT,
    PUBLIC,
    Action,
    beside,
    document,
    ghost,
)
from tests.timeline.operations.conftest import CATALOGUE, MAY_1, MAY_2, MAY_3, MAY_4, Service
from tests.timeline.store.statements import statements
from timeline.errors import TimelineError
from timeline.model.report import RecordKey
from timeline.operations.merge_events import merge_events
from timeline.operations.rebuild import rebuild
from timeline.operations.rule import RuledClaim, rule
from timeline.operations.split_event import split_event
from timeline.operations.withdraw import withdraw
from timeline.reading.snapshot import CatalogueCache
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, Session, read_session
from timeline.store.logs import filing_log

ASKED: Final = (
    "/v1/events", "/v1/events?include=claims&include=reports&include=revisions,history&include=parts&include=parents",
    "/v1/events?lang=de", "/v1/events?q=ghost", "/v1/events?q=summit&count=true", "/v1/events?known_at=2025-05-03",
    "/v1/events?sort=-updated&limit=2", "/v1/events?person=ana-novak", "/v1/events?country=IS",
    "/v1/events?topic=energy&organization=nato", "/v1/events.ics", "/v1/events.ics?lang=fr&profile=rich",
    "/v1/events.jcal.json", "/v1/events.csv", "/v1/events.ndjson", "/v1/events.geojson", "/v1/events.atom",
    "/v1/events.jsonld", "/v1/events/summit", "/v1/events/stop/reports", "/v1/events/call/reports",
    "/v1/events/summit/reports", "/v1/events/call/revisions", "/v1/events/call/history", "/v1/events/stop.ics",
    "/v1/trips/trip", "/v1/people", "/v1/people/ana-novak", "/v1/organizations", "/v1/places?lang=de",
    "/v1/places?country=BE", "/v1/topics", "/v1/sources", "/v1/sources/ministry", "/v1/people?limit=1", "/v1/changes",
    "/v1/statistics?group_by=place&unit=days", "/v1/statistics?group_by=person&unit=stays",
    "/v1/copresence?person=ana-novak&person=ben-okoye", "/calendars/all.ics", "/calendars/people/ana-novak.ics",
    "/calendars/trips/trip.ics?lang=de", "/calendars/all/2025.ics", "/", "/events/summit", "/events/stop",
    "/people/ana-novak", "/places/brussels", "/organizations/nato", "/trips/trip", "/events/call",
)  # fmt: skip
"""Every form and page, some with names and texts that only come with a later write."""


def _file(says: str, *, source: str = "wire", record: str, event: str = "", more: str = "") -> Action:
    under = f", event: {event}" if event else ""
    return document(f"  - {{source: {source}, record: {record}{under}{more}, says: {{{says}}}}}\n")


def _echo(more: str = "") -> Action:
    """A report that says what is known."""
    return _file("status: announced", source="rumour", record="echo", event="stop", more=more)


def _change(change: Callable[[Service, Session, datetime], object]) -> Action:
    return lambda service, at: service.write(lambda session: change(service, session, at))


def _rule(service: Service, session: Session, at: datetime) -> object:
    event_id = filing_log.find_event_ids(session, ["summit"])["summit"]
    reports = filing_log.load_event_records(session, [event_id])[event_id].reports
    told = [report for report in reports if report.says.when is not None]
    claim = RuledClaim(property="when", report_id=told[at.hour % len(told)].id)
    return rule(service.work(session, at), "summit", claim, f"decided at {at:%H:%M}")


def _split(service: Service, session: Session, at: datetime) -> object:
    event_id = filing_log.find_event_ids(session, ["call"])["call"]
    reports = filing_log.load_event_records(session, [event_id])[event_id].reports
    return split_event(service.work(session, at), "call", [reports[-1].id])


def _withdraw(record: str, source: str = "wire") -> Action:
    return _change(
        lambda service, session, at: withdraw(service.work(session, at), RecordKey(source, record), "it was none")
    )


def _reworded(entries: str) -> Action:
    """These names with other words each time, told at once."""
    return lambda service, at: document(f"{entries.replace('Ghost', f'Known {at:%d %H}')}\nreports: []")(service, at)


RANDOM: Final[dict[str, Action]] = {
    **{name: action for name, action in HIDDEN.items() if "merged" not in name},
    "a report that changes nothing shown": _echo(),
    "the same with a note": _echo(", note: Heard"),
    "it is made private": _echo(", private: true"),
    "a second record of a known source": _file("status: completed", record="call-2", event="call"),
    "a public event": _file(
        "kind: meeting, status: completed, title: New meeting, when: {edtf: 2025-05-02}, where: [belgium], "
        "participants: [{who: ben-okoye, presence: attended}, {who: ana-novak, presence: attended}]",
        record="new",
    ),
    "it is cancelled": _file("status: cancelled", source="ministry", record="new", event="call"),
    "an event made private": _file("title: A call", record="call", more=", private: true"),
    "an event told again": _file("kind: call, title: A call, when: {edtf: 2025-05-01}", record="call"),
    "a withdrawal": _withdraw("call-2"),
    "another withdrawal": _withdraw("summit"),
    "a withdrawn embargo": _withdraw("b", source="rumour"),
    "a ruling": _change(_rule),
    "a merge": _change(lambda service, session, at: merge_events(service.work(session, at), "call", "summit", "one")),
    "a split": _change(_split),
    "a rebuild": _change(lambda service, session, at: rebuild(service.work(session, at))),
    "an embargo of some days": lambda service, at: document(
        beside(CATALOGUED["an alias"], times=f"embargo_until: {(at + 60 * HOUR).isoformat()}")
    )(service, at),
    "an embargoed stop of some days": lambda service, at: document(
        ghost("kind: visit, title: Ghost stop, when: {edtf: 2025-06-13}, part_of: trip, where: [ghost-town]",
              event="ghost-soon", record="soon", hidden=f"embargo_until: {(at + 30 * HOUR).isoformat()}")
    )(service, at),
    "an embargo that ends at once": lambda service, at: document(
        ghost("kind: visit, title: Ghost now, when: {edtf: 2025-06-13}", event="ghost-now", record="now",
              hidden=f"embargo_until: {(at + HOUR / 120).isoformat()}")
    )(service, at),
    **{
        f"{name} in a public document": _reworded(entries)
        for name, entries in CATALOGUED.items()
    },
}  # fmt: skip


def _app(engine: Engine) -> Flask:
    return create_app(APP_SETTINGS.model_copy(update={"reads_per_minute": 0}), engine)


def _filled(engine: Engine) -> Service:
    migrate(engine)
    service = Service(engine)
    document(CATALOGUE + "reports: []")(service, MAY_1)
    for at, action in zip([MAY_2, MAY_3, MAY_3 + 6 * HOUR], PUBLIC, strict=True):
        action(service, at)
    return service


@contextmanager
def _at(now: datetime) -> Iterator[None]:
    with patch("timeline.clock.now", lambda: now):
        yield


def _answers(client: FlaskClient) -> dict[str, tuple[int, dict[str, str], bytes]]:
    found = {}
    for address in ASKED:
        response = client.get(address)
        headers = {name: value for name, value in response.headers.items() if name not in ("Date", "Request-Id")}
        found[address] = (response.status_code, headers, response.get_data())
    return found


def _fresh(app: Flask) -> FlaskClient:
    """A client of the app after all that it keeps is thrown away."""
    kept: Kept = app.extensions[EXTENSION]
    app.extensions[EXTENSION] = replace(kept, answers=AnswerCache(), catalogues=CatalogueCache())
    return app.test_client()


def _differing(kept: FlaskClient, fresh: Flask) -> list[str]:
    mine, new = _answers(kept), _answers(_fresh(fresh))
    return [address for address in ASKED if mine[address] != new[address]]


def _try(action: Action, service: Service, at: datetime) -> None:
    """Do it; what is refused at this time (a second merge of the same two) changes nothing."""
    with suppress(TimelineError):
        action(service, at)


@pytest.mark.parametrize("seed", [1, 2])
def test_kept_answers_are_those_of_a_service_that_keeps_none(seed: int, empty_engine: Engine):
    service, chance, now = _filled(empty_engine), random.Random(seed), MAY_4
    kept, fresh = _app(empty_engine).test_client(), _app(empty_engine)
    with _at(now):
        _answers(kept)

    for name in chance.sample(sorted(RANDOM), 16):
        now += timedelta(hours=chance.choice([1, 1, 5, 20, 31]), seconds=chance.randrange(3600))
        with _at(now):
            _answers(kept)
            _try(RANDOM[name], service, now)
            assert _differing(kept, fresh) == [], f"after {name} at {now}"
        with _at(now + HOUR / 60):
            assert _differing(kept, fresh) == [], f"a minute after {name} at {now}"
    for later in (datetime.fromisoformat(LIFT), now + timedelta(days=60), now + timedelta(days=120)):
        with _at(max(now, later)):
            assert _differing(kept, fresh) == [], f"at {later}"


def _cost(client: FlaskClient, engine: Engine, asked: Sequence[str]) -> list[int]:
    """How many statements each answer takes."""
    counts = []
    for address in asked:
        with statements(engine) as sent:
            client.get(address)
        counts.append(len(sent))
    return counts


def _kept_addresses(client: FlaskClient, engine: Engine) -> list[str]:
    """Those that are answered from what was kept."""
    _answers(client)
    return [address for address, cost in zip(ASKED, _cost(client, engine, ASKED), strict=True) if cost == 1]


@pytest.mark.parametrize("name", HIDDEN)
def test_hidden_write_leaves_every_kept_answer_in_place(name: str, empty_engine: Engine):
    service, client = _filled(empty_engine), _app(empty_engine).test_client()
    with _at(MAY_4):
        kept = _kept_addresses(client, empty_engine)
        HIDDEN[name](service, MAY_4)

        assert len(kept) > len(ASKED) / 2
        assert _cost(client, empty_engine, kept) == [1] * len(kept)


def test_what_was_hidden_shows_at_its_time_in_answers_that_were_kept_until_then(empty_engine: Engine):
    service, kept, fresh = _filled(empty_engine), _app(empty_engine).test_client(), _app(empty_engine)
    just_before = datetime.fromisoformat(LIFT) - HOUR / 60
    with _at(MAY_4):
        for number, action in enumerate(HIDDEN.values()):
            action(service, MAY_4 + number * HOUR / 2)
    with _at(just_before):
        before = _answers(kept)
        assert _differing(kept, fresh) == []
    with _at(just_before + HOUR / 60):
        assert _differing(kept, fresh) == []
        assert _answers(kept) != before


def test_cost_of_an_answer_shows_that_a_public_write_drops_it(empty_engine: Engine):
    service, client = _filled(empty_engine), _app(empty_engine).test_client()
    with _at(MAY_4):
        kept = _kept_addresses(client, empty_engine)
        RANDOM["a report that changes nothing shown"](service, MAY_4)

        assert min(_cost(client, empty_engine, kept[:3])) > 1
    with read_session(empty_engine) as session:
        assert filing_log.find_event_ids(session, ["stop"])
