"""What a subscriber's program reads from a VEVENT of ours, parsed with icalendar (FEEDS.md 1 to 7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import icalendar
import orjson
import pytest

from tests.octet_linter import unfolded
from tests.timeline.render.builders import (
    BRUSSELS,
    CATALOGUE,
    KNOWN_FROM,
    MINISTERIAL,
    PROGRAMME,
    RECORDED_AT,
    SECRETARY,
    SETTINGS,
    ministerial,
    rendered,
    revision_of,
    timed,
)
from timeline.model.catalogue.entries import Catalogue, Person, Place, Topic
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event
from timeline.model.vocabulary import EventKind, ParticipantType, Presence, Role, Status
from timeline.render.ics.vevent import Imprecise, Relatives, RenderedVevent, VeventOptions, vevent


def read(event: Event) -> Any:
    """The VEVENT as icalendar reads it."""
    return icalendar.Event.from_ical(rendered(event).lines)


def values(event: Event, *names: str) -> list[str | None]:
    """Some properties as text, None where there is none."""
    found = read(event)
    return [None if name not in found else found[name].to_ical().decode() for name in names]


def test_vevent_is_identified_by_id_and_revision() -> None:
    revision = replace(revision_of(MINISTERIAL, number=3), recorded_at=KNOWN_FROM - timedelta(days=9))

    found: Any = icalendar.Event.from_ical(vevent(revision, SETTINGS, CATALOGUE).lines)

    assert [found["uid"], found["sequence"], found.decoded("dtstamp"), found.decoded("last-modified")] == [
        "evt-aaaa@timeline.example.org", 2, KNOWN_FROM, KNOWN_FROM,
    ]  # fmt: skip


def test_vevent_is_stamped_when_it_was_recorded_if_that_was_later() -> None:
    assert read(MINISTERIAL).decoded("dtstamp") == RECORDED_AT.replace(microsecond=0)


def test_vevent_has_the_same_bytes_each_time() -> None:
    assert rendered(MINISTERIAL) == rendered(ministerial())


def test_exact_days_have_an_exclusive_end() -> None:
    found = read(MINISTERIAL)

    assert [found.decoded("dtstart"), found.decoded("dtend")] == [date(2023, 11, 28), date(2023, 11, 30)]
    assert values(MINISTERIAL, "status", "transp") == ["CONFIRMED", "TRANSPARENT"]


def test_trip_has_whole_days_and_blocks_no_time() -> None:
    trip = ministerial(kind=EventKind.TRIP, when=timed("2023-11-28T10:00", "2023-11-30T12:00", "Europe/Brussels"))

    assert values(trip, "dtstart", "dtend", "transp") == ["20231128", "20231201", "TRANSPARENT"]
    assert rendered(trip).zones == ()


def test_timed_event_has_the_wall_clock_of_its_zone() -> None:
    event = ministerial(when=timed("2023-11-28T10:30", "2023-11-28T12:00", "Europe/Brussels"))

    assert b"DTSTART;TZID=Europe/Brussels:20231128T103000\r\n" in rendered(event).lines
    assert b"DTEND;TZID=Europe/Brussels:20231128T120000\r\n" in rendered(event).lines
    assert rendered(event).zones == ("Europe/Brussels",)


def test_timed_event_without_an_end_is_given_none() -> None:
    event = ministerial(when=timed("2023-11-28T10:30", None, "Europe/Brussels"))

    assert values(event, "dtstart", "dtend") == ["20231128T103000", None]


@pytest.mark.parametrize(
    ("starts", "ends", "zone", "written"),
    [
        ("1995-07-01T10:00", "1995-07-01T11:00", "Europe/Brussels", ["19950701T080000Z", "19950701T090000Z"]),
        ("2006-03-20T10:00", None, "America/New_York", ["20060320T150000Z", None]),
        ("2023-10-29T02:30:00+01:00", None, "Europe/Brussels", ["20231029T013000Z", None]),
        ("2023-10-29T01:30", "2023-10-29T02:30:00+01:00", "Europe/Brussels", ["20231028T233000Z", "20231029T013000Z"]),
        ("2023-10-29T02:30:00+02:00", None, "Europe/Brussels", ["20231029T003000Z", None]),
        ("2023-11-28T10:30", None, "UTC", ["20231128T103000Z", None]),
    ],
)
def test_time_that_the_present_rule_can_not_tell_is_in_utc(
    starts: str, ends: str | None, zone: str, written: list[str | None]
) -> None:
    assert values(ministerial(when=timed(starts, ends, zone)), "dtstart", "dtend") == written


def test_event_that_is_not_exact_is_tentative_and_spans_its_bounds() -> None:
    when = EventDate.from_days(
        date(2023, 11, 27), date(2023, 12, 3), exact=False, phrase="this week", dateline=date(2023, 11, 27)
    )
    event = ministerial(when=when)

    assert values(event, "dtstart", "dtend", "status", "transp", "x-edtf") == [
        "20231127", "20231204", "TENTATIVE", "TRANSPARENT", "[2023-11-27..2023-12-03]",
    ]  # fmt: skip
    assert str(read(event)["description"]).splitlines()[0] == (
        "Date: between 27 November and 3 December 2023: “this week”, as of 27 November 2023"
    )


@pytest.mark.parametrize(
    ("edtf", "stays"),
    [
        ("[2023-12-01..2023-12-14]", True),
        ("[2023-12-01..2023-12-15]", False),
        ("2023-12-01/2024-12-01", True),
        ("2023-12", False),
        ("2023-12-01/..", False),
        ("../2023-12-01", False),
        ("9999-12-31", False),
    ],
)
def test_event_stays_out_of_calendars_when_its_date_is_open_or_too_wide(edtf: str, stays: bool) -> None:  # noqa: FBT001
    assert bool(rendered(ministerial(when=EventDate.from_edtf(edtf))).lines) is stays


def test_event_stays_out_of_calendars_when_nothing_is_known_or_shown() -> None:
    assert [rendered(ministerial(when=EventDate.unknown())), rendered(None)] == [RenderedVevent(), RenderedVevent()]


@pytest.mark.parametrize(
    ("status", "written", "title"),
    [
        (Status.REPORTED, "TENTATIVE", "Talks"),
        (Status.ANNOUNCED, "TENTATIVE", "Talks"),
        (Status.CONFIRMED, "CONFIRMED", "Talks"),
        (Status.UNDER_WAY, "CONFIRMED", "Talks"),
        (Status.COMPLETED, "CONFIRMED", "Talks"),
        (Status.POSTPONED, "TENTATIVE", "Postponed: Talks"),
        (Status.CANCELLED, "CANCELLED", "Cancelled: Talks"),
        (Status.WITHDRAWN, "CANCELLED", "Withdrawn: Talks"),
        (None, None, "Talks"),
    ],
)
def test_status_is_shown_in_status_and_title(status: Status | None, written: str | None, title: str) -> None:
    assert values(ministerial(title="Talks", status=status), "status", "summary") == [written, title]


def test_cancelled_event_is_cancelled_even_if_its_date_is_not_exact() -> None:
    event = ministerial(status=Status.CANCELLED, when=EventDate.from_edtf("2023-11-28?"))

    assert values(event, "status", "transp") == ["CANCELLED", "TRANSPARENT"]


def test_vevent_has_place_categories_and_address() -> None:
    found = read(MINISTERIAL)

    assert [str(found["summary"]), str(found["location"]), str(found["url"]), found["geo"].to_ical()] == [
        "NATO foreign ministers' meeting; first day, second day",
        "Brussels, Belgium",
        "https://timeline.example.org/events/nato-foreign-ministers-2023-11",
        "50.85;4.35",
    ]
    assert found["categories"].to_ical() == b"Ministerial meeting,Support for Ukraine,not-in-the-catalogue"


def test_geo_is_left_out_where_it_would_have_to_choose_and_never_has_an_exponent() -> None:
    tiny = replace(BRUSSELS, latitude=0.00001, longitude=-179.999999)

    assert b"\r\nGEO:" not in rendered(ministerial(where=(BRUSSELS, tiny))).lines
    assert b"\r\nGEO:0.0;-180.0\r\n" in rendered(ministerial(where=(tiny,))).lines


def test_description_has_everything_in_plain_text() -> None:
    assert str(read(MINISTERIAL)["description"]) == "\n".join(
        [
            "Status: Completed",
            "",
            "First council.",
            "Second line.",
            "",
            "Participants:",
            "- Antony Blinken (Secretary of State, United States) – attended",
            "",
            "Part of: https://timeline.example.org/events/blinken-trip-2023-11",
            "Sources disagree on: status",
            "Planned date: 27 November to 3 December 2023; as it took place: 28 to 29 November 2023",
            "",
            "Sources:",
            "- NATO, “Programme, first edition” (official, 23 October 2023) https://www.example.int/programme?day=28,29",
            "",
            "More:",
            "- https://www.example.int/meeting",
            "- Readout: https://www.example.int/readout",
            "All details: https://timeline.example.org/events/nato-foreign-ministers-2023-11",
        ]
    )


def relations(event: Event, **options: Any) -> list[str]:
    """The lines that tie the event to others, with two parents and two trips."""
    relatives = Relatives(parent_ids=("evt-trip", "evt-summit"), trips=("trip-a", "trip-b"))
    found = vevent(revision_of(event), SETTINGS, CATALOGUE, relatives=relatives, options=VeventOptions(**options))
    lines = found.lines.decode().replace("\r\n ", "").split("\r\n")
    return [line for line in lines if line.startswith(("LINK", "CONCEPT", "REFID", "RELATED-TO"))]


def test_relations_are_the_parents_and_in_the_rich_profile_links_and_the_trips() -> None:
    without_address = replace(PROGRAMME, url=None)
    event = ministerial(sources=(PROGRAMME, PROGRAMME, without_address))
    parents = ["RELATED-TO:evt-trip@timeline.example.org", "RELATED-TO:evt-summit@timeline.example.org"]

    assert relations(event) == parents
    assert relations(event, is_rich=True) == [
        "CONCEPT:https://timeline.example.org/docs#kind-ministerial",
        'LINK;LINKREL="SOURCE";VALUE=URI:https://www.example.int/programme?day=28,29',
        "REFID:trip-a",
        "REFID:trip-b",
        *parents,
    ]


@pytest.mark.parametrize(
    ("title", "ends_with"),
    [
        ("a" * 255, "a" * 255),
        ("a" * 256, "a" * 252 + "…"),
        ("Äußerung " * 40, "…"),
        ("会談" * 90, "談…"),
        ("a;b," * 70, "…"),
        ("x" * 251 + "e\u0301" * 9, "x" * 251 + "…"),
        ("🧑\u200d🚀" * 40, "🧑\u200d🚀…"),
    ],
)
def test_summary_has_at_most_255_octets_and_parts_no_character(title: str, ends_with: str) -> None:
    summary = read(ministerial(title=title))["summary"]

    assert len(summary.to_ical()) <= 255
    assert str(summary).endswith(ends_with)
    assert len(summary.to_ical()) > 230


def test_description_names_the_place_in_each_source() -> None:
    event = ministerial(sources=(replace(PROGRAMME, locators=("paragraph 2", "annex, page 7")),))

    assert (
        "- NATO, “Programme, first edition” (official, 23 October 2023), paragraph 2, annex, page 7"
        " https://www.example.int/programme?day=28,29"
    ) in str(read(event)["description"])


def test_vevent_of_a_bare_event_has_nothing_empty() -> None:
    bare = Event(id="evt-bare", slug="bare", when=EventDate.from_edtf("2023-11-28"))

    assert sorted(read(bare).keys()) == [
        "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "TRANSP", "UID", "URL",
        "X-EDTF",
    ]  # fmt: skip


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "//host/x", "", "data:text/html,x"])
def test_address_that_is_not_of_the_web_is_left_out(url: str) -> None:
    event = ministerial(url=url, sources=(replace(PROGRAMME, url=url),), links=())

    lines = with_options(event, is_rich=True).decode().replace("\r\n ", "")

    assert "LINK;" not in lines
    assert "More:" not in lines


def with_options(event: Event, catalogue: Catalogue = CATALOGUE, **options: Any) -> bytes:
    """The event's VEVENT with these options."""
    chosen = VeventOptions(**options)
    return vevent(revision_of(event), SETTINGS, catalogue, options=chosen).lines


