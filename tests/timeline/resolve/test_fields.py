"""Rank, mode, series, "no place", and what explains a participant's presence: each follows R3 to R7."""

from __future__ import annotations

import pytest

from tests.timeline.resolve.builders import correction, day, relations, report, resolve, ruling, who
from timeline.model.event import Deviation
from timeline.model.vocabulary import Level, Mode, Rank, Relation


def test_rank_and_mode_are_chosen_like_every_single_value():
    event = resolve(
        report("tass", rank=Rank.STATE, mode=Mode.IN_PERSON, at=2),
        report("ministry", "official", rank=Rank.WORKING, mode=Mode.MIXED, at=1),
    )

    assert (event.rank, event.mode) == (Rank.WORKING, Mode.MIXED)
    assert event.contested == ("rank", "mode")
    assert relations(event, "rank") == {"ministry": Relation.SHOWN, "tass": Relation.CONTRADICTS}


@pytest.mark.parametrize(("number", "words"), [(31, "31st Council"), (7, "7. Tagung")])
def test_an_ordinal_in_words_says_the_same_as_its_number(number, words):
    event = resolve(
        report("osce", "official", series="council", ordinal=number), report("tass", series="council", ordinal=words)
    )

    assert (event.series, event.ordinal, event.contested) == ("council", words, ())


def test_another_number_of_the_series_contradicts():
    event = resolve(report("osce", "official", ordinal=30), report("tass", ordinal="31st Council"))

    assert (event.ordinal, event.contested) == (30, ("ordinal",))


def test_no_place_is_a_value_and_not_the_lack_of_one():
    nowhere, unknown = resolve(report("tass", where=())), resolve(report("tass", title="Talks"))

    assert (nowhere.where, nowhere.no_place) == ((), True)
    assert (unknown.where, unknown.no_place) == ((), False)
    assert [claim.value for claim in nowhere.claims if claim.property == "where"] == [[]]


def test_no_place_contradicts_a_place():
    event = resolve(report("ministry", "official", where=()), report("tass", where=("brussels",)))

    assert (event.no_place, event.contested) == (True, ("where",))


def test_talks_planned_at_a_place_and_held_without_one_deviate():
    event = resolve(
        report("ministry", status="announced", where=("skopje",), at=2),
        report("ministry", status="completed", where=(), record="r2", at=9),
    )

    assert event.deviations == (Deviation(property="where", planned="Skopje", actual="no place"),)


def test_who_represented_somebody_is_shown_with_their_name():
    said = who("blinken", "attendee", "represented", by="miller", reason="travels to Israel")

    found = resolve(report("tass", participants=(said,))).participants[0]

    assert (found.by, found.by_name, found.reason) == ("miller", "Matthew Miller", "travels to Israel")


def test_who_represented_is_forgotten_when_the_outcome_says_that_the_participant_came():
    event = resolve(
        report("tass", status="announced", participants=(who("blinken", None, "represented", by="miller"),), at=2),
        report("nato", status="completed", participants=(who("blinken", None, "attended"),), at=9),
    )

    assert [(one.presence, one.by) for one in event.participants] == [("attended", None)]
    assert relations(event, "participants.blinken.by") == {"tass": Relation.PLANNED}
    assert event.contested == ()


def test_a_reason_given_before_for_staying_away_still_explains_the_absence():
    event = resolve(
        report("tass", participants=(who("kuleba", None, "declined", reason="in protest"),), at=2),
        report("nato", "record", participants=(who("kuleba", None, "absent"),), at=9),
    )

    assert [(one.presence, one.reason) for one in event.participants] == [("absent", "in protest")]


def test_reasons_in_other_words_contradict_nothing():
    event = resolve(
        report("tass", participants=(who("kuleba", None, "absent", reason="in protest"),)),
        report("ministry", "official", participants=(who("kuleba", None, "absent", reason="because of Lavrov"),)),
    )

    assert ([one.reason for one in event.participants], event.contested) == (["because of Lavrov"], ())
    assert relations(event, "participants.kuleba.reason") == {"ministry": Relation.SHOWN, "tass": Relation.AGREES}


def test_a_delegation_names_the_one_whose_it_is_only_in_that_role():
    chosen = report("nato", "official", participants=(who("miller", "spokesperson"),))
    other = report("tass", participants=(who("miller", "delegation", together_with="blinken"),))

    assert resolve(other).participants[0].together_with_name == "Antony Blinken"
    assert resolve(chosen, other).participants[0].together_with is None


def test_the_desk_corrects_the_level_of_an_organization():
    wrong = report("tass", participants=(who("nato", "host", level=Level.HEADS),))
    fixed = correction(wrong, "participants.nato.level", participants=(who("nato", level=Level.MINISTERS),))

    event = resolve(wrong, fixed)

    assert [one.level for one in event.participants] == [Level.MINISTERS]
    assert relations(event, "participants.nato.level") == {"desk": Relation.SHOWN, "tass": Relation.CORRECTED}


def test_a_ruling_shows_a_reason_whatever_the_presence():
    told = report("tass", participants=(who("kuleba", None, "absent", reason="ill"),))
    came = report("nato", "record", participants=(who("kuleba", None, "attended"),))

    event = resolve(told, came, rulings=(ruling("participants.kuleba.reason", told, at=day(20)),))

    assert [(one.presence, one.reason) for one in event.participants] == [("attended", "ill")]


def test_expected_at_the_place_and_taking_part_online_deviate():
    event = resolve(
        report("tass", participants=(who("kuleba", None, "expected"),), at=2),
        report("nato", "record", participants=(who("kuleba", None, "online"),), at=9),
    )

    assert event.deviations == (
        Deviation(property="participants.kuleba.presence", planned="expected", actual="online"),
    )
