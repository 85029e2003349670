"""The lanes and the map of the element in Chromium: what they draw, how they are reached, what they weigh."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from devtools.widget_build import SOURCE, WIDGET
from tests.browser.feed import Json, days, event, listing, on, participant, place, season, when
from tests.browser.site import Site

pytestmark = pytest.mark.browser

Show = Callable[..., Page]

MAX_GZIP_BYTES = {"lanes.js": 6_300, "map.js": 4_200, "land.json": 6_144}
"""The goal of WIDGET.md is 4,096 for a view; the lanes weigh more, so a test keeps them from growing."""

CITIES = {
    "Brussels": (50.85, 4.35),
    "Skopje": (42.0, 21.43),
    "Tel Aviv": (32.08, 34.78),
    "Ramallah": (31.9, 35.2),
    "Dubai": (25.2, 55.27),
    "Honolulu": (21.31, -157.86),
    "Suva": (-18.14, 178.44),
    "Tokyo": (35.68, 139.69),
}


@pytest.fixture
def show(page: Page, service: Site, host: Site) -> Show:
    """Opens the plain host page with a view of one's choice and waits until it is drawn."""

    def shown(view: str, *events: Json, attributes: str = "", fragment: str = "", style: str = "") -> Page:
        if events:
            service.give_json("/v1/events.json", listing(*events))
        attributes = f'view="{view}" {attributes}'
        address = host.give_page("plain", service=service.origin, attributes=attributes, style=style)
        page.goto(address + fragment)
        page.locator({"lanes": ".lanes", "map": ".route", "list": ".list"}[view]).wait_for()
        if view == "map":
            page.locator('.land:not([d=""])').wait_for(state="attached")  # it is drawn again when the land comes
        return page

    return shown


def located(name: str) -> Json:
    """A city with its real coordinates."""
    latitude, longitude = CITIES[name]
    return {**place(name), "latitude": latitude, "longitude": longitude}


def met(slug: str, date: Json, *people: str, **more: object) -> Json:
    """An event with people who are there."""
    return event(slug, slug.title(), date, participants=[participant(name) for name in people or ("Ada Able",)], **more)


def journey(*cities: str, **more: object) -> list[Json]:
    """A trip with a visit a day from 10 May on."""
    visits = [
        event(
            f"visit-{number}",
            f"Visit to {city}",
            on(f"2026-05-{number + 10}"),
            **{"kind": "visit", "status": "completed", "where": [located(city)], "part_of": ["trip"], **more},
        )
        for number, city in enumerate(cities)
    ]
    where = [located(city) for city in dict.fromkeys(cities)]
    return [event("trip", "A journey", days("2026-05-10", "2026-05-20"), kind="trip", where=where), *visits]


def texts(page: Page, selector: str) -> list[str]:
    """The visible texts of all matches, spaces folded."""
    return [" ".join(text.split()) for text in page.locator(selector).all_inner_texts()]


def drawn(page: Page, selector: str) -> list[str]:
    """The texts of all matches within a drawing."""
    return page.locator(selector).all_text_contents()


def focused(page: Page) -> str:
    """The key of what has the focus in the element."""
    key: str = page.evaluate("document.activeElement.shadowRoot?.activeElement?.dataset.key ?? ''")
    return key


def labels(page: Page) -> list[str]:
    """The sentences of all bars, as a screen reader says them."""
    sentences: list[str] = page.locator(".bar").evaluate_all("bars => bars.map(bar => bar.ariaLabel)")
    return sentences


# --- The switch ------------------------------------------------------------------------------------------------------


def test_view_is_switched_by_one_tab_stop_with_arrows_and_told(show: Show, service: Site):
    page = show("list", *season())
    page.evaluate(
        "document.querySelector('diplomatic-timeline').addEventListener('change', e => (window.told = e.detail))"
    )
    assert service.seen("/widget/lanes.js") == service.seen("/widget/map.js") == []

    page.locator('[data-key="v:list"]').focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.locator(".lanes")).to_be_visible()
    assert focused(page) == "v:lanes"
    assert page.evaluate("told.view") == "lanes"
    pressed = page.get_by_role("toolbar", name="Views").get_by_role("button")
    assert pressed.evaluate_all("all => all.map(one => [one.textContent, one.ariaPressed, one.tabIndex])") == [
        ["List", "false", -1],
        ["Lanes", "true", 0],
        ["Map", "false", -1],
    ]
    assert (len(service.seen("/widget/lanes.js")), service.seen("/widget/map.js")) == (1, [])