@pytest.mark.parametrize(
    ("edtf", "omit", "span", "everything"),
    [
        ("2023-11-28", ["20231128", "20231129"], ["20231128", "20231129"], ["20231128", "20231129"]),
        ("[2023-12-01..2023-12-14]", None, ["20231201", "20231215"], ["20231201", "20231215"]),
        ("2023-12", None, None, ["20231201", "20240101"]),
        ("2023-12-01/..", None, None, ["20231201", "20231202"]),
        ("../2023-12-01", None, None, ["20231201", "20231202"]),
        (None, None, None, None),
    ],
)
def test_imprecise_says_which_dates_stand_in_a_calendar(edtf: Any, omit: Any, span: Any, everything: Any) -> None:
    event = ministerial(when=EventDate.unknown() if edtf is None else EventDate.from_edtf(edtf))

    def days(imprecise: Imprecise) -> list[str] | None:
        lines = with_options(event, imprecise=imprecise)
        found: Any = icalendar.Event.from_ical(lines) if lines else None
        return None if found is None else [found[name].to_ical().decode() for name in ("dtstart", "dtend")]

    assert [days(Imprecise.OMIT), days(Imprecise.SPAN), days(Imprecise.ALL)] == [omit, span, everything]


LOCAL_CATALOGUE = CATALOGUE.with_entries(
    [
        Place(slug="belgium", name="Belgium", country="BE", names=(("de", "Belgien"),)),
        Place(slug="brussels", name="Brussels", country="BE", parent="belgium", names=(("de", "Brüssel"),)),
        Topic(slug="support-for-ukraine", name="Support for Ukraine", names=(("de", "Hilfe für die Ukraine"),)),
        Person(slug="antony-blinken", name="Antony Blinken", names=(("uk", "Ентоні Блінкен"),)),
    ]
)


