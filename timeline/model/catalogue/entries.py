"""People, organizations, offices, places and topics, and how to look them up.

Entries come from `data/` and from documents; the newest entry of a slug counts. A `Catalogue` is a read-only set of
entries; `at` gives it as the public knew it at an instant (R10), `office_on` the office that a person held on a day,
`ancestors` the places that contain a place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from timeline.errors import UnknownName
from timeline.model.catalogue.dated import ALWAYS, Dated, known_wording, lifts, without_moved
from timeline.model.vocabulary import ParticipantType

Names = tuple[tuple[str, str], ...]
"""(BCP 47 language, name) pairs, sorted by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Dated):
    """A person who can take part in events."""

    slug: str
    name: str
    names: Names = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Dated):
    """A body that can take part in events or has offices, including states. `country` is ISO 3166 alpha-2."""

    slug: str
    name: str
    names: Names = ()
    aliases: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTerm(Dated):
    """A person holding an office of a body from `first_day` to `last_day`, both included; None is open or not known."""

    person: str
    office: str
    body: str
    first_day: date | None
    last_day: date | None

    def is_held_on(self, day: date) -> bool:
        """True if the term covers that day."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Dated):
    """A place. Coordinates are degrees (WGS 84), `time_zone` is an IANA name, `parent` the slug of the place around it.

    `country` is ISO 3166 alpha-2; `territory` labels a place with a disputed status.
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
class Topic(Dated):
    """A subject of events."""

    slug: str
    name: str
    names: Names = ()
    aliases: tuple[str, ...] = ()


Entry = Person | Organization | OfficeTerm | Place | Topic


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A read-only set of entries by slug.

    `rows` are all wordings of all entries in the order of the log, and empty if the public always knew the newest one.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    organizations: Mapping[str, Organization] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    terms: tuple[OfficeTerm, ...] = ()
    rows: tuple[Entry, ...] = field(default=(), repr=False, compare=False)
    _lifts: tuple[datetime, ...] = field(default=(), repr=False, compare=False)
    _views: dict[datetime, Catalogue] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Catalogue:
        """A catalogue of these entries; a later entry replaces an earlier one with the same slug.

        For office terms: with the same person, office, body and first day.
        """
        listed = tuple(entries)
        is_dated = any(entry.public_from != ALWAYS for entry in listed)
        rows = tuple(row for wordings in _wordings(listed) for row in without_moved(wordings)) if is_dated else ()
        terms = {(e.person, e.office, e.body, e.first_day): e for e in listed if isinstance(e, OfficeTerm)}
        return cls(
            people={e.slug: e for e in listed if isinstance(e, Person)},
            organizations={e.slug: e for e in listed if isinstance(e, Organization)},
            places={e.slug: e for e in listed if isinstance(e, Place)},
            topics={e.slug: e for e in listed if isinstance(e, Topic)},
            terms=tuple(terms.values()),
            rows=rows,
            _lifts=(ALWAYS, *sorted(lifts(rows))),
        )

    def at(self, moment: datetime) -> Catalogue:
        """The catalogue as the public knew it at that instant; a secret entry has its slug for a name."""
        if not self.rows:
            return self
        passed = self._lifts[bisect_right(self._lifts, moment) - 1]
        if passed not in self._views:
            self._views[passed] = Catalogue.of(_known(self.rows, passed))
        return self._views[passed]

    def lifts_of(self, slugs: Iterable[str]) -> set[datetime]:
        """The instants at which a wording, an office or a surrounding place of these entries becomes public."""
        if not self.rows:
            return set()
        dated = [row for row in self.rows if row.public_from != ALWAYS]
        meant = set(slugs)
        meant |= {term.body for term in self.terms if term.person in meant}
        meant |= {row.parent for row in dated if isinstance(row, Place) and row.slug in meant and row.parent}
        meant |= {outer for slug in meant if slug in self.places for outer in self.ancestors(slug)}
        return lifts(row for row in dated if (row.person if isinstance(row, OfficeTerm) else row.slug) in meant)

    def with_entries(self, entries: Iterable[Entry]) -> Catalogue:
        """This catalogue with entries added or replaced."""
        own: list[Entry] = [*self.people.values(), *self.organizations.values()]
        own += [*self.places.values(), *self.topics.values(), *self.terms]
        return Catalogue.of((*(self.rows or own), *entries))

    def held(self, entry: Entry) -> Entry | None:
        """What the catalogue holds under the key of this entry."""
        if isinstance(entry, OfficeTerm):
            key = (entry.person, entry.office, entry.body, entry.first_day)
            return next((one for one in self.terms if (one.person, one.office, one.body, one.first_day) == key), None)
        by_type: dict[type[Entry], Mapping[str, Entry]] = {
            Person: self.people,
            Organization: self.organizations,
            Place: self.places,
            Topic: self.topics,
        }
        return by_type[type(entry)].get(entry.slug)

    def participant(self, who: str) -> Person | Organization:
        """The person or organization with this slug. Raises UnknownName."""
        entry = self.people.get(who) or self.organizations.get(who)
        if entry is None:
            raise UnknownName("person or organization", who)
        return entry

    def participant_type(self, who: str) -> ParticipantType:
        """The type of the entry with this slug; PERSON if both exist."""
        return ParticipantType.PERSON if who in self.people else ParticipantType.ORGANIZATION

    def place(self, slug: str) -> Place:
        """The place with this slug. Raises UnknownName."""
        try:
            return self.places[slug]
        except KeyError:
            raise UnknownName("place", slug) from None

    def ancestors(self, slug: str) -> tuple[str, ...]:
        """The slugs of the places that contain this one, nearest first, without itself; a cycle of parents is cut."""
        outwards: list[str] = []
        parent = self.place(slug).parent
        while parent is not None and parent != slug and parent not in outwards:
            outwards.append(parent)
            parent = self.places[parent].parent if parent in self.places else None
        return tuple(outwards)

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
        """The office held on that day, as "Secretary of State, United States"; of several, the one that began last."""
        held = [term for term in self.terms if term.person == person and term.is_held_on(day)]
        if not held:
            return None
        latest = max(held, key=lambda term: (term.first_day or date.min, term.office, term.body))
        body = self.organizations.get(latest.body)
        return f"{latest.office}, {body.name if body else latest.body}"


def _known(rows: Iterable[Entry], moment: datetime) -> Iterator[Entry]:
    """Of each entry the wording that the public knew at that instant; of a secret one only its slug, as its name."""
    for listed in _wordings(rows):
        known = known_wording(listed, moment)
        first = listed[0]
        if known is not None:
            if not isinstance(known, OfficeTerm) or known.public_from <= moment:
                yield known
        elif not isinstance(first, OfficeTerm):
            yield type(first)(slug=first.slug, name=first.slug)


def _wordings(rows: Iterable[Entry]) -> Iterable[list[Entry]]:
    """The rows of each entry, in the order of the log."""
    wordings: dict[tuple[type[Entry], object], list[Entry]] = {}
    for row in rows:
        term = (row.person, row.office, row.body, row.first_day) if isinstance(row, OfficeTerm) else row.slug
        wordings.setdefault((type(row), term), []).append(row)
    return wordings.values()
