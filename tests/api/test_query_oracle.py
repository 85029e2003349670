"""Random queries of all filters against an oracle that reads the NDJSON export line by line and decides for itself.

random reports (three sources, plans and outcomes, parts, own days) -> export -> `matches` <-> `/v1/events`, its count,
its CSV and the reversed order.
"""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

import pytest
from flask.testing import FlaskClient

from api.parameters.table import FILTERS
from tests.api.documents import file_text
from tests.api.test_own_days import matches as participants_and_days_match
from timeline.store.engine.sessions import Engine

EVENTS: Final = 90
WORDS: Final = ("talks", "signing", "Ärger", "grain", "border", "Kyjiw", "prisoners")
PLACES: Final = {
    # slug: (country, parent, latitude, longitude); fiji-east and fiji-west lie on both sides of the antimeridian
    "austria": ("AT", None, None, None),
    "vienna": ("AT", "austria", 48.2, 16.4),
    "hofburg": (None, "vienna", 48.21, 16.37),
    "fiji-west": ("FJ", None, -17.0, 179.5),
    "fiji-east": ("FJ", None, -16.5, -179.5),
    "high-seas": (None, None, 0.0, -30.0),
}
WHENS: Final = (
    "2024-03-01", "2024-03-02/2024-03-05", "[2024-03-01..2024-03-20]", "2024-03", "2024-02-25/..", "../2024-03-04", "",
    "2024-04-10", "2024-04-10/2024-04-11", "2023",
)  # fmt: skip
PEOPLE: Final = ("ada", "ben", "cy")
KINDS: Final = ("visit", "meeting", "stopover", "call", "summit")
STATUSES: Final = ("announced", "confirmed", "under-way", "completed", "postponed", "cancelled", "broken-off")
RANKS: Final = ("state", "working")
MODES: Final = ("in-person", "online", "mixed")
ROLES: Final = ("traveller", "host", "attendee")
PRESENCES: Final = ("expected", "attended", "online", "represented", "absent", "declined")
SOURCES: Final = {"wire": "press", "ministry": "official", "archive": "record"}
SERIES: Final = ("council", "forum")
TOPICS: Final = ("energy", "exports")

Json = Mapping[str, Any]
Asked = Mapping[str, Sequence[str]]


def random_document(dice: random.Random) -> str:
    """Events on which one to three sources report, which may contradict each other."""
    head: dict[str, Any] = {
        "people": [{"slug": slug, "name": slug.title()} for slug in PEOPLE],
        "organizations": [{"slug": "un", "name": "United Nations"}],
        "topics": [{"slug": slug, "name": slug.title()} for slug in TOPICS],
        "places": [
            {
                "slug": slug,
                "name": slug.title(),
                "country": country,
                "parent": parent,
                "latitude": north,
                "longitude": east,
            }
            for slug, (country, parent, north, east) in PLACES.items()
        ],
        "sources": [
            {"id": name, "publisher": name.title(), "tier": tier, "published_at": f"2024-01-0{number}"}
            for number, (name, tier) in enumerate(SOURCES.items(), 1)
        ],
    }
    reports = [
        {"source": source, "record": f"e-{number}", "event": f"e-{number}", "says": random_event(dice, number)}
        for number in range(EVENTS)
        for source in dice.sample(list(SOURCES), dice.choice((1, 1, 2, 3)))
    ]
    return json.dumps(head | {"reports": reports})


def random_event(dice: random.Random, number: int) -> dict[str, Any]:
    """What one source says of the event of this number."""
    when = dice.choice(WHENS)
    says: dict[str, Any] = {
        "kind": KINDS[number % len(KINDS)],
        "status": dice.choice(STATUSES),
        "title": " ".join([dice.choice(WORDS), dice.choice(WORDS), f"number{number}"]),
        "when": {"edtf": when} if when else {"edtf": None},
        "where": dice.sample(list(PLACES), dice.choice((0, 1, 1, 2))),
        "participants": [random_participant(dice, who) for who in dice.sample((*PEOPLE, "un"), dice.randint(0, 3))],
        "topics": dice.sample(TOPICS, dice.choice((0, 0, 1, 2))),
        "mode": dice.choice(MODES),
    }
    if number and dice.random() < 0.4:
        says["part_of"] = sorted({f"e-{dice.randrange(number) // 2}" for _ in range(dice.choice((1, 2)))})
    if says["kind"] == "visit" and dice.random() < 0.7:
        says["rank"] = dice.choice(RANKS)
    if dice.random() < 0.3:
        says |= {"series": dice.choice(SERIES), "ordinal": number + 1}
    return says