def test_lang_changes_fixed_words_and_names_of_the_catalogue_and_no_text_of_a_source() -> None:
    event = ministerial(status=Status.CANCELLED)

    german: Any = icalendar.Event.from_ical(with_options(event, LOCAL_CATALOGUE, lang="de-AT"))
    ukrainian: Any = icalendar.Event.from_ical(with_options(event, LOCAL_CATALOGUE, lang="uk"))

    assert str(german["summary"]) == "Abgesagt: NATO foreign ministers' meeting; first day, second day"
    assert str(german["location"]) == "Brüssel, Belgien"
    assert german["categories"].to_ical().decode() == "Ministertreffen,Hilfe für die Ukraine,not-in-the-catalogue"
    assert str(german["description"]).splitlines()[:6] == [
        "Status: Abgesagt", "", "First council.", "Second line.", "", "Beteiligte:",
    ]  # fmt: skip
    assert "- Ентоні Блінкен (Secretary of State, United States) – присутність" in str(ukrainian["description"])


@pytest.mark.parametrize("lang", ["en", "en-GB", "ja"])
def test_lang_without_a_table_is_english(lang: str) -> None:
    assert with_options(MINISTERIAL, LOCAL_CATALOGUE, lang=lang) == with_options(MINISTERIAL)


def test_rich_profile_adds_participants_places_and_a_description_for_machines() -> None:
    spokesman = replace(SECRETARY, who="matthew-miller", name="Matthew Miller", role=Role.SPOKESPERSON, presence=None)
    absent = replace(SECRETARY, who="nato", name="NATO", type=ParticipantType.ORGANIZATION, presence=Presence.ABSENT)
    event = ministerial(participants=(SECRETARY, spokesman, absent))

    lines = with_options(event, is_rich=True)
    found: Any = icalendar.Event.from_ical(lines)
    parts = [(part.name, str(part["uid"])) for part in found.subcomponents]
    described = orjson.loads(str(found["structured-data"]))

    assert parts == [
        ("PARTICIPANT", "participant.antony-blinken.evt-aaaa@timeline.example.org"),
        ("PARTICIPANT", "participant.matthew-miller.evt-aaaa@timeline.example.org"),
        ("PARTICIPANT", "participant.nato.evt-aaaa@timeline.example.org"),
        ("VLOCATION", "location.brussels.evt-aaaa@timeline.example.org"),
    ]
    assert [str(part.get("participant-type")) for part in found.subcomponents] == [
        "ACTIVE", "SPEAKER", "INACTIVE", "None",
    ]  # fmt: skip
    assert [str(part["summary"]) for part in found.subcomponents[:3]] == ["Antony Blinken", "Matthew Miller", "NATO"]
    assert b"NAME:Brussels\\, Belgium\r\n" in lines
    assert [described["startDate"], described["endDate"], described["location"]] == [
        "2023-11-28", "2023-11-29", ["Brussels, Belgium"],
    ]  # fmt: skip
    assert [one["name"] for one in described["attendee"]] == ["Antony Blinken", "Matthew Miller"]


def test_rich_profile_only_adds_lines_to_the_plain_one() -> None:
    plain = with_options(MINISTERIAL).splitlines()
    rich = with_options(MINISTERIAL, is_rich=True).splitlines()

    assert b"BEGIN:PARTICIPANT" not in plain
    assert [line for line in rich if line in plain][: len(plain) - 1] == plain[:-1]


@pytest.mark.parametrize("text", ["a\r\nBEGIN:VEVENT", "b\u2028c\\n;,:", 'd"e\x00\ud800'])
def test_rich_profile_has_the_same_number_of_lines_whatever_a_text_holds(text: str) -> None:
    event = ministerial(participants=(replace(SECRETARY, name=text),), where=(replace(BRUSSELS, name=text),))

    def count(found: Event) -> int:
        return len(unfolded(with_options(found, is_rich=True).decode()))

    harmless = ministerial(participants=(replace(SECRETARY, name="x"),), where=(replace(BRUSSELS, name="x"),))
    assert count(event) == count(harmless)
