"""The embeddable element in Chromium: what a reader, a keyboard, a strict page and a failing network meet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from tests.browser.feed import Json, at, claim, correction, event, listing, on, participant, place, season, when
from tests.browser.site import Site

pytestmark = pytest.mark.browser

Embed = Callable[..., Page]

UNKNOWN = when(None, None, None, exact=False)

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "\u202egnp.exe",
    "{{7*7}}",
    "constructor",
    "__proto__",
    "a" * 5000,
)


def row(page: Page, slug: str) -> Locator:
    """The list entry of an event."""
    return page.locator(f'[data-slug="{slug}"]')


def texts(page: Page, selector: str) -> list[str]:
    """The visible texts of all matches, spaces folded."""
    return [" ".join(text.split()) for text in page.locator(selector).all_inner_texts()]


# --- What the list shows ---------------------------------------------------------------------------------------------


def test_list_groups_events_by_month_from_today_and_puts_undated_ones_last(embed: Embed):
    page = embed(*season())

    assert texts(page, "section > h2") == ["May 2026", "June 2026", "Date not known"]
    assert texts(page, ".list > section > ol > li > .body > .head") == [
        "Secretary of State’s trip to the Gulf",
        "Foreign ministers speak by telephone",
        "NATO foreign ministers’ meeting",
        "OSCE council",
        "Quad leaders’ summit",
        "Visit to Ankara",
        "Contact group in Minsk",
        "Start of the monitoring mission",
        "Second exchange of detainees",
    ]
    assert texts(page, ".today") == ["Today, 12 May"]
    assert row(page, "geneva-call").evaluate("node => node.previousElementSibling.className") == "today"


def test_list_asks_for_claims_and_narrows_the_query_by_its_attributes(embed: Embed, service: Site):
    embed(attributes='from="today-30" to="today+90" filter="country=BE&amp;kind=summit" limit="20"')

    (request,) = service.seen("/v1/events.json")
    assert request.parameters == {
        "country": ["BE"],
        "kind": ["summit"],
        "from": ["2026-04-12"],
        "to": ["2026-08-10"],
        "limit": ["20"],
        "include": ["claims"],
    }


def test_earlier_button_shows_past_events_and_focuses_the_first(embed: Embed):
    page = embed(*season())

    page.get_by_role("button", name="1 earlier").click()

    expect(page.get_by_role("link", name="Talks on the grain corridor")).to_be_focused()
    assert texts(page, '[data-slug="paris-talks"] p') == [
        "Talks on the grain corridor",
        "Not there: Hakan Fidan",
        "Planned 20 April 2026, took place 21 April 2026",
    ]


@pytest.mark.parametrize(
    ("date", "gutter", "words"),
    [
        (on("2026-05-28"), ["Thu", "28 May"], []),
        (when("2026-05-28/2026-06-02", "2026-05-28", "2026-06-02"), ["Thu – Tue", "28 May – 2 Jun"], []),
        (
            when("[2026-05-25..2026-05-29]", "2026-05-25", "2026-05-29", exact=False),
            ["25 – 29 May", "approx."],
            ["Between 25 May and 29 May 2026, day not known"],
        ),
        (
            when("2026-06", "2026-06-01", "2026-06-30", exact=False),
            ["June 2026", "approx."],
            ["In June 2026, day not known"],
        ),
        (
            when("2026-05-28~", "2026-05-25", "2026-05-31", exact=False),
            ["25 – 31 May", "approx."],
            ["About 28 May 2026"],
        ),
        (
            when("2026-05-28?", "2026-05-28", "2026-05-28", exact=False),
            ["28 May", "approx."],
            ["28 May 2026, not certain"],
        ),
        (
            when("2026-05-28/..", "2026-05-28", None, exact=False),
            ["28 May –", "approx."],
            ["From 28 May 2026, end not known"],
        ),
        (
            when("[..2026-05-28]", None, "2026-05-28", exact=False),
            ["– 28 May", "approx."],
            ["28 May 2026 or earlier"],
        ),
        (
            when("2026-05-28/2026-05-30", "2026-05-28", "2026-05-30", exact=False),
            ["28 – 30 May", "approx."],
            ["Between 28 May and 30 May 2026, day not known"],
        ),
        (
            when("2026-22", "2026-06-01", "2026-08-31", exact=False),
            ["summer 2026", "approx."],
            ["Summer 2026, day not known"],
        ),
        (
            when("../2026-05-28", None, "2026-05-28", exact=False),
            ["– 28 May", "approx."],
            ["Until 28 May 2026, start not known"],
        ),
        (
            when(None, None, None, exact=False, phrase="soon"),
            ["date not known"],
            ["Date not known (in the source’s words: “soon”)"],
        ),
    ],
)
def test_date_is_never_more_precise_than_its_source(embed: Embed, date: Json, gutter: list[str], words: list[str]):
    page = embed(event("one", "One", date))

    assert texts(page, '[data-slug="one"] .gutter :is(.small, b, .approx)') == gutter
    assert texts(page, '[data-slug="one"] .body > p:not(.head)') == words


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("reported", "Reported"),
        ("announced", "Announced"),
        ("confirmed", "Confirmed"),
        ("under-way", "Under way"),
        ("completed", "Completed"),
        ("postponed", "Postponed"),
        ("cancelled", "Cancelled"),
        ("withdrawn", "Withdrawn"),
    ],
)
def test_status_is_an_icon_and_a_word(embed: Embed, status: str, word: str):
    page = embed(event("one", "One", on("2026-05-20"), status=status))

    assert texts(page, ".status") == [word]
    assert page.locator(".status svg > *").count() > 0


def test_cancelled_title_is_struck(embed: Embed):
    page = embed(*season())

    assert (
        row(page, "minsk").locator(".title").evaluate("node => getComputedStyle(node).textDecorationLine")
        == "line-through"
    )


def test_postponed_event_shows_its_old_day_struck_and_its_new_one(embed: Embed):
    page = embed(*season())

    assert texts(page, '[data-slug="ankara"] .body > p:not(.head)') == ["28 May 2026 now 3 June 2026"]
    assert texts(page, '[data-slug="ankara"] .body s') == ["28 May 2026"]


def test_event_postponed_without_a_new_day_stands_on_its_last_one_struck(embed: Embed):
    page = embed(event("oslo", "Visit to Oslo", UNKNOWN, status="postponed", postponed_from="2026-05-28"))

    assert texts(page, '[data-slug="oslo"] .gutter s') == ["28 May"]
    assert texts(page, '[data-slug="oslo"] .body > p:not(.head)') == ["new date open"]


NOTATION = {
    "2026-05-27": "27 May 2026",
    "2026-05": "in May 2026",
    "2026": "in 2026",
    "2026-21": "spring 2026",
    "2026-24": "winter 2026 – 2027",
    "2026-05-27~": "about 27 May 2026",
    "2026-05?": "May 2026, not certain",
    "2026%": "about 2026, not certain",
    "2026-05-XX": "in May 2026",
    "2026-XX": "in 2026",
    "202X": "in 2020 – 2029",
    "20XX": "in 2000 – 2099",
    "1970": "in 1970",
    "2026-05-27/2026-06-02": "27 May – 2 June 2026",
    "2026-05/2026-06": "May – June 2026",
    "2026-05-27~/2026-06": "about 27 May 2026 – June 2026",
    "2026-05-22/..": "from 22 May 2026, end not known",
    "2026-05-22/": "from 22 May 2026, end not known",
    "../2026-05-22": "until 22 May 2026, start not known",
    "/2026-05": "until May 2026, start not known",
    "[2026-05-27..2026-06-02]": "between 27 May and 2 June 2026",
    "[2026-12-27..2027-01-02]": "between 27 December 2026 and 2 January 2027",
    "[2026-05..2026-06]": "between May 2026 and June 2026",
    "[2026-05-27,2026-06-02]": "27 May 2026 or 2 June 2026",
    "[2026-05-01..2026-05-03,2026-05-27]": "between 1 May and 3 May 2026 or 27 May 2026",
    "[..2026-05-26]": "26 May 2026 or earlier",
    "[2026-05-26..]": "26 May 2026 or later",
    "2026-05-27T10:00:00+02:00/2026-05-27T12:00:00+02:00": "27 May 2026, 10:00–12:00",
    "this week": "this week",
}
"""Every form of `deviations[].planned` and `actual` for a date: EDTF, local times, a source's own words."""


