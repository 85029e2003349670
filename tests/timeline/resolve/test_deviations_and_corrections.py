"""R7 (where the outcome differs from the plan) and R8 (a correction by the desk)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.timeline.resolve.builders import correction, relations, report, resolve, when, who
from timeline.model.event import Deviation
from timeline.model.vocabulary import Presence, Relation


def gaps(plan: dict[str, Any], outcome: dict[str, Any]) -> tuple[Deviation, ...]:
    """What an official plan and a later outcome give."""
    return resolve(
        report("nato", "official", at=2, status="announced", **plan),
        report("tass", at=28, status="completed", **outcome),
    ).deviations


def test_r7_other_days_than_planned_are_a_deviation():
    planned = {"when": when("2023-11-27/2023-12-03", phrase="this week")}

    assert gaps(planned, {"when": "2023-11-28/2023-11-29"}) == (
        Deviation(property="when", planned="2023-11-27/2023-12-03", actual="2023-11-28/2023-11-29"),
    )


def test_r7_the_planned_days_are_no_deviation():
    assert gaps({"when": "2023-11-28"}, {"when": "2023-11-28"}) == ()


def test_r7_the_plan_is_what_the_plans_alone_would_show():
    event = resolve(
        report("nato", "official", at=2, when=when("2023-11-27/2023-12-03", phrase="this week")),
        report("ap", at=3, when="2023-11-28"),
        report("tass", at=28, status="completed", when="2023-11-29"),
    )

    assert event.deviations == (Deviation(property="when", planned="2023-11-28", actual="2023-11-29"),)


def test_r7_another_place_than_planned_is_a_deviation_and_not_contested():
    event = resolve(
        report("nato", "official", at=2, where=("brussels",)),
        report("tass", at=28, status="completed", where=("skopje",)),
    )

    assert event.deviations == (Deviation(property="where", planned="Brussels", actual="Skopje"),)
    assert event.contested == ()


def test_r7_tel_aviv_for_israel_is_no_deviation():
    assert gaps({"where": ("israel",)}, {"where": ("tel-aviv",)}) == ()


@pytest.mark.parametrize("presence", ["represented", "absent", "declined"])
def test_r7_a_participant_who_was_expected_and_did_not_come_is_a_deviation(presence: str):
    planned = {"participants": (who("kuleba", presence="expected"),)}

    assert gaps(planned, {"participants": (who("kuleba", presence=presence),)}) == (
        Deviation(property="participants.kuleba.presence", planned="expected", actual=presence),
    )


def test_r7_a_participant_who_declined_and_came_is_a_deviation():
    planned = {"participants": (who("kuleba", presence="declined"),)}

    assert gaps(planned, {"participants": (who("kuleba", presence="attended"),)}) == (
        Deviation(property="participants.kuleba.presence", planned="declined", actual="attended"),
    )


def test_r7_a_participant_who_was_expected_and_came_is_no_deviation():
    planned = {"participants": (who("kuleba", presence="expected"),)}

    assert gaps(planned, {"participants": (who("kuleba", presence="attended"),)}) == ()


def test_r7_without_an_outcome_there_is_no_deviation():
    assert resolve(report("nato", "official", when="2023-11-28"), report("tass", when="2023-11-30")).deviations == ()


def test_r7_other_properties_never_deviate():
    assert gaps({"title": "Planned", "kind": "meeting"}, {"title": "Happened", "kind": "summit"}) == ()


# R8


def test_r8_a_correction_replaces_a_single_value_even_of_a_later_official_source():
    wrong = report("nato", "official", at=10, title="50 Palestinians for 150 held in Gaza")
    fixed = correction(wrong, "title", at=5, title="50 held in Gaza for 150 Palestinians")

    assert resolve(wrong, fixed).title == "50 held in Gaza for 150 Palestinians"


def test_r8_the_corrected_claim_stays_visible_is_marked_and_does_not_contest():
    wrong = report("tass", at=2, title="50 for 150", summary="A pause")
    fixed = correction(wrong, "title", reason="the source swapped the sides", title="150 for 50")

    event = resolve(wrong, fixed)

    assert [
        (claim.source, claim.property, claim.value, claim.relation, claim.corrected_by, claim.reason)
        for claim in event.claims
    ] == [
        ("desk", "title", "150 for 50", Relation.SHOWN, None, None),
        ("tass", "title", "50 for 150", Relation.CORRECTED, fixed.id, "the source swapped the sides"),
        ("tass", "summary", "A pause", Relation.SHOWN, None, None),
    ]
    assert event.contested == ()


def test_r8_a_correction_takes_a_participant_out_with_everything_said_of_it():
    wrong = report("tass", at=2, participants=(who("hamas", "traveller", "expected"),))
    fixed = correction(wrong, "participants.hamas", participants=(who("blinken", "traveller", "expected"),))

    event = resolve(wrong, fixed)

    assert [(p.who, p.presence) for p in event.participants] == [("blinken", Presence.EXPECTED)]
    for name in ("participants.hamas", "participants.hamas.role", "participants.hamas.presence"):
        assert relations(event, name) == {"tass": Relation.CORRECTED}
    assert event.contested == ()


def test_r8_a_participant_whom_another_report_names_stays():
    wrong = report("tass", at=2, participants=(who("hamas", "traveller"),))
    right = report("ap", at=3, participants=(who("hamas", "attendee"),))

    event = resolve(wrong, right, correction(wrong, "participants.hamas"))

    assert [(p.who, p.role) for p in event.participants] == [("hamas", right.says.participants[0].role)]


def test_r8_a_correction_of_one_participant_leaves_those_whose_slug_begins_alike():
    wrong = report("tass", at=2, participants=(who("nato"), who("hamas")))

    assert [p.who for p in resolve(wrong, correction(wrong, "participants.na")).participants] == ["hamas", "nato"]


def test_r8_a_correction_of_all_participants_reaches_each_of_them_in_that_report_only():
    wrong = report("tass", at=2, participants=(who("hamas"), who("kuleba")))
    other = report("ap", at=3, participants=(who("blinken"),))

    event = resolve(wrong, other, correction(wrong, "participants"))

    assert [p.who for p in event.participants] == ["blinken"]


def test_r8_a_correction_without_a_value_leaves_the_next_claim():
    wrong = report("nato", "official", at=2, when="2023-11-27")
    other = report("tass", at=3, when="2023-11-28")

    event = resolve(wrong, other, correction(wrong, "when"))

    assert (event.when.edtf, event.contested) == ("2023-11-28", ())


def test_r8_a_correction_of_a_topic_takes_it_out():
    wrong = report("tass", at=2, topics=("hostages", "ukraine"))

    event = resolve(wrong, correction(wrong, "topics.hostages"))

    assert event.topics == ("ukraine",)
    assert relations(event, "topics.hostages") == {"tass": Relation.CORRECTED}


def test_r8_a_second_correction_replaces_the_first_in_the_phase_of_the_report():
    wrong = report("historian", "record", at=2, when="2023-11-27")
    first = correction(wrong, "when", at=5, when="2023-11-28")
    second = correction(first, "when", at=6, when="2023-11-29")
    plan = report("nato", "official", at=3, when="2023-11-26")

    event = resolve(wrong, first, second, plan)

    assert event.when.edtf == "2023-11-29"
    assert [(gap.planned, gap.actual) for gap in event.deviations] == [("2023-11-26", "2023-11-29")]
