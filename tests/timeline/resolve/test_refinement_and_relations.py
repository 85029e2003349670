"""R4 (which claim refines the chosen one) and R5 (how every other claim stands to what is shown)."""

from __future__ import annotations

import pytest

from tests.timeline.resolve.builders import relations, report, resolve, ruling, when, who
from timeline.model.vocabulary import Relation, Role, Status


def shown_days(*reports) -> str | None:
    return resolve(*reports).when.edtf


def shown_places(*reports) -> list[str]:
    return [place.slug for place in resolve(*reports).where]


# R4: dates


def test_r4_days_within_the_chosen_week_refine_it_even_from_a_lower_tier():
    vague = report("nato", "official", when=when("2023-11-27/2023-12-03", phrase="this week"))
    precise = report("tass", "press", when="2023-11-28/2023-11-29")

    assert shown_days(vague, precise) == "2023-11-28/2023-11-29"


def test_r4_of_several_refinements_the_most_precise_is_shown():
    month = report("nato", "official", when="2023-11")
    week = report("ap", when="[2023-11-27..2023-11-30]")
    exact = report("tass", when="2023-11-28")

    assert shown_days(month, week, exact) == "2023-11-28"


def test_r4_overlapping_dates_do_not_refine_each_other():
    chosen = report("nato", "official", when="2023-11-28/2023-11-30")
    overlapping = report("tass", when="2023-11-27/2023-11-28")

    event = resolve(chosen, overlapping)

    assert (event.when.edtf, event.contested) == ("2023-11-28/2023-11-30", ("when",))


def test_r4_a_date_refines_an_unknown_one():
    unknown = report("nato", "official", when=when("2023-11").unknown("at a convenient time"))

    assert shown_days(unknown, report("tass", when="2023-11-28")) == "2023-11-28"


def test_r4_refinement_stays_in_the_phase_of_the_chosen_claim():
    outcome = report("historian", "record", when="2023-11")
    plan = report("nato", "official", when="2023-11-28")

    event = resolve(outcome, plan)

    assert event.when.edtf == "2023-11"
    assert relations(event, "when") == {"historian": Relation.SHOWN, "nato": Relation.PLANNED}


def test_r4_what_the_same_publisher_said_before_does_not_refine_what_it_says_now():
    before = report("nato-1", "official", publisher="NATO", at=2, when="2023-11-28")
    now = report("nato-2", "official", publisher="NATO", at=5, when="2023-11-27/2023-12-03")

    event = resolve(before, now)

    assert event.when.edtf == "2023-11-27/2023-12-03"
    assert relations(event, "when") == {"nato-1": Relation.SUPERSEDED, "nato-2": Relation.SHOWN}


def test_r4_what_a_third_publisher_has_replaced_does_not_refine_either():
    chosen = report("nato", "official", at=6, when="2023-11")
    replaced = report("ap-1", publisher="AP", at=2, when="2023-11-28")
    vaguer = report("ap-2", publisher="AP", at=4, when="[2023-11-27..2023-11-30]")

    event = resolve(chosen, replaced, vaguer)

    assert event.when.edtf == "[2023-11-27..2023-11-30]"
    assert relations(event, "when") == {
        "nato": Relation.REFINED,
        "ap-1": Relation.SUPERSEDED,
        "ap-2": Relation.SHOWN,
    }


def test_r4_a_ruling_is_shown_as_it_stands():
    ruled = report("tass", when="2023-11-27/2023-12-03")
    precise = report("nato", "official", when="2023-11-28")

    assert resolve(ruled, precise, rulings=[ruling("when", ruled)]).when.edtf == "2023-11-27/2023-12-03"


# R4: places


def test_r4_a_city_refines_its_country():
    assert shown_places(report("state", "official", where=("israel",)), report("tass", where=("tel-aviv",))) == [
        "tel-aviv"
    ]


def test_r4_a_city_does_not_refine_another_country():
    event = resolve(report("state", "official", where=("israel",)), report("tass", where=("brussels",)))

    assert ([place.slug for place in event.where], event.contested) == (["israel"], ("where",))


def test_r4_a_list_of_places_is_refined_only_when_every_place_is():
    both = report("state", "official", where=("israel", "belgium"))
    one = report("tass", where=("tel-aviv",))
    finer = report("ap", where=("tel-aviv", "brussels"))

    assert shown_places(both, one) == ["israel", "belgium"]
    assert shown_places(both, finer) == ["tel-aviv", "brussels"]


# R4: the ladder of statuses


@pytest.mark.parametrize(
    ("chosen", "other", "shown"),
    [
        ("announced", "confirmed", Status.CONFIRMED),
        ("reported", "announced", Status.ANNOUNCED),
        ("confirmed", "reported", Status.CONFIRMED),
        ("under-way", "completed", Status.COMPLETED),
        ("cancelled", "confirmed", Status.CANCELLED),
        ("postponed", "announced", Status.POSTPONED),
        ("announced", "cancelled", Status.ANNOUNCED),
    ],
)
def test_r4_a_status_is_refined_along_its_ladder_only(chosen: str, other: str, shown: Status):
    assert resolve(report("nato", "official", status=chosen), report("tass", status=other)).status is shown