def test_deviation_of_the_date_is_told_in_words_in_every_notation(embed: Embed):
    deviations = [{"property": "when", "planned": planned, "actual": "2026-05-20"} for planned in (*NOTATION, None)]
    page = embed(event("one", "One", on("2026-05-20"), status="completed", deviations=deviations))

    assert texts(page, '[data-slug="one"] .body > p:not(.head)') == [
        f"Planned {words}, took place 20 May 2026" for words in (*NOTATION.values(), "–")
    ]


def test_deviation_of_the_date_speaks_the_language_of_the_page(embed: Embed):
    planned = ("[2026-05-27..2026-06-02]", "2026-05-27%", "2026-23")
    deviations = [{"property": "when", "planned": text, "actual": "2026-05-20"} for text in planned]
    page = embed(event("one", "One", on("2026-05-20"), deviations=deviations), attributes='lang="de"')

    assert texts(page, '[data-slug="one"] .body > p:not(.head)') == [
        "Geplant zwischen 27. Mai und 2. Juni 2026, stattgefunden 20. Mai 2026",
        "Geplant um 27. Mai 2026, nicht gesichert, stattgefunden 20. Mai 2026",
        "Geplant Herbst 2026, stattgefunden 20. Mai 2026",
    ]


@pytest.mark.parametrize(
    "edtf", ["[2026", "2026]", "2026..2027", "[..]", "/", "2026-13-45", "[2026/2027]", "1/2/3", "[]"]
)
def test_broken_notation_leaves_the_list_standing(embed: Embed, edtf: str):
    deviation = {"property": "when", "planned": edtf, "actual": edtf}
    page = embed(event("one", "One", when(edtf, "2026-05-20", "2026-05-21", exact=False), deviations=[deviation]))

    assert texts(page, ".title") == ["One"]


