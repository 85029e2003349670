"""R7: what was planned and what took place; a ruling decides in the phase of the report it is for (R3)."""

from __future__ import annotations

from tests.timeline.resolve.builders import correction, report, resolve, ruling, who
from timeline.model.event import Phases, PhaseView
from timeline.model.vocabulary import Status

WIRE = report("wire", "press", at=2, status="announced", when="2023-11-01/2023-11-07", where=("belgium",))
MINISTRY = report("ministry", "official", at=3, status="announced", when="2023-11-03", where=("brussels",))
RIVAL = report("agency", "press", at=4, status="confirmed", when="2023-11-20", where=("skopje",))
OUTCOME = report("tass", "press", at=21, status="completed", when="2023-11-04", where=("tel-aviv",))
RECORD = report("archive", "record", at=25, when="2023-11-05", where=("israel",))


def test_ruling_for_the_coarser_plan_is_what_was_planned():
    event = resolve(WIRE, MINISTRY, rulings=(ruling("when", WIRE), ruling("where", WIRE)))

    assert (event.when.edtf, [place.slug for place in event.where]) == ("2023-11-01/2023-11-07", ["belgium"])
    assert event.phases == Phases(
        planned=PhaseView(when="2023-11-01/2023-11-07", where=("belgium",), status=Status.ANNOUNCED), actual=None
    )


def test_ruling_for_a_plan_that_contradicts_is_what_was_planned():
    event = resolve(MINISTRY, RIVAL, rulings=(ruling("when", RIVAL), ruling("where", RIVAL), ruling("status", RIVAL)))

    assert (event.when.edtf, event.status) == ("2023-11-20", Status.CONFIRMED)
    assert event.phases.planned == PhaseView(when="2023-11-20", where=("skopje",), status=Status.CONFIRMED)


def test_ruling_for_an_outcome_is_what_took_place_and_leaves_the_plan():
    event = resolve(MINISTRY, OUTCOME, RECORD, rulings=(ruling("when", OUTCOME),))

    assert event.when.edtf == "2023-11-04"
    assert event.phases == Phases(
        planned=PhaseView(when="2023-11-03", where=("brussels",), status=Status.ANNOUNCED),
        actual=PhaseView(when="2023-11-04", where=("tel-aviv",), status=Status.COMPLETED),
    )


def test_ruling_decides_what_is_compared_as_a_deviation():
    plain = resolve(MINISTRY, OUTCOME, RECORD)
    ruled = resolve(MINISTRY, OUTCOME, RECORD, rulings=(ruling("when", OUTCOME),))

    days = [(gap.planned, gap.actual) for event in (plain, ruled) for gap in event.deviations if gap.property == "when"]
    assert days == [("2023-11-03", "2023-11-05"), ("2023-11-03", "2023-11-04")]


def test_phase_in_which_nobody_speaks_is_none():
    assert resolve(MINISTRY).phases.actual is None
    assert resolve(RECORD).phases.planned is None


def test_phase_whose_reports_give_neither_days_nor_places_nor_status_is_empty():
    event = resolve(MINISTRY, report("archive", "record", at=25, title="Talks", participants=(who("blinken"),)))

    assert event.phases.actual == PhaseView(when=None, where=(), status=None)


def test_corrected_claim_is_no_longer_what_was_planned_and_the_correction_speaks_in_its_phase():
    event = resolve(MINISTRY, OUTCOME, correction(MINISTRY, "when", when="2023-11-06"))

    assert event.phases == Phases(
        planned=PhaseView(when="2023-11-06", where=("brussels",), status=Status.ANNOUNCED),
        actual=PhaseView(when="2023-11-04", where=("tel-aviv",), status=Status.COMPLETED),
    )


def test_phase_of_which_everything_was_corrected_away_is_none():
    wrong = report("archive", "record", at=25, when="2023-11-05")

    assert resolve(MINISTRY, wrong, correction(wrong, "when")).phases.actual is None


def test_publisher_who_spoke_again_no_longer_refines_the_plan():
    first = report("wire", "press", at=2, record="early", publisher="Wire", when="2023-11-03")
    later = report("wire", "press", at=5, record="late", publisher="Wire", when="2023-11-01/2023-11-07")

    assert resolve(first, later).phases.planned == PhaseView(when="2023-11-01/2023-11-07", where=(), status=None)
