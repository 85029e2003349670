"""The page `/subscribe`: the address that a choice gives, the ways into calendar programs, and what it never offers."""

from __future__ import annotations

import re

import pytest
import segno
import zxingcpp
from icalendar import Calendar

from api.pages.subscribe.addresses import subscription_of
from api.pages.subscribe.form import OPTIONS
from api.pages.subscribe.qr_code import QUIET_MODULES, qr_code
from tests.api.documents import HEAD, a_visit, file_text, visits
from tests.api.test_site import Reader

BASE = "https://timeline.example.org"
RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\3z")


def page_of(client, query: str = "") -> Reader:
    answer = client.get(f"/subscribe{query}")
    assert answer.status_code == 200, answer.text
    return Reader(answer.text)


def attributes_of(page: Reader, element_id: str) -> dict[str, str | None]:
    return next(attributes for _, attributes in page.tags if attributes.get("id") == element_id)


def address_on(page: Reader) -> str | None:
    return attributes_of(page, "feed-address")["value"]


def values_offered(page: Reader) -> dict[str, list[str | None]]:
    """The values of each select's options, without the empty one."""
    found: dict[str, list[str | None]] = {}
    name = ""
    for tag, attributes in page.tags:
        if tag == "select":
            name = attributes["name"] or ""
            found[name] = []
        if tag == "option" and attributes["value"]:
            found[name].append(attributes["value"])
    return found


def modules_of(size: int, path: str) -> list[bytearray]:
    """The path drawn: rows of modules, 1 is dark."""
    rows = [bytearray(size) for _ in range(size)]
    for x, y, width in (map(int, run) for run in RUN.findall(path)):
        rows[y][x : x + width] = b"\1" * width
    return rows


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("", "/calendars/all.ics"),
        ("?person=&country=", "/calendars/all.ics"),
        ("?year=2023", "/calendars/all/2023.ics"),
        ("?person=antony-blinken", "/calendars/people/antony-blinken.ics"),
        ("?organization=nato&year=2023", "/calendars/organizations/nato/2023.ics"),
        ("?country=BE", "/calendars/countries/BE.ics"),
        ("?topic=hostages", "/calendars/topics/hostages.ics"),
        ("?place=brussels", "/calendars/places/brussels.ics"),
        ("?trip=blinken-trip-2023-11", "/calendars/trips/blinken-trip-2023-11.ics"),
        ("?person=antony-blinken&country=BE", "/v1/events.ics?person=antony-blinken&country=BE"),
        ("?country=BE&country=MK", "/v1/events.ics?country=BE&country=MK"),
        (
            "?person=antony-blinken&kind=visit&year=2023",
            "/v1/events.ics?person=antony-blinken&kind=visit&from=2023-01-01&to=2023-12-31",
        ),
    ],
)
def test_choice_gives_the_short_address_where_one_exists(story, query, path):
    address = address_on(page_of(story, query))

    assert address == f"{BASE}{path}"
    assert story.get(path).content_type == "text/calendar; charset=utf-8"


def test_each_program_gets_an_address_that_it_accepts():
    ways = subscription_of("https://example.org", "/calendars/all.ics", "all.ics", name="All events")

    assert ways.webcal == "webcal://example.org/calendars/all.ics"
    assert ways.google == "https://calendar.google.com/calendar/r/settings/addbyurl"
    asked = "url=https%3A%2F%2Fexample.org%2Fcalendars%2Fall.ics&name=All%20events"
    assert ways.outlook == f"https://outlook.live.com/calendar/0/addfromweb?{asked}"
    assert ways.outlook_work == f"https://outlook.office.com/calendar/0/addfromweb?{asked}"


def test_page_offers_the_address_first_and_then_every_way(story):
    page = page_of(story, "?person=antony-blinken")
    elements = [attributes for _, attributes in page.tags]
    first_way = next(one for one in elements if (one.get("href") or "").startswith("webcal:"))
    ways = subscription_of(
        BASE, "/calendars/people/antony-blinken.ics", "people-antony-blinken.ics", name="Antony Blinken"
    )

    assert elements.index(attributes_of(page, "feed-address")) < elements.index(first_way)
    assert "readonly" in attributes_of(page, "feed-address")
    offered = page.addresses()
    doors = offered[offered.index(ways.google) :][:6]
    assert doors == [ways.google, ways.outlook, ways.outlook_work, ways.webcal, ways.url, ways.webcal]


def test_page_says_how_often_programs_check_and_what_the_feed_contains(story):
    text = page_of(story).text

    assert "Google Calendar only every 4 to 24 hours" in text
    assert "hides cancelled entries of subscriptions" in text
    assert "Outlook.com and the new Outlook about every 3 hours" in text
    assert "tentative" in text
    assert "marked as cancelled" in text


def test_form_offers_only_names_that_public_events_mention(client, engine):
    hidden = a_visit(2, who="ben", extra="embargo_until: 2999-01-01")
    private = a_visit(3, who="ben", extra="private: true")
    file_text(engine, HEAD + a_visit(1) + hidden + private)

    offered = values_offered(page_of(client))

    assert offered["person"] == ["ada"]
    assert offered["country"] == ["AT"]
    assert offered["year"] == ["2024"]
    assert (offered["organization"], offered["topic"]) == ([], [])