def test_trip_is_one_row_with_its_stops_in_a_fold(embed: Embed):
    page = embed(*season())
    fold = page.get_by_role("button", name="3 stops: Riyadh, Doha, Muscat")
    expect(row(page, "gulf-doha")).to_have_count(0)

    fold.click()

    expect(fold).to_have_attribute("aria-expanded", "true")
    assert texts(page, '[data-slug="gulf-trip"] ol .title') == ["Visit to Riyadh", "Visit to Doha", "Visit to Muscat"]


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (["visit", "ministerial", "visit", "meeting", "summit"], "2 stops and 3 meetings: Riyadh, Doha"),
        (["visit", "ministerial"], "1 stop and 1 meeting: Riyadh"),
        (["visit", "statement", "call"], "1 stop and 2 more: Riyadh"),
        (["meeting"], "1 meeting: Riyadh"),
        (["agreement"], "1 part: Riyadh"),
    ],
)
def test_trip_counts_visits_as_stops_and_names_its_other_parts_apart(embed: Embed, kinds: list[str], words: str):
    names = ("Riyadh", "Jeddah", "Doha", "Muscat", "Manama")
    parts = [
        event(f"part-{number}", f"Part {number}", on("2026-05-20"), kind=kind, part_of=["trip"], where=[place(name)])
        for number, (kind, name) in enumerate(zip(kinds, names, strict=False))
    ]
    page = embed(event("trip", "Trip", on("2026-05-20"), kind="trip", where=[]), *parts)
    assert texts(page, ".fold") == [words]

    page.locator(".fold").click()

    assert texts(page, ".parts ol .title") == [f"Part {number}" for number in range(len(kinds))]


def test_parts_that_hold_each_other_in_a_circle_are_still_shown(embed: Embed):
    page = embed(
        event("one", "One", on("2026-05-20"), part_of=["two"]), event("two", "Two", on("2026-05-21"), part_of=["one"])
    )

    assert texts(page, ".list > section > ol > li > .body > .head") == ["One", "Two"]


