"""R12: which writes make a revision, and which number it has; R10: a hidden report leaves no trace in the numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.timeline.resolve.builders import CATALOGUE, day, event_record, history, numbers, report, resolve
from tests.timeline.resolve.log import Log
from timeline.model.event import Revision, State
from timeline.resolve.family import Family
from timeline.resolve.history import states

ANNOUNCED = report("nato", "official", at=2, title="One")
CONFIRMING = report("nato-2", "official", publisher="nato", at=4, title="One")
CHANGED = report("nato-3", "official", publisher="nato", at=6, title="Two")
HIDDEN = report("state", "official", publisher="nato", at=5, embargo=20, title="Hidden until the 20th")


def test_r12_the_first_report_makes_revision_1():
    log = Log()

    assert log.write(ANNOUNCED, at=3) == (
        Revision(
            event_id="evt-nato",
            number=1,
            known_from=day(2),
            recorded_at=day(3),
            shown=resolve(replace(ANNOUNCED, recorded_at=day(3))),
            cause="load",
            author="editor",
        ),
    )


def test_r12_a_confirmation_makes_no_revision_but_is_a_state():
    log = Log()
    log.write(ANNOUNCED, at=2)

    appended = log.write(CONFIRMING, at=4)

    assert appended == ()
    assert [(row.state.known_from, row.revision.number) for row in log.rows] == [(day(2), 1), (day(4), 1)]


def test_r12_a_change_makes_the_next_revision():
    log = Log()
    log.write(ANNOUNCED, at=2)

    assert numbers(log.write(CHANGED, at=6)) == [(6, 2, "Two")]
    assert [log.number(moment) for moment in (1, 2, 5, 6)] == [None, 1, 1, 2]


def test_r12_one_write_with_the_whole_history_numbers_it_in_order_of_publication():
    log = Log()

    assert numbers(log.write(CHANGED, CONFIRMING, ANNOUNCED, at=10)) == [(2, 1, "One"), (6, 2, "Two")]


def test_r12_a_change_back_to_an_earlier_value_has_a_new_number():
    log = Log()
    log.write(ANNOUNCED, at=2)
    log.write(CHANGED, at=6)

    assert numbers(log.write(report("nato-4", "official", publisher="nato", at=8, title="One"), at=8)) == [
        (8, 3, "One")
    ]


def test_r12_numbering_again_without_a_change_appends_nothing():
    log = Log()
    log.write(ANNOUNCED, CHANGED, HIDDEN, at=7)
    rows = log.rows

    for moment in (8, 19, 20, 21):
        assert log.write(at=moment) == ()
        assert log.rows == rows


def test_r12_an_embargo_that_ends_gives_the_next_number():
    log = Log()
    log.write(ANNOUNCED, HIDDEN, at=6)

    assert [log.number(moment) for moment in (19, 20)] == [1, 2]


def test_r12_a_change_before_the_embargo_ends_moves_the_hidden_number_up():
    log = Log()
    log.write(ANNOUNCED, HIDDEN, at=5)

    assert numbers(log.write(CHANGED, at=6)) == [(6, 2, "Two"), (20, 3, "Hidden until the 20th")]


def test_r12_a_change_after_the_embargo_has_ended_goes_on_from_there():
    log = Log()
    log.write(ANNOUNCED, HIDDEN, at=5)

    later = report("nato-4", "official", publisher="nato", at=22, title="Three")
    assert numbers(log.write(later, at=22)) == [(22, 3, "Three")]


def test_r12_several_embargoes_are_numbered_one_after_the_other():
    log = Log()
    second = report("state-2", "official", publisher="nato", at=5, embargo=25, title="Later")

    assert numbers(log.write(ANNOUNCED, HIDDEN, second, at=6)) == [
        (2, 1, "One"),
        (20, 2, "Hidden until the 20th"),
        (25, 3, "Later"),
    ]


def test_r12_an_older_report_loaded_later_leaves_the_number_shown_now():
    log = Log()
    log.write(CHANGED, at=6)

    older = log.write(ANNOUNCED, at=9)

    assert numbers(older) == [(2, 2, "One")]
    assert [log.number(moment) for moment in (2, 6, 9)] == [2, 1, 1]


def test_r12_an_older_report_loaded_later_leaves_the_number_of_a_confirmed_value():
    log = Log()
    log.write(ANNOUNCED, at=2)
    log.write(CONFIRMING, at=4)
    between = report("nato-5", "official", publisher="nato", at=3, title="Between")

    log.write(between, at=9)

    assert [log.number(moment) for moment in (2, 3, 4, 9)] == [1, 2, 1, 1]


def test_r12_the_next_change_after_an_older_report_is_above_all_numbers():
    log = Log()
    log.write(CHANGED, at=6)
    log.write(ANNOUNCED, at=9)

    log.write(report("nato-4", "official", publisher="nato", at=10, title="Three"), at=10)

    assert log.number(10) == 3


def test_r12_a_record_stored_again_with_other_words_has_the_next_number():
    log = Log()
    log.write(ANNOUNCED, at=2)

    appended = log.write(report("nato", "official", at=2, title="One, corrected"), at=4)

    assert numbers(appended) == [(2, 2, "One, corrected")]
    assert log.number(4) == 2


def test_r12_leaving_the_public_view_takes_no_number():
    log = Log()
    log.write(
        report("blog", "unverified", at=2, title="Rumour", when="2023-11-28"), report("tass", at=3, title="Known"), at=3
    )
    log.write(report("tass", at=5, withdrawn=True), at=5)

    assert [
        (revision.number, revision.shown is None) for revision in log.revisions if revision.known_from == day(5)
    ] == [(1, True)]
    assert [log.number(moment) for moment in (3, 5, 27, 28)] == [1, None, None, 2]


# R10: no trace


@pytest.mark.parametrize("ends", [10, 30])
def test_r10_a_hidden_report_leaves_no_gap_in_the_numbers(ends: int):
    with_hidden, without = Log(), Log()
    with_hidden.write(ANNOUNCED, report("state", at=2, embargo=30, title="x", url="https://x.example/"), at=2)
    without.write(ANNOUNCED, at=2)

    for log in (with_hidden, without):
        log.write(CHANGED, at=6)

    assert [with_hidden.seen(moment) for moment in range(1, ends)] == [
        without.seen(moment) for moment in range(1, ends)
    ]


def test_r10_a_private_report_leaves_no_gap_in_the_numbers():
    with_private, without = Log(), Log()
    with_private.write(ANNOUNCED, report("state", at=2, private=True, title="x"), at=2)
    without.write(ANNOUNCED, at=2)

    assert with_private.revisions == without.revisions


def withdrawn_before_its_time() -> Log:
    """A log in which a hidden report came and went before anyone could see it."""
    log = Log()
    log.write(ANNOUNCED, HIDDEN, at=5)
    log.write(replace(HIDDEN, withdrawn=True, published_at=day(7)), at=7)
    return log


def without_it() -> Log:
    """The same log without that report."""
    log = Log()
    log.write(ANNOUNCED, at=5)
    return log


def test_r10_a_hidden_report_withdrawn_in_time_changes_nothing_when_its_embargo_ends():
    log = withdrawn_before_its_time()

    assert [log.number(moment) for moment in (6, 7, 20, 25)] == [1, 1, 1, 1]


@pytest.mark.parametrize("published", [3, 6, 10, 19, 20, 21, 24])
def test_r10_a_hidden_report_withdrawn_in_time_leaves_no_gap_later(published: int):
    later = report("nato-4", "official", publisher="nato", at=published, title="Later")
    with_hidden, without = withdrawn_before_its_time(), without_it()

    for log in (with_hidden, without):
        log.write(later, at=25)
        log.write(report("nato-5", "official", publisher="nato", at=26, title="Last"), at=26)

    assert [with_hidden.seen(moment) for moment in range(1, 28)] == [without.seen(moment) for moment in range(1, 28)]


def test_r10_an_event_withdrawn_before_anyone_saw_it_begins_with_revision_1_when_it_comes_back():
    log = Log()
    log.write(HIDDEN, at=5)
    log.write(replace(HIDDEN, withdrawn=True, published_at=day(7)), at=7)

    assert log.rows == ()
    log.write(report("tass", at=22, title="News"), at=22)
    assert log.number(22) == 1


def test_r10_an_embargo_extended_before_anyone_saw_it_leaves_nothing_to_number_later():
    log = Log()
    log.write(report("tass", at=2, embargo=8, title="One"), at=3)
    log.write(report("tass", at=2, embargo=16, title="One"), at=4)

    assert log.write(at=17) == ()
    assert [log.number(moment) for moment in (8, 15, 16)] == [None, None, 1]


# R12: states without a report of their own (relatives, filings)


def test_r12_a_parent_loaded_later_that_was_public_earlier_leaves_the_number_shown_now():
    child = event_record(report("tass", at=2, title="Talks", part_of="trip-1"))
    young = event_record(report("state", "official", at=5, kind="trip"), slug="trip-1")
    old = event_record(*young.reports, report("ap", at=1, kind="trip"), slug="trip-1")
    log = Log()

    def settled(parent) -> tuple[State, ...]:
        own = {record.id: states(record, CATALOGUE) for record in (child, parent)}
        return Family.of(own, {"trip-1": "evt-trip"}, CATALOGUE.at).states_of(child.id)

    log.settle(settled(young), 6)
    before = log.at(6)
    log.settle(settled(old), 7)

    assert before is not None
    assert before[0] == 2
    assert log.at(7) == before
    assert log.number(3) == 3


def test_r12_a_record_filed_elsewhere_gives_the_next_number():
    log = Log()
    log.settle(history(ANNOUNCED, CHANGED), 6)
    log.settle(history(ANNOUNCED), 8)

    assert [log.number(moment) for moment in (2, 6, 8)] == [1, 3, 3]
    assert log.settle(history(ANNOUNCED), 9) == ()


def test_r12_a_record_filed_back_gives_the_next_number_again():
    log = Log()
    log.settle(history(ANNOUNCED, CHANGED), 6)
    log.settle(history(ANNOUNCED), 8)
    log.settle(history(ANNOUNCED, CHANGED), 9)

    assert [log.number(moment) for moment in (2, 6, 9)] == [1, 4, 4]


def test_r12_an_event_whose_records_are_all_filed_elsewhere_leaves_the_view():
    log = Log()
    log.settle(history(ANNOUNCED), 3)

    assert numbers(log.settle((), 5)) == [(2, 1, None)]
    assert log.rows == ()