def test_r4_a_status_that_the_same_publisher_took_back_does_not_refine():
    confirmed = report("nato-1", "official", publisher="NATO", at=2, status="confirmed")
    announced = report("nato-2", "official", publisher="NATO", at=5, status="announced")

    assert resolve(confirmed, announced).status is Status.ANNOUNCED


def test_r4_attendee_is_refined_by_any_other_role():
    vague = report("nato", "official", participants=(who("blinken", "attendee"),))
    precise = report("tass", participants=(who("blinken", "chair"),))

    assert [found.role for found in resolve(vague, precise).participants] == [Role.CHAIR]


# R5


def test_r5_a_claim_with_the_shown_value_agrees():
    event = resolve(report("nato", "official", when="2023-11-28"), report("tass", when="2023-11-28"))

    assert relations(event, "when") == {"nato": Relation.SHOWN, "tass": Relation.AGREES}
    assert event.contested == ()


def test_r5_titles_agree_whatever_their_case_blanks_and_spelling_of_accents():
    composed = report("nato", "official", title="Caf\u00e9  Talks")
    decomposed = report("tass", title="cafe\u0301 talks")

    event = resolve(composed, decomposed)

    assert (event.title, event.contested) == ("Caf\u00e9  Talks", ())
    assert relations(event, "title")["tass"] is Relation.AGREES


def test_r5_a_coarser_compatible_claim_is_refined():
    event = resolve(report("nato", "official", when="2023-11-28"), report("tass", when="2023-11"))

    assert relations(event, "when")["tass"] is Relation.REFINED
    assert event.contested == ()


def test_r5_an_earlier_claim_of_the_same_publisher_is_superseded():
    event = resolve(
        report("ap-1", publisher="AP", at=2, when="2023-11-27"),
        report("ap-2", publisher="AP", at=3, when="2023-11-28"),
    )

    assert relations(event, "when") == {"ap-1": Relation.SUPERSEDED, "ap-2": Relation.SHOWN}
    assert event.contested == ()


def test_r5_a_publisher_that_has_come_round_to_the_shown_value_no_longer_contests_it():
    event = resolve(
        report("nato", "official", at=2, when="2023-11-28"),
        report("ap-1", publisher="AP", at=3, when="2023-11-27"),
        report("ap-2", publisher="AP", at=4, when="2023-11-28"),
    )

    assert relations(event, "when") == {
        "nato": Relation.SHOWN,
        "ap-1": Relation.SUPERSEDED,
        "ap-2": Relation.AGREES,
    }
    assert event.contested == ()


def test_r5_a_plan_that_the_outcome_replaced_is_planned_and_does_not_contest():
    event = resolve(
        report("nato", "official", status="announced", when="2023-11-27"),
        report("historian", "record", when="2023-11-28"),
    )

    assert relations(event, "when") == {"nato": Relation.PLANNED, "historian": Relation.SHOWN}
    assert event.contested == ()


def test_r5_anything_else_contradicts_and_contests_the_property():
    event = resolve(
        report("nato", "official", when="2023-11-28", title="One"), report("tass", when="2023-11-30", title="Other")
    )

    assert relations(event, "when") == {"nato": Relation.SHOWN, "tass": Relation.CONTRADICTS}
    assert event.contested == ("title", "when")


def test_r5_two_outcomes_that_differ_contradict_each_other():
    event = resolve(
        report("historian", "record", when="2023-11-28"), report("tass", status="completed", when="2023-11-29")
    )

    assert relations(event, "when")["tass"] is Relation.CONTRADICTS
    assert event.contested == ("when",)


def test_r5_a_status_published_before_the_shown_one_is_superseded_whoever_said_it():
    event = resolve(report("tass", at=2, status="announced"), report("nato", "official", at=4, status="cancelled"))

    assert relations(event, "status") == {"tass": Relation.SUPERSEDED, "nato": Relation.SHOWN}
    assert event.contested == ()


def test_r5_a_status_published_after_the_shown_one_contradicts_it():
    event = resolve(report("un", "record", at=2, status="completed"), report("tass", at=4, status="cancelled"))
    rumour = report("blog", "unverified", at=4, status="cancelled")
    announced = resolve(report("un", "official", at=2, status="announced"), rumour)

    assert (event.status, event.contested) == (Status.COMPLETED, ())
    assert (announced.status, announced.contested) == (Status.ANNOUNCED, ("status",))


def test_r5_a_contested_part_of_a_participant_is_named_with_the_participant():
    event = resolve(
        report("nato", "official", participants=(who("blinken", presence="expected"),)),
        report("tass", participants=(who("blinken", presence="declined"),)),
    )

    assert event.contested == ("participants.blinken.presence",)


def test_r5_every_claim_is_kept_with_where_it_stands():
    event = resolve(report("nato", "official", title="One"), report("tass", title="Other"), report("ap", title="one"))

    assert [(claim.source, claim.value, claim.relation) for claim in event.claims] == [
        ("nato", "One", Relation.SHOWN),
        *sorted(
            [("tass", "Other", Relation.CONTRADICTS), ("ap", "one", Relation.AGREES)],
            key=lambda claim: report(claim[0], title=claim[1]).id,
        ),
    ]
