"""Calendar addresses as they arrive after being shared, and what names such a calendar."""

from __future__ import annotations

import pytest
from icalendar import Calendar

from api.parameters.table import FILTERS

PERSON = "/calendars/people/antony-blinken.ics"


def name_of(answer) -> str:
    assert answer.status_code == 200, answer.text
    return str(Calendar.from_ical(answer.data)["NAME"]).replace("\\,", ",")


@pytest.mark.parametrize(
    "added",
    ["utm_source=mail&utm_medium=x", "UTM_CAMPAIGN=a", "fbclid=IwAR0", "gclid=1", "_=1732630000", "lang=", "what=&_="],
)
@pytest.mark.parametrize(
    "path", [PERSON, "/v1/events.ics", "/v1/events/blinken-trip-2023-11.ics", "/calendars/all/2023.jcal.json"]
)
def test_what_sharing_adds_to_the_address_of_a_calendar_is_ignored(story, path, added):
    plain, shared = story.get(path), story.get(f"{path}?{added}")

    assert (shared.status_code, shared.headers["ETag"]) == (200, plain.headers["ETag"])


@pytest.mark.parametrize("path", ["/v1/events", "/v1/events.csv", "/v1/events/blinken-trip-2023-11", "/"])
def test_what_sharing_adds_is_refused_everywhere_else(story, path):
    assert story.get(f"{path}?utm_source=mail").status_code == 422


@pytest.mark.parametrize("path", [PERSON, "/v1/events.ics", "/v1/events/blinken-trip-2023-11.ics"])
def test_other_unknown_parameters_of_a_calendar_stay_errors(story, path):
    assert story.get(f"{path}?utm=1&fbclid=2").status_code == 422


@pytest.mark.parametrize(
    ("path", "usual"),
    [
        ("/calendars/People/Antony-Blinken.ics", PERSON),
        ("/calendars/people/antony-blinken.ics/", PERSON),
        ("/v1/events.ics?person=Antony-Blinken", "/v1/events.ics?person=antony-blinken"),
        ("/v1/events.ics?trip=BLINKEN-trip-2023-11", "/v1/events.ics?trip=blinken-trip-2023-11"),
        ("/calendars/PEOPLE/ANTONY-BLINKEN.ICS/", PERSON),
        ("/calendars/countries/be.ics", "/calendars/countries/BE.ics"),
        ("/calendars/ALL.ics", "/calendars/all.ics"),
        ("/calendars/all/2023.ics/", "/calendars/all/2023.ics"),
        ("/calendars/people/Antony-Blinken/2023.ics/", "/calendars/people/antony-blinken/2023.ics"),
        ("/v1/events.ics/", "/v1/events.ics"),
        ("/v1/events/Blinken-Trip-2023-11.ics", "/v1/events/blinken-trip-2023-11.ics"),
        ("/v1/events/blinken-trip-2023-11.ics/", "/v1/events/blinken-trip-2023-11.ics"),
    ],
)
def test_capitals_and_a_slash_at_the_end_are_understood(story, path, usual):
    answer, expected = story.get(path), story.get(usual)

    assert (answer.status_code, answer.data) == (200, expected.data)


@pytest.mark.parametrize("path", ["/calendars/people/antony-blinken", "/calendars/x/y.ics/", "/v1/events/nobody/"])
def test_other_addresses_stay_unknown(story, path):
    assert story.get(path).status_code == 404


@pytest.mark.parametrize(
    ("query", "name", "filename"),
    [
        ("", "Diplomatic timeline", "events.ics"),
        ("?person=antony-blinken&kind=visit", "Antony Blinken, visits", "antony-blinken-visits.ics"),
        ("?kind=summit&kind=call&place=brussels", "Brussels, summits, calls", "brussels-summits-calls.ics"),
        ("?country=BE&from=2023-01-01&to=2023-12-31", "Belgium, 2023", "be-2023-01-01-2023-12-31.ics"),
        ("?from=2023-11-28&q=N%C3%A4he", "“Nähe”, from 28 November 2023", "n-he-2023-11-28.ics"),
        ("?kind=visit&lang=fr", "visites", "visits.ics"),
        ("?person=antony-blinken&presence=attended", "Antony Blinken, attended", "antony-blinken-attended.ics"),
        ("?contested=true", "with differing accounts", "with-differing-accounts.ics"),
        ("?deviated=true&lang=de", "anders als geplant", "other-than-planned.ics"),
        ("?moved=false&exact=true&lang=es", "no trasladado, con días exactos", "not-moved-with-exact-days.ics"),
        ("?presence=any", "whether present or not", "whether-present-or-not.ics"),
        ("?presence=unknown&lang=uk", "присутність невідома", "presence-not-known.ics"),
        ("?tier=desk&status=broken-off&lang=fr", "Interrompu, rédaction", "broken-off-desk.ics"),
        ("?bbox=-5,40.5,10,60", "between 40.5° and 60° of latitude, -5° and 10° of longitude", None),
        ("?updated_since=2023-11-28", "changed since 28 November 2023", "changed-since-28-november-2023.ics"),
        (
            "?updated_since=2023-11-28T10:30:00%2B02:00&lang=de",
            "geändert seit 28. November 2023, 08:30 Uhr UTC",
            "changed-since-28-november-2023-08-30-utc.ics",
        ),
        ("?series=osce-ministerial-council&lang=fr", "série : Osce ministerial council", None),
    ],
)
def test_name_and_file_name_of_a_query_tell_what_it_asks_for(story, query, name, filename):
    answer = story.get(f"/v1/events.ics{query}")

    assert name_of(answer).endswith(name)
    assert filename is None or answer.headers["Content-Disposition"] == f'inline; filename="{filename}"'


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es", "uk", "ar"])
def test_no_filter_is_told_as_name_and_value(story, lang):
    """Held against the list of filters, so that a new one is taught; the source stands for every name."""
    values = {
        **dict.fromkeys(("from", "to", "updated_since"), "2023-11-28"),
        **dict.fromkeys(("contested", "deviated", "moved", "exact"), "true"),
        "person": "antony-blinken", "organization": "nato", "place": "brussels", "country": "BE", "topic": "ukraine",
        "kind": "visit", "status": "completed", "tier": "official", "source": None, "trip": "blinken-trip-2023-11",
        "role": "traveller", "presence": "any", "rank": "working", "mode": "online", "series": None, "q": "Brussels",
        "bbox": "1,2,3,4",
    }  # fmt: skip
    source = story.get("/v1/sources").get_json()["sources"][0]
    values |= {"source": source["id"], "series": "osce-ministerial-council"}
    assert {one.name for one in FILTERS if one.name != "known_at"} == values.keys()

    for name, value in values.items():
        answer = story.get("/v1/events.ics", query_string={name: value, "lang": lang})
        told = name_of(answer)
        assert answer.status_code == 200, (name, answer.text)
        assert "=" not in told, told
        assert "_" not in told, told
    assert source["publisher"] in name_of(story.get(f"/v1/events.ics?source={source['id']}&lang={lang}"))


def test_file_name_of_a_long_query_stays_short(story):
    answer = story.get("/v1/events.ics?" + "&".join(f"q={'x' * 150}" for _ in range(1)))

    assert len(answer.headers["Content-Disposition"]) < 120
