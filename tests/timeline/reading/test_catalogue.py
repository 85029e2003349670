"""Which catalogue entries are listed, in which order, and what a search for a name finds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.api.documents import file_text
from tests.timeline.reading.conftest import snapshot_at
from timeline.errors import CatalogueEntryNotFound
from timeline.model.catalogue.entries import Catalogue, Organization, Person, Place
from timeline.model.catalogue.folders import Folder, NamedEntry
from timeline.model.catalogue.listing import EntryPage, EntryQuery
from timeline.model.query import PageRequest, Position
from timeline.reading.catalogue import find_entries, find_entry, is_match, split_words
from timeline.store.engine.sessions import Engine, read_session

NOW = datetime(2024, 7, 1, tzinfo=UTC)
MAY_1 = datetime(2024, 5, 1, 12, tzinfo=UTC)
AUSTRIA = Place(slug="austria", name="Austria", country="AT")
HOFBURG = Place(slug="hofburg", name="Hofburg", parent="vienna")
VIENNA = Place(slug="vienna", name="Vienna", names=(("de", "Wien"),), parent="austria")
CATALOGUE = Catalogue.of((AUSTRIA, VIENNA, HOFBURG))
DOCUMENT = """
people: [{slug: ada, name: Ada}, {slug: zoe, name: Émile Zoë}, {slug: ben, name: ben}, {slug: cy, name: Cy}]
sources:
  - {id: wire, publisher: Wire, tier: press, published_at: 2024-05-01}
  - {id: later, publisher: Later, tier: press, published_at: 2024-05-02}
reports:
  - {source: wire, record: a, says: {title: A, participants: [{who: ben}, {who: zoe}]}}
  - {source: later, record: b, says: {title: B, participants: [{who: ada}, {who: ben}]}}
  - {source: wire, record: c, private: true, says: {title: C, participants: [{who: cy}, {who: ben}]}}
"""


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Three people whom public events mention, and one whom only a private report mentions."""
    file_text(engine, DOCUMENT)
    return engine


def people(
    engine: Engine, page: PageRequest | None = None, *, q: str = "", known_at: datetime | None = None
) -> EntryPage:
    """A page of people."""
    query = EntryQuery(folder=Folder.PEOPLE, lang="en", q=q)
    with read_session(engine) as session:
        return find_entries(snapshot_at(session, NOW, known_at=known_at), query, page or PageRequest())


def counts(page: EntryPage) -> list[tuple[str, int]]:
    """Slug and number of events of each entry."""
    return [(entry.slug, entry.events) for entry in page.entries]


def test_people_whom_public_events_mention_are_listed_by_name_without_accents_and_case(filled: Engine):
    assert counts(people(filled)) == [("ada", 1), ("ben", 2), ("zoe", 1)]
    assert counts(people(filled, known_at=MAY_1)) == [("ben", 1), ("zoe", 1)]


def test_page_goes_on_after_the_position_of_the_one_before(filled: Engine):
    first = people(filled, PageRequest(limit=2, with_count=True))
    second = people(filled, PageRequest(limit=2, after=first.next))

    assert (counts(first), first.next, first.count) == (
        [("ada", 1), ("ben", 2)],
        Position(key="ben", event_id="ben"),
        3,
    )
    assert (counts(second), second.next, second.count) == ([("zoe", 1)], None, None)


def test_search_counts_and_lists_only_what_it_finds(filled: Engine):
    page = people(filled, PageRequest(with_count=True), q="ZOE em")

    assert (counts(page), page.count) == ([("zoe", 1)], 1)


@pytest.mark.parametrize("slug", ["cy", "nobody"])
def test_entry_that_no_public_event_mentions_is_not_found(filled: Engine, slug: str):
    with read_session(filled) as session, pytest.raises(CatalogueEntryNotFound) as missing:
        find_entry(snapshot_at(session, NOW), Folder.PEOPLE, slug, "en")

    assert (missing.value.kind, missing.value.slug) == ("person", slug)


def test_source_is_listed_by_its_publisher(filled: Engine):
    with read_session(filled) as session:
        entry = find_entry(snapshot_at(session, NOW), Folder.SOURCES, "wire", "en")

    assert (entry.name, entry.sort_key, entry.events) == ("Wire", "wire", 1)


@pytest.mark.parametrize(
    ("entry", "countries", "is_found"),
    [
        (AUSTRIA, ("AT",), True),
        (HOFBURG, ("DE", "AT"), True),  # within Vienna, within Austria
        (HOFBURG, ("DE",), False),
        (Organization(slug="un", name="UN"), ("AT",), False),
        (Organization(slug="austria", name="Austria", country="AT"), ("AT",), True),
        (Person(slug="ada", name="Ada"), ("AT",), False),
        (Person(slug="ada", name="Ada"), (), True),
    ],
)
def test_entry_lies_in_its_country_and_in_those_of_what_contains_it(
    entry: NamedEntry, countries: tuple[str, ...], *, is_found: bool
):
    query = EntryQuery(folder=Folder.PLACES, lang="en", countries=countries)

    assert is_match(entry, query, CATALOGUE) is is_found


@pytest.mark.parametrize(
    ("q", "is_found"),
    [("", True), ("vie", True), ("wien", True), ("VIEN w", True), ("ien", False), ("vienna x", False)],
)
def test_every_word_of_a_search_begins_a_word_of_a_name_in_any_language(q: str, *, is_found: bool):
    assert is_match(VIENNA, EntryQuery(folder=Folder.PLACES, lang="en", q=q), CATALOGUE) is is_found


def test_words_have_no_accents_and_case_and_are_separated_by_everything_else():
    assert split_words("Zoë O’Hara-Ёлкин 2nd") == ["zoe", "o", "hara", "elkin", "2nd"]
    assert split_words('"-*') == []
