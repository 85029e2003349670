"""What a search finds of what was filed: what the event shows at that time, in every language, and nothing hidden."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.timeline.operations.conftest import MAY_2, MAY_3, MAY_4, Service, report
from timeline.model.query import EventQuery
from timeline.operations.rebuild import check

NAMES = """
people:
  - {slug: ana-novak, name: Ana Novák, aliases: [Ana Nováková], names: {uk: Ана Новак}}
organizations:
  - {slug: norway, name: Norway, country: "NO"}
offices:
  - {person: ana-novak, office: Minister of Foreign Affairs, body: norway, first_day: 2020-01-01}
places:
  - {slug: belgium, name: Belgium, names: {de: Belgien}, country: BE, latitude: 50.8, longitude: 4.5,
     time_zone: Europe/Brussels}
  - {slug: brussels, name: Brussels, names: {ru: Брюссель}, country: BE, latitude: 50.85, longitude: 4.35,
     time_zone: Europe/Brussels, parent: belgium}
topics:
  - {slug: energy, name: Energy, names: {fr: Énergie}}
"""
SAYS = (
    "kind: summit, status: under-way, title: Talks on the dam, summary: A first round, where: [brussels], "
    "when: {phrase: this week, dateline: 2025-05-12}, topics: [energy], "
    "participants: [{who: ana-novak, role: attendee, presence: expected}]"
)


def find(service: Service, query: str, at: datetime = MAY_4) -> tuple[str, ...]:
    """The slugs of the events that a search finds at that time."""
    return service.slugs(at, EventQuery(q=query))


DAY_4 = "2025-05-04"
SHOWN = (
    "dam", '"talks on the dam"', '"first round"', '"this week"', "novak", "Nováková", "Новак", "minister norway",
    '"foreign affairs"', "brussels", "Брюссель", "belgium", "Belgien", "energie", "summit", "Gipfel", "under-way",
    "talks belg* -skopje",
)  # fmt: skip
NOT_SHOWN = ("wire", "ministry", "attendee", "dam energy brussels x", '"dam a first"')


def test_event_is_found_by_whatever_it_shows_in_every_language_and_by_nothing_else(service: Service):
    service.load(NAMES.encode(), at=MAY_2)
    service.file(report("wire", "a", SAYS, event="dam"), at=MAY_2)
    service.file(report("wire", "b", "kind: call, title: Other, when: {edtf: 2025-05-12}", event="other"), at=MAY_2)

    assert {query: find(service, query) for query in SHOWN} == dict.fromkeys(SHOWN, ("dam",))
    assert {query: find(service, query) for query in NOT_SHOWN} == dict.fromkeys(NOT_SHOWN, ())


def test_title_is_found_only_under_the_time_in_which_it_was_shown(service: Service):
    service.file(report("wire", "a", "title: Old name, when: {edtf: 2025-05}", event="talks"), at=MAY_2)
    new = report("wire", "a", "title: New name, when: {edtf: 2025-05}", event="talks", published_at="2025-05-03")
    service.file(new, at=MAY_3)

    assert [find(service, query, MAY_2) for query in ("old", "new")] == [("talks",), ()]
    assert [find(service, query, MAY_4) for query in ("old", "new")] == [(), ("talks",)]


def test_hidden_report_is_in_no_search_before_its_time_nor_a_private_one_ever(service: Service):
    shown = report("wire", "a", "title: Talks, when: {edtf: 2025-05}", event="talks")
    embargoed = report(
        "ministry", "b", "title: Secret, when: {edtf: 2025-05}", event="talks", embargo_until="2025-05-04"
    )
    private = report("ministry", "c", "summary: Confidential, when: {edtf: 2025-05}", event="talks", private="true")
    alone = report("ministry", "d", "title: Secret summit, when: {edtf: 2025-05}", event="own", private="true")
    service.file(shown, embargoed, private, alone, at=MAY_2)

    assert [find(service, query, MAY_3) for query in ("secret", "confidential", "-secret")] == [(), (), ("talks",)]
    assert [find(service, query, MAY_4) for query in ("secret", "confidential")] == [("talks",), ()]


RENAMED = {
    "place that holds the event's": (
        "places:\n  - {slug: belgium, name: Belgium, aliases: [Newname], country: BE, latitude: 50.8, longitude: 4.5, "
        "time_zone: Europe/Brussels}\n"
    ),
    "body of an office": 'organizations:\n  - {slug: norway, name: Newname, country: "NO"}\n',
    "topic": "topics:\n  - {slug: energy, name: Energy, aliases: [Newname]}\n",
    "person": "people:\n  - {slug: ana-novak, name: Ana Novak, aliases: [Newname]}\n",
}


@pytest.mark.parametrize("entry", RENAMED)
def test_new_name_of_anything_an_event_mentions_is_found_immediately_and_after_a_rebuild(service: Service, entry: str):
    service.load(NAMES.encode(), at=MAY_2)
    service.file(report("wire", "a", SAYS, event="dam"), at=MAY_2)

    service.load(RENAMED[entry].encode(), at=MAY_3)

    assert find(service, "newname") == ("dam",)
    checked = service.write(lambda session: check(service.work(session, MAY_4)), dry_run=True)
    assert checked == ()
