"""`/v1/statistics`: the numbers equal a count by hand over the JSON list."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.api.documents import HEAD, a_visit, file_text
from tests.timeline.store.statements import statements
from timeline.model.figures.statistics import Group, Unit
from timeline.store.engine.sessions import Engine

PARENTS = {"austria": None, "vienna": "austria", "hofburg": "vienna", "lyon": None, "nowhere": None}
COUNTRIES = {"austria": "AT", "vienna": "AT", "hofburg": "AT", "lyon": "FR", "nowhere": None}
KINDS = ("trip", "visit", "visit", "visit", "meeting", "call", "stopover")
WHENS = (
    "2023-12-31", "2024-02-27/2024-03-01", "2024-03-01/2024-03-04", "2024-03", "2023-12/2024-02", "2024-05-01/..",
    "../2024", "2024-03-03", "2023-11-30/2024-01-01",
)  # fmt: skip
PRESENCES = ("attended", "attended", "attended", "absent", "declined", "represented", "online", "expected", "null")
OWN_DAYS = ("", "", ", when: {edtf: 2024-03-02}", ", when: {edtf: 2024-02-28/2024-03-01}", ", when: {edtf: 2024-02}")
QUERIES = (
    "", "person=ada", "person=ada&presence=attended", "organization=un", "country=AT", "place=vienna", "exact=true",
    "status=completed", "from=2024-01-01&to=2024-03-02", "kind=visit&kind=trip", "person=ada&organization=un",
    "person=ben&role=host", "known_at=2024-05-01", "person=ada&from=2024-03-02", "person=ben&person=cy",
    "person=cy&presence=any&to=2024-03-01", "presence=absent",
)  # fmt: skip


def random_document(dice: random.Random) -> str:
    """Forty events of all kinds, some part of others, some hidden, some published later."""
    places = "".join(
        f"  - {{slug: {slug}, name: {slug}, country: {COUNTRIES[slug] or 'null'}, parent: {parent or 'null'}}}\n"
        for slug, parent in PARENTS.items()
    )
    head = f"""
people: [{{slug: ada, name: Ada}}, {{slug: ben, name: Ben}}, {{slug: cy, name: Cy}}]
organizations: [{{slug: un, name: United Nations}}]
places:
{places}
sources:
  - {{id: wire, publisher: Wire, tier: official, published_at: 2024-05-01}}
  - {{id: later, publisher: Later, tier: official, published_at: 2024-05-03}}
reports:
"""
    return head + "".join(random_report(dice, number) for number in range(40))


def random_report(dice: random.Random, number: int) -> str:
    """One report; it may be part of an earlier event."""
    participants = ", ".join(
        f"{{who: {who}, role: {dice.choice(('traveller', 'host'))}, presence: {dice.choice(PRESENCES)}"
        f"{dice.choice(OWN_DAYS)}}}"
        for who in dice.sample(("ada", "ben", "cy", "un"), dice.randint(1, 3))
    )
    parent = f"part_of: e-{dice.randrange(number) // 2}" if number and dice.random() < 0.7 else ""
    return f"""
  - source: {dice.choice(("wire", "wire", "later"))}
    record: e-{number}
    event: e-{number}
    private: {dice.choice(("false", "false", "false", "true"))}
    says:
      kind: {dice.choice(KINDS)}
      status: {dice.choice(("completed", "announced", "cancelled"))}
      title: Event {number}
      when: {{edtf: "{dice.choice(WHENS)}"}}
      where: [{", ".join(dice.sample(list(PARENTS), dice.randint(1, 2)))}]
      participants: [{participants}]
      {parent}
