"""How the list of events opens: today on its first page, what is on and comes before what was, names that match."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tests.api.documents import HEAD, a_visit, file_text
from tests.api.test_agenda import TODAY, TOMORROW, YESTERDAY, visit_on
from tests.api.test_site import read

OUT_OF_TIME = ("?sort=start", "?sort=-start", "?known_at=2024-05-20", "?year=2024", f"?from={YESTERDAY}")


def sections(client, address: str = "/") -> dict[str, list[str]]:
    """The ids of the events under each heading of the opening."""
    html = client.get(address).text
    parts = re.split(r'<section class="opening" aria-labelledby="(\w+)-head">', html)[1:]
    return {
        name: re.findall(r'<li class="event [^"]*" id="([^"]*)"', part)
        for name, part in zip(parts[::2], parts[1::2], strict=True)
        if name != "changed"
    }


def visits_on(*days: date) -> str:
    return HEAD + "".join(visit_on(number, day) for number, day in enumerate(days, start=1))


def test_each_event_stands_once_under_what_it_is_today(client, engine):
    on_now = a_visit(4).replace('"2024-05-04"', f'"{YESTERDAY}/{TOMORROW}"').replace("announced", "under-way")
    file_text(engine, visits_on(YESTERDAY, TODAY, TOMORROW) + on_now)

    assert sections(client) == {"now": ["visit-4", "visit-2"], "ahead": ["visit-3"], "earlier": ["visit-1"]}


def test_earlier_events_come_newest_first(client, engine):
    file_text(engine, visits_on(*(TODAY - timedelta(days=back) for back in (40, 3, 400))))

    assert sections(client) == {"earlier": ["visit-2", "visit-1", "visit-3"]}


def test_cancelled_event_of_today_is_not_on_now(client, engine):
    file_text(engine, visits_on(TODAY).replace("announced", "cancelled"))

    assert sections(client) == {"earlier": ["visit-1"]}


def test_event_known_to_end_by_a_day_to_come_is_ahead(client, engine):
    file_text(engine, HEAD + visit_on(1, TODAY).replace(f'"{TODAY}"', f'"/{TODAY + timedelta(days=9)}"'))

    assert sections(client) == {"ahead": ["visit-1"]}


def test_list_says_when_nothing_lies_ahead(client, engine):
    file_text(engine, visits_on(YESTERDAY))
    assert "Nothing lies ahead" in read(client, "/").text

    file_text(engine, visits_on(TOMORROW))
    assert "Nothing lies ahead" not in read(client, "/").text


def test_long_list_has_today_on_its_first_page_and_the_rest_behind_links(client, engine):
    days = [TODAY + timedelta(days=number - 70) for number in range(141)]
    reports = (
        a_visit(1).replace("visit-1", f"v-{number}").replace("2024-05-01", day.isoformat())
        for number, day in enumerate(days)
    )
    file_text(engine, HEAD + "".join(reports))
    page, shown = read(client, "/"), sections(client)

    assert "141 events" in page.text
    assert shown["now"] == ["v-70"]
    assert (shown["ahead"][0], len(shown["ahead"])) == ("v-71", 50)
    assert shown["earlier"][0] == "v-69"
    links = {address for address in page.addresses() if address.startswith("/?")}
    assert links >= {"/?sort=start", f"/?from={TODAY}", f"/?to={TODAY}&sort=-start"}
    assert "71 events" in read(client, f"/?to={TODAY}&sort=-start").text


def test_filtered_list_opens_at_today_too(client, engine):
    file_text(engine, visits_on(YESTERDAY, TOMORROW))

    assert sections(client, "/?kind=visit") == {"ahead": ["visit-2"], "earlier": ["visit-1"]}
    assert sections(client, "/people/ada") == {"ahead": ["visit-2"], "earlier": ["visit-1"]}


@pytest.mark.parametrize("query", OUT_OF_TIME)
def test_list_of_days_of_its_own_is_one_list(client, engine, query):
    file_text(engine, visits_on(YESTERDAY))

    assert sections(client, f"/{query}") == {}


def test_what_changed_lately_is_on_the_page_of_all_events_only(client, engine):
    file_text(engine, visits_on(YESTERDAY))

    assert "Changed lately" in read(client, "/").text
    assert "Changed lately" not in read(client, "/?kind=visit").text


def test_search_suggests_names_that_match(story):
    page = read(story, "/?q=blin")

    assert re.search(r"Names that match: Antony Blinken \(\d+\)", page.text)
    assert "/people/antony-blinken" in page.addresses()
    assert "Names that match" not in read(story, "/?q=nobody-has-this").text


def test_other_order_of_the_page_is_refused(story):
    assert story.get("/?sort=title").status_code == 422
