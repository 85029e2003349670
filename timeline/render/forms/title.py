"""The title of a list in a form: the service's name and what the query asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from timeline.model.catalogue.entries import Catalogue, Organization, Person, Place, Topic
from timeline.render.local_names import local_name
from timeline.render.words.languages import words_of


def list_title(filters: Iterable[tuple[str, tuple[str, ...]]], catalogue: Catalogue, lang: str) -> str:
    """The title for these filters (parameter and values), with the catalogue's names in the language."""
    entries_by_parameter: Mapping[str, Mapping[str, Person | Organization | Place | Topic]] = {
        "person": catalogue.people,
        "organization": catalogue.organizations,
        "place": catalogue.places,
        "topic": catalogue.topics,
    }
    names = []
    for parameter, values in filters:
        entries = entries_by_parameter.get(parameter, {})
        names += [local_name(entries[value], lang) if value in entries else value for value in values]
    words = words_of(lang).feeds
    return words.about.format(title=words.title, name=", ".join(names)) if names else words.title
