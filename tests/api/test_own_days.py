"""Whoever asks for somebody gets that one's own days and presence: lists and personal calendars against an oracle.

The oracle reads the NDJSON export alone, and decides about each line for itself.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from tests.api.documents import HEAD, file_text
from tests.api.test_statistics import random_document
from timeline.store.engine.sessions import Engine

PEOPLE = ("ada", "ben", "cy")
STAYED_AWAY = ("absent", "declined", "represented")
PRESENCES = ("attended", "absent", "declined", "represented", "online", "expected", "unknown", "any")

Json = Mapping[str, Any]


def exported(client: FlaskClient) -> list[dict[str, Any]]:
    """Every public event, from the NDJSON export."""
    lines = client.get("/v1/events.ndjson").get_data(as_text=True).splitlines()
    return [json.loads(line) for line in lines]


def random_query(dice: random.Random) -> list[tuple[str, str]]:
    """Some of person, organization, from, to, presence and role; the names at most twice."""
    query = [("person", who) for who in dice.sample(PEOPLE, dice.choice((0, 1, 1, 1, 2)))]
    query += [("organization", "un")] if dice.random() < 0.2 else []
    first, last = sorted(date(2023, 11, 25) + timedelta(days=dice.randrange(200)) for _ in range(2))
    query += [("from", first.isoformat())] if dice.random() < 0.6 else []
    query += [("to", last.isoformat())] if dice.random() < 0.6 else []
    query += [("presence", word) for word in dice.sample(PRESENCES, dice.choice((0, 0, 1, 2)))]
    return [*query, ("role", "host")] if dice.random() < 0.2 else query


def touches(when: Json, event: Json, asked: Mapping[str, list[str]]) -> bool:
    """True if one of these days lies in the window; an open end counts only while the event is under way."""
    first, last = when["first_day"], when["last_day"]
    if first is None and last is None:
        return not asked.keys() & {"from", "to"}
    if last is None:
        last = "9999-12-31" if event["status"] == "under-way" else first
    return (last >= asked.get("from", ["0001-01-01"])[0]) and ((first or "0001-01-01") <= asked.get("to", ["9999"])[0])


def matches(event: Json, query: list[tuple[str, str]]) -> bool:
    """What the documentation says of these parameters, event by event."""
    asked: dict[str, list[str]] = {}
    for name, value in query:
        asked.setdefault(name, []).append(value)
    has_window = bool(asked.keys() & {"from", "to"})
    named = [(kind, asked[kind]) for kind in ("person", "organization") if kind in asked]

    def is_wanted(one: Json, *, by_name: bool) -> bool:
        presence = one["presence"] or "unknown"
        if "role" in asked and one["role"] not in asked["role"]:
            return False
        if "presence" in asked and "any" not in asked["presence"] and presence not in asked["presence"]:
            return False
        if not by_name:
            return True
        if has_window and "presence" not in asked and presence in STAYED_AWAY:
            return False
        return touches(one["when"] or event["when"], event, asked)

    if not named:
        is_about_anyone = not asked.keys() & {"role", "presence"}
        found = is_about_anyone or any(is_wanted(one, by_name=False) for one in event["participants"])
        return found and touches(event["when"], event, asked)
    return all(
        any(one["type"] == kind and one["who"] in who and is_wanted(one, by_name=True) for one in event["participants"])
        for kind, who in named
    )


@pytest.mark.parametrize("seed", range(2))
def test_list_holds_what_an_oracle_finds_in_the_export(engine: Engine, client: FlaskClient, seed: int):
    dice = random.Random(seed)
    file_text(engine, random_document(dice))
    events = exported(client)

    for query in (random_query(dice) for _ in range(150)):
        answer = client.get("/v1/events", query_string=[*query, ("limit", "200")])
        assert answer.json is not None, query
        wanted = sorted(event["slug"] for event in events if matches(event, query))
        assert sorted(event["slug"] for event in answer.json["events"]) == wanted, query


def span(when: Json) -> tuple[date, date] | None:
    """The days (end exclusive) of an entry; None if the date is too vague for one."""
    if when["first_day"] is None or when["last_day"] is None:
        return None
    first, last = date.fromisoformat(when["first_day"]), date.fromisoformat(when["last_day"])
    return (first, last + timedelta(days=1)) if when["exact"] or (last - first).days < 14 else None


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("parameters", ["", "?lang=de", "?profile=rich"])
def test_personal_calendar_has_own_days_and_none_that_were_missed(
    engine: Engine, client: FlaskClient, who: str, parameters: str
):
    file_text(engine, random_document(random.Random(7)))
    wanted = {
        event["id"]: days
        for event in exported(client)
        for one in event["participants"]
        if one["who"] == who and one["presence"] not in STAYED_AWAY
        and (days := span(one["when"] or event["when"])) is not None
        and days[0] <= date(2024, 12, 31) and days[1] > date(2024, 1, 1)
        and event["status"] not in ("cancelled", "withdrawn")
    }  # fmt: skip
    separator = "&" if parameters else "?"

    answer = client.get(f"/calendars/people/{who}/2024.ics{parameters}{separator}cancelled=omit")

    entries = Calendar.from_ical(answer.data).walk("VEVENT")
    found = {str(one["uid"]).split("@", 1)[0]: (one.decoded("dtstart"), one.decoded("dtend")) for one in entries}
    assert found == wanted
    assert wanted


COUNCIL = (
    HEAD
    + """
  - source: ministry
    record: council
    event: council
    says:
      kind: ministerial
      status: completed
      title: Council
      when: {edtf: 2024-05-09/2024-05-10}
      where: [vienna]
      participants:
        - {who: ada, role: attendee, presence: attended, when: {edtf: 2024-05-08}}
        - {who: ben, role: attendee, presence: absent}
"""
)


def test_eve_of_a_council_is_the_only_day_of_a_guest_who_left_before(engine: Engine, client: FlaskClient):
    file_text(engine, COUNCIL)

    def slugs(query: str) -> list[str]:
        answer = client.get(f"/v1/events?{query}").json
        return [] if answer is None else [event["slug"] for event in answer["events"]]

    assert slugs("person=ada&from=2024-05-08&to=2024-05-08") == ["council"]
    assert slugs("person=ada&from=2024-05-09") == []
    assert slugs("person=ben&from=2024-05-01") == []
    assert slugs("person=ben&from=2024-05-01&presence=absent") == ["council"]
    assert slugs("presence=absent&from=2024-05-10") == ["council"]
    assert slugs("presence=declined") == []


def test_calendar_of_an_absent_minister_is_empty_unless_any_presence_is_asked_for(engine: Engine, client: FlaskClient):
    file_text(engine, COUNCIL)

    assert Calendar.from_ical(client.get("/v1/events.ics?person=ben").data).walk("VEVENT") == []
    (missed,) = Calendar.from_ical(client.get("/v1/events.ics?person=ben&presence=any&lang=de").data).walk("VEVENT")
    assert (missed["summary"], missed.decoded("dtstart")) == ("Abwesend: Council", date(2024, 5, 9))
    (named,) = Calendar.from_ical(client.get("/calendars/people/ben.ics?presence=any").data).walk("VEVENT")
    assert named["summary"] == "Absent: Council"


def test_page_of_a_person_prints_own_days_and_the_word_for_absence(engine: Engine, client: FlaskClient):
    file_text(engine, COUNCIL)

    assert "8 May 2024" in client.get("/people/ada").get_data(as_text=True)
    assert "9–10 May 2024" not in client.get("/people/ada").get_data(as_text=True)
    assert "Absent: Council" in client.get("/people/ben").get_data(as_text=True)
