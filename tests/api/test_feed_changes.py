"""A walk through time: Last-Modified never goes back and moves with every change of the bytes, whatever the change is.

The clock is given. After each step every feed is requested with the validators of the step before.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial

from tests.api.documents import HEAD, RENDER, file_text
from timeline.model.query import EventQuery, PageRequest
from timeline.model.report import RecordKey
from timeline.model.sight import Public
from timeline.model.writers.write import Write
from timeline.operations.merge_events import merge_events
from timeline.operations.withdraw import withdraw
from timeline.operations.work import Work
from timeline.reading.feeds.entries import revision_of
from timeline.render.ics.tombstone import removal_entry
from timeline.render.ics.vevent import Relatives, vevent
from timeline.store.engine.sessions import read_session, write_session
from timeline.store.logs.catalogue_log import load_catalogue
from timeline.store.logs.revision_log import load_revisions
from timeline.store.views.event_view import find_events
from timeline.store.views.feed_view import load_ancestry

FEEDS = (
    "/calendars/all.ics",
    "/calendars/people/ada.ics",
    "/calendars/countries/AT.ics",
    "/calendars/places/vienna.ics?cancelled=omit",
    "/calendars/all.ics?detail=trips",
    "/calendars/all.ics?detail=stops&imprecise=all&lang=de",
    "/calendars/all/2024.ics",
    "/calendars/all.jcal.json",
    "/calendars/trips/tour.ics",
    "/v1/events.ics?person=ada&person=ben&kind=visit",
    "/v1/events.ics?source=ministry",
    "/v1/events.ics?tier=official&from=2024-01-01",
    "/v1/events/stop.ics",
)
OSLO = '  - {slug: oslo, name: Oslo, country: "NO", latitude: 59.9, longitude: 10.7, time_zone: Europe/Oslo}\n'
HEAD_WITH_OSLO = HEAD.replace("sources:", f"{OSLO}sources:", 1)
START = datetime(2024, 6, 1, 12, tzinfo=UTC)


def says(
    name: str, when: str, *, record: str = "", source: str = "wire", who: str = "ada", part_of: str = "", **report: str
) -> str:
    """A document with one report of a visit (or of the trip "tour")."""
    more = "".join(f"\n    {key}: {value}" for key, value in report.items() if key not in ("status", "place"))
    parent = f"\n      part_of: {part_of}" if part_of else ""
    return f"""{HEAD_WITH_OSLO}
  - source: {source}
    record: {record or name}
    event: {name}{more}
    says:
      kind: {"trip" if name == "tour" else "visit"}
      status: {report.get("status", "announced")}
      title: {name}
      when: {{edtf: "{when}"}}
      where: [{report.get("place", "vienna")}]
      participants: [{{who: {who}, role: traveller, presence: expected}}]{parent}
