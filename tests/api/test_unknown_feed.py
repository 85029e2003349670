"""The answer of a calendar address that does not exist: addresses that exist, and nothing that is hidden."""

from __future__ import annotations

import pytest

from tests.api.documents import HEAD, a_visit, file_text

FORMS = (
    "There are /calendars/all.ics and /calendars/people/{name}.ics, /calendars/organizations/{name}.ics, "
    "/calendars/places/{name}.ics, /calendars/countries/{name}.ics, /calendars/topics/{name}.ics, "
    "/calendars/trips/{name}.ics, each for one year too, as in /calendars/all/2023.ics, and with .jcal.json instead of "
    ".ics. /subscribe lists the names."
)


def problem_of(client, address: str) -> tuple[int, str, str]:
    """Status, type and sentence of a problem."""
    answer = client.get(address)
    return answer.status_code, answer.json["type"], answer.json["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "/calendars", "/calendars/", "/calendars/all", "/calendars/all.json", "/calendars/all/23.ics",
        "/calendars/persons/antony-blinken.ics", "/calendars/people/nobody-at-all.ics", "/calendars/people/a/b/c.ics",
        "/calendars/trips/no-such.ics", "/calendars/countries/qqq.ics", f"/calendars/people/{'x' * 500}.ics",
    ],
)  # fmt: skip
def test_unknown_calendar_says_which_ones_there_are(story, address):
    assert problem_of(story, address) == (404, "/problems/feed-not-found", FORMS)


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("people/blinken", "/calendars/people/antony-blinken.ics"),
        ("places/skopie", "/calendars/places/skopje.ics"),
        ("people/antony-blinkn/2023", "/calendars/people/antony-blinken.ics"),
    ],
)
def test_misspelt_name_gets_the_nearest_one(story, address, meant):
    assert problem_of(story, f"/calendars/{address}.ics")[2] == f"Did you mean {meant}? {FORMS}"
    assert story.get(meant).status_code == 200


def test_hidden_name_gets_the_same_answer_as_an_unknown_one(client, engine):
    hidden = a_visit(2, who="ben", extra="embargo_until: 2999-01-01").replace("[vienna]", "[bern]")
    bern = "places:\n  - {slug: bern, name: Bern, country: CH}"
    file_text(engine, HEAD.replace("places:", bern) + a_visit(1) + hidden)

    assert problem_of(client, "/calendars/people/ben.ics") == problem_of(client, "/calendars/people/zoe.ics")
    assert problem_of(client, "/calendars/people/benn.ics") == problem_of(client, "/calendars/people/zoee.ics")
    assert problem_of(client, "/calendars/places/berne.ics") == problem_of(client, "/calendars/places/xxxxx.ics")