def test_sources_open_in_place_with_tier_day_locator_and_correction(embed: Embed):
    page = embed(*season())

    page.get_by_role("button", name="3 sources · 1 correction").click()
    page.locator(".source-list").wait_for()

    assert texts(page, ".source-list > li") == [
        "NATO · Official · 1 May 2026 · programme, page 1",
        "TASS · Press · 1 May 2026 · a spokesperson says otherwise: date 18 May 2026",
        "Jerusalem Post · Press · 1 May 2026 corrected: Hamas – The sentence names the wrong visitor.",
    ]
    assert texts(page, '[data-slug="nato-foreign-ministers"] .body > .warn') == ["Sources disagree: date"]


def test_corrections_are_counted_and_shown_once_for_each_report_and_correction(embed: Embed):
    claims = [
        *correction("TASS", "hamas", reason="The wrong visitor."),
        *correction("TASS", "marco-rubio", reason="The wrong visitor."),
        claim(
            "TASS", property="summary", value="Fifty", relation="corrected", corrected_by="rep-two", reason="Swapped."
        ),
        claim("Reuters", property="where", value=["tel-aviv"], relation="corrected", corrected_by="rep-desk"),
    ]
    page = embed(event("one", "One", on("2026-05-20"), participants=[participant("Marco Rubio")], claims=claims))

    page.get_by_role("button", name="2 sources · 3 corrections").click()
    page.locator(".source-list").wait_for()

    assert texts(page, ".odd") == [
        "corrected: Hamas, Marco Rubio – The wrong visitor.",
        "corrected: summary “Fifty” – Swapped.",
        "corrected: place Tel Aviv",
    ]


def test_one_source_shows_its_name_and_none_says_so(embed: Embed):
    page = embed(event("one", "One", on("2026-05-20")), event("two", "Two", on("2026-05-21"), claims=[]))

    assert texts(page, '[data-slug="one"] .sources') == ["Reuters"]
    assert texts(page, '[data-slug="two"] .meta .warn') == ["no source"]


def test_changed_badge_is_shown_for_seven_days_and_filters(embed: Embed):
    fresh = {"revision": 2, "known_from": "2026-05-05T09:01:00Z"}
    old = {"revision": 2, "known_from": "2026-05-05T08:59:00Z"}
    page = embed(event("fresh", "Fresh", on("2026-05-20"), **fresh), event("old", "Old", on("2026-05-21"), **old))
    assert texts(page, ".badge") == ["Changed 7 days ago"]

    page.get_by_role("button", name="Changed (1)").click()

    assert texts(page, ".title") == ["Fresh"]


# --- What the reader does --------------------------------------------------------------------------------------------


def test_search_folds_accents_opens_trips_and_tells_how_many(embed: Embed):
    page = embed(*season())

    page.get_by_role("searchbox", name="Search events").fill("MUSCÁT")

    assert texts(page, ".title") == ["Secretary of State’s trip to the Gulf", "Visit to Muscat"]
    assert texts(page, "[role=status]") == ["13 events, 2 shown"]
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_search_without_a_match_offers_all_again(embed: Embed):
    page = embed(*season())
    page.get_by_role("searchbox").fill("zzz")
    assert texts(page, ".note") == ["No event matches. Show all"]

    page.get_by_role("button", name="Show all").click()

    assert len(texts(page, ".list .title")) == 9


def test_my_time_moves_clock_times_and_names_the_other_day_but_never_shifts_days(
    browser: Browser, service: Site, host: Site
):
    service.give_json(
        "/v1/events.json",
        listing(
            event(
                "timed",
                "Timed",
                at("2026-05-13T23:30:00+02:00", "2026-05-13T23:59:00+02:00", "Europe/Zurich"),
                where=[place("Geneva", "Europe/Zurich")],
            ),
            event("day", "Day", on("2026-05-14")),
        ),
    )
    with browser.new_context(timezone_id="Pacific/Auckland", locale="en-GB") as context:
        page = context.new_page()
        page.clock.set_fixed_time("2026-05-12T09:00:00Z")
        page.goto(host.give_page("plain", service=service.origin, attributes="", style=""))
        page.locator(".list").wait_for()
        assert texts(page, '[data-slug="timed"] .gutter') == ["Wed 13 May 23:30–23:59 Geneva (UTC+2)"]

        page.get_by_role("button", name="My time (Auckland)").click()

        assert texts(page, '[data-slug="timed"] .gutter') == ["Wed 13 May 09:30–09:59 Auckland (UTC+12) 14 May"]
        assert texts(page, '[data-slug="day"] .gutter') == ["Thu 14 May"]