def test_view_that_can_not_be_loaded_gives_way_to_the_list(page: Page, service: Site, host: Site):
    page.route("**/widget/lanes.js", lambda route: route.abort())

    page.goto(host.give_page("plain", service=service.origin, attributes='view="lanes"', style=""))

    expect(page.locator(".list")).to_be_visible()
    expect(page.locator('[data-key="v:list"]')).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("view", ["lanes", "map"])
def test_paper_has_the_list_and_the_screen_its_view_again(show: Show, view: str):
    page = show(view, *season())

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(texts(page, ".list > section > ol > li > .body > .head")) == 10
    page.evaluate("dispatchEvent(new Event('afterprint'))")

    expect(page.locator(".lanes, .route")).to_be_visible()


@pytest.mark.parametrize("view", ["lanes", "map"])
def test_search_narrows_every_view(show: Show, view: str):
    page = show(view, *journey("Brussels", "Tokyo"), met("dinner", on("2026-05-11"), where=[located("Dubai")]))

    page.get_by_role("searchbox").fill("dinner")

    assert texts(page, "[role=status]") == ["4 events, 1 shown"]
    found = labels(page) if view == "lanes" else texts(page, ".legs .fold")
    assert [one.split(",")[0] for one in found] == ["Dinner"]


@pytest.mark.parametrize("view", ["lanes", "map"])
def test_view_has_few_control_stops(show: Show, view: str):
    page = show(view, *season())
    keys: list[str] = []
    page.locator("h1").click()
    for _ in range(60):
        page.keyboard.press("Tab")
        if not (key := focused(page)):
            break
        keys.append(key)

    controls = [key for key in keys if key[:2] in ("v:", "l:", "z:") or ":" not in key or key == "m:trip"]
    assert len(controls) <= 8
    assert sum(key.startswith("b:") for key in keys) == (1 if view == "lanes" else 0)


# --- Lanes -----------------------------------------------------------------------------------------------------------

LANES = {
    "person": ["Marco Rubio", "Hakan Fidan", "Ignazio Cassis", "Jean-Noël Barrot", "Mark Rutte", "Sergey Lavrov"],
    "country": ["Belgium"],
    "organization": [],
}


@pytest.mark.parametrize("kind", LANES)
def test_lanes_are_people_countries_or_organizations_and_the_rest(show: Show, kind: str):
    page = show("lanes", *season(), attributes=f'lanes="{kind}"')

    assert texts(page, ".who") == [*LANES[kind], "Others"]
    assert page.locator(".track").evaluate_all("all => all.map(one => one.ariaLabel)") == [*LANES[kind], "Others"]


def test_bar_says_title_date_status_and_what_is_odd_in_one_sentence(show: Show):
    page = show("lanes", *season())

    assert {
        "NATO foreign ministers’ meeting, 19 – 20 May 2026, Confirmed, Sources disagree: date",
        "Talks on the grain corridor, Planned 20 April 2026, took place 21 April 2026, Completed, Absent",
        "OSCE council, between 25 May and 29 May 2026, day not known, Reported",
    } <= {label.replace("planned", "Planned") for label in labels(page)}
    assert page.get_by_role("heading", name="Date not known").count() == 1
    assert texts(page, ".lanes > .opened .title") == ["Second exchange of detainees"]


SIX = {
    "exact": (days("2026-05-20", "2026-05-29"), "sure", None, ""),
    "some day of a month": (when("2026-05", "2026-05-01", "2026-05-31", exact=False), "hollow", None, ""),
    "one of some days": (
        when("[2026-05-20..2026-05-29]", "2026-05-20", "2026-05-29", exact=False), "hatched", None, ""
    ),
    "about": (when("2026-05-28~", "2026-05-25", "2026-05-31", exact=False), "hatched", None, ""),
    "from, end not known": (when("2026-05-20/..", "2026-05-20", None, exact=False), "hatched", (0, 1), "to"),
    "until, start not known": (when("../2026-05-20", None, "2026-05-20", exact=False), "hatched", (0, 1), "from"),
    "ends about": (
        when("2026-05-11/2026-05-20~", "2026-05-11", "2026-05-23", exact=False), "hatched", (0, 7), ""
    ),
    "ends in a month": (when("2026-05-11/2026-06", "2026-05-11", "2026-06-30", exact=False), "hatched", (0, 22), ""),
}  # fmt: skip
"""Date, form of the bar, days of the solid core from the start of the bar, open end."""