def random_participant(dice: random.Random, who: str) -> dict[str, Any]:
    """One participant, perhaps with days of their own."""
    own = {"when": {"edtf": dice.choice(("2024-03-01", "2024-03-03/2024-03-04", "2024-04-10"))}}
    told = {"who": who, "role": dice.choice(ROLES)} | (own if dice.random() < 0.3 else {})
    return told | ({"presence": dice.choice(PRESENCES)} if dice.random() < 0.8 else {})


def around(place: str) -> set[str]:
    """The place and those that contain it."""
    parent = PLACES[place][1]
    return {place} | (around(parent) if parent else set())


def countries(event: Json) -> set[str]:
    """The countries of its places, parents included."""
    places = {one for place in event["where"] for one in around(place["slug"])}
    return {country for country in (PLACES[place][0] for place in places) if country}


def under(event: Json, top: Sequence[str], by_slug: Mapping[str, Json]) -> bool:
    """True if the event is one of these or a part of them, at any depth."""
    return event["slug"] in top or any(under(by_slug[parent], top, by_slug) for parent in event["part_of"])


def listed(event: Json) -> Json:
    """The event with the days under which lists hold it: those that it is postponed from, where no new one is known."""
    edtf = event["postponed_from"]
    first, _, last = (edtf or "").partition("/")
    return event if edtf is None else {**event, "when": {"first_day": first, "last_day": last or first}}


def _is_one_of(value: str | None, values: Sequence[str]) -> bool:
    return value in values


def in_box(event: Json, box: str) -> bool:
    """True if one of its places lies in the box."""
    west, south, east, north = map(float, box.split(","))

    def is_inside(place: Json) -> bool:
        latitude, longitude = place["latitude"], float(place["longitude"] or 0)
        if latitude is None or not south <= latitude <= north:
            return False
        return west <= longitude <= east if west <= east else longitude >= west or longitude <= east

    return any(map(is_inside, event["where"]))


def says_words(event: Json, text: str) -> bool:
    """Words, "phrases", -minus and prefix* of the title; these words stand nowhere else."""
    words = event["title"].lower().replace("ä", "a").split()
    wanted = text.lower().replace("ä", "a")
    if wanted.startswith('"'):
        return wanted.strip('"') in " ".join(words)
    return all(
        not any(word == term[1:] for word in words)
        if term.startswith("-")
        else any(word.startswith(term[:-1]) if term.endswith("*") else word == term for word in words)
        for term in wanted.split()
    )


def matches(event: Json, asked: Asked, by_slug: Mapping[str, Json], tiers: Mapping[str, str]) -> bool:
    """What the documentation says of the filters, event by event."""
    tests: dict[str, Callable[[Sequence[str]], bool]] = {
        "place": lambda values: any(one in values for place in event["where"] for one in around(place["slug"])),
        "country": lambda values: bool(countries(event).intersection(values)),
        "topic": lambda values: bool(set(event["topics"]).intersection(values)),
        "tier": lambda values: any(tiers[source] in values for source in event["sources"]),
        "source": lambda values: bool(set(event["sources"]).intersection(values)),
        "trip": lambda values: under(event, values, by_slug),
        "q": lambda values: says_words(event, values[0]),
        "bbox": lambda values: in_box(event, values[0]),
        "contested": lambda values: bool(event["contested"]) is (values[0] == "true"),
        "deviated": lambda values: bool(event["deviations"] or event["moved"]) is (values[0] == "true"),
        "moved": lambda values: bool(event["moved"]) is (values[0] == "true"),
        "exact": lambda values: event["when"]["exact"] is (values[0] == "true"),
        "updated_since": lambda values: event["updated_at"] > values[0],
        **{name: partial(_is_one_of, event[name]) for name in ("kind", "status", "rank", "mode", "series")},
    }
    query = [(name, value) for name, values in asked.items() for value in values]
    others = ("person", "organization", "from", "to", "presence", "role")
    return participants_and_days_match(listed(event), [pair for pair in query if pair[0] in others]) and all(
        tests[name](values) for name, values in asked.items() if name in tests
    )


