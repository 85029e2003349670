"""Filing documents: what becomes of each report, who founds an event, and that nothing happens by halves."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.timeline.operations.conftest import MAY_1, MAY_2, MAY_3, MAY_4, MAY_5, Service, report
from timeline import ids
from timeline.errors import InvalidDocument

VISIT = "kind: visit, status: announced, title: Visit, when: {edtf: 2025-06-10}, where: [brussels]"


def test_a_report_without_a_slug_founds_an_event_with_an_id_from_its_record(service: Service):
    result = service.file(report("wire", "a", VISIT), at=MAY_2)

    assert [filed.event_id for filed in result.new] == [ids.event_id("wire", "a")]
    assert result.new[0].slug == f"visit-{ids.event_id('wire', 'a')[4:12]}"


def test_filing_the_same_document_twice_changes_nothing(service: Service):
    service.file(report("wire", "a", VISIT, event="visit"), at=MAY_2)
    before = service.dump()

    again = service.file(report("wire", "a", VISIT, event="visit"), at=MAY_3)

    assert again.is_empty
    assert [filed.record for filed in again.unchanged] == ["a"]
    assert service.dump() == before


def test_r12_a_confirmation_adds_the_report_and_no_revision(service: Service):
    service.file(report("wire", "a", VISIT, event="visit"), at=MAY_2)
    before = service.event("visit", MAY_4)

    result = service.file(report("ministry", "b", VISIT, event="visit"), at=MAY_3)

    after = service.event("visit", MAY_4)
    assert [filed.record for filed in result.matched] == ["b"]
    assert result.revisions == ()
    assert after["sources"] == ["ministry", "wire"]
    assert after | {"sources": before["sources"]} == before


def test_r12_a_change_of_what_is_shown_makes_the_next_revision(service: Service):
    service.file(report("wire", "a", VISIT, event="visit"), at=MAY_2)

    service.file(
        report("ministry", "b", VISIT.replace("06-10", "06-12"), event="visit", published_at="2025-05-03"), at=MAY_3
    )

    shown = service.event("visit", MAY_4)
    assert (shown["revision"], shown["when"]["edtf"], shown["contested"]) == (2, "2025-06-12", ["when"])


@pytest.mark.parametrize(("first", "second"), [("ministry", "wire"), ("wire", "ministry")])
def test_a_report_that_takes_a_side_against_others_is_named_as_conflicting(service: Service, first: str, second: str):
    service.file(report(first, "a", VISIT, event="visit"), at=MAY_2)

    result = service.file(report(second, "b", VISIT.replace("06-10", "06-12"), event="visit"), at=MAY_3)

    assert [filed.record for filed in result.conflicting] == ["b"]


def test_a_record_that_is_filed_again_with_other_words_speaks_with_the_newest_row(service: Service):
    service.file(report("wire", "a", VISIT, event="visit"), at=MAY_2)

    service.file(report("wire", "a", VISIT.replace("Visit", "Working visit"), event="visit"), at=MAY_3)

    shown = service.event("visit", MAY_4)
    assert (shown["title"], shown["revision"], shown["contested"]) == ("Working visit", 2, [])


def test_a_record_can_go_back_to_what_it_said_before(service: Service):
    for at, title in ((MAY_2, "First"), (MAY_3, "Second"), (MAY_4, "First")):
        service.file(report("wire", "a", VISIT.replace("Visit", title), event="visit"), at=at)

    shown = service.event("visit", MAY_5)
    assert (shown["title"], shown["revision"]) == ("First", 3)


def test_an_event_is_founded_by_its_earliest_published_record_of_the_document(service: Service):
    late = report("wire", "late", VISIT, event="visit", published_at="2025-05-01T11:00:00Z")
    early = report("ministry", "early", VISIT, event="visit", published_at="2025-05-01T10:00:00Z")

    result = service.file(late, early, at=MAY_2)

    assert {filed.event_id for filed in result.new} == {ids.event_id("ministry", "early")}


def test_a_record_filed_under_another_event_leaves_the_first_one(service: Service):
    service.file(report("wire", "a", VISIT, event="one"), report("wire", "b", VISIT, event="two"), at=MAY_2)

    service.file(report("wire", "a", VISIT, event="two"), at=MAY_3)

    assert service.slugs(MAY_4) == ("two",)
    assert service.event("two", MAY_4)["sources"] == ["wire"]


def test_founding_record_cannot_found_a_second_event(service: Service):
    service.file(report("wire", "a", VISIT, event="one"), at=MAY_2)

    with pytest.raises(InvalidDocument, match="founded the event 'one'"):
        service.file(report("wire", "a", VISIT, event="elsewhere"), at=MAY_3)


def test_an_unknown_name_refuses_the_whole_document_and_offers_the_nearest(service: Service):
    before = service.dump()

    with pytest.raises(InvalidDocument) as refused:
        service.file(
            report("wire", "a", VISIT, event="one"),
            report("wire", "b", VISIT.replace("brussels", "brusels"), event="two"),
            at=MAY_2,
        )

    assert [("test.yaml:3" in problem.place, "brussels" in problem.detail) for problem in refused.value.problems] == [
        (True, True)
    ]
    assert service.dump() == before


def test_part_of_may_not_form_a_cycle_and_the_report_that_closes_it_is_named(service: Service):
    service.file(report("wire", "a", VISIT, event="one"), at=MAY_2)
    service.file(report("wire", "b", f"{VISIT}, part_of: one", event="two"), at=MAY_3)

    with pytest.raises(InvalidDocument) as refused:
        service.file(report("ministry", "c", f"{VISIT}, part_of: two", event="one"), at=MAY_4)

    (problem,) = refused.value.problems
    assert problem.place == "test.yaml:2 says.part_of"
    assert problem.detail.removeprefix("part_of would form a cycle: ") in ("one -> two -> one", "two -> one -> two")
    assert service.event("one", MAY_5)["part_of"] == []


def test_event_cannot_be_part_of_itself(service: Service):
    with pytest.raises(InvalidDocument, match="one -> one"):
        service.file(report("wire", "a", f"{VISIT}, part_of: one", event="one"), at=MAY_2)


@pytest.mark.parametrize(("depth", "is_refused"), [(8, False), (9, True)])
def test_part_of_goes_eight_events_deep_and_no_deeper(service: Service, *, depth: int, is_refused: bool):
    chain = [report("wire", "e1", VISIT, event="e1")]
    chain += [report("wire", f"e{n}", f"{VISIT}, part_of: e{n - 1}", event=f"e{n}") for n in range(2, depth + 1)]

    if is_refused:
        with pytest.raises(InvalidDocument, match="deeper than 8 events"):
            service.file(*chain, at=MAY_2)
    else:
        service.file(*chain, at=MAY_2)

    assert len(service.slugs(MAY_3)) == (0 if is_refused else depth)


def test_slug_cannot_belong_to_a_person_and_an_organization(service: Service):
    with pytest.raises(InvalidDocument, match="is the slug of a person and of an organization"):
        service.load(b"people:\n  - {slug: nato, name: Nato Person}\n", at=MAY_2)


def test_place_cannot_lie_within_itself(service: Service):
    places = b"places:\n  - {slug: pa, name: A, parent: pb}\n  - {slug: pb, name: B, parent: pa}\n"

    with pytest.raises(InvalidDocument, match="would lie within itself"):
        service.load(places, at=MAY_2)


def test_an_embargoed_event_appears_at_its_minute_without_a_write(service: Service):
    lift = MAY_3
    service.file(report("ministry", "a", VISIT, event="visit", embargo_until=f"'{lift.isoformat()}'"), at=MAY_2)

    assert service.slugs(lift - timedelta(microseconds=1)) == ()
    assert service.slugs(lift) == ("visit",)
    assert service.event("visit", lift)["updated_at"] == "2025-05-03T12:00:00Z"


def test_a_slug_made_for_an_embargoed_report_does_not_give_its_title_away(service: Service):
    result = service.file(
        report("ministry", "a", VISIT.replace("Visit", "Secret visit"), embargo_until="'2025-05-03T00:00:00Z'"),
        at=MAY_2,
    )

    assert result.new[0].slug == f"event-{ids.event_id('ministry', 'a')[4:12]}"


def test_an_event_does_not_name_a_parent_that_is_not_public(service: Service):
    trip = report(
        "ministry",
        "t",
        "kind: trip, title: Trip, when: {edtf: 2025-06}",
        event="trip",
        embargo_until=f"'{MAY_4.isoformat()}'",
    )
    service.file(trip, report("wire", "v", f"{VISIT}, part_of: trip", event="visit"), at=MAY_2)

    assert service.event("visit", MAY_3)["part_of"] == []
    assert service.event("visit", MAY_4)["part_of"] == ["trip"]
    assert service.event("visit", MAY_4)["revision"] == 2


def test_a_private_report_is_never_public(service: Service):
    service.file(report("ministry", "a", VISIT, event="visit", private="true"), at=MAY_2)

    assert service.slugs(datetime.max.replace(tzinfo=MAY_1.tzinfo)) == ()


def test_r11_a_rumour_about_the_future_waits_for_its_day(service: Service):
    service.file(report("rumour", "a", VISIT, event="visit"), at=MAY_2)

    assert service.slugs(MAY_5) == ()
    assert service.slugs(datetime(2025, 6, 10, tzinfo=MAY_1.tzinfo)) == ("visit",)


def test_a_trip_takes_its_places_from_its_stops(service: Service):
    service.file(
        report("wire", "t", "kind: trip, title: Trip, when: {edtf: 2025-06}, where: [belgium]", event="trip"),
        report("wire", "v", f"{VISIT}, part_of: trip", event="visit"),
        at=MAY_2,
    )

    assert [place["slug"] for place in service.event("trip", MAY_3)["where"]] == ["brussels"]


def test_moving_a_stop_to_another_trip_changes_both_trips(service: Service):
    trip = "kind: trip, title: Trip, when: {edtf: 2025-06}"
    service.file(
        report("wire", "t1", trip, event="trip-1"),
        report("wire", "t2", trip, event="trip-2"),
        report("wire", "v", f"{VISIT}, part_of: trip-1", event="visit"),
        at=MAY_2,
    )

    service.file(report("wire", "v", f"{VISIT}, part_of: trip-2", event="visit", published_at="2025-05-03"), at=MAY_3)

    assert service.event("trip-1", MAY_4)["where"] == []
    assert [place["slug"] for place in service.event("trip-2", MAY_4)["where"]] == ["brussels"]
    assert [place["slug"] for place in service.event("trip-1", MAY_2)["where"]] == ["brussels"]


def test_a_changed_name_in_the_catalogue_changes_the_events_that_show_it(service: Service):
    service.file(report("wire", "a", VISIT, event="visit"), at=MAY_2)

    content = b"places:\n  - {slug: brussels, name: Bruxelles, country: BE, latitude: 50.85, longitude: 4.35, "
    service.load(content + b"time_zone: Europe/Brussels, parent: belgium}\n", at=MAY_3)

    shown = service.event("visit", MAY_4)
    assert (shown["where"][0]["name"], shown["revision"]) == ("Bruxelles", 2)


def test_a_slug_made_before_the_day_of_publication_does_not_give_the_title_away(service: Service):
    result = service.file(report("wire", "a", VISIT, published_at="2025-05-04"), at=MAY_2)

    assert result.new[0].slug.startswith("event-")


def test_r6_stop_named_by_two_reports_belongs_to_both_trips_after_a_refresh(service: Service):
    trip = "kind: trip, title: Trip, when: {edtf: 2025-06}"
    service.file(report("wire", "t1", trip, event="trip-1"), report("wire", "t2", trip, event="trip-2"), at=MAY_2)
    visit = report("wire", "v", f"{VISIT}, part_of: trip-1", event="visit")
    service.file(visit, report("ministry", "w", f"{VISIT}, part_of: trip-2", event="visit"), at=MAY_3)

    shown = service.event("visit", MAY_4)
    assert (shown["part_of"], shown["contested"]) == (["trip-1", "trip-2"], [])
    for slug in ("trip-1", "trip-2"):
        assert [place["slug"] for place in service.event(slug, MAY_4)["where"]] == ["brussels"]


def test_r11_a_correction_of_a_rumour_does_not_make_it_public(service: Service):
    service.file(report("rumour", "a", VISIT, event="visit"), at=MAY_2)

    correction = "{report: {source: rumour, record: a}, property: title, reason: wrong name}"
    service.file(report("desk", "c", "title: Other", event="visit", corrects=correction), at=MAY_3)

    assert service.slugs(MAY_4) == ()
