"""The catalogue: looking up participants, places within places and offices on a day."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.errors import UnknownName
from timeline.model.catalogue.entries import Catalogue, OfficeTerm, Organization, Person, Place, Topic
from timeline.model.vocabulary import ParticipantType

US = Organization(slug="united-states", name="United States", country="US")
BLINKEN = Person(slug="blinken", name="Antony Blinken")
BRUSSELS = Place(slug="brussels", name="Brussels", parent="belgium")
BELGIUM = Place(slug="belgium", name="Belgium", country="BE", parent="europe")
EUROPE = Place(slug="europe", name="Europe")


def term(office: str, first_day: date | None, last_day: date | None) -> OfficeTerm:
    """Blinken in an office of the United States."""
    return OfficeTerm(person="blinken", office=office, body="united-states", first_day=first_day, last_day=last_day)


def test_catalogue_finds_a_participant_among_people_and_organizations():
    catalogue = Catalogue.of((BLINKEN, US))

    assert (catalogue.participant("blinken"), catalogue.participant("united-states")) == (BLINKEN, US)
    assert catalogue.participant_type("blinken") is ParticipantType.PERSON
    assert catalogue.participant_type("united-states") is ParticipantType.ORGANIZATION


@pytest.mark.parametrize(("look_up", "kind"), [("participant", "person or organization"), ("place", "place")])
def test_catalogue_names_what_it_does_not_hold(look_up: str, kind: str):
    with pytest.raises(UnknownName) as caught:
        getattr(Catalogue(), look_up)("nowhere")

    assert (caught.value.kind, caught.value.name) == (kind, "nowhere")


def test_ancestors_are_the_places_that_hold_a_place_nearest_first():
    catalogue = Catalogue.of((EUROPE, BRUSSELS, BELGIUM))

    assert catalogue.ancestors("brussels") == ("belgium", "europe")
    assert catalogue.ancestors("europe") == ()


def test_a_place_contains_itself_and_what_lies_within_it():
    catalogue = Catalogue.of((EUROPE, BRUSSELS, BELGIUM))

    assert catalogue.contains("europe", "brussels")
    assert catalogue.contains("brussels", "brussels")
    assert not catalogue.contains("brussels", "belgium")


def test_ancestors_end_at_a_cycle_and_at_a_parent_that_is_not_held():
    cycle = Catalogue.of((Place(slug="a", name="A", parent="b"), Place(slug="b", name="B", parent="a")))

    assert cycle.ancestors("a") == ("b",)
    assert Catalogue.of((BRUSSELS,)).ancestors("brussels") == ("belgium",)


def test_a_cycle_above_a_place_ends_too():
    places = (
        Place(slug="a", name="A", parent="b"),
        Place(slug="b", name="B", parent="c"),
        Place(slug="c", name="C", parent="b"),
    )

    assert Catalogue.of(places).ancestors("a") == ("b", "c")


@pytest.mark.parametrize(
    ("day", "office"),
    [
        (date(2021, 1, 25), None),
        (date(2021, 1, 26), "Secretary of State, United States"),
        (date(2025, 1, 20), "Secretary of State, United States"),
        (date(2025, 1, 21), None),
    ],
)
def test_office_is_held_from_the_first_to_the_last_day_inclusive(day: date, office: str | None):
    catalogue = Catalogue.of((BLINKEN, US, term("Secretary of State", date(2021, 1, 26), date(2025, 1, 20))))

    assert catalogue.office_on("blinken", day) == office


def test_office_without_bounds_is_held_always():
    assert (
        Catalogue.of((US, term("Envoy", None, None))).office_on("blinken", date(1900, 1, 1)) == "Envoy, United States"
    )


def test_of_two_offices_the_latest_begun_is_named():
    catalogue = Catalogue.of(
        (US, term("Secretary of State", date(2021, 1, 26), None), term("Deputy", date(2015, 1, 9), None))
    )

    assert catalogue.office_on("blinken", date(2022, 1, 1)) == "Secretary of State, United States"


def test_office_names_the_body_by_its_slug_when_the_catalogue_does_not_hold_it():
    assert Catalogue.of((term("Envoy", None, None),)).office_on("blinken", date(2022, 1, 1)) == "Envoy, united-states"


def test_nobody_else_holds_the_office():
    assert Catalogue.of((US, term("Envoy", None, None))).office_on("miller", date(2022, 1, 1)) is None


def test_the_later_entry_of_a_slug_counts():
    renamed = Place(slug="brussels", name="Bruxelles")

    assert Catalogue.of((BRUSSELS, renamed)).place("brussels") == renamed
    assert Catalogue.of((BRUSSELS,)).with_entries((renamed,)).place("brussels") == renamed


def test_the_later_term_of_one_office_and_first_day_counts():
    open_term = term("Secretary of State", date(2021, 1, 26), None)
    ended = term("Secretary of State", date(2021, 1, 26), date(2025, 1, 20))

    assert Catalogue.of((open_term,)).with_entries((ended,)).terms == (ended,)


def test_with_entries_keeps_everything_else():
    catalogue = Catalogue.of((BLINKEN, US, BRUSSELS, Topic(slug="ukraine", name="Ukraine"), term("Envoy", None, None)))

    assert catalogue.with_entries((BELGIUM,)) == Catalogue.of(
        (BLINKEN, US, BRUSSELS, BELGIUM, Topic(slug="ukraine", name="Ukraine"), term("Envoy", None, None))
    )
