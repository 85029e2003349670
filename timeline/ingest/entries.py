"""Reads the catalogue sections of a document: people, organizations, offices, places and topics (as in `data/`).

A section is a list of mappings, one for each entry; null means "not known". An entry appears once in a document.
`check_names` checks that the person of an office and the parent of a place exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from timeline.ingest.document_tree import MapNode
from timeline.ingest.field_reader import Record, Spot, degrees, ruled
from timeline.ingest.text_rule import Unfit, country, language, one_line, slug, time_zone
from timeline.ingest.times import PUBLICATION_KEYS, day, own_publication
from timeline.model.catalogue.entries import Entry, Names, OfficeTerm, Organization, Person, Place, Topic
from timeline.model.catalogue.entry_json import entry_key, entry_kind

_NAMED: Final = ("slug", "name", "names", "aliases", *PUBLICATION_KEYS)


def person(spot: Spot) -> Person:
    """An entry of `people`."""
    return _person(spot.record(_NAMED))


def organization(spot: Spot) -> Organization:
    """An entry of `organizations`."""
    record = spot.record((*_NAMED, "country"))
    return Organization(
        slug=_slug(record), name=_name(record), names=_names(record), aliases=_aliases(record),
        public_from=own_publication(record),
        country=record.read("country", ruled(country)),
    )  # fmt: skip


def office_term(spot: Spot) -> OfficeTerm:
    """An entry of `offices`; the days are inclusive, null means open or not known."""
    record = spot.record(("person", "office", "body", "first_day", "last_day", *PUBLICATION_KEYS))
    term = OfficeTerm(
        person=record.need("person", ruled(slug), placeholder=""),
        office=record.need("office", ruled(one_line), placeholder=""),
        body=record.need("body", ruled(slug), placeholder=""),
        first_day=record.read("first_day", day),
        last_day=record.read("last_day", day),
        public_from=own_publication(record),
    )
    if (term.first_day or date.min) > (term.last_day or date.max):
        raise Unfit(f"ends on {term.last_day}, before it begins on {term.first_day}; correct one of the two days")
    return term


def place(spot: Spot) -> Place:
    """An entry of `places`; it has both latitude and longitude, or neither."""
    record = spot.record((*_NAMED, "country", "territory", "latitude", "longitude", "time_zone", "parent"))
    latitude, longitude = record.read("latitude", degrees(90)), record.read("longitude", degrees(180))
    if (record.get("latitude") is None) != (record.get("longitude") is None):
        record.fault("longitude", "latitude and longitude belong together; give both or neither")
    return Place(
        slug=_slug(record), name=_name(record), names=_names(record), aliases=_aliases(record),
        public_from=own_publication(record),
        country=record.read("country", ruled(country)), territory=record.read("territory", ruled(one_line)),
        latitude=latitude, longitude=longitude,
        time_zone=record.read("time_zone", ruled(time_zone)), parent=record.read("parent", ruled(slug)),
    )  # fmt: skip


def topic(spot: Spot) -> Topic:
    """An entry of `topics`."""
    record = spot.record(_NAMED)
    return Topic(
        slug=_slug(record),
        name=_name(record),
        names=_names(record),
        aliases=_aliases(record),
        public_from=own_publication(record),
    )


SECTIONS: Final[Mapping[str, Callable[[Spot], Entry]]] = {
    "people": person,
    "organizations": organization,
    "offices": office_term,
    "places": place,
    "topics": topic,
}
"""The catalogue sections of a document, each with the reader of its members."""


class Once:
    """Refuses an entry that appears twice in a document."""

    def __init__(self, places: dict[str, str]) -> None:
        """Start without entries; `places` collects where each one stands, as "place geneva" -> "a.yaml:3"."""
        self._places = places
        self._first: dict[tuple[type[Entry], str], Spot] = {}

    def entry(self, reader: Callable[[Spot], Entry]) -> Callable[[Spot], Entry]:
        """The reader, followed by this check."""

        def read(spot: Spot) -> Entry:
            faults_before = spot.faults.count
            entry = reader(spot)
            self._places.setdefault(f"{entry_kind(entry)} {entry_key(entry)}", spot.full_place)
            if spot.faults.count > faults_before:
                return entry  # its key may be a placeholder, which must not count as a duplicate
            first = self._first.setdefault((type(entry), entry_key(entry)), spot)
            if first is not spot:
                raise Unfit(f"appears twice, first at {first.place}; keep one of them")
            return entry

        return read


def _person(record: Record) -> Person:
    return Person(
        slug=_slug(record),
        name=_name(record),
        names=_names(record),
        aliases=_aliases(record),
        public_from=own_publication(record),
    )


def _slug(record: Record) -> str:
    return record.need("slug", ruled(slug), placeholder="")


def _name(record: Record) -> str:
    return record.need("name", ruled(one_line), placeholder="")


def _aliases(record: Record) -> tuple[str, ...]:
    return record.members("aliases", ruled(one_line))


def _names(record: Record) -> Names:
    """Names by language, sorted by language."""
    return record.read("names", _name_table) or ()


def _name_table(spot: Spot) -> Names:
    if not isinstance(spot.node, MapNode):
        raise Unfit("is not a mapping from language to name; write it as {de: Brüssel, fr: Bruxelles}")
    record = spot.record(pair.key for pair in spot.node.pairs)
    tags = [language(pair.key) for pair in spot.node.pairs]
    return tuple(sorted((tag, name) for tag in tags if (name := record.read(tag, ruled(one_line))) is not None))