def test_subscribe_panel_copies_the_calendar_address_first_and_names_every_way(embed: Embed, service: Site):
    page = embed(*season(), attributes='filter="person=marco-rubio"')

    page.get_by_role("button", name="Subscribe").click()
    page.locator(".panel").wait_for()

    address = f"{service.origin}/v1/events.ics?person=marco-rubio"
    webcal = address.replace("http:", "webcal:")
    panel = page.locator(".panel")
    assert panel.get_by_role("textbox").input_value() == address
    assert panel.locator("button, a").first.inner_text() == "Copy address"
    found = {link.inner_text(): link.get_attribute("href") for link in panel.get_by_role("link").all()}
    quoted = page.evaluate("encodeURIComponent", address)
    assert found == {
        "Calendar app on this device": webcal,
        "Apple Calendar": webcal,
        "Download as a file": address,
        "Google Calendar (paste the address there)": "https://calendar.google.com/calendar/r/settings/addbyurl",
        "Outlook on the web": f"https://outlook.live.com/calendar/0/addfromweb?url={quoted}"
        "&name=A%20page%20that%20embeds%20the%20timeline",
        "Outlook for work or school": f"https://outlook.office.com/calendar/0/addfromweb?url={quoted}"
        "&name=A%20page%20that%20embeds%20the%20timeline",
    }


def test_escape_closes_the_subscribe_panel_and_returns_to_its_button(embed: Embed):
    page = embed(*season())
    page.get_by_role("button", name="Subscribe").click()

    page.keyboard.press("Escape")

    expect(page.locator(".panel")).to_have_count(0)
    expect(page.get_by_role("button", name="Subscribe")).to_be_focused()


@pytest.mark.parametrize("fragment", ["#gulf-doha", "#event-gulf-doha"])
def test_fragment_opens_shows_and_focuses_its_event(embed: Embed, fragment: str):
    page = embed(*season(), fragment=fragment)

    expect(page.get_by_role("link", name="Visit to Doha")).to_be_focused()
    expect(page.get_by_role("link", name="Visit to Doha")).to_be_in_viewport()


def test_element_tells_its_page_of_ready_select_and_change(embed: Embed, page: Page):
    page.add_init_script("""
        window.seen = []
        addEventListener('DOMContentLoaded', () => {
          const element = document.querySelector('diplomatic-timeline')
          element.addEventListener('ready', (event) => seen.push(['ready', event.detail.count]))
          element.addEventListener('change', (event) => seen.push(['change', event.detail]))
          element.addEventListener('select', (event) => {
            event.preventDefault()
            seen.push(['select', event.detail.event.slug])
          })
        })
    """)
    embed(*season())

    page.get_by_role("button", name="My time").click()
    page.get_by_role("link", name="OSCE council").click()

    assert page.evaluate("seen") == [
        ["ready", 13],
        ["change", {"view": "list", "tz": "mine", "search": ""}],
        ["select", "osce-council"],
    ]
    assert page.title() == "A page that embeds the timeline"


def test_keyboard_reaches_every_event_with_few_control_stops(embed: Embed):
    page = embed(*season())
    keys: list[str] = []
    page.locator("h1").click()
    for _ in range(60):
        page.keyboard.press("Tab")
        key = page.evaluate("document.activeElement.shadowRoot?.activeElement?.dataset.key ?? ''")
        if not key:
            break
        keys.append(key)

    controls = [key for key in keys if key[:2] not in ("t:", "s:", "p:", "c:")]
    assert controls == ["v:list", "search", "changed", "subscribe", "earlier", "z:local", "z:mine", "data"]
    shown = page.locator("[data-slug]").evaluate_all("rows => rows.map(row => row.dataset.slug)")
    assert [key.removeprefix("t:") for key in keys if key.startswith("t:")] == shown


