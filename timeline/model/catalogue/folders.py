"""The parts of the catalogue that have lists: their addresses, their query parameters and their entries.

The one table of these names. `people` is the folder below `/v1` and `/calendars`, `person` the query parameter.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from timeline.model.catalogue.entries import Catalogue, Organization, Person, Place, Topic
from timeline.model.vocabulary import ParticipantType

NamedEntry = Person | Organization | Place | Topic
"""An entry with a slug and names: everything in the catalogue but office terms."""


class Folder(StrEnum):
    """A part of the catalogue, as addresses spell it. Sources have their own log."""

    PEOPLE = "people"
    ORGANIZATIONS = "organizations"
    PLACES = "places"
    TOPICS = "topics"
    SOURCES = "sources"

    @property
    def parameter(self) -> str:
        """The query parameter that selects the events of one entry; also the kind of the entry in messages."""
        return _PARAMETERS[self]


_PARAMETERS: Final[Mapping[Folder, str]] = {
    Folder.PEOPLE: "person",
    Folder.ORGANIZATIONS: "organization",
    Folder.PLACES: "place",
    Folder.TOPICS: "topic",
    Folder.SOURCES: "source",
}


FILTER_OF_FOLDER: Final[Mapping[str, str]] = {
    **{folder.value: folder.parameter for folder in (Folder.PEOPLE, Folder.ORGANIZATIONS, Folder.PLACES)},
    "countries": "country",
    Folder.TOPICS.value: Folder.TOPICS.parameter,
    "trips": "trip",
}
"""The filter that a folder of feeds pins, as in /calendars/people/… ; the catalogue has no entries of the other
two.
"""


def participant_folder(participant_type: ParticipantType) -> Folder:
    """The folder of the participants of this type."""
    return Folder.PEOPLE if participant_type is ParticipantType.PERSON else Folder.ORGANIZATIONS


def entries_in(catalogue: Catalogue, folder: Folder) -> Mapping[str, NamedEntry]:
    """The entries of the folder by slug; none for sources, which are not part of the catalogue."""
    entries: Mapping[Folder, Mapping[str, NamedEntry]] = {
        Folder.PEOPLE: catalogue.people,
        Folder.ORGANIZATIONS: catalogue.organizations,
        Folder.PLACES: catalogue.places,
        Folder.TOPICS: catalogue.topics,
    }
    return entries.get(folder, {})
