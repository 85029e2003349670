"""Each value is explained by the rule that made it, and each other claim by the rule that set it aside."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.timeline.resolve.builders import CATALOGUE, correction, day, event_record, report, ruling, who
from timeline.model.report import Report, Ruling
from timeline.resolve.explanation import ExplainedProperty, Explanation, Reason, explain
from timeline.resolve.history import states


def explained(*reports: Report, rulings: tuple[Ruling, ...] = (), at: datetime | None = None) -> Explanation:
    """The explanation of an event with these reports, on 30 November unless a moment is given."""
    return explain(event_record(*reports, rulings=rulings), CATALOGUE, at=at or day(30))


def property_of(explanation: Explanation, name: str) -> ExplainedProperty:
    """The explained property of that name."""
    return next(one for one in explanation.properties if one.property == name)


def shown(*reports: Report, name: str = "title", rulings: tuple[Ruling, ...] = ()) -> tuple[object, list[str]]:
    """The shown value and the reasons for it, as "rule: sentence"."""
    one = property_of(explained(*reports, rulings=rulings), name)
    return one.shown, texts(one.reasons)


def others(*reports: Report, name: str = "title") -> dict[str, list[str]]:
    """The reasons for each claim that is not shown, by source."""
    claims = property_of(explained(*reports), name).claims
    return {one.claim.source: texts(one.reasons) for one in claims if one.reasons}


def texts(reasons: tuple[Reason, ...]) -> list[str]:
    """Each reason as "rule: sentence"."""
    return [f"{reason.rule}: {reason.sentence}" for reason in reasons]


def test_ruling_wins_and_is_named_with_its_reason():
    rumour, record = report("blog", "unverified", title="Talks"), report("historian", "record", title="Ministerial")

    value, reasons = shown(rumour, record, rulings=(ruling("title", rumour),))

    assert (value, reasons) == ("Talks", ["R3: ruling: an editor ruled for it on 2023-11-20T00:00Z: checked"])


@pytest.mark.parametrize(
    ("worse", "better", "sentence"),
    [
        (
            report("nato", "official", at=20, status="announced", title="Planned"),
            report("blog", "press", at=2, status="completed", title="Happened"),
            "outcome before plan",
        ),
        (
            report("tass", "press", at=20, title="Low"),
            report("nato", "official", at=2, title="High"),
            "tier: official comes before press",
        ),
        (
            report("tass", "press", at=2, title="Old"),
            report("ap", "press", at=3, title="New"),
            "later publication: 2023-11-03T00:00Z is later than 2023-11-02T00:00Z",
        ),
    ],
)
def test_r3_criterion_is_the_first_in_which_the_ranks_differ(worse: Report, better: Report, sentence: str):
    assert shown(worse, better) == (better.says.title, [f"R3: {sentence}"])


def test_r3_report_id_decides_between_claims_that_are_equal_in_everything_else():
    one, other = report("ap", title="Talks"), report("tass", title="Ministerial")
    first = min(one, other, key=lambda found: found.id)

    assert shown(one, other) == (first.says.title, ["R3: report id: everything else is equal"])


def test_contradicting_claim_is_explained_against_the_best_ranked_one():
    assert others(report("tass", "press", title="Low"), report("nato", "official", title="High")) == {
        "tass": ["R3: ranks below nato / r1: tier: official comes before press"]
    }


def test_r4_refinement_names_the_best_ranked_claim_and_how_that_one_won():
    vague = report("nato", "official", when="2023-11-27/2023-12-03")
    exact = report("tass", "press", when="2023-11-28/2023-11-29")
    rival = report("ap", "press", when="2023-12-24")

    one = property_of(explained(vague, exact, rival), "when")

    assert isinstance(one.shown, dict)
    assert one.shown["edtf"] == "2023-11-28/2023-11-29"
    assert texts(one.reasons) == [
        "R4: it is more precise than the best-ranked claim, of nato / r1, and compatible",
        "R3: tier: official comes before press",
    ]
    assert {found.claim.source: texts(found.reasons) for found in one.claims} == {
        "nato": ["R4: the shown value is compatible and more precise"],
        "tass": [],
        "ap": ["R3: ranks below nato / r1: tier: official comes before press"],
    }


def test_r5_relations_are_explained():
    reports = (
        report("wire-1", "press", publisher="Wire", at=1, title="Wrong", status="announced"),
        report("wire-2", "press", publisher="Wire", at=2, title="Visit", status="announced"),
        report("ap", "press", at=3, title="visit", status="cancelled"),
    )

    assert others(*reports) == {"wire-1": ["R5: Wire reported it again later"], "wire-2": [
        "R5: says the same as the shown value"
    ]}  # fmt: skip
    assert others(*reports, name="status") == {
        "wire-1": ["R5: Wire reported it again later"],
        "wire-2": ["R5: an earlier status, replaced by a later one"],
    }


def test_r5_plan_is_replaced_by_the_outcome():
    plan = report("nato", "official", status="announced", title="Planned")
    outcome = report("ap", "press", status="completed", title="Happened")

    assert others(plan, outcome) == {"nato": ["R5: a plan, replaced by the outcome"]}


def test_r8_correction_by_the_desk_explains_both_sides():
    wrong = report("tass", title="Hamas frees Palestinians")
    fixed = correction(wrong, "title", reason="the sides are swapped", title="Israel frees Palestinians")

    assert shown(wrong, fixed) == (
        "Israel frees Palestinians",
        ["R8: the desk corrects tass / r1: the sides are swapped", "R3: it is the only claim"],
    )
    assert others(wrong, fixed) == {"tass": ["R8: corrected by the desk: the sides are swapped"]}


def test_r6_members_are_counted_and_a_retraction_is_explained():
    said = report("tass", "press", topics=("hostages", "ukraine"))
    also = report("ap", "press", topics=("ukraine",))
    against = report("nato", "official", retracts={"topics": ("hostages",)})

    assert shown(said, also, against, name="topics.ukraine") == (
        "ukraine", ["R6: 2 reports say that it belongs to the event"],
    )  # fmt: skip
    assert shown(said, also, against, name="topics.hostages") == (None, [])
    assert others(said, also, against, name="topics.hostages") == {
        "tass": ["R6: a better-ranked report, or a correction, takes it out of the event"]
    }


def test_parts_of_a_participant_are_explained_like_single_values():
    expected = report("nato", "official", participants=(who("blinken", presence="expected"),))
    came = report("ap", status="completed", participants=(who("blinken", presence="attended"),))

    assert shown(expected, came, name="participants.blinken.presence") == ("attended", ["R3: outcome before plan"])


def test_withdrawn_event_shows_what_was_last_said_and_why_no_report_counts():
    said = report("tass", at=2, title="Talks", status="announced")
    gone = report("tass", at=5, withdrawn=True, title="Talks", status="announced")

    explanation = explained(said, gone)

    status = property_of(explanation, "status")
    assert (status.shown, [reason.rule for reason in status.reasons]) == ("withdrawn", ["R9", "R9"])
    assert [one.claim.value for one in status.claims] == ["announced"]
    assert property_of(explanation, "title").shown == "Talks"
    assert [(one.report.withdrawn, one.reason.rule) for one in explanation.unheard] == [(True, "R9")]


def test_r9_states_have_a_beginning_and_an_end():
    reports = (report("tass", at=2, title="Talks"), report("nato", "official", at=9, title="Ministerial"))

    found = explained(*reports, at=day(5))

    assert (found.known_from, found.known_to, found.hidden_because) == (day(2), day(9), None)
    assert property_of(found, "title").shown == "Talks"
    assert [(one.report.source.id, one.reason) for one in found.unheard] == [
        ("nato", Reason("R10", "is not published before 2023-11-09T00:00Z"))
    ]


def test_r10_embargoed_event_is_explained_as_it_will_be():
    found = explained(report("nato", "official", at=2, embargo=9, title="Secret talks"), at=day(5))

    assert found.hidden_because == Reason("R10", "no report of it is public before 2023-11-09T00:00Z")
    assert (found.known_from, found.known_to) == (day(9), None)
    assert property_of(found, "title").shown == "Secret talks"


def test_r10_private_event_has_no_values_and_its_reports_are_listed():
    found = explained(report("nato", "official", private=True, title="Secret talks"))

    assert found.hidden_because == Reason(
        "R10", "no report of it is public: each is private, or was withdrawn before its publication"
    )
    assert (found.known_from, found.properties) == (None, ())
    assert [one.reason for one in found.unheard] == [Reason("R10", "is private")]


def test_r11_event_below_the_publication_floor_is_explained_with_what_it_will_show():
    found = explained(report("blog", "unverified", at=2, title="Rumour", when="2023-12-24"), at=day(5))

    assert found.hidden_because == Reason("R11", "only unverified sources report the event, and it lies in the future")
    assert found.known_from == datetime.fromisoformat("2023-12-24T00:00:00Z")
    assert property_of(found, "title").shown == "Rumour"


def test_event_without_records_says_so():
    assert explained().hidden_because == Reason("R14", "no record is filed under it any more")


def test_every_claim_of_the_event_is_explained_once():
    reports = (
        report("tass", title="Talks", where=("brussels",), participants=(who("blinken", "attendee", "expected"),)),
        report("nato", "official", title="Ministerial", where=("belgium",), topics=("ukraine",)),
    )

    claims = [one.claim for found in explained(*reports).properties for one in found.claims]

    event = states(event_record(*reports), CATALOGUE)[-1].event
    assert event is not None
    assert claims == list(event.claims)
