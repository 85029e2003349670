"""The one table of catalogue folders: addresses, query parameters, entries."""

from __future__ import annotations

from timeline.model.catalogue.entries import Catalogue, Organization, Person, Place, Topic
from timeline.model.catalogue.folders import FILTER_OF_FOLDER, Folder, entries_in, participant_folder
from timeline.model.query import EventQuery
from timeline.model.vocabulary import ParticipantType

ADA, NATO = Person(slug="ada", name="Ada"), Organization(slug="nato", name="NATO")
ROME, GRAIN = Place(slug="rome", name="Rome"), Topic(slug="grain", name="Grain")


def test_parameter_of_each_folder_is_a_filter():
    assert {folder.value: folder.parameter for folder in Folder} == {
        "people": "person",
        "organizations": "organization",
        "places": "place",
        "topics": "topic",
        "sources": "source",
    }
    filters = {*(folder.parameter for folder in Folder), *FILTER_OF_FOLDER.values()}
    assert filters - {*EventQuery.__dataclass_fields__} == set()


def test_folder_gives_the_entries_of_the_catalogue():
    catalogue = Catalogue.of((ADA, NATO, ROME, GRAIN))

    assert {folder.value: dict(entries_in(catalogue, folder)) for folder in Folder} == {
        "people": {"ada": ADA},
        "organizations": {"nato": NATO},
        "places": {"rome": ROME},
        "topics": {"grain": GRAIN},
        "sources": {},
    }


def test_participants_stand_in_the_folder_of_their_type():
    assert [participant_folder(one) for one in ParticipantType] == [Folder.PEOPLE, Folder.ORGANIZATIONS]
