"""Events and dates in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.timeline.render.builders import BRUSSELS, CATALOGUE, MINISTERIAL, PROGRAMME, SECRETARY, ministerial, timed
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Deviation, Event
from timeline.model.vocabulary import EventKind, Presence, Role, Status
from timeline.render import text


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2023-11-28", "28 November 2023"),
        ("2023-11-28/2023-11-29", "28 to 29 November 2023"),
        ("2023-11-28/2023-12-04", "28 November to 4 December 2023"),
        ("2023-12-30/2024-01-02", "30 December 2023 to 2 January 2024"),
        ("[2023-12-04..2023-12-08]", "between 4 and 8 December 2023"),
        ("[2023-11-28,2023-12-05]", "between 28 November and 5 December 2023"),
        ("2023-11", "in November 2023, day not known"),
        ("2023-11-XX", "in November 2023, day not known"),
        ("2023-23", "in autumn 2023, day not known"),
        ("2023", "in 2023, day not known"),
        ("202X", "in the years 2020 to 2029, day not known"),
        ("2023-12-15~", "about 15 December 2023"),
        ("2023-12~", "about December 2023"),
        ("2023~", "about 2023"),
        ("2023-12-15?", "15 December 2023, not certain"),
        ("2023-12-15%", "about 15 December 2023"),
        ("2026-05-12/..", "from 12 May 2026, end not known"),
        ("2026-05-12/", "from 12 May 2026, end not known"),
        ("../2026-05-12", "by 12 May 2026"),
        ("2023-11-28~/2023-12-03", "between 25 November and 3 December 2023"),
    ],
)
def test_date_is_written_as_precisely_as_its_notation(edtf: str, words: str) -> None:
    assert text.date_words(EventDate.from_edtf(edtf)) == words


def test_date_without_bounds_is_not_known() -> None:
    assert text.date_words(EventDate.unknown()) == "date not known"


def test_date_of_bounds_that_are_not_exact_is_between_them() -> None:
    when = EventDate.from_days(date(2023, 11, 1), date(2023, 11, 27), exact=False)

    assert text.date_words(when) == "between 1 and 27 November 2023"


@pytest.mark.parametrize(
    ("starts", "ends", "zone", "words"),
    [
        (
            "2023-11-28T10:30", None, "Europe/Brussels",
            "28 November 2023, 10:30 Brussels time (UTC+1)",
        ),
        (
            "2024-07-09T09:00", "2024-07-09T12:15", "America/New_York",
            "9 July 2024, 09:00 to 12:15 New York time (UTC−4)",
        ),
        (
            "2024-03-30T22:00", "2024-03-31T04:00", "Europe/Vienna",
            "30 March 2024, 22:00 to 31 March 2024, 04:00 Vienna time (UTC+1, UTC+2)",
        ),
        (
            "2024-03-30T22:00", None, "Asia/Kathmandu",
            "30 March 2024, 22:00 Kathmandu time (UTC+5:45)",
        ),
        ("2024-03-30T22:00", None, "UTC", "30 March 2024, 22:00 UTC"),
    ],
)  # fmt: skip
def test_time_is_written_with_its_zone(starts: str, ends: str | None, zone: str, words: str) -> None:
    assert text.date_words(timed(starts, ends, zone)) == words


def test_date_is_written_with_the_words_of_the_source_and_their_dateline() -> None:
    when = EventDate.from_days(
        date(2023, 11, 27), date(2023, 12, 3), exact=False, phrase="this week", dateline=date(2023, 11, 27)
    )

    assert text.said_words(when) == "between 27 November and 3 December 2023: “this week”, as of 27 November 2023"
    assert text.said_words(EventDate.unknown("soon")) == "date not known: “soon”"
    assert text.said_words(EventDate.from_edtf("2023-11-28")) == "28 November 2023"


def test_language_without_a_file_falls_back_to_english() -> None:
    assert text.date_words(EventDate.from_edtf("2023-11"), "eo-001") == "in November 2023, day not known"


def test_every_word_of_a_vocabulary_has_its_words() -> None:
    assert [text.kind_words(kind) for kind in (None, *EventKind)][:3] == ["Event", "Trip", "Visit"]
    assert [text.status_words(status) for status in Status] == [
        "Reported", "Announced", "Confirmed", "Under way", "Completed", "Broken off", "Postponed", "Cancelled",
        "Withdrawn",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("event", "title"),
    [
        (ministerial(title=" A \n B\x00 "), "A B"),
        (ministerial(title=None), "Ministerial meeting: Brussels"),
        (ministerial(title="\x00\t", kind=EventKind.VISIT, where=(BRUSSELS, BRUSSELS)), "Visit: Brussels, Brussels"),
        (
            ministerial(
                title="", kind=EventKind.TRIP, where=(), participants=(replace(SECRETARY, role=Role.TRAVELLER),)
            ),
            "Trip: Antony Blinken",
        ),
        (ministerial(title=None, where=()), "Ministerial meeting"),
        (Event(id="evt-x", slug="x", when=EventDate.unknown()), "Event"),
    ],
)  # fmt: skip
def test_title_is_never_empty(event: Event, title: str) -> None:
    assert text.event_title(event) == title


def test_title_says_what_does_not_happen_as_planned() -> None:
    titles = [text.prefixed_title(ministerial(title="Talks", status=status)) for status in (None, *Status)]

    assert titles == [*["Talks"] * 7, "Postponed: Talks", "Cancelled: Talks", "Withdrawn: Talks"]


def test_participant_is_written_with_office_and_presence() -> None:
    own_day = EventDate.from_edtf("2023-11-29")

    assert [
        text.participant_words(SECRETARY),
        text.participant_words(replace(SECRETARY, office=None, presence=None)),
        text.participant_words(replace(SECRETARY, office=None, role=Role.HOST, presence=Presence.ABSENT)),
        text.participant_words(replace(SECRETARY, role=None, presence=Presence.EXPECTED, when=own_day)),
    ] == [
        "Antony Blinken (Secretary of State, United States) – attended",
        "Antony Blinken",
        "Antony Blinken – host, absent",
        "Antony Blinken (Secretary of State, United States) – expected, 29 November 2023",
    ]


def test_place_is_written_with_its_country_or_its_territory() -> None:
    places = (
        BRUSSELS,
        replace(BRUSSELS, slug="belgium", name="Belgium"),
        replace(BRUSSELS, slug="israel", name="Israel", country="IL"),
        replace(BRUSSELS, slug="ramallah", name="Ramallah", country="PS", territory="West Bank"),
        replace(BRUSSELS, slug="not-in-the-catalogue", name="Narnia", country="XN"),
        replace(BRUSSELS, slug="nowhere", name="Nowhere", country=None),
    )

    assert [text.place_words(place, CATALOGUE) for place in places] == [
        "Brussels, Belgium",
        "Belgium",
        "Israel",
        "Ramallah, West Bank",
        "Narnia, XN",
        "Nowhere",
    ]


def test_source_is_written_with_tier_and_day() -> None:
    untitled = replace(PROGRAMME, title=None, published_at=datetime(2024, 1, 1, tzinfo=UTC))

    assert text.source_words(PROGRAMME) == "NATO, “Programme, first edition” (official, 23 October 2023)"
    assert text.source_words(untitled) == "NATO (official, 1 January 2024)"


def test_contested_properties_and_deviations_are_written_in_words() -> None:
    event = ministerial(contested=("participants.antony-blinken", "when"))
    stayed_away = Deviation(property="participants.antony-blinken", planned="expected", actual="absent")

    assert text.contested_words(event) == "Sources disagree on: Antony Blinken, date"
    assert text.contested_words(ministerial(contested=())) is None
    assert [text.deviation_words(deviation, event) for deviation in (*MINISTERIAL.deviations, stayed_away)] == [
        "Planned date: 27 November to 3 December 2023; as it took place: 28 to 29 November 2023",
        "Planned Antony Blinken: expected; as it took place: absent",
    ]
