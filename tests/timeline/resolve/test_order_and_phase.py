"""R1 (the order of storing does not matter) and R2 (what is a plan, what is an outcome)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline.resolve.builders import (
    CATALOGUE,
    correction,
    event_record,
    history,
    report,
    resolve,
    ruling,
    says,
    source,
    who,
)
from timeline.model.report import Report
from timeline.model.vocabulary import Phase
from timeline.resolve.history import states

ANNOUNCED = report(
    "nato",
    "official",
    at=2,
    title="NATO ministers",
    when="2023-11-28/2023-11-29",
    where=("brussels",),
    topics=("ukraine",),
)
WIRE = report(
    "tass", at=5, title="Alliance talks", when="2023-11-27/2023-12-03", participants=(who("hamas", "attendee"),)
)
RECORDED = report("historian", "record", at=25, when="2023-11-28", participants=(who("blinken", presence="attended"),))
FIXED = correction(WIRE, "participants.hamas", at=8, participants=(who("blinken", "attendee"),))
TAKEN_BACK = report("tass", at=10, record="r1", withdrawn=True)
REPORTS = (ANNOUNCED, WIRE, RECORDED, FIXED, TAKEN_BACK)
RULINGS = (ruling("title", WIRE, at=6), ruling("title", ANNOUNCED, at=12), ruling("when", WIRE, at=7))


@given(reports=st.permutations(REPORTS), rulings=st.permutations(RULINGS))
@settings(max_examples=60, derandomize=True)
def test_r1_any_order_of_reports_and_rulings_gives_the_same_states(reports, rulings):
    shuffled = states(event_record(*reports, rulings=rulings), CATALOGUE)

    assert shuffled == history(*REPORTS, rulings=RULINGS)


@given(reports=st.permutations((ANNOUNCED, WIRE, RECORDED, FIXED)))
@settings(max_examples=30, derandomize=True)
def test_r1_any_order_of_speaking_reports_gives_the_same_event(reports):
    assert resolve(*reports) == resolve(ANNOUNCED, WIRE, RECORDED, FIXED)


def test_r1_two_rows_that_differ_only_in_words_give_the_same_states_either_way():
    one = report("tass", at=2, title="Talks in Brussels")
    other = report("tass", at=2, title="Talks in Skopje")

    assert history(one, other) == history(other, one)


@pytest.mark.parametrize("status", ["under-way", "completed"])
def test_r2_a_report_that_it_is_under_way_or_completed_is_an_outcome(status: str):
    assert report("tass", "press", status=status).phase is Phase.OUTCOME


def test_r2_whatever_an_official_record_says_is_an_outcome():
    assert report("historian", "record", title="Brussels").phase is Phase.OUTCOME


@pytest.mark.parametrize("status", ["reported", "announced", "confirmed", "postponed", "cancelled"])
def test_r2_every_other_report_is_a_plan(status: str):
    assert report("nato", "official", status=status).phase is Phase.PLAN
    assert report("nato", "official", title="no status at all").phase is Phase.PLAN


def test_r2_a_correction_speaks_in_the_phase_of_what_it_corrects():
    outcome = report("historian", "record", at=3, when="2023-11-28", title="Brussels")
    plan = report("nato", "official", at=4, when="2023-11-27")
    fixed = correction(outcome, "when", at=5, when="2023-11-29")

    event = resolve(outcome, plan, fixed)

    assert event.when.edtf == "2023-11-29"
    assert [(gap.property, gap.planned, gap.actual) for gap in event.deviations] == [
        ("when", "2023-11-27", "2023-11-29")
    ]


def test_r1_the_id_of_a_report_is_its_content_and_not_its_place_in_the_log():
    found = source("tass")
    early = Report(
        source=found,
        record="r1",
        says=says(title="x"),
        published_at=found.published_at,
        recorded_at=ANNOUNCED.recorded_at,
    )
    late = Report(
        source=found,
        record="r1",
        says=says(title="x"),
        published_at=found.published_at,
        recorded_at=RECORDED.published_at,
    )

    assert early.id == late.id
