"""What a subscriber sees over time: one visit from vague announcement to withdrawal, step by step, on each engine.

After each step the feed differs only in that visit's entry, its SEQUENCE has risen, Last-Modified has not gone back,
the validator of the step before gets a 200 and the new one a 304.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from flask.testing import FlaskClient

from api import create_app
from tests.octet_linter import faults_of
from tests.timeline.operations.conftest import CATALOGUE, MAY_1, SETTINGS, Service, report
from timeline import clock
from timeline.ingest.documents import read_document
from timeline.model.report import RecordKey
from timeline.operations.filing.file_reports import file_document
from timeline.operations.merge_events import merge_events
from timeline.operations.withdraw import withdraw
from timeline.settings import Settings
from timeline.store.engine.sessions import Engine

FEED = "/calendars/all.ics"
OTHER = "kind: visit, status: announced, title: Other visit, when: {edtf: 2025-06-20}, where: [brussels]"


def visit(when: str, status: str = "announced") -> str:
    """What a report says of the visit that the subscriber follows."""
    return f"kind: visit, status: {status}, title: The visit, when: {{{when}}}, where: [brussels]"


@dataclass(slots=True)
class Subscriber:
    """Polls the feed as a calendar program does and remembers what it got; `now` is the time for everybody."""

    service: Service
    client: FlaskClient
    now: datetime = MAY_1
    etag: str = ""
    changed_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    entries: dict[str, list[str]] = field(default_factory=dict)

    def poll(self) -> tuple[int, dict[str, list[str]]]:
        """Ask with the last validator; give the status and the entries by UID, and check what always holds."""
        response = self.client.get(FEED, headers={"If-None-Match": self.etag} if self.etag else {})
        if response.status_code == 304:
            return 304, self.entries
        assert faults_of(response.data) == []
        self.etag, self.entries = response.headers["ETag"], entries_of(response.text)
        assert self.client.get(FEED, headers={"If-None-Match": self.etag}).status_code == 304
        self._look_at_last_modified()
        return response.status_code, self.entries

    def _look_at_last_modified(self) -> None:
        """A minute later, when the change is old enough to have a date of its own: it has not gone back."""
        polled_at, self.now = self.now, self.now + timedelta(minutes=1)
        changed_at = parsedate_to_datetime(self.client.get(FEED).headers["Last-Modified"])
        assert self.changed_at < changed_at <= self.now
        self.changed_at, self.now = changed_at, polled_at

    def file(
        self, says: str, *, record: str = "a", event: str = "visit", source: str = "ministry", **more: object
    ) -> None:
        """The ministry publishes something now."""
        published = f"'{self.now.isoformat()}'"
        self.service.file(report(source, record, says, event=event, published_at=published, **more), at=self.now)

    def next_day(self) -> None:
        """A day goes by."""
        self.now += timedelta(days=1)

    def merge(self, one: str, other: str) -> None:
        """An editor finds that two events are one."""
        self.service.write(lambda session: merge_events(self.service.work(session, self.now), one, other, "one visit"))

    def withdraw(self, source: str, record: str) -> None:
        """An editor takes a record back."""
        self.service.write(
            lambda session: withdraw(self.service.work(session, self.now), RecordKey(source, record), "wrong")
        )


def entries_of(feed: str) -> dict[str, list[str]]:
    """The unfolded lines of each VEVENT by its UID."""
    found: dict[str, list[str]] = {}
    for block in feed.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]:
        lines = block.split("END:VEVENT")[0].strip().split("\r\n")
        found[next(line for line in lines if line.startswith("UID:"))] = lines
    return found


def value(entry: list[str], name: str) -> str:
    """The value of the property whose line begins with that name."""
    return next(line for line in entry if line.startswith(name)).split(":", 1)[1]


@pytest.fixture
def subscriber(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Subscriber:
    """Somebody who subscribed on 1 May 2025, when the visit and another one were announced."""
    service = Service(empty_engine)
    document = read_document(CATALOGUE.encode(), "catalogue.yaml", recorded_at=MAY_1)
    service.write(lambda session: file_document(service.work(session, MAY_1), document))
    settings = Settings(public_url=SETTINGS.base_url, uid_domain=SETTINGS.uid_domain, reads_per_minute=0)
    found = Subscriber(service, create_app(settings, empty_engine).test_client())
    monkeypatch.setattr(clock, "now", lambda: found.now)
    found.file(OTHER, record="other", event="other")
    found.file(visit("edtf: '[2025-06-10..2025-06-14]'"))
    found.poll()
    return found


STEPS: dict[str, tuple[Callable[[Subscriber], None], dict[str, str]]] = {
    "refined": (
        lambda reader: reader.file(visit("edtf: 2025-06-12")),
        {"DTSTART": "20250612", "DTEND": "20250613", "STATUS": "TENTATIVE", "SUMMARY": "The visit"},
    ),
    "moved": (
        lambda reader: reader.file(visit("edtf: 2025-06-13/2025-06-14", "confirmed")),
        {"DTSTART": "20250613", "DTEND": "20250615", "STATUS": "CONFIRMED", "SUMMARY": "The visit"},
    ),
    "postponed": (
        lambda reader: reader.file(visit("edtf: 2025-06-13/2025-06-14", "postponed")),
        {"DTSTART": "20250613", "STATUS": "TENTATIVE", "SUMMARY": "Postponed: The visit"},
    ),
    "cancelled": (
        lambda reader: reader.file(visit("edtf: 2025-06-13/2025-06-14", "cancelled")),
        {"DTSTART": "20250613", "STATUS": "CANCELLED", "SUMMARY": "Cancelled: The visit"},
    ),
    "withdrawn": (
        lambda reader: reader.withdraw("ministry", "a"),
        {"DTSTART": "20250613", "STATUS": "CANCELLED"},
    ),
}


def test_each_step_changes_only_that_entry_and_raises_its_sequence(subscriber: Subscriber):
    uid = next(uid for uid, entry in subscriber.entries.items() if "SUMMARY:The visit" in entry)
    assert value(subscriber.entries[uid], "STATUS") == "TENTATIVE"

    for name, (step, expected) in STEPS.items():
        before = subscriber.entries
        subscriber.next_day()
        step(subscriber)

        status, after = subscriber.poll()

        assert status == 200, name
        assert {other: entry for other, entry in after.items() if other != uid} == {
            other: entry for other, entry in before.items() if other != uid
        }, name
        assert {key: value(after[uid], key) for key in expected} == expected, name
        assert int(value(after[uid], "SEQUENCE")) > int(value(before[uid], "SEQUENCE")), name
        assert value(after[uid], "DTSTAMP") == value(after[uid], "LAST-MODIFIED") > value(before[uid], "DTSTAMP"), name


def test_a_merged_entry_is_cancelled_under_its_old_uid_and_the_survivor_goes_on(subscriber: Subscriber):
    subscriber.next_day()
    subscriber.file(visit("edtf: 2025-06-12"), record="twin", event="twin", source="wire")
    _, before = subscriber.poll()
    twin = next(
        uid
        for uid in before
        if uid.removeprefix("UID:").split("@")[0] == subscriber.service.event("twin", subscriber.now)["id"]
    )

    subscriber.next_day()
    subscriber.merge("visit", "twin")
    status, after = subscriber.poll()

    assert status == 200
    assert after.keys() == before.keys()
    assert value(after[twin], "STATUS") == "CANCELLED"
    assert int(value(after[twin], "SEQUENCE")) > int(value(before[twin], "SEQUENCE"))


def test_a_confirmation_without_news_does_not_alarm_anybody(subscriber: Subscriber):
    before = subscriber.entries
    subscriber.next_day()

    subscriber.file(visit("edtf: '[2025-06-10..2025-06-14]'"), record="echo", source="wire")

    assert subscriber.poll() == (304, before)


def test_an_embargoed_event_appears_at_its_minute_without_a_write(subscriber: Subscriber):
    subscriber.next_day()
    lift = subscriber.now + timedelta(hours=6)
    secret = "kind: meeting, status: announced, title: Secret talks, when: {edtf: 2025-06-15}"
    subscriber.file(secret, record="talks", event="talks", embargo_until=f"'{lift.isoformat()}'")
    assert subscriber.poll()[0] == 304

    subscriber.now = lift - timedelta(seconds=1)
    assert subscriber.poll()[0] == 304
    subscriber.now = lift
    status, entries = subscriber.poll()

    assert status == 200
    assert ["SUMMARY:Secret talks" in entry for entry in entries.values()].count(True) == 1


def test_a_cancelled_entry_leaves_ninety_days_after_its_last_day(subscriber: Subscriber):
    subscriber.next_day()
    subscriber.file(visit("edtf: 2025-06-12", "cancelled"))
    subscriber.poll()
    uid = next(uid for uid, entry in subscriber.entries.items() if "SUMMARY:Cancelled: The visit" in entry)

    subscriber.now = datetime(2025, 9, 10, 23, 59, tzinfo=UTC)
    assert uid in subscriber.poll()[1]
    subscriber.now = datetime(2025, 9, 11, 0, 0, tzinfo=UTC)
    status, entries = subscriber.poll()

    assert (status, uid in entries) == (200, False)
