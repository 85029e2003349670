"""People, organizations, offices, places and topics, and how to look them up.

Entries come from `data/` and from the documents themselves; the newest entry of a slug counts, for all times. A
`Catalogue` is a read-only set of entries; `office_on` answers which office somebody held on a day, `ancestors` which
places hold a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from timeline.errors import UnknownName
from timeline.model.vocabulary import ParticipantType

Names = tuple[tuple[str, str], ...]
"""(BCP 47 language, name) pairs, sorted by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who can take part."""

    slug: str
    name: str
    names: Names = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A body that can take part or in which an office exists; states stand here too. `country` is ISO 3166 alpha-2."""

    slug: str
    name: str
    names: Names = ()
    aliases: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTerm:
    """A person holding an office of a body from `first_day` to `last_day`, both inclusive; `None` is open or not
    known.
    """

    person: str
    office: str
    body: str
    first_day: date | None
    last_day: date | None

    def is_held_on(self, day: date) -> bool:
        """True if the term covers that day."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on the ground. Coordinates in degrees WGS 84, `time_zone` an IANA name, `parent` the slug that holds it.

    `country` is ISO 3166 alpha-2; `territory` labels a place whose status is disputed.
    """

    slug: str
    name: str
    names: Names = ()
    aliases: tuple[str, ...] = ()
    country: str | None = None
    territory: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    time_zone: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject of talks."""

    slug: str
    name: str
    names: Names = ()
    aliases: tuple[str, ...] = ()


Entry = Person | Organization | OfficeTerm | Place | Topic


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A read-only set of entries by slug."""

    people: Mapping[str, Person] = field(default_factory=dict)
    organizations: Mapping[str, Organization] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    terms: tuple[OfficeTerm, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Catalogue:
        """A catalogue of these entries; of two with one slug (or one person, office, body and first day) the later
        counts.
        """
        found = tuple(entries)
        terms = {(e.person, e.office, e.body, e.first_day): e for e in found if isinstance(e, OfficeTerm)}
        return cls(
            people={e.slug: e for e in found if isinstance(e, Person)},
            organizations={e.slug: e for e in found if isinstance(e, Organization)},
            places={e.slug: e for e in found if isinstance(e, Place)},
            topics={e.slug: e for e in found if isinstance(e, Topic)},
            terms=tuple(terms.values()),
        )

    def with_entries(self, entries: Iterable[Entry]) -> Catalogue:
        """This catalogue with entries added or replaced."""
        own: list[Entry] = [*self.people.values(), *self.organizations.values()]
        own += [*self.places.values(), *self.topics.values()]
        return Catalogue.of((*own, *self.terms, *entries))

    def participant(self, who: str) -> Person | Organization:
        """The person or organization of that slug. Raises UnknownName."""
        found = self.people.get(who) or self.organizations.get(who)
        if found is None:
            raise UnknownName("person or organization", who)
        return found

    def participant_type(self, who: str) -> ParticipantType:
        """Whether the slug is a person's or an organization's; a person if both exist."""
        return ParticipantType.PERSON if who in self.people else ParticipantType.ORGANIZATION

    def place(self, slug: str) -> Place:
        """The place of that slug. Raises UnknownName."""
        try:
            return self.places[slug]
        except KeyError:
            raise UnknownName("place", slug) from None

    def ancestors(self, slug: str) -> tuple[str, ...]:
        """The slugs of the places that hold this one, nearest first, without itself; a cycle of parents ends the
        walk.
        """
        found: list[str] = []
        parent = self.place(slug).parent
        while parent is not None and parent != slug and parent not in found:
            found.append(parent)
            parent = self.places[parent].parent if parent in self.places else None
        return tuple(found)

    def contains(self, outer: str, inner: str) -> bool:
        """True if the inner place is the outer one or lies within it; an unknown place lies within nothing."""
        return outer == inner or (inner in self.places and outer in self.ancestors(inner))

    def countries_of(self, slug: str) -> tuple[str, ...]:
        """ISO 3166 codes of the place and of the places that contain it, nearest first; none for an unknown place."""
        if slug not in self.places:
            return ()
        held = (self.places.get(one) for one in (slug, *self.ancestors(slug)))
        return tuple(dict.fromkeys(place.country for place in held if place is not None and place.country))

    def office_on(self, person: str, day: date) -> str | None:
        """The office held on that day, as "Secretary of State, United States"; of several the latest begun."""
        held = [term for term in self.terms if term.person == person and term.is_held_on(day)]
        if not held:
            return None
        latest = max(held, key=lambda term: (term.first_day or date.min, term.office, term.body))
        body = self.organizations.get(latest.body)
        return f"{latest.office}, {body.name if body else latest.body}"