"""


class Reader:
    """Counts by hand, from the JSON of the list alone."""

    def __init__(self, client: FlaskClient, query: str) -> None:
        """Read the matching events, and all events public at the same instant for their parents."""
        known_at = "&".join(pair for pair in query.split("&") if pair.startswith("known_at"))
        self.query = query
        self.matching = self._read(client, query)
        self.all = {event["slug"]: event for event in self._read(client, known_at)}

    @staticmethod
    def _read(client: FlaskClient, query: str) -> list[dict[str, Any]]:
        answer = client.get(f"/v1/events?limit=200&{query}").json
        assert answer is not None
        assert answer["next"] is None
        found: list[dict[str, Any]] = answer["events"]
        return found

    def count(self, group: Group, unit: Unit) -> tuple[dict[str, int], int]:
        """Value by key, and the number of events that add to no key."""
        things: dict[str, set[object]] = {}
        uncounted = 0
        for event in self.matching:
            things_of = self.things(event, group, unit) if self.is_counted(event, group, unit) else ()
            pairs = [(key, thing) for thing, days in things_of for key in self.keys(group, thing, days)]
            uncounted += not pairs
            for key, thing in pairs:
                things.setdefault(key, set()).add(thing)
        return {key: len(found) for key, found in things.items()}, uncounted

    def things(self, event: dict[str, Any], group: Group, unit: Unit) -> Iterator[tuple[object, dict[str, Any]]]:
        """The counted things of the event, each with the event that gives its keys."""
        if unit is Unit.EVENTS:
            yield event["slug"], event
        elif unit is Unit.STAYS and event["kind"] == "visit":
            yield from (
                ((event["slug"], one["who"], one["type"]), with_own_days(event, one)) for one in self.stays(event)
            )
        elif unit is Unit.TRIPS:
            yield from ((slug, event) for slug in self.topmost_trips(event, None) if slug is not None)
        elif unit is Unit.DAYS:
            for whole in self.with_days(event, group):
                yield from ((day, whole) for day in days_of(whole) if whole["when"]["exact"])

    def with_days(self, event: dict[str, Any], group: Group) -> list[dict[str, Any]]:
        """The event with the days of each participant who counts; by participant, that one is the only one in it."""
        came = [one for one in event["participants"] if one["presence"] not in ("absent", "declined", "represented")]
        if group in (Group.PERSON, Group.ORGANIZATION):
            return [with_own_days(event, one) | {"participants": [one]} for one in came]
        if group in (Group.PLACE, Group.COUNTRY):
            came = [one for one in came if one["presence"] != "online"]
        if "person" not in self.query and "organization" not in self.query:
            return [event]
        return [with_own_days(event, one) for one in came if self.is_asked(one)]

    def is_counted(self, event: dict[str, Any], group: Group, unit: Unit) -> bool:
        """A trip's days are not days at each of its places, and a stopover is no stay there."""
        return (
            unit is not Unit.DAYS
            or event["kind"] not in ("trip", "stopover")
            or group not in (Group.COUNTRY, Group.PLACE)
        )

    def stays(self, event: dict[str, Any]) -> list[dict[str, Any]]:
        """The participants who attended, did not host and match the query."""
        came = [one for one in event["participants"] if one["presence"] == "attended" and one["role"] != "host"]
        return [one for one in came if self.is_asked(one)]

    def is_asked(self, one: dict[str, Any]) -> bool:
        """True if the query names the participant or nobody, in this role and with this presence."""
        asked = [pair.split("=") for pair in self.query.split("&") if pair]
        who = {(name, slug) for name, slug in asked if name in ("person", "organization")}
        wanted = {name: value for name, value in asked if name in ("role", "presence") and value != "any"}
        is_named = not who or (one["type"], one["who"]) in who
        return is_named and all(one[name] == value for name, value in wanted.items())

    def topmost_trips(self, event: dict[str, Any], below: str | None) -> set[str | None]:
        """The last trip on each way upwards from the event; `below` is the last one so far."""
        last = event["slug"] if event["kind"] == "trip" else below
        above = [self.all[slug] for slug in event["part_of"]]
        return {slug for one in above for slug in self.topmost_trips(one, last)} if above else {last}

    def keys(self, group: Group, thing: object, event: dict[str, Any]) -> set[str]:
        """The keys under which a thing counts."""
        if group is Group.KIND:
            return {event["kind"]}
        if group in (Group.PERSON, Group.ORGANIZATION):
            if isinstance(thing, tuple):
                return {thing[1]} if thing[2] == group else set()
            return {one["who"] for one in event["participants"] if one["type"] == group}
        if group.is_period:
            days = [thing] if isinstance(thing, date) else days_of(event)
            return {day.isoformat()[: 4 if group is Group.YEAR else 7] for day in days}
        held = {slug for place in event["where"] for slug in with_ancestors(place["slug"])}
        return held if group is Group.PLACE else {country for slug in held if (country := COUNTRIES[slug])}


def with_own_days(event: dict[str, Any], participant: Mapping[str, Any]) -> dict[str, Any]:
    """The event with the participant's days."""
    return event | {"when": participant["when"] or event["when"]}


def with_ancestors(slug: str | None) -> Iterator[str]:
    """The place and the places that contain it."""
    while slug is not None:
        yield slug
        slug = PARENTS[slug]


def days_of(event: Mapping[str, Any]) -> list[date]:
    """Every day between the bounds; of an open end the first day alone, unless the event is under way."""
    first, last = event["when"]["first_day"], event["when"]["last_day"]
    if last is None and event["status"] != "under-way":
        last = first
    if first is None or last is None:
        return []
    start = date.fromisoformat(first)
    return [start + timedelta(days=n) for n in range((date.fromisoformat(last) - start).days + 1)]


@pytest.mark.parametrize("seed", range(2))
def test_every_number_equals_a_count_by_hand_over_the_list(engine: Engine, client: FlaskClient, seed: int):
    file_text(engine, random_document(random.Random(seed)))

    for query in QUERIES[seed::2]:
        reader = Reader(client, query)
        for group in Group:
            for unit in Unit:
                answer = client.get(f"/v1/statistics?group_by={group}&unit={unit}&{query}").json
                assert answer is not None
                counted = ({row["key"]: row["value"] for row in answer["rows"]}, answer["uncounted"])
                assert counted == reader.count(group, unit), (query, group, unit)
                assert answer["rows"] == sorted(answer["rows"], key=lambda row: (-row["value"], row["key"]))


