"""R9, R10 and R12: which revisions can be read at an instant, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.timeline.resolve.builders import day, report
from tests.timeline.resolve.log import Log
from tests.timeline.resolve.test_random_histories import FEW, LAST_DAY, days, hidden, writings
from timeline.model.report import Report
from timeline.resolve.public.revisions import public_revisions

ANNOUNCED = report("nato", "official", at=2, title="One")


def told(log: Log, *, at: int = LAST_DAY) -> list[tuple[int, int, bool]]:
    """(number, day of November from which it was known, whether it shows anything)."""
    found = public_revisions(log.revisions, at=day(at))
    return [(one.revision.number, one.known_from.day, one.is_shown) for one in found]


def test_revisions_come_by_the_time_from_which_they_could_be_known():
    log = Log()
    log.write(ANNOUNCED, at=2)
    log.write(report("nato", "official", at=5, title="Two"), at=5)

    assert told(log) == [(1, 2, True), (2, 5, True)]
    assert told(log, at=4) == [(1, 2, True)]


def test_revision_of_an_earlier_time_that_is_learned_of_later_comes_before_what_is_shown_now():
    log = Log()
    log.write(report("nato", "official", at=5, title="Two"), at=5)
    log.write(report("nato", "official", at=2, title="One"), at=6)

    assert told(log) == [(2, 2, True), (1, 5, True)]


def test_revision_that_was_seen_and_replaced_for_its_own_time_keeps_its_place_without_content():
    log = Log()
    log.write(ANNOUNCED, at=3)
    log.write(report("nato", "official", at=2, title="Two"), at=4)

    assert told(log) == [(1, 2, False), (2, 2, True)]


def test_r10_revision_that_was_replaced_before_its_time_is_not_listed():
    log = Log()
    log.write(ANNOUNCED, report("tass", at=9, title="Secret", record="r2", summary="Secret"), at=2)
    log.write(report("tass", at=9, title="Open", record="r2", summary="Open"), at=4)

    assert told(log) == [(1, 2, True), (2, 9, True)]


def test_revision_in_which_the_event_left_the_view_shows_nothing():
    log = Log()
    log.write(ANNOUNCED, at=2)
    log.write(replace(ANNOUNCED, private=True, published_at=day(6)), at=6)
    log.write(replace(ANNOUNCED, published_at=day(9)), at=9)

    assert told(log) == [(1, 2, False), (2, 9, True)]


@given(found=writings(), moment=days)
@FEW
def test_r12_the_last_listed_revision_is_the_shown_one(found, moment: int):
    log = Log()
    for writing in found:
        log.write(*writing.reports, at=day(writing.day, 12))
    revisions = public_revisions(log.revisions, at=day(moment))
    shown = log.seen(moment)

    assert [one.known_from for one in revisions] == sorted(one.known_from for one in revisions)
    assert (revisions[-1].revision.number if revisions and revisions[-1].is_shown else None) == (
        shown[0] if shown else None
    )


@given(found=writings(), moment=days)
@FEW
def test_r9_the_list_at_one_day_is_the_beginning_of_the_list_at_a_later_day(found, moment: int):
    log = Log()
    for writing in found:
        log.write(*writing.reports, at=day(writing.day, 12))
    earlier, later = (public_revisions(log.revisions, at=day(number)) for number in (moment, LAST_DAY))

    assert later[: len(earlier)] == earlier


@given(found=writings(), secret=hidden(before=LAST_DAY), first=st.integers(0, 4), is_taken_back=st.booleans())
@FEW
def test_r10_what_is_hidden_changes_no_list_of_revisions(
    found,
    secret: tuple[Report, ...],
    first: int,
    is_taken_back: bool,  # noqa: FBT001
):
    open_log, hiding_log = Log(), Log()
    for index, writing in enumerate(found):
        at = day(writing.day, 12)
        back = [replace(row, withdrawn=True) for row in secret] if is_taken_back and index == first + 1 else []
        open_log.write(*writing.reports, at=at)
        hiding_log.write(*writing.reports, *(secret if index == first else ()), *back, at=at)

    assert with_times(hiding_log) == with_times(open_log)


def with_times(log: Log) -> list[tuple[int, datetime, datetime, datetime, bool]]:
    """Everything that is listed about each revision, except its content."""
    return [
        (one.revision.number, one.known_from, one.revision.recorded_at, one.revision.updated_at, one.is_shown)
        for one in public_revisions(log.revisions, at=day(LAST_DAY))
    ]