def test_hidden_name_and_unknown_name_get_the_same_page(client, engine):
    file_text(engine, HEAD + a_visit(1) + a_visit(2, who="ben", extra="embargo_until: 2999-01-01"))

    hidden = client.get("/subscribe?person=ben")
    unknown = client.get("/subscribe?person=ned")

    assert (hidden.status_code, unknown.status_code) == (422, 422)
    assert "Ben Example" not in hidden.text
    assert hidden.text.replace("ben", "ned") == unknown.text


def test_country_that_no_public_event_mentions_is_not_named(client, engine):
    file_text(engine, HEAD + a_visit(1, extra="private: true"))

    page = client.get("/subscribe?country=AT")

    assert page.status_code == 200
    assert "Vienna" not in page.text
    assert values_offered(Reader(page.text))["country"] == ["AT"]  # as it was written


def test_refused_choice_stays_in_its_field_with_the_fault_beside_it(story):
    answer = story.get("/subscribe?person=antony-blinken&year=23&topic=Not!&colour=red")
    page = Reader(answer.text)
    year = attributes_of(page, "choose-year")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (422, "no-store")
    assert (year["aria-invalid"], year["aria-describedby"]) == ("true", "fault-year")
    assert "'23' is not a year; write it as 2023" in page.text
    assert "colour: 'colour' is not a parameter of this address" in page.text
    chosen = [attributes["value"] for tag, attributes in page.tags if tag == "option" and "selected" in attributes]
    assert chosen == ["antony-blinken", "Not!", "23"]
    assert not any(attributes.get("id") == "feed-address" for _, attributes in page.tags)


