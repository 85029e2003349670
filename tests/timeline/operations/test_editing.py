"""Rulings, merges and withdrawals: what an editor decides, and that nothing is lost by it."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.timeline.operations.conftest import MAY_1, MAY_2, MAY_3, MAY_4, MAY_5, Service, report
from timeline.errors import EventNotFound, InvalidMerge, InvalidRuling, UnknownName
from timeline.model.query import EventQuery, PageRequest
from timeline.model.report import RecordKey
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.operations.merge_events import MergeResult, merge_events
from timeline.operations.rebuild import RebuildResult, rebuild
from timeline.operations.rule import RuledClaim, rule
from timeline.operations.withdraw import withdraw
from timeline.store.engine.sessions import Session, read_session
from timeline.store.views import event_rows, event_view

VISIT = "kind: visit, status: announced, title: Visit, when: {edtf: 2025-06-10}, where: [brussels]"
OTHER_DAY = VISIT.replace("06-10", "06-12")


def merge(service: Service, one: str, other: str, at: datetime) -> MergeResult:
    found: MergeResult = service.write(lambda session: merge_events(service.work(session, at), one, other, "same"))
    return found


def take_back(service: Service, source: str, record: str, at: datetime) -> None:
    service.write(lambda session: withdraw(service.work(session, at), RecordKey(source, record), "wrong"))


def rule_on(service: Service, event: str, report_id: str, at: datetime, property_name: str = "when") -> None:
    claim = RuledClaim(property=property_name, report_id=report_id)
    service.write(lambda session: rule(service.work(session, at), event, claim, "seen"))


def test_a_ruling_prevails_from_the_time_it_was_made(service: Service):
    service.file(report("ministry", "a", VISIT, event="visit"), at=MAY_2)
    wire = service.file(report("wire", "b", OTHER_DAY, event="visit"), at=MAY_2).new[0]

    rule_on(service, "visit", wire.report_id, MAY_3)

    assert service.event("visit", MAY_2)["when"]["edtf"] == "2025-06-10"
    assert service.event("visit", MAY_3)["when"]["edtf"] == "2025-06-12"
    assert service.event("visit", MAY_3)["revision"] > service.event("visit", MAY_2)["revision"]


def test_ruling_for_the_shown_value_appears_in_the_claims_and_makes_no_revision(service: Service):
    shown = service.file(report("ministry", "a", VISIT, event="visit"), at=MAY_2).new[0]
    before = service.stored("visit", MAY_2)

    rule_on(service, "visit", shown.report_id, MAY_3)

    after = service.stored("visit", MAY_3)
    assert before is not None
    assert after is not None
    assert (after.revision, after.json) == (before.revision, before.json)
    assert after.digest != before.digest
    ruled = [claim for claim in service.claims("visit", MAY_3) if claim["ruled_at"] is not None]
    assert [(claim["property"], claim["ruled_at"], claim["ruling_reason"]) for claim in ruled] == [
        ("when", "2025-05-03T12:00:00Z", "seen")
    ]


def test_ruling_on_a_claim_that_no_report_makes_is_refused(service: Service):
    filed = service.file(report("ministry", "a", VISIT, event="visit"), at=MAY_2).new[0]

    with pytest.raises(InvalidRuling, match="claims no 'url'"):
        rule_on(service, "visit", filed.report_id, MAY_3, property_name="url")
    with pytest.raises(EventNotFound):
        rule_on(service, "nowhere", filed.report_id, MAY_3)


def test_r14_a_merged_id_and_slug_live_on_as_aliases_of_the_older_event(service: Service):
    older = service.file(report("wire", "a", VISIT, event="zebra"), at=MAY_1).new[0]
    younger = service.file(report("ministry", "b", OTHER_DAY, event="ant"), at=MAY_2).new[0]

    result = merge(service, "ant", "zebra", MAY_3)

    assert (result.survivor_id, result.merged_id) == (older.event_id, younger.event_id)
    assert service.slugs(MAY_4) == ("zebra",)
    assert service.event("ant", MAY_4)["slug"] == "zebra"
    assert service.event(younger.event_id, MAY_4)["id"] == older.event_id


def test_a_merged_event_shows_what_the_reports_of_both_give_and_at_all_times(service: Service):
    service.file(report("wire", "a", VISIT, event="one"), at=MAY_1)
    service.file(report("ministry", "b", OTHER_DAY, event="two"), at=MAY_2)

    merge(service, "one", "two", MAY_3)

    shown = service.event("one", MAY_4)
    assert (shown["when"]["edtf"], shown["sources"], shown["contested"]) == (
        "2025-06-12",
        ["ministry", "wire"],
        ["when"],
    )
    assert shown["revision"] == 2


def test_parts_of_a_merged_event_become_parts_of_the_survivor(service: Service):
    trip = "kind: trip, title: Trip, when: {edtf: 2025-06}"
    service.file(report("wire", "t1", trip, event="trip-1"), at=MAY_1)
    service.file(report("wire", "t2", trip, event="trip-2"), at=MAY_2)
    service.file(report("wire", "v", f"{VISIT}, part_of: trip-2", event="visit"), at=MAY_2)

    merge(service, "trip-1", "trip-2", MAY_3)

    assert service.event("visit", MAY_4)["part_of"] == ["trip-1"]
    assert [place["slug"] for place in service.event("trip-1", MAY_4)["where"]] == ["brussels"]


def test_event_cannot_be_merged_with_itself(service: Service):
    service.file(report("wire", "a", VISIT, event="one"), at=MAY_2)

    with pytest.raises(InvalidMerge):
        merge(service, "one", "one", MAY_3)
    with pytest.raises(EventNotFound):
        merge(service, "one", "nowhere", MAY_3)


def test_withdrawn_report_no_longer_counts_but_stays_known_for_its_time(service: Service):
    service.file(report("wire", "a", VISIT, event="visit"), report("ministry", "b", OTHER_DAY, event="visit"), at=MAY_2)

    take_back(service, "ministry", "b", MAY_3)

    assert service.event("visit", MAY_4)["when"]["edtf"] == "2025-06-10"
    assert service.event("visit", MAY_2)["when"]["edtf"] == "2025-06-12"


def test_an_event_whose_last_report_is_withdrawn_says_so(service: Service):
    service.file(report("wire", "a", VISIT, event="visit"), at=MAY_2)

    take_back(service, "wire", "a", MAY_3)

    shown = service.event("visit", MAY_4)
    assert (shown["status"], shown["title"], shown["revision"]) == ("withdrawn", "Visit", 2)


def test_a_report_withdrawn_before_its_embargo_ends_is_never_seen(service: Service):
    service.file(report("ministry", "a", VISIT, event="visit", embargo_until=f"'{MAY_4.isoformat()}'"), at=MAY_2)

    take_back(service, "ministry", "a", MAY_3)

    assert service.slugs(MAY_4) == ()
    assert service.slugs(MAY_5) == ()


def test_withdrawing_twice_changes_nothing_and_an_unknown_record_is_refused(service: Service):
    service.file(report("wire", "a", VISIT, event="visit"), at=MAY_2)
    take_back(service, "wire", "a", MAY_3)
    before = service.dump()

    take_back(service, "wire", "a", MAY_4)

    assert service.dump() == before
    with pytest.raises(UnknownName, match="nothing"):
        take_back(service, "wire", "nothing", MAY_4)


def test_r15_rebuild_after_every_kind_of_write_gives_the_same_tables(service: Service):
    wire = service.file(report("wire", "a", VISIT, event="one"), at=MAY_1).new[0]
    service.file(report("ministry", "b", OTHER_DAY, event="two"), at=MAY_2)
    service.file(report("ministry", "c", VISIT, event="three", embargo_until=f"'{MAY_5.isoformat()}'"), at=MAY_2)
    merge(service, "one", "two", MAY_3)
    rule_on(service, "one", wire.report_id, MAY_3)
    take_back(service, "ministry", "b", MAY_4)
    before = service.dump()

    def empty_and_rebuild(session: Session) -> RebuildResult:
        event_rows.clear(session)
        return rebuild(service.work(session, MAY_5))

    result = service.write(empty_and_rebuild)

    assert (result.events, result.revisions) == (3, 0)
    assert service.dump() == before


def test_an_older_row_loaded_after_a_withdrawal_does_not_hide_that_the_record_still_speaks(service: Service):
    service.file(report("wire", "a", VISIT, event="visit", published_at="2025-05-02"), at=MAY_2)
    service.file(report("wire", "a", VISIT, event="visit", published_at="2025-04-01", withdrawn="true"), at=MAY_3)

    take_back(service, "wire", "a", MAY_4)

    assert service.event("visit", MAY_5)["status"] == "withdrawn"


def test_a_report_withdrawn_before_its_publication_day_is_never_seen(service: Service):
    service.file(report("wire", "a", VISIT, event="visit", published_at="2025-05-04"), at=MAY_2)

    take_back(service, "wire", "a", MAY_3)

    assert service.slugs(MAY_5) == ()


def removed_events(service: Service, at: datetime) -> dict[str, StoredEvent]:
    """The events that calendars have to cancel at that time, by slug."""
    with read_session(service.engine) as session:
        page = event_view.find_events(
            session, EventQuery(), PageRequest(limit=None, with_removed=True), sight=Public(at)
        )
    return {stored.slug: stored for stored in page.events if stored.removed}


def test_a_merged_event_is_cancelled_in_calendars_from_the_merge_on(service: Service):
    service.file(report("wire", "a", VISIT, event="one"), at=MAY_1)
    service.file(report("ministry", "b", f"{VISIT}, summary: Talks", event="two"), at=MAY_2)
    uid = service.event("two", MAY_2)["id"].encode()

    merge(service, "one", "two", MAY_3)

    assert removed_events(service, MAY_2) == {}
    gone = removed_events(service, MAY_4)
    assert list(gone) == ["two"]
    assert (gone["two"].json, gone["two"].claims, gone["two"].updated_at) == (b"", b"", MAY_3)
    lines = gone["two"].vevent.split(b"\r\n")
    assert b"STATUS:CANCELLED" in lines
    assert b"SEQUENCE:1" in lines
    assert b"UID:" + uid + b"@timeline.example.org" in lines
    assert b"Talks" not in gone["two"].vevent


def test_a_report_made_private_takes_its_event_out_of_view_and_cancels_it_without_its_details(service: Service):
    service.file(report("wire", "a", f"{VISIT}, summary: Talks", event="one"), at=MAY_2)

    service.file(
        report("wire", "a", f"{VISIT}, summary: Talks", event="one", private="true", published_at="2025-05-03"),
        at=MAY_3,
    )

    assert service.slugs(MAY_4) == ()
    assert service.stored("one", MAY_4) is None
    assert b"Talks" not in removed_events(service, MAY_4)["one"].vevent


def test_event_that_was_never_public_is_never_cancelled(service: Service):
    service.file(report("wire", "a", VISIT, event="one", embargo_until=f"'{MAY_5.isoformat()}'"), at=MAY_2)
    take_back(service, "wire", "a", MAY_3)

    assert removed_events(service, MAY_5) == {}