# --- Somebody else's page --------------------------------------------------------------------------------------------


def test_strict_policy_of_the_page_is_never_violated(page: Page, service: Site, host: Site):
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
    page.get_by_role("button", name="3 stops").click()
    page.get_by_role("button", name="Subscribe").click()

    assert page.evaluate("violations") == []
    assert page.locator(".view").evaluate("view => getComputedStyle(view).maxHeight") == "400px"


def test_hostile_texts_stay_text_and_hostile_addresses_are_no_links(embed: Embed):
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    rows = [
        event(
            f"e{number}",
            text,
            on("2026-05-20"),
            summary=text,
            where=[place(text)],
            participants=[participant(text)],
            links={"html": "javascript:alert(1)"},
            kind=text,
            status=text,
            contested=[text],
            claims=[
                claim(
                    text,
                    locator=text,
                    reason=text,
                    value=text,
                    relation="corrected",
                    tier=text,
                    url="javascript:alert(1)",
                )
            ],
            deviations=[{"property": text, "planned": text, "actual": text}],
        )
        for number, text in enumerate(HOSTILE)
    ]
    page = embed(*rows)
    page.on("dialog", note)
    for button in page.locator(".sources").all():
        button.click()

    assert [node.text_content() for node in page.locator(".title").all()] == list(HOSTILE)
    assert page.locator("img, script:not([src]), iframe").count() == 0
    hrefs = page.locator(".list a").evaluate_all("links => links.map(link => link.href)")
    assert (hrefs, dialogs) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_links_to_events_have_no_opener(embed: Embed):
    page = embed(*season())

    assert set(page.locator("diplomatic-timeline .list a").evaluate_all("links => links.map(link => link.rel)")) == {
        "noopener"
    }


def test_hostile_styles_of_the_page_change_nothing(page: Page, service: Site, host: Site):
    every_style = """() => [
        ...document.querySelector('diplomatic-timeline').shadowRoot.querySelectorAll('.frame, .frame *'),
    ].map((node) => {
        const style = getComputedStyle(node)
        return [node.tagName, ...[...style].map((name) => name + ':' + style.getPropertyValue(name))].join(';')
    })"""
    found = []
    for media in ("not all", "all"):
        page.goto(host.give_page("hostile", service=service.origin, media=media))
        page.locator(".list").wait_for()
        page.evaluate(
            "document.querySelector('diplomatic-timeline').style.cssText = 'position:absolute;top:0;left:0;width:700px'"
        )
        found.append(page.evaluate(every_style))

    assert found[1] == found[0]


def test_page_that_redefines_built_ins_meets_no_fault(page: Page, service: Site, host: Site):
    page.add_init_script(
        "Array.prototype.map = () => { throw new Error('mine') }; window.fetch = undefined; window.Timeline = 1"
    )

    page.goto(host.give_page("plain", service=service.origin, attributes="", style=""))

    expect(page.locator("#fallback")).to_be_visible()


# --- When there is no script, no network or no sense in the answer ---------------------------------------------------


def test_fallback_is_visible_without_javascript(browser: Browser, service: Site, host: Site):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()

        page.goto(host.give_page("plain", service=service.origin, attributes="", style=""))

        assert page.locator("#fallback").is_visible()


def test_fallback_gives_way_to_the_events(embed: Embed):
    expect(embed(*season()).locator("#fallback")).to_be_hidden()


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ({"title": "down"}, 503),
        ({"title": "slow down"}, 429),
        ({"events": "none"}, 200),
        ([], 200),
        ({"events": []}, 404),
    ],
)
def test_failing_service_keeps_the_fallback_and_offers_to_try_again(
    page: Page, service: Site, host: Site, content: object, status: int
):
    service.give_json("/v1/events.json", content, status=status)
    page.goto(host.give_page("plain", service=service.origin, attributes="", style=""))
    expect(page.get_by_role("alert")).to_have_text("The events can not be loaded just now.")
    expect(page.locator("#fallback")).to_be_visible()
    service.give_json("/v1/events.json", listing(*season()))

    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_role("link", name="OSCE council")).to_be_visible()
    expect(page.locator("#fallback")).to_be_hidden()