@pytest.mark.parametrize("name", SIX)
def test_uncertain_date_has_a_form_of_its_own(show: Show, name: str):
    date, form, core, arrow = SIX[name]
    page = show("lanes", met("one", date), met("far", on("2026-07-01")))
    bar = page.locator(".bar").first
    drawn = bar.evaluate("""bar => {
        const form = bar.querySelector('.form'), core = form.querySelector('.core')
        const style = getComputedStyle(form)
        return [form.className.split(' ').filter(Boolean), style.borderTopStyle, style.backgroundImage.slice(0, 9),
            core && [core.offsetLeft, core.offsetWidth], style.clipPath !== 'none']
    }""")

    classes, border, pattern, solid, is_cut = drawn
    assert form in classes
    assert {*classes} & {"from", "to"} == ({arrow} if arrow else set())
    assert (border, pattern == "repeating") == ("dashed" if form == "hatched" else "solid", form == "hatched")
    assert is_cut is bool(arrow)
    assert (solid is None) is (core is None)
    if core and not arrow:
        day = page.locator(".track").first.evaluate("track => track.clientWidth") / days_shown(page)
        assert solid[1] == pytest.approx((core[1] - core[0]) * day, abs=2)


def days_shown(page: Page) -> float:
    """How many days the lanes show, read off two marks of weeks."""
    first, second = (page.locator(".tick").nth(at).bounding_box() for at in (1, 2))
    assert first is not None
    assert second is not None
    track = page.locator(".track").first.bounding_box()
    assert track is not None
    return track["width"] / (second["x"] - first["x"]) * 7


STATUS = {
    "reported": "dotted",
    "announced": "solid",
    "confirmed": "filled",
    "under-way": "filled",
    "completed": "tinted",
    "broken-off": "double",
    "postponed": "amber",
    "cancelled": "struck",
    "withdrawn": "struck",
}


def test_every_status_has_a_form_of_its_own(show: Show):
    page = show("lanes", *(met(status, on("2026-05-20"), f"Person {status}", status=status) for status in STATUS))
    looks = page.locator(".form").evaluate_all("""all => all.map((form) => {
        const style = getComputedStyle(form)
        return [style.borderTopStyle, style.borderTopColor, style.borderInlineEndStyle, style.backgroundColor,
            style.backgroundImage.slice(0, 6)].join()
    })""")

    assert len(looks) == len(STATUS)
    assert len(set(looks)) == len(STATUS) - 2  # confirmed and under way are told apart by the word, struck ones too


def test_moved_event_has_its_old_day_and_an_arrow_to_the_new_one(show: Show):
    moved = [{"from": "2026-05-28", "to": "2026-06-03", "known_from": "2026-05-01T00:00:00Z"}]
    page = show("lanes", met("later", on("2026-06-03"), status="postponed", moved=moved))
    ghost, way, bar = (page.locator(name).bounding_box() for name in (".ghost", ".way", ".bar"))

    assert ghost is not None
    assert way is not None
    assert bar is not None
    assert ghost["x"] < bar["x"]
    assert way["x"] == pytest.approx(ghost["x"], abs=1)
    assert way["x"] + way["width"] == pytest.approx(bar["x"], abs=1)
    assert labels(page) == ["Later, 28 May 2026, now 3 June 2026, Postponed"]


def test_absent_person_has_a_hollow_bar_with_the_word_in_their_lane_alone(show: Show):
    people = [participant("Ada Able", "attended"), participant("Bob Best", "absent")]
    page = show("lanes", event("talks", "Talks", on("2026-05-20"), status="completed", participants=people))

    assert texts(page, ".bar") == ["Talks", "Absent: Talks"]
    fills = page.locator(".form").evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
    assert fills[0] != "rgba(0, 0, 0, 0)"
    assert fills[1] == "rgba(0, 0, 0, 0)"