def test_statistic_has_its_counting_rule_and_an_address_of_the_same_numbers(story: FlaskClient):
    answer = story.get("/v1/statistics?group_by=country&unit=stays&person=antony-blinken&lang=de").json
    assert answer is not None

    assert answer == {
        "rows": [
            {"key": "AE", "label": "United Arab Emirates", "value": 1},
            {"key": "BE", "label": "Belgien", "value": 1},
            {"key": "IL", "label": "Israel", "value": 1},
            {"key": "JP", "label": "Japan", "value": 1},
            {"key": "MK", "label": "North Macedonia", "value": 1},
            {"key": "PS", "label": "Westjordanland", "value": 1},
        ],
        "unit": "stays",
        "group_by": "country",
        "counting_rule": "Each participant with presence `attended` and a role other than `host` in a matching event "
        "of kind `visit` counts once for that visit for every country in which a place of the matching event lies; "
        "where the query names a `person`, `organization`, `role` or `presence`, only the participants so named have "
        "stays; events of every status count, cancelled, withdrawn, postponed and merely announced ones too, unless "
        "`status` narrows the query, and `uncounted` is the number of matching events that add to no row.",
        "uncounted": 5,
        "cut": False,
        "query": {"group_by": "country", "unit": "stays", "person": ["antony-blinken"], "lang": "de"},
        "known_at": answer["known_at"],
        "permalink": answer["permalink"],
    }
    again = story.get(answer["permalink"].removeprefix("https://timeline.example.org")).json
    assert again is not None
    assert (again["rows"], again["known_at"], again["permalink"]) == (
        answer["rows"],
        answer["known_at"],
        answer["permalink"],
    )


def test_hosts_have_no_stays(story: FlaskClient):
    answer = story.get("/v1/statistics?group_by=person&unit=stays").json

    assert answer is not None
    assert answer["rows"] == [{"key": "antony-blinken", "label": "Antony Blinken", "value": 6}]


def test_days_by_country_are_those_of_the_stops_not_of_the_whole_trip(story: FlaskClient):
    answer = story.get("/v1/statistics?group_by=country&unit=days&person=antony-blinken&from=2023-11-27").json

    assert answer is not None
    assert {row["key"]: row["value"] for row in answer["rows"]} == {"MK": 1, "BE": 2, "AE": 1, "IL": 1, "PS": 1}


def test_statistic_at_an_earlier_time_counts_what_was_known_then(story: FlaskClient):
    answer = story.get("/v1/statistics?group_by=kind&trip=blinken-trip-2023-11&known_at=2023-11-28").json

    assert answer is not None
    assert [(row["key"], row["label"], row["value"]) for row in answer["rows"]] == [
        ("visit", "Visit", 5), ("ministerial", "Ministerial meeting", 3), ("trip", "Trip", 1),
    ]  # fmt: skip
    assert answer["known_at"] == "2023-11-28T23:59:59.999999Z"


def test_hidden_event_changes_nothing_in_the_statistic(engine: Engine, client: FlaskClient):
    file_text(engine, HEAD + a_visit(1))
    addresses = [f"/v1/statistics?group_by={group}&unit={unit}" for group in Group for unit in Unit]
    before = [(client.get(address).data, client.get(address).headers["ETag"]) for address in addresses]

    file_text(engine, HEAD + a_visit(2, who="ben", extra="private: true"))

    assert [(client.get(address).data, client.get(address).headers["ETag"]) for address in addresses] == before
    hidden, unknown = (
        client.get(f"/v1/statistics?group_by=kind&person={who}").data.replace(who.encode(), b"?")
        for who in ("ben", "nobody")
    )
    assert hidden == unknown


def test_statistic_without_group_by_names_the_allowed_groups(client: FlaskClient):
    answer = client.get("/v1/statistics?unit=days")

    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["errors"] == [
        {
            "parameter": "group_by",
            "detail": "is missing; allowed: country, place, person, organization, kind, year, month",
        }
    ]


def test_rows_beyond_a_thousand_are_left_out_and_cut_is_true(engine: Engine, client: FlaskClient):
    file_text(engine, HEAD + a_visit(1).replace('"2024-05-01"', '"1900/2020"'))

    answer = client.get("/v1/statistics?group_by=month").json

    assert answer is not None
    assert (len(answer["rows"]), answer["cut"]) == (1000, True)
    assert answer["rows"][0] == {"key": "1900-01", "label": "1900-01", "value": 1}


def test_statistic_takes_the_same_number_of_statements_for_one_and_for_three_events(
    engine: Engine, client: FlaskClient
):
    numbers: list[int] = []
    for text in (HEAD + a_visit(1), HEAD + a_visit(2) + a_visit(3, who="ben")):
        file_text(engine, text)
        client.get("/v1/people")  # the catalogue of this write is read once
        with statements(engine) as sent:
            assert urlsplit(
                client.get(f"/v1/statistics?group_by=country&lang={'de' * len(numbers) or 'fr'}").request.path
            )
        numbers.append(len(sent))

    assert numbers[0] == numbers[1]
