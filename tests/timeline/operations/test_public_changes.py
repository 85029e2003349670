"""Which writes the public notices as changes, in which order, and which it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import text

from tests.timeline.operations.conftest import MAY_1, MAY_2, MAY_3, MAY_4, MAY_5, SETTINGS, Service, report
from tests.timeline.store.test_integrity import problems, tamper
from timeline.model.event import Revision
from timeline.model.report import RecordKey
from timeline.operations.merge_events import merge_events
from timeline.operations.public_changes import PublicBefore
from timeline.operations.rebuild import RebuildResult, rebuild
from timeline.operations.withdraw import withdraw
from timeline.store.engine.sessions import read_session
from timeline.store.logs import change_log

VISIT = "kind: visit, status: announced, title: Visit, when: {edtf: 2025-06-10}, where: [brussels]"
OTHER_DAY = VISIT.replace("06-10", "06-12")
EMBARGO = {"embargo_until": "2025-05-04T12:00:00Z"}


def logged_changes(service: Service, now: datetime, after: int = 0) -> list[tuple[int, datetime, str, str]]:
    """Number, time, type and event of every change; events by the slug they had when they were filed."""
    with read_session(service.engine) as session:
        found = change_log.changes_after(session, after, 200, now=now).changes
        rows = session.execute(text("SELECT id, slug FROM event_identity")).all()
    names = {row.id: row.slug for row in rows}
    return [(change.number, change.at, change.type, names[change.event_id]) for change in found]


def withdraw_at(service: Service, source: str, record: str, at: datetime) -> tuple[Revision, ...]:
    """Take a record back."""
    found: tuple[Revision, ...] = service.write(
        lambda session: withdraw(service.work(session, at), RecordKey(source, record), "wrong")
    )
    return found


def rebuild_at(service: Service, at: datetime, base_url: str = SETTINGS.base_url) -> RebuildResult:
    """Make the read tables again."""
    found: RebuildResult = service.write(
        lambda session: rebuild(service.work(session, at, replace(SETTINGS, base_url=base_url)))
    )
    return found


def test_r12_a_confirmation_takes_no_revision_but_is_a_change(service: Service):
    service.file(report("ministry", "a", VISIT, event="visit"), at=MAY_2)

    confirmed = service.file(report("wire", "b", VISIT, event="visit"), at=MAY_3)

    assert confirmed.revisions == ()
    assert logged_changes(service, MAY_3) == [(1, MAY_2, "revised", "visit"), (2, MAY_3, "revised", "visit")]


def test_r10_private_and_embargoed_reports_leave_no_change(service: Service):
    service.file(report("ministry", "a", VISIT, event="visit"), at=MAY_2)
    service.file(report("wire", "b", OTHER_DAY, event="visit", private="true"), at=MAY_3)
    service.file(report("wire", "c", OTHER_DAY, event="secret", **EMBARGO), at=MAY_3)

    assert logged_changes(service, MAY_3) == [(1, MAY_2, "revised", "visit")]


def test_change_by_an_ending_embargo_keeps_its_number_over_the_next_write(service: Service):
    service.file(report("wire", "c", VISIT, event="secret", **EMBARGO), at=MAY_2)
    lifted = logged_changes(service, MAY_4)

    service.file(report("wire", "d", VISIT, event="visit"), at=MAY_5)

    assert lifted == [(1, MAY_4, "revised", "secret")]
    assert logged_changes(service, MAY_5) == [*lifted, (2, MAY_5, "revised", "visit")]


def test_moved_embargo_ends_once_at_its_new_time(service: Service):
    service.file(report("wire", "c", VISIT, event="secret", **EMBARGO), at=MAY_2)
    service.file(report("wire", "c", VISIT, event="secret", embargo_until="2025-05-05T12:00:00Z"), at=MAY_3)

    assert logged_changes(service, MAY_4) == []
    assert logged_changes(service, MAY_5) == [(1, MAY_5, "revised", "secret")]


def test_embargoed_report_that_was_withdrawn_never_shows(service: Service):
    service.file(report("ministry", "a", VISIT, event="visit"), at=MAY_2)
    service.file(report("ministry", "b", OTHER_DAY, event="visit", **EMBARGO), at=MAY_2)
    before = service.event("visit", MAY_2)

    withdraw_at(service, "ministry", "b", MAY_3)

    assert logged_changes(service, MAY_5) == [(1, MAY_2, "revised", "visit")]
    assert service.event("visit", MAY_5) == before


def test_merge_removes_one_event_and_revises_the_other(service: Service):
    service.file(report("wire", "a", VISIT, event="older"), at=MAY_2)
    service.file(report("ministry", "b", OTHER_DAY, event="younger"), at=MAY_3)

    service.write(lambda session: merge_events(service.work(session, MAY_4), "older", "younger", "same"))

    assert sorted(change[1:] for change in logged_changes(service, MAY_4, after=2)) == [
        (MAY_4, "removed", "younger"),
        (MAY_4, "revised", "older"),
    ]


def test_renamed_place_changes_the_events_there_and_no_others(service: Service):
    service.file(report("wire", "a", VISIT, event="visit"), at=MAY_2)
    service.file(report("wire", "b", "kind: call, title: Call, when: {edtf: 2025-06-10}", event="call"), at=MAY_2)

    renamed = b"places: [{slug: brussels, name: Bruxelles, country: BE, time_zone: Europe/Brussels, parent: belgium}]"
    service.load(renamed, at=MAY_3)

    assert logged_changes(service, MAY_3, after=2) == [(3, MAY_3, "revised", "visit")]


def test_rebuild_that_shows_the_same_writes_nothing(service: Service):
    service.file(report("wire", "a", VISIT, event="visit"), at=MAY_2)
    service.file(report("wire", "c", VISIT, event="secret", **EMBARGO), at=MAY_2)

    result = rebuild_at(service, MAY_5)

    assert result == RebuildResult(events=2, revisions=0, changes=0)
    assert logged_changes(service, MAY_5) == [(1, MAY_2, "revised", "visit"), (2, MAY_4, "revised", "secret")]
    with read_session(service.engine) as session:
        assert change_log.newest_write_at(session) == MAY_2


def test_rebuild_under_another_address_changes_every_event(service: Service):
    service.file(report("wire", "a", VISIT, event="visit"), at=MAY_2)
    service.file(report("wire", "c", VISIT, event="secret", **EMBARGO), at=MAY_2)

    result = rebuild_at(service, MAY_3, "https://elsewhere.example.org")

    assert result == RebuildResult(events=2, revisions=0, changes=1)
    assert logged_changes(service, MAY_4) == [
        (1, MAY_2, "revised", "visit"),
        (2, MAY_3, "revised", "visit"),
        (3, MAY_4, "revised", "secret"),
    ]
    assert problems(service.engine) == ()


def test_first_rebuild_of_an_older_database_logs_every_public_event(service: Service):
    service.file(report("wire", "a", VISIT, event="visit"), at=MAY_2)
    service.file(report("wire", "b", VISIT, event="secret", private="true"), at=MAY_2)
    tamper(service.engine, "DELETE FROM change_log")  # as it was before there was such a log

    result = rebuild_at(service, MAY_3)

    assert result == RebuildResult(events=2, revisions=0, changes=1)
    assert logged_changes(service, MAY_3) == [(1, MAY_3, "revised", "visit")]


def test_embargo_that_ends_during_a_write_comes_before_the_changes_of_the_write(service: Service):
    service.file(report("wire", "c", VISIT, event="secret", **EMBARGO), at=MAY_2)
    minute = timedelta(minutes=1)
    with read_session(service.engine) as session:
        before = PublicBefore.of(service.work(session, MAY_4 - minute))
        quick = before.changes_until_now(())
        slow = replace(before, began_at_seconds=before.began_at_seconds - 90).changes_until_now(())

    assert quick.all == ()
    assert [(change.number, change.at, change.type) for change in slow.all] == [(1, MAY_4, "revised")]


def test_clock_that_went_back_removes_what_had_become_public_and_numbers_still_rise(service: Service):
    service.file(report("wire", "c", VISIT, event="secret", **EMBARGO), at=MAY_2)
    service.file(report("wire", "d", VISIT, event="visit"), at=MAY_5)

    service.file(report("wire", "e", VISIT, event="other"), at=MAY_3)

    back = [(1, MAY_4, "revised", "secret"), (2, MAY_5, "revised", "visit"), (3, MAY_3, "revised", "other")]
    assert sorted(change[2:] for change in logged_changes(service, MAY_3, after=2)) == [
        ("removed", "secret"),
        ("revised", "other"),
    ]
    assert logged_changes(service, MAY_3)[:2] == back[:2]
    assert logged_changes(service, MAY_4, after=4) == [(5, MAY_4, "revised", "secret")]


def test_event_that_is_public_from_the_start_is_logged_with_the_time_of_the_write(service: Service):
    service.file(report("wire", "a", VISIT, event="visit", published_at="2025-04-01"), at=MAY_1)

    recorded = MAY_1 + timedelta(microseconds=1)  # the second write of that instant (R12)
    assert logged_changes(service, MAY_2) == [(1, recorded, "revised", "visit")]