def test_near_bars_join_into_a_block_that_is_looked_into(show: Show):
    crowd = [met(f"e{number}", on(f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}")) for number in range(120)]
    page = show(
        "lanes", *crowd, *(met(f"d{number}", on("2026-05-20")) for number in range(200)), attributes='limit="400"'
    )
    page.locator('[data-key="l:all"]').click()
    counts = [int(text) for text in texts(page, ".block")]
    assert sum(counts) + page.locator(".bar:not(.block)").count() == 320

    page.locator(".block").first.click()

    assert page.locator('.tools [aria-pressed="true"]').inner_text() == "Year"
    assert focused(page).startswith("b:")


def test_block_of_one_day_opens_its_events_at_the_finest_step(show: Show):
    page = show("lanes", *(met(f"d{number}", on("2026-05-20")) for number in range(9)))
    page.locator('[data-key="l:2-weeks"]').click()

    page.locator(".block").click()

    assert texts(page, ".opened .title") == [f"D{number}" for number in (0, *range(4, 9))]


def test_keys_go_by_time_and_between_lanes_and_bring_far_events_near(show: Show):
    page = show(
        "lanes",
        met("one", on("2026-05-14"), "Ada Able"),
        met("two", on("2026-05-24"), "Ada Able"),
        met("far", on("2027-05-24"), "Ada Able"),
        met("other", on("2026-05-25"), "Bob Best"),
    )
    page.locator('.bar[tabindex="0"]').focus()
    went = [focused(page)]
    for key in ("ArrowRight", "ArrowDown", "ArrowUp", "ArrowRight", "Home", "End", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
        went.append(focused(page))

    assert [key.split("|")[1] for key in went] == ["one", "two", "other", "two", "far", "one", "far", "two", "one"]
    assert page.locator('.bar[tabindex="0"]').count() == 1


def test_arrows_follow_the_direction_of_the_text(show: Show):
    page = show("lanes", met("one", on("2026-05-14")), met("two", on("2026-05-24")), attributes='lang="ar"')
    page.locator('.bar[tabindex="0"]').focus()

    page.keyboard.press("ArrowLeft")

    assert focused(page) == "b:ada-able|two"
    one, two = (page.locator(".bar").nth(at).bounding_box() for at in (0, 1))
    assert one is not None
    assert two is not None
    assert two["x"] < one["x"]


def test_enter_opens_an_event_in_place_and_escape_returns(show: Show):
    page = show("lanes", met("one", on("2026-05-14"), summary="What was said."))
    page.locator('.bar[tabindex="0"]').focus()

    page.keyboard.press("Enter")

    expect(page.locator(".bar")).to_have_attribute("aria-expanded", "true")
    assert texts(page, ".opened .summary") == ["What was said."]
    page.locator(".opened .sources").click()
    assert texts(page, ".opened .publisher") == ["Reuters"]
    page.keyboard.press("Escape")
    assert (page.locator(".opened").count(), focused(page)) == (0, "b:ada-able|one")


def test_plus_and_minus_zoom_and_keep_the_focus(show: Show):
    page = show("lanes", met("old", on("2016-05-14")), met("one", on("2026-05-14")))
    page.locator('.bar[tabindex="0"]').focus()
    steps = []
    for key in ("+", "-", "-", "-"):
        page.keyboard.press(key)
        steps.append((page.locator('.tools [aria-pressed="true"]').inner_text(), focused(page)))

    assert steps == [(name, "b:ada-able|one") for name in ("2 weeks", "Quarter", "Year", "All")]


def test_plain_wheel_scrolls_the_page_and_wheel_with_control_zooms(show: Show):
    page = show("lanes", *season(), style="body { min-height: 4000px }")
    page.locator(".chart").hover()

    page.mouse.wheel(0, 300)

    page.wait_for_function("scrollY === 300")
    assert page.locator('.tools [aria-pressed="true"]').inner_text() == "All"
    page.evaluate("scrollTo(0, 0)")
    page.locator(".chart").hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(page.locator('.tools [aria-pressed="true"]')).to_have_text("Quarter")
    assert page.evaluate("scrollY") == 0


TOUCH = """([kind, ...points]) => {
    const chart = document.querySelector('diplomatic-timeline').shadowRoot.querySelector('.chart')
    const touch = ([clientX, clientY], identifier) => new Touch({ identifier, target: chart, clientX, clientY })
    const touches = points.map(touch)
    const event = new TouchEvent(kind, { touches, bubbles: true, cancelable: true, composed: true })
    chart.dispatchEvent(event)
    return event.defaultPrevented
}"""


def test_one_finger_is_the_pages_and_two_fingers_pan(show: Show):
    page = show("lanes", *season())
    shown = page.locator(".days").inner_text()
    one = [page.evaluate(TOUCH, [kind, [400, y]]) for kind, y in (("touchstart", 300), ("touchmove", 200))]
    assert (one, page.locator(".days").inner_text()) == ([False, False], shown)

    for kind, x in (("touchstart", 400), ("touchmove", 300)):
        page.evaluate(TOUCH, [kind, [x, 300], [x + 100, 300]])

    assert page.locator(".days").inner_text() != shown
    assert page.locator('.tools [aria-pressed="true"]').inner_text() == "All"


def test_two_fingers_apart_zoom(show: Show):
    page = show("lanes", *season())

    page.evaluate(TOUCH, ["touchstart", [400, 300], [500, 300]])
    page.evaluate(TOUCH, ["touchmove", [350, 300], [550, 300]])

    assert page.locator('.tools [aria-pressed="true"]').inner_text() == "Quarter"


def test_axis_prints_the_year_only_where_it_changes_and_today_is_marked(show: Show):
    page = show("lanes", met("one", on("2026-11-20")), met("two", on("2027-01-20")))
    page.locator('[data-key="l:quarter"]').click()
    assert texts(page, ".tick b") == ["Nov 2026", "Dec", "Jan 2027"] or "2026" in texts(page, ".tick b")[0]
    assert sum("2026" in text for text in texts(page, ".tick b")) == 1


def test_today_is_a_line_in_the_lanes(show: Show):
    assert texts(show("lanes", *season()), ".now") == ["Today"]


def test_fragment_opens_its_event_in_the_lanes(show: Show):
    page = show("lanes", *season(), fragment="#osce-council")

    assert texts(page, ".opened .target .title") == ["OSCE council"]
    expect(page.get_by_role("link", name="OSCE council")).to_be_focused()


def test_show_as_list_is_always_there(show: Show):
    page = show("lanes", *season())

    page.get_by_role("button", name="Show as list").click()

    expect(page.locator(".list")).to_be_visible()


def test_ten_thousand_events_make_at_most_five_thousand_elements(show: Show, service: Site):
    names = [f"Person {number}" for number in range(300)]
    many = [
        met(f"e{number}", on(f"20{number % 16 + 10}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"), names[number % 300])
        for number in range(10_000)
    ]
    for start in range(0, len(many), 1000):
        address = f"/v1/part{start}" if start else "/v1/events.json"
        following = f"{service.origin}/v1/part{start + 1000}" if start < 9000 else None
        service.give_json(address, listing(*many[start : start + 1000], following=following))
    page = show("lanes", attributes='limit="10000"')
    counts = []
    for step in ("all", "year", "quarter", "2-weeks"):
        page.locator(f'[data-key="l:{step}"]').click()
        counts.append(page.locator(".view *").count())

    assert max(counts) <= 5_000
    assert min(counts) > 20


# --- Map -------------------------------------------------------------------------------------------------------------


def test_route_is_a_drawing_with_a_short_name_and_the_same_as_an_ordered_list(show: Show):
    page = show("map", *journey("Brussels", "Skopje", "Tel Aviv"))

    assert page.get_by_role("img").get_attribute("aria-label") == "Map: A journey, 2 legs"
    assert texts(page, ".legs > li > .head, .legs > li > .meta") == [
        "1. Brussels to Skopje",
        "10 – 11 May 2026 1,630 km",
        "2. Skopje to Tel Aviv",
        "11 – 12 May 2026 1,620 km",
    ]
    assert drawn(page, ".map .number") == ["1", "2", "3"]
    assert drawn(page, ".map .name") == ["Brussels", "Skopje", "Tel Aviv"]
    assert page.locator(".leg").count() == page.locator(".map .tick").count() == 2


def test_legs_are_dashed_while_planned_and_dotted_while_unsure(show: Show):
    route = journey("Brussels", "Skopje", "Tel Aviv", "Dubai")
    route[3]["status"], route[4]["status"] = "announced", "reported"
    page = show("map", *route)

    dashes = page.locator(".leg").evaluate_all("all => all.map(leg => getComputedStyle(leg).strokeDasharray)")
    assert dashes == ["none", "7px, 6px", "0.1px, 6px"]
    assert [text.rsplit(" km ", 1)[-1] for text in texts(page, ".legs .meta")[-2:]] == ["Planned", "Not certain"]


def test_stops_at_one_spot_are_joined_and_cancelled_ones_left_out(show: Show):
    route = journey("Brussels", "Tel Aviv", "Ramallah", "Tokyo")
    route[4]["status"] = "cancelled"
    page = show("map", *route)

    assert drawn(page, ".map .number") == ["1", "2·3"]
    assert texts(page, ".legs .head") == ["1. Brussels to Tel Aviv", "2. Tel Aviv to Ramallah"]


def test_route_over_the_date_line_is_short(show: Show):
    page = show("map", *journey("Suva", "Honolulu", "Tokyo"))

    widths = page.locator(".leg").evaluate_all(
        "all => all.map(leg => leg.getBBox().width / leg.closest('svg').viewBox.baseVal.width)"
    )
    assert [round(width, 1) for width in widths] == [0.2, 0.7]
    inside = page.locator(".spot").evaluate_all("""all => all.every((spot) => {
        const [, , width, height] = spot.closest('svg').getAttribute('viewBox').split(' ').map(Number)
        const [x, y] = [spot.cx.baseVal.value, spot.cy.baseVal.value]
        return x > 0 && x < width && y > 0 && y < height
    })""")
    assert inside is True


def test_map_is_framed_on_its_stops_with_land_under_them(show: Show):
    page = show("map", *journey("Brussels", "Skopje"))

    covered = page.locator(".map").evaluate("""map => {
        const land = map.querySelector('.land'), point = map.createSVGPoint()
        return [...map.querySelectorAll('.spot')].map((spot) => {
            point.x = spot.cx.baseVal.value
            point.y = spot.cy.baseVal.value
            return land.isPointInFill(point)
        })
    }""")
    assert covered == [True, True]


def test_without_a_trip_all_places_have_their_counts(show: Show):
    page = show(
        "map",
        met("one", on("2026-05-14"), where=[located("Tokyo")]),
        met("two", on("2026-05-15"), where=[located("Brussels")]),
        met("three", on("2026-05-16"), where=[located("Tokyo")]),
        met("call", on("2026-05-17"), where=[]),
    )

    assert page.get_by_role("img").get_attribute("aria-label") == "Map: 2 places"
    assert drawn(page, ".map .number") == ["2", "1"]
    assert texts(page, ".legs > li") == ["Tokyo 2 events", "Brussels Two"]
    assert texts(page, ".route > .note") == ["Not on the map: Call"]
    page.get_by_role("button", name="2 events").click()
    assert texts(page, ".legs .title") == ["One", "Three"]


def test_reader_chooses_between_the_route_and_all_places(show: Show):
    page = show("map", *journey("Brussels", "Skopje"), met("far", on("2026-05-14"), where=[located("Tokyo")]))
    assert drawn(page, ".map .number") == ["1", "2"]

    page.get_by_role("combobox", name="Route").select_option(label="All places")

    assert page.get_by_role("img").get_attribute("aria-label") == "Map: 3 places"


# --- Forms, files ----------------------------------------------------------------------------------------------------


NUMBERS = ('<text class="number"', '<button class="bar block"')
"""Single figures on a disc or a block: axe can not tell whether they are text. Both have the colours of tokens."""


@pytest.mark.parametrize("view", ["lanes", "map"])
@pytest.mark.parametrize(
    ("attributes", "width"),
    [('theme="light"', 900), ('theme="dark"', 900), ('lang="ar"', 900), ('lang="ar" theme="dark"', 320), ("", 320)],
)
def test_axe_finds_nothing(show: Show, page: Page, view: str, attributes: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    show(view, *season(), *journey("Brussels", "Skopje", "Tel Aviv")[1:], attributes=attributes)
    page.locator('.bar[tabindex="0"], .legs .fold').first.click()
    page.evaluate("scrollTo(0, 0)")  # axe can not tell what lies under a text that is cut by the screen
    # It also takes the land for as large as it is, though the drawing cuts it.
    page.locator(".land, .lanes").evaluate("node => node.removeAttribute('d')")
    found = Axe().run(page, context="diplomatic-timeline").response

    unsure = [node["html"] for fault in found["incomplete"] for node in fault["nodes"]]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]] == []
    assert [html for html in unsure if not html.startswith(NUMBERS)] == []


@pytest.mark.parametrize("attributes", ["", 'lang="de"', 'lang="ar"'])
@pytest.mark.parametrize("view", ["lanes", "map"])
def test_nothing_overflows_sideways_at_320_pixels(show: Show, page: Page, view: str, attributes: str):
    page.set_viewport_size({"width": 320, "height": 800})
    show(view, *season(), attributes=attributes)

    outside = page.locator(".frame *").evaluate_all("""nodes => nodes.filter((node) => {
        const box = node.getBoundingClientRect()
        const isCut = node.closest('.skip, .axis, .line, .map')
        return box.width > 0 && !isCut && (box.left < 0 || box.right > innerWidth)
    }).map((node) => node.className)""")
    assert (outside, page.evaluate("document.documentElement.scrollWidth")) == ([], 320)


def test_targets_have_24_pixels(show: Show):
    page = show("lanes", *season())

    sizes = page.locator(".lanes button").evaluate_all("all => all.map(one => [one.offsetWidth, one.offsetHeight])")
    assert [size for size in sizes if min(size) < 23] == []


def test_forced_colours_keep_bars_and_patterns(show: Show, page: Page):
    page.emulate_media(forced_colors="active")
    show("lanes", *season())

    hatched = page.locator(".form.hatched").first
    assert hatched.evaluate("node => getComputedStyle(node).backgroundImage").startswith("repeating")


@pytest.mark.parametrize("view", ["lanes", "map"])
def test_strict_policy_is_never_violated(page: Page, service: Site, host: Site, view: str):
    policy = (
        f"default-src 'none'; style-src 'self'; script-src 'self' {service.origin}; connect-src {service.origin}; "
        "base-uri 'none'; form-action 'none'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    page.add_init_script(
        "window.violations = [];"
        "addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective))"
    )
    page.goto(
        host.give_page("strict", headers={"Content-Security-Policy": policy}, service=service.origin, host=host.origin)
    )
    page.locator(f'[data-key="v:{view}"]').click()
    page.locator(".lanes, .route").wait_for()
    page.locator('.bar[tabindex="0"], .legs .fold').first.click()

    assert page.evaluate("violations") == []


def test_map_data_is_asked_for_once_and_only_for_the_map(show: Show, service: Site):
    page = show("lanes", *season())
    assert service.seen("/widget/land.json") == []
    for view in ("map", "lanes", "map"):
        page.locator(f'[data-key="v:{view}"]').click()
        page.locator({"lanes": ".lanes", "map": ".route"}[view]).wait_for()

    assert len(service.seen("/widget/land.json")) == 1


@pytest.mark.parametrize("name", MAX_GZIP_BYTES)
def test_view_imports_nothing_and_stays_small(name: str):
    content = (WIDGET / name).read_text(encoding="utf-8")

    assert re.findall(r"\bimport\b(?!\.meta)|innerHTML|https?://(?!www\.w3\.org)", content) == []
    assert len(gzip.compress(content.encode(), 9)) <= MAX_GZIP_BYTES[name]


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "ru", "uk", "zh"])
def test_language_has_the_words_of_the_views(language: str):
    table = json.loads((WIDGET / "words" / f"{language}.json").read_text(encoding="utf-8"))
    keys = {key.removesuffix(".other") for key in table}
    sources = [SOURCE / f"{name}.js" for name in ("lanes", "map")]
    used = {key for source in sources for key in re.findall(r"\bword\('([\w.-]+)'", source.read_text(encoding="utf-8"))}
    spoken = {"views", "list", "lanes", "map", "2-weeks", "quarter", "year", "all", "days-before", "days-after"}
    spoken |= {"zoom-in", "zoom-out", "show-as-list", "presence.absent", "presence.declined", "planned", "not-certain"}

    assert (used | spoken) - keys - {"today"} == set()