VALUES: Final[Mapping[str, Sequence[str]]] = {
    "from": ("2024-03-01", "2024-03-04", "2024-04-10"), "to": ("2024-03-02", "2024-03-31", "2024-04-09"),
    "person": PEOPLE, "organization": ("un",), "place": tuple(PLACES), "country": ("AT", "FJ"), "topic": TOPICS,
    "kind": KINDS, "status": STATUSES, "tier": tuple(SOURCES.values()), "source": tuple(SOURCES),
    "trip": tuple(f"e-{number}" for number in range(12)), "role": ROLES, "presence": (*PRESENCES, "unknown", "any"),
    "rank": RANKS, "mode": MODES, "series": SERIES,
    "q": (*WORDS, "talk*", "-grain", "border -talks", '"grain border"', '"Arger talks"', "argeR pris*"),
    "bbox": ("10,40,20,50", "179,-20,-179,-10", "-180,-90,180,90", "-30,0,-30,0"),
    "contested": ("true", "false"), "deviated": ("true", "false"), "moved": ("true", "false"),
    "exact": ("true", "false"), "updated_since": ("2024-01-02T12:00:00Z", "2024-06-01T00:00:00Z"),
}  # fmt: skip
ONCE: Final = ("from", "to", "q", "bbox", "contested", "deviated", "moved", "exact", "updated_since")


def random_asked(dice: random.Random) -> dict[str, list[str]]:
    """One to four filters with one or two values each."""
    names = dice.sample(list(VALUES), dice.choice((1, 2, 2, 3, 4)))
    asked = {name: dice.sample(VALUES[name], 1 if name in ONCE else min(dice.choice((1, 2)), len(VALUES[name])))
             for name in names}  # fmt: skip
    if {"from", "to"} <= asked.keys() and asked["from"] > asked["to"]:
        del asked["to"]
    return asked


def walked(client: FlaskClient, query: Sequence[tuple[str, str]]) -> Iterator[Json]:
    """The events of all pages."""
    address: str | None = None
    while True:
        answer = client.get(address) if address else client.get("/v1/events", query_string=[*query, ("limit", "17")])
        assert answer.status_code == 200, answer.text
        page: Any = answer.json
        yield from page["events"]
        if page["next"] is None:
            return
        address = page["next"].replace("https://timeline.example.org", "")


def test_the_oracle_knows_every_filter():
    assert {one.name for one in FILTERS} - {"known_at"} == VALUES.keys()


@pytest.mark.parametrize(("seed", "known_at"), [(3, None), (11, None), (29, "2024-01-02")])
def test_every_query_finds_what_an_oracle_finds_in_the_export(
    engine: Engine, client: FlaskClient, seed: int, known_at: str | None
):
    dice = random.Random(seed)
    file_text(engine, random_document(dice))
    state = [] if known_at is None else [("known_at", known_at)]
    lines = client.get("/v1/events.ndjson", query_string=state).text.splitlines()
    events: list[dict[str, Any]] = [json.loads(line) for line in lines]
    by_slug = {event["slug"]: event for event in events}
    found_some = 0

    for _ in range(200):
        asked = random_asked(dice)
        query = [(name, value) for name, values in asked.items() for value in values]
        query += state
        wanted = sorted(slug for slug, event in by_slug.items() if matches(event, asked, by_slug, SOURCES))
        listed_slugs = [event["slug"] for event in walked(client, query)]
        assert sorted(listed_slugs) == wanted, query
        found_some += 0 < len(wanted) < len(events)
        if dice.random() < 0.2:
            counted: Any = client.get("/v1/events", query_string=[*query, ("count", "true"), ("limit", "1")]).json
            reversed_order = [event["slug"] for event in walked(client, [*query, ("sort", "-start")])]
            rows = csv.DictReader(io.StringIO(client.get("/v1/events.csv", query_string=query).text))
            assert (counted["count"], sorted(reversed_order)) == (len(wanted), wanted), query
            assert sorted({row["slug"] for row in rows}) == wanted, query
    assert found_some > 80
