"""R9 and R10: which reports of an event can be read at an instant, by themselves and against the states."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from tests.timeline.resolve.builders import CATALOGUE, day, event_record, report
from tests.timeline.resolve.test_random_histories import FEW, LAST_DAY, days, hidden, recorded, writings
from timeline.model.report import Report
from timeline.model.says import Says
from timeline.model.vocabulary import Status
from timeline.resolve.family import event_at
from timeline.resolve.history import states
from timeline.resolve.public.reports import public_reports

Told = tuple[str | None, bool, bool]
"""(title, speaks, withdrawn)"""


def told(*rows: Report, at: int) -> list[Told]:
    found = public_reports(event_record(*rows), at=day(at))
    return [(one.report.says.title, one.speaks, one.withdrawn_with is not None) for one in found]


def test_reports_are_listed_oldest_first_and_a_replaced_one_no_longer_speaks():
    first, second = report("tass", at=2, title="One"), report("tass", at=5, title="Two")
    other = report("nato", at=3, title="Other")

    assert told(second, other, first, at=6) == [("One", False, False), ("Other", True, False), ("Two", True, False)]
    assert told(second, other, first, at=4) == [("One", True, False), ("Other", True, False)]
    assert told(second, other, first, at=1) == []


def test_r10_a_report_under_embargo_is_listed_from_its_end_on():
    row = report("tass", at=2, embargo=8, title="Secret")

    assert told(row, at=7) == []
    assert told(row, at=8) == [("Secret", True, False)]


def test_r10_a_private_report_is_never_listed():
    assert told(report("tass", at=2, private=True, title="Secret"), report("nato", at=2, title="One"), at=28) == [
        ("One", True, False)
    ]


def test_r10_a_report_replaced_under_embargo_is_never_listed():
    secret = report("tass", at=2, embargo=8, title="Secret")

    assert told(secret, report("tass", at=4, recorded=4, title="Open"), at=28) == [("Open", True, False)]


def test_r10_a_report_replaced_before_its_publication_is_never_listed():
    planned = report("tass", at=8, recorded=1, title="Secret")

    assert told(planned, report("tass", at=8, recorded=4, title="Open"), at=28) == [("Open", True, False)]


def test_r10_a_report_withdrawn_under_embargo_is_never_listed_nor_is_its_withdrawal():
    secret = report("tass", at=2, embargo=8, title="Secret")
    back = replace(secret, withdrawn=True, published_at=day(4), recorded_at=day(4))

    assert told(secret, back, report("nato", at=2, title="One"), at=28) == [("One", True, False)]


def test_r10_a_record_made_private_hides_what_it_said_for_every_day_also_when_it_speaks_again():
    first = report("tass", at=2, title="Too much")
    private = report("tass", at=6, recorded=6, private=True, title="Too much")
    again = report("tass", at=9, recorded=9, title="Enough")

    assert told(first, private, again, at=5) == []
    assert told(first, private, again, at=8) == []
    assert told(first, private, again, at=28) == [("Enough", True, False)]


def test_withdrawn_report_stays_to_be_read_and_is_marked():
    first = report("tass", at=2, title="Never so")
    back = replace(first, withdrawn=True, published_at=day(4), recorded_at=day(4))

    assert told(first, back, at=3) == [("Never so", True, False)]
    assert told(first, back, at=4) == [("Never so", False, True)]


def test_report_that_is_filed_again_after_a_withdrawal_is_listed_once():
    first = report("tass", at=2, title="So")
    back = replace(first, withdrawn=True, published_at=day(4), recorded_at=day(4))
    again = replace(first, published_at=day(6), recorded_at=day(6))

    assert told(first, back, again, at=28) == [("So", True, False)]


@given(found=writings(), moment=days)
@FEW
def test_r9_the_reports_that_a_state_hears_are_those_that_speak(found, moment: int):
    rows = recorded(found)
    event = event_at(states(event_record(*rows), CATALOGUE), day(moment))
    public = public_reports(event_record(*rows), at=day(moment))
    heard = {claim.report_id for claim in event.claims} if event else set()

    assert heard <= {one.report.id for one in public}
    assert all(one.report.public_at <= day(moment) and not one.report.private for one in public)
    if event is not None and event.status is not Status.WITHDRAWN:
        assert {one.report.id for one in public if one.speaks and one.report.says != Says()} == heard


@given(found=writings(), secret=hidden(before=LAST_DAY))
@FEW
def test_r10_what_is_hidden_changes_no_list_of_reports(found, secret: tuple[Report, ...]):
    rows = recorded(found)

    for moment in range(1, LAST_DAY + 1):
        assert public_reports(event_record(*rows, *secret), at=day(moment)) == public_reports(
            event_record(*rows), at=day(moment)
        )
