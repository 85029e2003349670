"""R12: newer is the order of the log, also when the machine's clock steps back between two writes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.timeline.operations.conftest import MAY_2, MAY_3, MAY_5, Service, report
from timeline.model.report import RecordKey
from timeline.operations.rule import RuledClaim, rule
from timeline.operations.withdraw import withdraw
from timeline.store.engine.sessions import read_session, write_session
from timeline.store.logs import filing_log, revision_log

HOUR = timedelta(hours=1)


def title_at(service: Service, at, text: str) -> None:
    service.file(report("wire", "visit", f"kind: visit, title: {text}", event="visit"), at=at)


def recorded_times(service: Service) -> list[datetime]:
    with read_session(service.engine) as session:
        event_id = filing_log.find_event_id(session, "visit")
        assert event_id is not None
        return [revision.recorded_at for revision in revision_log.load_revisions(session, [event_id])[event_id]]


@pytest.mark.parametrize("step", [timedelta(0), HOUR, timedelta(hours=30)], ids=["same", "hour", "days"])
def test_record_that_is_filed_last_speaks_and_recorded_times_rise(service: Service, step: timedelta):
    title_at(service, MAY_5, "First")
    title_at(service, MAY_5 - step, "Second")
    title_at(service, MAY_5 - step - timedelta(seconds=1), "Third")

    assert service.event("visit", MAY_5 - step)["title"] == "Third"
    times = recorded_times(service)
    assert len(times) == 3
    assert times == sorted(set(times))
    assert service.event("visit", MAY_5)["revision"] == 3


def test_withdrawal_counts_at_once(service: Service):
    title_at(service, MAY_5, "First")

    service.write(lambda session: withdraw(service.work(session, MAY_5 - HOUR), RecordKey("wire", "visit"), "misread"))

    assert service.event("visit", MAY_5 - HOUR)["status"] == "withdrawn"


def test_later_ruling_replaces_the_earlier_one(service: Service):
    service.file(report("wire", "a", "kind: visit, title: One", event="visit"), at=MAY_2)
    service.file(report("ministry", "b", "title: Two", event="visit"), at=MAY_2)
    ids = {claim["value"]: claim["report"] for claim in service.claims("visit", MAY_2) if claim["property"] == "title"}

    for at, title in ((MAY_5, "Two"), (MAY_5 - HOUR, "One")):
        claim = RuledClaim(property="title", report_id=ids[title])
        with write_session(service.engine) as session:
            rule(service.work(session, at), "visit", claim, "heard")

    assert service.event("visit", MAY_5)["title"] == "One"
    assert service.event("visit", MAY_5 - HOUR)["title"] == "One"
    assert service.event("visit", MAY_3)["title"] == "Two"
