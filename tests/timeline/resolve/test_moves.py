"""R7: moves to another day and postponements, followed over what was known when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.timeline.resolve.builders import CATALOGUE, day, event_record, report
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event
from timeline.model.report import Report
from timeline.model.vocabulary import Status, Withdrawer
from timeline.resolve.history import states


def now(*reports: Report) -> Event:
    """The event that these reports show in the end."""
    event = states(event_record(*reports), CATALOGUE)[-1].event
    assert event is not None
    return event


def moves(event: Event) -> list[tuple[str, str, int]]:
    return [(one.before, one.after, one.known_from.day) for one in event.moved]


def plan(name: str, at: int, when: str, status: str = "announced", tier: str = "official") -> Report:
    return report(f"{name}-{at}", tier, at=at, publisher=name, status=status, when=when)


def test_plan_that_moves_twice_keeps_both_moves_oldest_first():
    event = now(plan("mfa", 2, "2024-02-10"), plan("mfa", 5, "2024-03-12"), plan("mfa", 9, "2024-03-14"))

    assert moves(event) == [("2024-02-10", "2024-03-12", 5), ("2024-03-12", "2024-03-14", 9)]
    assert event.postponed_from is None


@pytest.mark.parametrize("new", [None, "2023-11-28/..", "[2024-01-05..2024-02-09]"], ids=["null", "soon", "weeks"])
def test_event_postponed_without_a_day_keeps_the_last_exact_one(new: str | None):
    later = report("mfa-5", "official", at=5, publisher="mfa", status="postponed", when=new)
    event = now(plan("mfa", 2, "2023-12-10"), later)

    assert event.postponed_from is not None
    assert event.postponed_from.edtf == "2023-12-10"
    assert event.listed_days == (event.postponed_from.first_day, event.postponed_from.last_day)
    assert moves(event) == []


def test_new_day_after_a_postponement_is_the_end_of_the_move():
    event = now(
        plan("mfa", 2, "2023-12-10"),
        report("mfa-5", "official", at=5, publisher="mfa", status="postponed"),
        plan("mfa", 9, "2024-01-15"),
    )

    assert (moves(event), event.postponed_from) == ([("2023-12-10", "2024-01-15", 9)], None)


def test_postponed_to_a_day_is_a_move_at_once():
    event = now(plan("mfa", 2, "2023-12-10"), plan("mfa", 5, "2024-01-15", status="postponed"))

    assert (moves(event), event.postponed_from) == ([("2023-12-10", "2024-01-15", 5)], None)


@pytest.mark.parametrize("planned", ["2023-07-11", "[2023-07-01..2023-07-31]"])
def test_journey_set_for_july_and_made_in_january_shows_the_move(planned: str):
    event = now(plan("mfa", 2, planned), plan("ap", 9, "2024-01-10/2024-01-12", status="completed", tier="press"))

    assert moves(event) == [(planned, "2024-01-10/2024-01-12", 9)]
    assert [one.property for one in event.deviations] == ["when"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("2023-11-27/2023-12-02", "2023-11-28/2023-12-01"),
        ("[2023-11-27..2023-12-03]", "2023-11-29"),
        ("2023-11-29", "[2023-11-27..2023-12-03]"),
        ("2023-12", "2023-12-04/2023-12-08"),
        ("[2023-12-04..2023-12-10]", "[2023-12-08..2023-12-20]"),
    ],
)
def test_date_that_is_refined_or_overlaps_has_not_moved(first: str, then: str):
    assert moves(now(plan("mfa", 2, first), plan("mfa", 5, then))) == []


def test_day_that_another_source_still_names_is_disputed_until_it_follows():
    disputed = (plan("ap", 2, "2023-12-10", tier="press"), plan("mfa", 5, "2023-12-20"))

    assert moves(now(*disputed)) == []
    assert moves(now(*disputed, plan("ap", 7, "2023-12-20", tier="press"))) == [("2023-12-10", "2023-12-20", 7)]


@pytest.mark.parametrize(
    ("planned", "actual", "deviates"),
    [
        ("[2023-11-27..2023-12-03]", "2023-11-29", False),
        ("2023-12", "2023-12-31", False),
        ("[2023-11-27..2023-12-03]", "2023-12-05", True),
        ("2023-11-27/2023-12-02", "2023-11-28/2023-12-01", True),
        ("2023-11-22/..", "2023-11-29", False),
        ("2023-11-28", "2023-11-28", False),
        ("2023-11-28", "2023-11-28?", False),
    ],
)
def test_outcome_inside_a_vague_plan_is_no_deviation(planned: str, actual: str, deviates: bool):  # noqa: FBT001
    event = now(plan("mfa", 2, planned), plan("ap", 20, actual, status="completed", tier="record"))

    assert [one.property for one in event.deviations] == (["when"] if deviates else [])


@pytest.mark.parametrize(
    ("status", "days"),
    [
        ("reported", ("2023-11-22", "2023-11-22")),
        ("under-way", ("2023-11-22", None)),
        ("completed", ("2023-11-22",) * 2),
    ],
)
def test_open_end_counts_only_while_the_event_is_under_way(status: str, days: tuple[str, str | None]):
    first, last = now(plan("mfa", 2, "2023-11-22/..", status=status)).listed_days

    assert (first and first.isoformat(), last and last.isoformat()) == days


NO_DAY = EventDate.unknown("at a later date")
WEEKS = EventDate.from_edtf("[2023-11-10..2023-12-14]")


@pytest.mark.parametrize("new", [NO_DAY, WEEKS], ids=["null", "weeks"])
@pytest.mark.parametrize(("tier", "by"), [("press", "un"), ("official", "un"), ("official", "mfa")])
def test_the_old_day_is_not_shown_as_the_date_of_what_another_source_postponed(new: EventDate, tier: str, by: str):
    postponed = report(f"{by}-3", "official", at=3, publisher=by, status="postponed", when=new)

    event = now(plan("mfa", 1, "2023-11-20", tier=tier), postponed)

    assert (event.when.edtf, event.postponed_from) == (new.edtf, EventDate.from_edtf("2023-11-20"))
    assert event.contested == ()


def test_a_ministry_that_still_names_its_day_keeps_it_against_the_press():
    event = now(plan("mfa", 1, "2023-11-20"), report("ap", at=3, status="postponed", when=NO_DAY))

    assert (event.when.edtf, event.status, event.contested) == ("2023-11-20", Status.POSTPONED, ("status",))
    assert event.postponed_from == EventDate.from_edtf("2023-11-20")


def test_an_old_day_of_the_press_does_not_dispute_the_new_one_after_a_postponement():
    event = now(
        plan("ap", 1, "2023-11-20", tier="press"),
        report("mfa-3", "official", at=3, publisher="mfa", status="postponed", when=NO_DAY),
        plan("mfa", 6, "2023-12-05"),
    )

    assert (moves(event), event.contested) == ([("2023-11-20", "2023-12-05", 6)], ())


def test_a_postponement_that_was_denied_leaves_the_day():
    event = now(
        plan("ap", 1, "2023-11-20", tier="press"),
        report("tass", at=3, status="postponed", when=NO_DAY),
        report("ap-4", at=4, publisher="ap", status="confirmed"),
    )

    assert (event.status, event.when.edtf, event.postponed_from) == (Status.CONFIRMED, "2023-11-20", None)


def test_what_is_cancelled_after_a_postponement_stays_on_the_day_where_readers_saw_it():
    postponed = report("mfa-3", "official", at=3, publisher="mfa", status="postponed", when=NO_DAY)
    event = now(plan("mfa", 1, "2023-11-20"), postponed, report("mfa-6", "official", at=6, publisher="mfa",
                                                                status="cancelled"))  # fmt: skip

    assert (event.status, event.when.edtf) == (Status.CANCELLED, None)
    assert event.listed_days == (date(2023, 11, 20), date(2023, 11, 20))


def test_a_postponement_to_some_of_the_days_set_before_is_a_move():
    event = now(plan("mfa", 1, "2023-11-20/2023-11-24"), plan("mfa", 3, "2023-11-23/2023-11-24", status="postponed"))

    assert (moves(event), event.postponed_from) == ([("2023-11-20/2023-11-24", "2023-11-23/2023-11-24", 3)], None)


def test_a_postponement_to_another_hour_of_the_day_is_neither_a_move_nor_without_a_day():
    def at(number: int, hour: int, status: str) -> Report:
        starts = datetime(2023, 11, 20, hour)  # noqa: DTZ001 - the wall clock of the place
        when = EventDate.from_times(starts, None, "Europe/Brussels")
        return report(f"mfa-{number}", "official", at=number, publisher="mfa", status=status, when=when)

    event = now(at(1, 10, "announced"), at(3, 15, "postponed"))

    assert (moves(event), event.postponed_from) == ([], None)
    assert event.when.starts_at is not None
    assert event.when.starts_at.hour == 15


@pytest.mark.parametrize(
    ("by", "moved"), [(Withdrawer.DESK, []), (Withdrawer.SOURCE, [("2023-11-20", "2023-11-25", 6)])]
)
def test_a_day_that_we_had_misread_was_never_the_plan(by: Withdrawer, moved: list[tuple[str, str, int]]):
    misread = plan("mfa", 1, "2023-11-20")
    taken_back = replace(misread, withdrawn=True, withdrawn_by=by, published_at=day(6), recorded_at=day(6))

    assert moves(now(misread, plan("ap", 3, "2023-11-25", tier="press"), taken_back)) == moved