"""


def file(text, engine, now):
    """File a document now."""
    file_text(engine, text, recorded_at=now)


def take_back(source, record, engine, now):
    """Withdraw a record now."""
    with write_session(engine) as session:
        withdraw(
            Work(session, RENDER, Write(recorded_at=now, author="tests", cause="test")),
            RecordKey(source, record),
            "wrong",
        )


def merge(one, other, engine, now):
    """Merge two events now."""
    with write_session(engine) as session:
        merge_events(
            Work(session, RENDER, Write(recorded_at=now, author="tests", cause="test")), one, other, "the same"
        )


def wait(engine, now):
    """Let the time go by."""


def walk():
    """(days since the step before, what is done then)."""
    yield 0, partial(file, says("tour", "2024-06-10/2024-06-14"))
    yield 0, partial(file, says("old", "2023-06-04"))
    yield 0, partial(file, says("stop", "2024-06-11", part_of="tour"))
    yield 0, partial(file, says("hidden", "2024-06-20", embargo_until="2024-06-04T12:00:00Z"))
    yield (
        1,
        partial(file, says("stop", "2024-06-11", record="s2", source="ministry", published_at="2024-06-02T00:00:00Z")),
    )
    yield 1, wait
    yield 1, wait
    yield 0, partial(file, says("stop", "2024-06-12", part_of="tour"))
    yield 0, partial(file, says("hidden", "2024-06-20", who="ben", place="oslo"))
    yield 1, partial(file, says("guest", "2024-06-25", who="ben"))
    yield 1, partial(file, says("twin", "2024-06-25", who="ben"))
    yield 1, partial(merge, "guest", "twin")
    yield 1, partial(file, says("off", "2024-06-28", status="cancelled"))
    yield 1, partial(take_back, "wire", "stop")
    yield 1, partial(file, says("never", "2024-06-29", embargo_until="2024-06-20T00:00:00Z"))
    yield 1, partial(file, says("never", "2024-06-29", embargo_until="2024-07-20T00:00:00Z", private="true"))
    yield 1, partial(take_back, "wire", "hidden")
    for _ in range(6):
        yield 20, wait
    yield 0, partial(file, says("late", "2024-11-03"))
    yield 330, wait
    yield 30, wait
    yield 30, wait
    yield 0, partial(file, says("new", "2026-01-03"))


def test_last_modified_never_goes_back_and_moves_with_every_change(engine, client, monkeypatch):
    now = START
    monkeypatch.setattr("timeline.clock.now", lambda: now)
    seen: dict[str, tuple[bytes, str, datetime]] = {}
    changes = dict.fromkeys(FEEDS, 0)
    for step, (days, act) in enumerate(walk()):
        now += timedelta(days=days, minutes=1)
        act(engine, now)
        now += timedelta(minutes=1)
        for path in FEEDS:
            answer = client.get(path)
            if answer.status_code != 200:
                continue
            changed_at = parsedate_to_datetime(answer.headers["Last-Modified"])
            where = f"step {step}, {path}"
            assert changed_at <= now, where
            if path in seen:
                body, tag, before = seen[path]
                is_same = body == answer.data
                since = client.get(path, headers={"If-Modified-Since": answer.headers["Last-Modified"]})
                old = client.get(path, headers={"If-Modified-Since": before.strftime("%a, %d %b %Y %H:%M:%S GMT")})
                both = {"If-None-Match": tag, "If-Modified-Since": answer.headers["Last-Modified"]}
                assert changed_at >= before, where
                assert is_same or changed_at > before, where
                assert (tag == answer.headers["ETag"]) is is_same, where
                assert [since.status_code, client.get(path, headers=both).status_code] == [
                    304, 304 if is_same else 200,
                ], where  # fmt: skip
                assert old.status_code == (304 if changed_at == before else 200), where
                changes[path] += not is_same
            seen[path] = answer.data, answer.headers["ETag"], changed_at
    assert seen.keys() == set(FEEDS)
    assert min(changes.values()) >= 1, changes


def test_last_modified_does_not_reveal_what_was_revoked_under_embargo(engine, client, monkeypatch):
    now = START
    monkeypatch.setattr("timeline.clock.now", lambda: now)
    moved = partial(says, "stop", "2024-06-11", record="s2", source="ministry", place="oslo")
    file(says("stop", "2024-06-11"), engine, now)
    file(moved(embargo_until="2024-06-05T00:00:00Z"), engine, now + timedelta(days=1))
    file(moved(embargo_until="2024-06-05T00:00:00Z", private="true"), engine, now + timedelta(days=2))

    now += timedelta(days=10)

    assert "Last-Modified" not in client.get("/calendars/countries/NO.ics").headers
    assert client.get("/calendars/countries/AT.ics").headers["Last-Modified"] == "Sat, 01 Jun 2024 12:00:00 GMT"


def parent_ids(ancestry, stored):
    """The events that this one is part of, by id."""
    return () if stored.removed else ancestry[stored.event_id].parent_ids


def test_every_entry_can_be_written_again_from_its_revisions_whatever_happened(engine):
    now = START
    for days, act in walk():
        now += timedelta(days=days, minutes=1)
        act(engine, now)
        with read_session(engine) as session:
            events = find_events(
                session, EventQuery(), PageRequest(limit=None, with_removed=True), sight=Public(now)
            ).events
            keys = [stored.event_id for stored in events]
            revisions, ancestry = load_revisions(session, keys), load_ancestry(session, keys, sight=Public(now))
            catalogue = load_catalogue(session)
        for stored in events:
            revision = revision_of(stored, revisions[stored.event_id])
            relatives = Relatives(parent_ids=parent_ids(ancestry, stored))
            written = (
                removal_entry(revision, RENDER)
                if stored.removed
                else vevent(revision, RENDER, catalogue, relatives=relatives)
            )
            assert (written.lines, written.zones) == (stored.vevent, stored.vevent_zones)
    assert any(stored.removed for stored in events)
