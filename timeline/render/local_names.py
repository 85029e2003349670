"""An event with the catalogue's names in one language; an entry without a name in it keeps its usual name.

Event + catalogue + BCP 47 tag -> `in_language` -> the event and the entries of its places and topics, with names in
that language. Texts of sources (titles, summaries, offices) are never translated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from timeline.model.catalogue.entries import Catalogue, Organization, Person, Place, Topic
from timeline.model.event import Event, EventParticipant
from timeline.model.vocabulary import ParticipantType
from timeline.render.words.languages import DEFAULT_LANGUAGE, language_of


def local_name(entry: Person | Organization | Place | Topic, lang: str) -> str:
    """The entry's name in the language (the tag's region does not matter), else its usual name."""
    return dict(entry.names).get(language_of(lang), entry.name)


def in_language(event: Event, catalogue: Catalogue, lang: str) -> tuple[Event, Catalogue]:
    """The event with local names, and a catalogue of its places and topics; both unchanged in the default language."""
    if language_of(lang) == DEFAULT_LANGUAGE:
        return event, catalogue
    places = {place.slug: place for place in _places(event, catalogue, lang)}
    topics = {slug: catalogue.topics[slug] for slug in event.topics if slug in catalogue.topics}
    local = Catalogue(
        places=places, topics={slug: replace(topic, name=local_name(topic, lang)) for slug, topic in topics.items()}
    )
    where = [replace(place, name=places[place.slug].name) if place.slug in places else place for place in event.where]
    participants = [_participant(participant, catalogue, lang) for participant in event.participants]
    return replace(event, where=tuple(where), participants=tuple(participants)), local


def _places(event: Event, catalogue: Catalogue, lang: str) -> Iterable[Place]:
    for place in event.where:
        if place.slug in catalogue.places:
            for slug in (place.slug, *catalogue.ancestors(place.slug)):
                if slug in catalogue.places:
                    entry = catalogue.places[slug]
                    yield replace(entry, name=local_name(entry, lang))


def _participant(participant: EventParticipant, catalogue: Catalogue, lang: str) -> EventParticipant:
    is_person = participant.type is ParticipantType.PERSON
    entry = (catalogue.people if is_person else catalogue.organizations).get(participant.who)
    return participant if entry is None else replace(participant, name=local_name(entry, lang))
