"""Whole feeds: head, zones, stored events; sound octet by octet whatever a text holds (FEEDS.md 8 to 10)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.golden_files import assert_golden
from tests.octet_linter import faults_of, unfolded
from tests.timeline.render.builders import BRUSSELS, LINKS, PROGRAMME, SECRETARY, ministerial, rendered, timed
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Deviation, Event
from timeline.model.says import Link
from timeline.model.vocabulary import EventKind, Status
from timeline.render.ics.content_line import fold
from timeline.render.ics.vevent import CalendarHead, calendar
from timeline.render.plain_text import one_line, plain_text

HEAD = CalendarHead(
    name="Antony Blinken",
    description="Trips, visits and meetings.",
    source_url=LINKS.feed_url("people/antony-blinken"),
    page_url=LINKS.page_url("people", "antony-blinken"),
)
STORY = (
    ministerial(),
    ministerial(
        id="evt-bbbb", slug="blinken-trip-2023-11", kind=EventKind.TRIP, title="Trip of the Secretary", part_of=()
    ),
    ministerial(id="evt-cccc", slug="council", when=timed("2023-11-29T10:00", "2023-11-29T12:30", "Europe/Brussels")),
    ministerial(id="evt-dddd", slug="briefing", when=timed("2024-07-01T14:15", None, "America/New_York")),
    ministerial(id="evt-eeee", slug="old", when=timed("1990-07-01T09:00", None, "America/New_York")),
    ministerial(id="evt-ffff", slug="cancelled", status=Status.CANCELLED),
    ministerial(id="evt-gggg", slug="wide", when=EventDate.from_edtf("2023-12")),
)

ODD_TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("\r\n\t\v\f\x00\x1b\x1c\x1d\x1e\x1f\x7f\x80\x85\x9f\u2028\u2029\ud800\udfff\\;,:\"'^=ä漢🕊 "),
        st.characters(),
    ),
    max_size=200,
)


def feed_of(*events: Event, head: CalendarHead = HEAD) -> bytes:
    """A feed of these events."""
    vevents = [rendered(event) for event in events]
    return calendar([each.lines for each in vevents], [zone for each in vevents for zone in each.zones], head=head)


def event_with(text: str) -> Event:
    """The ministerial with the same text in every field that a source can fill."""
    return ministerial(
        slug=text.encode("utf-8", "ignore").decode() or "x",
        title=f"a{text}",
        summary=f"b{text}",
        url=f"https://x.example/{text}",
        where=(replace(BRUSSELS, name=f"c{text}", territory=f"d{text}"),),
        participants=(replace(SECRETARY, name=f"e{text}", office=f"f{text}"),),
        topics=(f"g{text}",),
        links=(Link(url=f"https://y.example/{text}", label=f"h{text}"),),
        deviations=(Deviation(property=f"i{text}", planned=text, actual=text),),
        sources=(replace(PROGRAMME, publisher=f"j{text}", title=text, url=f"https://z.example/{text}"),),
        when=EventDate.from_days(date(2023, 11, 28), date(2023, 12, 3), exact=False, phrase=text),
    )


def test_calendar_is_the_golden_one() -> None:
    assert_golden("feed.ics", feed_of(*STORY))


def test_calendar_has_no_fault() -> None:
    assert faults_of(feed_of(*STORY)) == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (lambda feed: feed.replace(b"VERSION:2.0\r\n", b"VERSION:2.0\n"), "control"),
        (lambda feed: feed.replace(b"VERSION:2.0", b"METHOD:PUBLISH"), "METHOD"),
        (lambda feed: feed.replace(b"VERSION:2.0", b"UID:x"), "itself has a UID"),
        (lambda feed: feed.replace(b"VERSION:2.0", b"VERSION:"), "empty property"),
        (lambda feed: feed.replace(b"VERSION:2.0", b"X-LONG:" + b"x" * 70), "77 octets"),
        (lambda feed: feed.replace(b"evt-bbbb", b"evt-aaaa"), "stands 2 times"),
        (lambda feed: feed.replace(b"TZID:Europe/Brussels", b"TZID:Europe/Vienna"), "used and not defined"),
        (lambda feed: feed.replace(b"T123000", b"T090000"), "ends at"),
        (lambda feed: feed.replace(b"VERSION:2.0", b"X-A:\xff"), "no UTF-8"),
        (lambda feed: feed.replace(b"END:VTIMEZONE", b"END:VALARM", 1), "closes nothing"),
    ],
)
def test_octet_linter_finds_each_fault(broken: Any, fault: str) -> None:
    assert any(fault in found for found in faults_of(broken(feed_of(*STORY))))


def test_calendar_is_read_as_it_was_meant() -> None:
    found: Any = icalendar.Calendar.from_ical(feed_of(*STORY))

    assert [(str(event["uid"]).partition("@")[0], event.decoded("dtstart")) for event in found.walk("VEVENT")] == [
        ("evt-aaaa", date(2023, 11, 28)),
        ("evt-bbbb", date(2023, 11, 28)),
        ("evt-cccc", datetime.fromisoformat("2023-11-29T10:00:00+01:00")),
        ("evt-dddd", datetime.fromisoformat("2024-07-01T14:15:00-04:00")),
        ("evt-eeee", datetime(1990, 7, 1, 13, tzinfo=UTC)),
        ("evt-ffff", date(2023, 11, 28)),
    ]
    assert [str(zone["tzid"]) for zone in found.walk("VTIMEZONE")] == ["America/New_York", "Europe/Brussels"]


def test_calendar_head_says_name_description_addresses_and_when_to_look_again() -> None:
    assert unfolded(feed_of().decode()) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Diplomatic Timeline//Calendar feed//EN",
        "CALSCALE:GREGORIAN",
        "DESCRIPTION:Trips\\, visits and meetings.",
        "X-WR-CALDESC:Trips\\, visits and meetings.",
        "NAME:Antony Blinken",
        "X-WR-CALNAME:Antony Blinken",
        "COLOR:navy",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "SOURCE:https://timeline.example.org/calendars/people/antony-blinken.ics",
        "URL:https://timeline.example.org/people/antony-blinken",
        "X-PUBLISHED-TTL:PT6H",
        "BEGIN:VTIMEZONE",
        "TZID:Etc/UTC",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0000",
        "TZNAME:UTC",
        "END:STANDARD",
        "END:VTIMEZONE",
        "END:VCALENDAR",
    ]


def test_calendar_head_leaves_out_what_is_empty() -> None:
    head = CalendarHead(name="All", description=" \n", source_url=None, page_url="", color=None)

    assert faults_of(feed_of(head=head)) == []
    assert "DESCRIPTION" not in feed_of(head=head).decode()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=ODD_TEXT)
def test_number_of_content_lines_never_depends_on_a_text(text: str) -> None:
    def split_lines(feed: bytes) -> list[int]:
        unfolded_text = feed.decode().replace("\r\n ", "")
        return [
            len(unfolded_text.split("\r\n")),
            len(unfolded_text.split("\n")),
            len(re.split("\r\n|\r|\n", unfolded_text)),
            len(unfolded_text.splitlines()),
            len(unfolded_text.encode().splitlines()),
        ]

    plain = feed_of(event_with("x"), head=replace(HEAD, name="ax", description="bx", color="cx"))
    odd = feed_of(event_with(text), head=replace(HEAD, name=f"a{text}", description=f"b{text}", color=f"c{text}"))

    assert faults_of(odd) == []
    assert split_lines(odd) == split_lines(plain)


@settings(max_examples=100, deadline=None)
@given(text=ODD_TEXT)
def test_text_comes_back_as_it_went_in_without_controls(text: str) -> None:
    event = ministerial(title=f"a{text}", summary=f"b{text}")

    found: Any = icalendar.Event.from_ical(rendered(event).lines)

    assert str(found["summary"]) == one_line(f"a{text}")
    assert plain_text(f"b{text}").strip() in str(found["description"])


@given(line=st.text(alphabet=st.sampled_from("\\nä漢🕊a;"), max_size=400))
def test_folding_parts_neither_characters_nor_escapes(line: str) -> None:
    pieces = fold(line).decode().split("\r\n")

    assert pieces.pop() == ""
    assert "".join([pieces[0], *(piece.removeprefix(" ") for piece in pieces[1:])]) == line
    assert max(len(piece.encode()) for piece in pieces) <= 75
    assert all((len(piece) - len(piece.rstrip("\\"))) % 2 == 0 for piece in pieces[:-1])


@pytest.mark.parametrize(
    ("text", "plain", "line"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd", "a b c d"),
        ("a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i", "a\nb\nc\nd\ne\nf\ng\nh\ni", "a b c d e f g h i"),
        ("a\x00b\x1b[31mc\x7fd\x80e\x9ff\ud800g", "ab[31mcdefg", "ab[31mcdefg"),
        (" \ta\t b ", "  a  b ", "a b"),
        ("שלום \u202e 🕊\ufe0f", "שלום \u202e 🕊\ufe0f", "שלום \u202e 🕊\ufe0f"),
    ],
)
def test_plain_text_has_no_controls_and_one_kind_of_line_end(text: str, plain: str, line: str) -> None:
    assert [plain_text(text), one_line(text)] == [plain, line]


def test_urls_of_the_head_stay_absolute() -> None:
    found: Any = icalendar.Calendar.from_ical(feed_of())

    assert [urlsplit(str(found[name])).scheme for name in ("source", "url")] == ["https", "https"]