def test_events_of_an_unnamed_origin_are_refused_unless_the_page_allows_it(page: Page, service: Site, host: Site):
    address = host.give_page("plain", service=service.origin, attributes="", style="")
    foreign = service.origin.replace("127.0.0.1", "localhost")
    page.add_init_script(f"""addEventListener('DOMContentLoaded', () =>
        document.querySelector('diplomatic-timeline').setAttribute('src', '{foreign}/v1/events'))""")

    page.goto(address)

    expect(page.get_by_role("alert")).to_have_text(f"This page may not load events from {foreign}.")
    assert service.seen("/v1/events.json") == []
    page.evaluate(f"document.querySelector('diplomatic-timeline').setAttribute('data-allow', '{foreign}')")
    expect(page.get_by_role("link", name="OSCE council")).to_be_visible()


def test_empty_answer_is_said_in_words(embed: Embed, service: Site, page: Page):
    service.give_json("/v1/events.json", listing())

    assert texts(embed(), ".note") == ["No events in this period."]


def test_next_is_followed_within_the_origin_up_to_the_limit(embed: Embed, service: Site):
    for number in range(4):
        following = f"{service.origin}/v1/page{number + 1}"
        service.give_json(
            f"/v1/page{number}", listing(event(f"e{number}", f"E{number}", on("2026-05-20")), following=following)
        )
    service.give_json(
        "/v1/events.json", listing(event("e", "E", on("2026-05-20")), following=f"{service.origin}/v1/page0")
    )

    page = embed(attributes='limit="3"')

    assert texts(page, ".title") == ["E", "E0", "E1"]
    asked = [request for request in service.requests if "sort" not in request.parameters]  # not for earlier ones
    assert [request.path for request in asked][:4] == [
        "/widget/diplomatic-timeline.js",
        "/v1/events.json",
        "/v1/page0",
        "/v1/page1",
    ]


def minutes_until_asked(page: Page, service: Site, times: int) -> float:
    """Lets the page's clock run until the events were asked for so many times; at most 20 minutes.

    The steps are shorter than the element's own time limit, which the page's clock governs too.
    """
    for step in range(80):
        if len(service.seen("/v1/events.json")) >= times:
            page.wait_for_timeout(100)  # the answer comes over a real network
            return step / 4
        page.clock.run_for(15_000)
        page.wait_for_timeout(20)
    raise AssertionError(f"asked {len(service.seen('/v1/events.json'))} times in 20 minutes")


def test_refresh_is_conditional_patient_and_keeps_what_is_open(embed: Embed, service: Site):
    page = embed(*season())
    page.get_by_role("button", name="3 stops").click()

    assert 5 <= minutes_until_asked(page, service, 2) <= 8
    assert [request.status for request in service.seen("/v1/events.json")] == [200, 304]

    service.give_json("/v1/events.json", listing(*season(), event("new", "A new event", on("2026-05-15"))))
    minutes_until_asked(page, service, 3)
    expect(page.get_by_role("link", name="A new event")).to_be_visible()
    expect(page.get_by_role("link", name="Visit to Doha")).to_be_visible()


def test_refresh_that_fails_keeps_the_events_says_how_old_they_are_and_backs_off(embed: Embed, service: Site):
    page = embed(*season())
    service.give_json("/v1/events.json", {}, status=503)
    minutes_until_asked(page, service, 2)

    expect(page.locator(".footer .warn")).to_have_text("Not updated since 11:00")
    expect(page.get_by_role("link", name="OSCE council")).to_be_visible()
    waits = [minutes_until_asked(page, service, times) for times in (3, 4)]
    assert 1 <= waits[0] <= 2
    assert 2 <= waits[1] <= 4


