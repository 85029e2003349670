"""An event for the reader of one language: its title and summary, and the catalogue's names, where they are in it.

Event + catalogue + BCP 47 tag -> `in_language` -> the event and the entries of its places and topics, with names in
that language. Texts of sources are never translated: `resolve.texts` says which title and summary there is for a
language, and a reader of another one gets the usual title. An entry without a name keeps its usual name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from timeline.model.catalogue.entries import Catalogue, Organization, Person, Place, Topic
from timeline.model.catalogue.languages import DEFAULT_LANGUAGE, best_key, primary_subtag
from timeline.model.event import Event, EventParticipant
from timeline.model.vocabulary import ParticipantType


def local_name(entry: Person | Organization | Place | Topic, lang: str) -> str:
    """The entry's name in the language (the tag's region does not matter), else its usual name."""
    return dict(entry.names).get(primary_subtag(lang), entry.name)


def in_language(event: Event, catalogue: Catalogue, lang: str) -> tuple[Event, Catalogue]:
    """The event with local title, summary and names, and a catalogue of its places, topics and series with local names.

    Both are unchanged in the default language, for which `resolve` has chosen the title.
    """
    if primary_subtag(lang) == DEFAULT_LANGUAGE:
        return event, catalogue
    places = {place.slug: place for place in _places(event, catalogue, lang)}
    series = () if event.series is None else (event.series,)
    topics = {slug: catalogue.topics[slug] for slug in (*event.topics, *series) if slug in catalogue.topics}
    bodies = {slug: catalogue.organizations[slug] for slug in series if slug in catalogue.organizations}
    local = Catalogue(
        places=places,
        topics={slug: replace(topic, name=local_name(topic, lang)) for slug, topic in topics.items()},
        organizations={slug: replace(body, name=local_name(body, lang)) for slug, body in bodies.items()},
    )
    where = [replace(place, name=places[place.slug].name) if place.slug in places else place for place in event.where]
    participants = [_participant(participant, catalogue, lang) for participant in event.participants]
    title, summary = _text(event.title, event.titles, lang), _text(event.summary, event.summaries, lang)
    where_and_who = replace(event, where=tuple(where), participants=tuple(participants))
    return replace(where_and_who, title=title, summary=summary), local


def _text(usual: str | None, others: Iterable[tuple[str, str]], lang: str) -> str | None:
    """The text in the language if a source gives one, else the usual one."""
    by_key = dict(others)
    key = best_key(lang, tuple(by_key))
    return usual if key is None else by_key[key]


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
    named = participant if entry is None else replace(participant, name=local_name(entry, lang))
    by_name = _other(participant.by, participant.by_name, catalogue, lang)
    with_name = _other(participant.together_with, participant.together_with_name, catalogue, lang)
    return replace(named, by_name=by_name, together_with_name=with_name)


def _other(who: str | None, usual: str | None, catalogue: Catalogue, lang: str) -> str | None:
    """The name of somebody whom a participation mentions."""
    entry = catalogue.people.get(who or "") or catalogue.organizations.get(who or "")
    return usual if entry is None else local_name(entry, lang)