def test_refused_choice_is_a_problem_for_a_client_that_prefers_json(story):
    answer = story.get("/subscribe?person=nobody", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert answer.json["errors"] == [
        {"parameter": "person", "detail": "no public event has the person 'nobody'; /v1/people lists those there are"}
    ]


def test_refused_markup_stays_text(story):
    answer = story.get('/subscribe?person="><script>alert(1)</script>')

    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


def test_request_with_too_many_values_is_refused_without_looking_at_them(story):
    answer = story.get("/subscribe?" + "&".join(f"kind=no-kind-{number}" for number in range(120)))

    assert answer.status_code == 422
    assert "at most 100 values" in answer.text


def test_filters_without_a_field_are_kept_as_checkboxes(story):
    page = page_of(story, "?person=antony-blinken&kind=visit&place=brussels&country=BE&country=MK")
    ticks = [(one["name"], one["value"]) for _, one in page.tags if one.get("type") == "checkbox" and "checked" in one]

    assert ticks == [("place", "brussels"), ("country", "MK"), ("kind", "visit")]
    assert "Place: Brussels" in page.text
    assert "Country: North Macedonia" in page.text


def test_preview_shows_the_newest_entries_of_the_chosen_feed(story):
    page = page_of(story, "?country=BE&year=2023")

    assert "Most recent 28 November to 1 December 2023 US Secretary of State's trip to Europe" in page.text
    assert "US Secretary of State visits Brussels" in page.text
    assert "US Secretary of State visits Skopje" not in page.text


def test_preview_shows_what_comes_first(client, engine):
    file_text(engine, visits(2).replace("2024-05-01}", "2024-04-01}").replace('edtf: "2024', 'edtf: "2999'))

    text = page_of(client).text

    assert "Next 1 May 2999 Visit 1" in text
    assert "2 May 2999 Visit 2" in text
    assert "Most recent" not in text


def test_preview_counts_the_entries_of_the_feed(story):
    for query, path in (
        ("?year=2023", "/calendars/all/2023.ics"),
        ("?detail=trips", "/calendars/all.ics?detail=trips"),
    ):
        entries = Calendar.from_ical(story.get(path).data).walk("VEVENT")
        words = "1 entry now." if len(entries) == 1 else f"{len(entries)} entries now."

        assert len(entries) > 0
        assert words in page_of(story, query).text


def test_page_says_when_a_sliding_feed_contains_the_newest_twelve_months(story):
    note = "There are no such events now, so it contains the newest twelve months that have events."

    assert note in page_of(story).text
    assert note not in page_of(story, "?year=2023").text


def test_preview_of_a_sliding_feed_leaves_out_what_is_older_than_its_window(client, engine):
    file_text(engine, HEAD + a_visit(1) + a_visit(2).replace("2024-05-02", "2999-05-02"))

    assert "Visit 1" not in page_of(client).text
    assert "Visit 1" in page_of(client, "?year=2024").text


@pytest.mark.parametrize(
    ("options", "address"),
    [
        ("imprecise=omit", "/calendars/all/2023.ics?imprecise=omit"),
        ("cancelled=omit&lang=de", "/calendars/all/2023.ics?cancelled=omit&lang=de"),
        ("kind=visit&detail=stops", "/v1/events.ics?kind=visit&from=2023-01-01&to=2023-12-31&detail=stops"),
    ],
)
def test_options_of_the_feed_go_into_its_address_and_stay_chosen(story, options, address):
    page = page_of(story, f"?year=2023&{options}")
    fold = next(attributes for tag, attributes in page.tags if tag == "details")

    assert address_on(page) == f"{BASE}{address}"
    assert story.get(address).content_type == "text/calendar; charset=utf-8"
    assert "open" in fold


def test_feeds_accept_every_option_that_the_form_offers(story):
    offered = values_offered(page_of(story))
    options = {name: values for name, values in offered.items() if name in {option.name for option in OPTIONS}}

    assert list(options) == ["imprecise", "cancelled", "detail", "lang"]
    for name, values in options.items():
        for value in values:
            assert story.get(f"/calendars/all.ics?{name}={value}").status_code == 200


def test_page_of_an_empty_service_says_so(client):
    assert "No entries now; new events will appear by themselves." in page_of(client).text


@pytest.mark.parametrize(
    "path", ["/calendars/all.ics", "/calendars/people/antony-blinken/2023.ics", f"/v1/?q={250 * 'x'}"]
)
def test_qr_code_is_read_as_the_address(path):
    address = f"webcal://timeline.example.org{path}"
    code = qr_code(address)
    assert code is not None
    scale = 4
    pixels = bytearray()
    for row in modules_of(code.size, code.path):
        line = b"".join((b"\0" if is_dark else b"\xff") * scale for is_dark in row)
        pixels += line * scale
    side = code.size * scale

    found = zxingcpp.read_barcodes(memoryview(bytes(pixels)).cast("B", shape=(side, side)))

    assert [one.text for one in found] == [address]


def test_qr_code_has_the_modules_and_the_quiet_border_of_its_text():
    code = qr_code("webcal://timeline.example.org/calendars/all.ics")
    expected = segno.make_qr("webcal://timeline.example.org/calendars/all.ics", error="m")

    assert code is not None
    assert modules_of(code.size, code.path) == [bytearray(row) for row in expected.matrix_iter(border=QUIET_MODULES)]


def test_address_too_long_for_a_camera_gets_a_sentence_instead_of_a_code(story):
    many = "&".join(f"kind=visit&status=completed&country={code}" for code in 30 * ("BE",))
    page = page_of(story, f"?{many}")

    assert "too long for a QR code" in page.text
    assert not any(attributes.get("class") == "qr" for _, attributes in page.tags)


def test_qr_code_has_its_address_as_text(story):
    page = page_of(story)
    webcal = "webcal://timeline.example.org/calendars/all.ics"

    assert attributes_of(page, "qr-title") == {"id": "qr-title"}
    assert f"QR code of {webcal}" in page.text


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("/people/antony-blinken", "/subscribe?person=antony-blinken"),
        ("/organizations/nato", "/subscribe?organization=nato"),
        ("/places/brussels", "/subscribe?place=brussels"),
        ("/trips/blinken-trip-2023-11", "/subscribe?trip=blinken-trip-2023-11"),
        ("/?person=antony-blinken&kind=visit&year=2023", "/subscribe?person=antony-blinken&kind=visit&year=2023"),
        ("/?known_at=2023-11-24", "/subscribe"),
    ],
)
def test_every_page_leads_to_the_subscription_of_what_it_shows(story, page, link):
    addresses = Reader(story.get(page).text).addresses()

    assert addresses.count("/subscribe") == (2 if link == "/subscribe" else 1)
    assert link in addresses
    assert story.get(link).status_code == 200


def test_page_of_an_event_offers_a_download_and_the_calendars_to_follow(story):
    addresses = Reader(story.get("/events/nato-foreign-ministers-2023-11").text).addresses()
    trip = Reader(story.get("/events/blinken-trip-2023-11").text).addresses()

    assert f"{BASE}/v1/events/nato-foreign-ministers-2023-11.ics" in addresses
    assert not any(address.startswith("webcal:") for address in addresses)
    assert {"/subscribe?trip=blinken-trip-2023-11", "/subscribe?person=antony-blinken"} <= set(addresses)
    assert f"{BASE}/calendars/trips/blinken-trip-2023-11.ics" in trip


def test_page_of_an_event_without_any_day_offers_no_calendar(client, engine):
    undated = a_visit(1).replace("when: ", "when: {phrase: soon, dateline: 2024-05-01, edtf: null} #", 1)
    file_text(engine, HEAD + undated)

    page = client.get("/events/visit-1").text

    assert "date not known" in page
    assert ".ics" not in page
    assert "text/calendar" not in page


def test_page_needs_no_inline_style_and_no_inline_script(story):
    tags = page_of(story).tags

    assert not any("style" in attributes or tag == "style" for tag, attributes in tags)
    scripts = [attributes for tag, attributes in tags if tag == "script"]
    assert all("src" in one or one.get("type") == "application/ld+json" for one in scripts)  # JSON-LD runs nothing


def test_page_that_has_not_changed_gets_304(story):
    first = story.get("/subscribe")
    again = story.get("/subscribe", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert first.headers["Cache-Control"].endswith(", stale-while-revalidate=600, stale-if-error=86400")