def test_element_far_below_the_screen_asks_for_nothing_until_it_comes_near(page: Page, service: Site, host: Site):
    page.goto(host.give_page("plain", service=service.origin, attributes="", style="h1 { margin-bottom: 4000px }"))
    page.wait_for_load_state("networkidle")
    assert service.seen("/v1/events.json") == []

    page.locator("#fallback").scroll_into_view_if_needed()

    expect(page.get_by_role("link", name="OSCE council")).to_be_visible()


# --- Forms: colours, directions, sizes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attributes", "style", "width"),
    [
        ('theme="light"', "", 900),
        ('theme="dark"', "", 900),
        ('theme="auto"', "body { background: #14181f; color: #e8ebf0 }", 900),
        ('lang="ar"', "", 900),
        ('lang="ar" theme="dark"', "", 320),
        ('max-height="500"', "", 320),
        ('heading-level="3" lang="de"', "h1 { display: none }", 900),
    ],
)
def test_axe_finds_nothing(embed: Embed, page: Page, attributes: str, style: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    embed(*season(), attributes=attributes, style=style)
    page.locator('[data-key="p:gulf-trip"]').click()
    page.locator('[data-key="s:nato-foreign-ministers"]').click()
    # A month head that sticks over a row would hide the row's ground from axe.
    page.locator(".view").evaluate("view => { view.scrollTop = 0 }")
    opened = Axe().run(page, context="diplomatic-timeline").response
    page.locator('[data-key="subscribe"]').click()
    with_panel = Axe().run(page, context="diplomatic-timeline").response

    found = [
        (fault["id"], [node["html"] for node in fault["nodes"]])
        for fault in (*opened["violations"], *opened["incomplete"], *with_panel["violations"])
    ]
    assert found == []


@pytest.mark.parametrize("attributes", ["", 'lang="de"', 'lang="ar"'])
def test_nothing_overflows_sideways_at_320_pixels(embed: Embed, page: Page, attributes: str):
    page.set_viewport_size({"width": 320, "height": 800})
    embed(*season(), attributes=attributes)
    for key in ("p:gulf-trip", "s:nato-foreign-ministers", "subscribe"):
        page.locator(f'[data-key="{key}"]').click()

    outside = page.locator(".frame *").evaluate_all("""nodes => nodes.filter((node) => {
        const box = node.getBoundingClientRect()
        return box.width > 0 && !node.closest('.skip') && (box.left < 0 || box.right > innerWidth)
    }).map((node) => node.className)""")
    assert (outside, page.evaluate("document.documentElement.scrollWidth")) == ([], 320)


def test_arabic_is_written_from_right_to_left_with_its_own_words(embed: Embed):
    page = embed(*season(), attributes='lang="ar"')

    assert page.locator(".frame").get_attribute("dir") == "rtl"
    assert texts(page, ".today")[0].startswith("اليوم")
    gutter, body = (row(page, "minsk").locator(part).bounding_box() for part in ("> .gutter", "> .body"))
    assert gutter is not None
    assert body is not None
    assert gutter["x"] > body["x"]


@pytest.mark.parametrize(
    ("ground", "letters", "theme"),
    [("#fff", "#222", "light"), ("#101418", "#eee", "dark"), ("#101418", "oklch(0.95 0 0)", "dark")],
)
def test_automatic_theme_follows_the_letters_of_the_page(embed: Embed, ground: str, letters: str, theme: str):
    page = embed(*season(), style=f"body {{ background: {ground}; color: {letters} }}")

    assert page.locator(".frame").get_attribute("data-theme") == theme


def test_print_leaves_out_controls_and_keeps_every_event(embed: Embed, page: Page):
    embed(*season())
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    assert page.locator(".controls").is_hidden()
    assert len(texts(page, ".list > section > ol > li > .body > .head")) == 10


def test_forced_colours_and_reduced_motion_are_respected(embed: Embed, page: Page):
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    embed(*season(), fragment="#osce-council")

    style = "node => [getComputedStyle(node).animationName, getComputedStyle(node, '::before').borderInlineStartStyle]"
    assert row(page, "osce-council").evaluate(style) == ["none", "dotted"]
