"""Names that nobody has declared are found and answered with the nearest ones."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from timeline import ids
from timeline.ingest.check_names import check_names
from timeline.ingest.documents import read_document
from timeline.ingest.near_names import nearest
from timeline.model.catalogue.entries import Catalogue, Organization, Person, Place, Topic
from timeline.model.document import Document

CATALOGUE = Catalogue.of(
    [
        Person(slug="antony-blinken", name="Antony Blinken"),
        Organization(slug="hamas", name="Hamas"),
        Place(slug="tel-aviv", name="Tel Aviv"),
        Topic(slug="hostages", name="Hostages"),
    ]
)


def document(says: str, more: str = "") -> Document:
    """A document with one report, filed under `talks`, that says this."""
    text = (
        "sources: [{id: s, publisher: P, tier: desk, published_at: 2023-11-27}]\n"
        f"reports: [{{source: s, record: r, event: talks, says: {{{says}}}{more}}}]\n"
    )
    return read_document(text.encode(), "a.yaml", recorded_at=datetime(2026, 5, 1, tzinfo=UTC))


def problems(found: Document, events: tuple[str, ...] = (), sources: tuple[str, ...] = ()) -> list[str]:
    """The problems as lines."""
    return [str(problem) for problem in check_names(found, CATALOGUE, events, sources)]


def test_known_names_are_no_problem():
    found = document(
        "where: [tel-aviv], topics: [hostages], participants: [{who: antony-blinken}, {who: hamas}], part_of: trip",
        ", corrects: {report: {source: wire, record: x}, property: title, reason: wrong}",
    )

    assert problems(found, events=("trip",), sources=("wire",)) == []


def test_every_unknown_name_is_reported_with_the_nearest_ones():
    found = document(
        "where: [telaviv], topics: [hostage], participants: [{who: anthony-blinken}], part_of: trip-2023,"
        " not: {participants: [hammas], topics: [climate]}",
        ", corrects: {report: {source: wire-1, record: x}, property: title, reason: wrong}",
    )

    assert problems(found, events=("trip-2024",), sources=("wire-2",)) == [
        "a.yaml:2 says.where: there is no place 'telaviv'; did you mean tel-aviv? If it is new, bring it under places:",
        "a.yaml:2 says.participants: there is no person or organization 'anthony-blinken';"
        " did you mean antony-blinken? If it is new, bring it under people: or organizations:",
        "a.yaml:2 says.topics: there is no topic 'hostage'; did you mean hostages?"
        " If it is new, bring it under topics:",
        "a.yaml:2 says.not.participants: there is no person or organization 'hammas'; did you mean hamas?"
        " If it is new, bring it under people: or organizations:",
        "a.yaml:2 says.not.topics: there is no topic 'climate'; if it is new, bring it under topics:",
        "a.yaml:2 says.part_of: there is no event 'trip-2023'; did you mean trip-2024?"
        " If it is new, file a report under it with event:",
        "a.yaml:2 corrects.report.source: there is no source 'wire-1'; did you mean wire-2?"
        " If it is new, declare it under sources:",
    ]


def test_surname_is_enough_to_offer_a_name():
    found = document("participants: [{who: blinken}]")

    assert problems(found) == [
        "a.yaml:2 says.participants: there is no person or organization 'blinken';"
        " did you mean antony-blinken? If it is new, bring it under people: or organizations:"
    ]


@pytest.mark.parametrize(
    ("name", "known", "offered"),
    [
        ("asean", ["japan", "asia"], ()),
        ("nato", ["naro", "oman", "un"], ("naro",)),
        ("un", ["uk", "eu"], ()),
        ("g20", ["g7", "g77"], ()),
        ("austria", ["austira", "australia", "australasia"], ("austira", "australia")),
        ("secretary-lavrov", ["sergey-lavrov", "secretary-general"], ()),
        ("recep-tayip-erdogan", ["recep-tayyip-erdogan", "erdogan"], ("recep-tayyip-erdogan",)),
        ("korea", ["south-korea", "north-korea", "kosovo"], ("north-korea", "south-korea")),
        ("geneve", ["geneva"], ("geneva",)),
    ],
)
def test_only_names_near_for_their_length_are_offered(name: str, known: list[str], offered: tuple[str, ...]):
    assert nearest(name, known) == offered


def test_document_may_name_what_it_brings_itself():
    text = (
        "people: [{slug: jane-doe, name: Jane Doe}]\n"
        "organizations: [{slug: un, name: UN}]\n"
        "offices: [{person: jane-doe, office: Chair, body: un}]\n"
        "places: [{slug: geneva, name: Geneva, parent: switzerland}, {slug: switzerland, name: Switzerland}]\n"
        "sources:\n"
        "  - {id: s, publisher: P, tier: press, published_at: 2023-11-27, via: t}\n"
        "  - {id: t, publisher: Q, tier: press, published_at: 2023-11-27}\n"
        "reports:\n"
        "  - {source: s, record: r, event: trip, says: {title: T, where: [geneva], participants: [{who: jane-doe}]}}\n"
        "  - {source: s, record: q, says: {title: T, part_of: trip}}\n"
        f"  - {{source: s, record: p, says: {{title: T, part_of: {ids.event_id('s', 'q')}}}}}\n"
    )

    found = read_document(text.encode(), "a.yaml", recorded_at=datetime(2026, 5, 1, tzinfo=UTC))

    assert problems(found) == []


def test_entries_and_sources_are_checked_too():
    text = (
        "offices: [{person: nobody, office: Chair, body: none}]\n"
        "places: [{slug: geneva, name: Geneva, parent: swizerland}, {slug: switzerland, name: Switzerland}]\n"
        "sources: [{id: s, publisher: P, tier: press, published_at: 2023-11-27, via: wire}]\n"
    )

    found = read_document(text.encode(), "a.yaml", recorded_at=datetime(2026, 5, 1, tzinfo=UTC))

    assert problems(found) == [
        "a.yaml:1 offices[0].person: there is no person 'nobody'; if it is new, bring it under people:",
        "a.yaml:1 offices[0].body: there is no organization 'none'; if it is new, bring it under organizations:",
        "a.yaml:2 places[0].parent: there is no place 'swizerland'; did you mean switzerland?"
        " If it is new, bring it under places:",
        "a.yaml:3 sources[0].via: there is no source 'wire'; if it is new, declare it under sources:",
    ]


def test_only_the_first_200_unknown_names_are_listed_and_the_rest_is_counted():
    found = problems(
        document("where: [" + ", ".join(f"nowhere-{number}" for number in range(200)) + "], topics: [x, y]")
    )

    assert (len(found), found[-1]) == (201, "and 2 more unknown names; repair these first")
