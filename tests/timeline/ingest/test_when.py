"""The spellings of `when` in a document."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import orjson
import pytest

from timeline.errors import InvalidDocument
from timeline.ingest.field_reader import Faults, Spot
from timeline.ingest.phrases import Tense
from timeline.ingest.strict_json import read_json
from timeline.ingest.strict_yaml import read_yaml
from timeline.ingest.when import Around, when
from timeline.model.dates.event_date import EventDate

DATELINE = date(2023, 11, 28)
CET = timezone(timedelta(hours=1))


def read(text: str, tense: Tense = Tense.FUTURE, time_zone: str | None = None) -> EventDate:
    """The date that a YAML text means; its faults are raised."""
    found_faults = Faults("w")
    found = Spot(read_yaml(text, "w"), "when", found_faults).attempt(when(Around(tense, time_zone)))
    if found is None or found_faults.problems:
        raise InvalidDocument(found_faults.problems)
    return found


def faults(text: str) -> list[str]:
    """The details of all faults."""
    with pytest.raises(InvalidDocument) as caught:
        read(text)
    return [problem.detail for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{edtf: 2023-11-28/2023-11-29}", EventDate.from_edtf("2023-11-28/2023-11-29")),
        ("{edtf: 2023-11, time_zone: Europe/Brussels}", EventDate.from_edtf("2023-11", time_zone="Europe/Brussels")),
        ("{first_day: 2023-11-28, last_day: 2023-11-29}", EventDate.from_days(date(2023, 11, 28), date(2023, 11, 29))),
        ("{first_day: 2023-11-28}", EventDate.from_days(date(2023, 11, 28), None)),
        ("{first_day: 2023-11-28, last_day: 2023-12-02, exact: false}",
         EventDate.from_days(date(2023, 11, 28), date(2023, 12, 2), exact=False)),
        ("{starts_at: 2023-11-28T10:30, time_zone: Europe/Brussels}",
         EventDate.from_times(datetime(2023, 11, 28, 10, 30, tzinfo=CET), None, "Europe/Brussels")),
        ("{starts_at: '2023-11-28T10:30:00+01:00', ends_at: 2023-11-28T12:00, time_zone: Europe/Brussels}",
         EventDate.from_times(
             datetime(2023, 11, 28, 10, 30, tzinfo=CET), datetime(2023, 11, 28, 12, tzinfo=CET), "Europe/Brussels")),
        ("{phrase: tomorrow, dateline: 2023-11-28}",
         EventDate.from_days(date(2023, 11, 29), date(2023, 11, 29), phrase="tomorrow", dateline=DATELINE)),
        ("{phrase: on the eve, dateline: 2023-11-28, first_day: 2023-11-29, last_day: 2023-11-29, exact: true}",
         EventDate.from_days(date(2023, 11, 29), date(2023, 11, 29), phrase="on the eve", dateline=DATELINE)),
        ("{phrase: tomorrow, dateline: 2023-11-28, edtf: '[2023-11-29..2023-11-30]'}",
         EventDate.from_edtf("[2023-11-29..2023-11-30]", phrase="tomorrow", dateline=DATELINE)),
        ("{phrase: one day, dateline: 2023-11-28, edtf: null}", EventDate.unknown("one day", DATELINE)),
    ],
)  # fmt: skip
def test_spelling_means_this_date(text, expected):
    assert read(text) == expected


def test_days_beside_a_phrase_are_not_exact_unless_said_so():
    found = read("{phrase: on the eve, dateline: 2023-11-28, first_day: 2023-11-29, last_day: 2023-11-29}")

    assert found == EventDate.from_days(
        date(2023, 11, 29), date(2023, 11, 29), exact=False, phrase="on the eve", dateline=DATELINE
    )


def test_phrase_is_read_in_the_tense_of_the_report_unless_it_names_its_own():
    text = "{phrase: this week, dateline: 2023-11-28}"

    assert [read(text, tense).last_day for tense in Tense] == [date(2023, 12, 3), DATELINE]
    assert read("{phrase: this week, dateline: 2023-11-28, tense: past}").last_day == DATELINE


def test_phrase_is_read_with_the_week_of_its_source():
    found = read("{phrase: next week, dateline: 2023-11-28, week_start: sun}")

    assert (found.first_day, found.last_day) == (date(2023, 12, 3), date(2023, 12, 9))


def test_our_own_object_reads_back_as_the_same_date():
    kept = (
        EventDate.unknown(),
        EventDate.from_edtf("2023-11-28~", phrase="around Tuesday", dateline=DATELINE),
        EventDate.from_times(datetime(2023, 11, 28, 10, 30), None, "Europe/Brussels"),  # noqa: DTZ001 - a wall clock
    )

    for found in kept:
        spot = Spot(read_json(orjson.dumps(found.to_json()).decode(), "w"), "when", Faults("w"))
        assert spot.attempt(when(Around(Tense.FUTURE))) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", "has no date; give edtf, first_day and last_day, starts_at and time_zone, or phrase and dateline"),
        ("{time_zone: Europe/Brussels}",
         "has no date; give edtf, first_day and last_day, starts_at and time_zone, or phrase and dateline"),
        ("{edtf: 2023}", 'is not a text; write it in quotes, as "2023"'),
        ("{edtf: 2023-13}", "'2023-13' is not a valid date or time: there is no month 13"),
        ("{edtf: 2023-11-28, last_day: 2023-11-29}",
         "has last_day 2023-11-29 beside edtf '2023-11-28', which means 2023-11-28"),
        ("{edtf: 2023-11, exact: true}", "has exact true beside edtf '2023-11', which means false"),
        ("{first_day: 2023-11-29, last_day: 2023-11-28}",
         "'2023-11-29/2023-11-28' is not a valid date or time: its last day lies before its first"),
        ("{first_day: 2023-11-29, exact: true}", "has exact: true without first_day or last_day; give both days"),
        ("{first_day: 20231129}", 'is not a text; write it in quotes, as "20231129"'),
        ("{first_day: 2023-W48-3}", "'2023-W48-3' is not a date; write it as 2023-11-28"),
        ("{starts_at: 2023-11-28T10:30}",
         "has times without starts_at or time_zone; give both, the zone as Europe/Brussels"),
        ("{starts_at: 2023-11-28T24:00, time_zone: Europe/Brussels}",
         "'2023-11-28T24:00' is not a time of day; write it as 2023-11-28T10:30 or 2023-11-28T10:30:00+01:00"),
        ("{starts_at: 2023-11-28T10:30, time_zone: Europe/Brussels, edtf: 2023-11-28}",
         "has days beside starts_at; remove them, they follow from the times"),
        ("{starts_at: 2024-03-31T02:30, time_zone: Europe/Vienna}",
         "'2024-03-31T02:30:00' is not a valid date or time: this time does not exist in Europe/Vienna; the nearest"
         " times are 2024-03-31T01:30:00+01:00 and 2024-03-31T03:30:00+02:00"),
        ("{phrase: this week}",
         "the phrase 'this week' has no dateline; give the local day from which its words are read"),
        ("{dateline: 2023-11-28, edtf: 2023-11-28}",
         "has a dateline, tense or week_start without a phrase; add the phrase or remove them"),
        ("{phrase: this week, dateline: 2023-11-28, tense: past, edtf: null}",
         "has a tense or week_start beside bounds; remove it, since the phrase is not read then"),
        ("{phrase: this week, dateline: 2023-11-28, tense: present}",
         "'present' is not a valid tense; allowed: future, past"),
    ],
)  # fmt: skip
def test_fault_is_reported_with_the_way_to_repair_it(text, expected):
    assert faults(text) == [expected]


def test_phrase_that_cannot_be_read_is_reported_with_its_candidates():
    (fault,) = faults("{phrase: Thursday 29 November, dateline: 2023-11-28}")

    assert fault.startswith("'Thursday 29 November' gives no date: ")
    assert "(candidates: 2023-11-29, 2023-11-30)" in fault
    assert fault.endswith("; give first_day and last_day or edtf beside the phrase")


def test_clock_time_of_a_phrase_is_told_at_the_place_of_the_report():
    text = "{phrase: tomorrow at 4 p.m., dateline: 2023-11-28}"
    wanted = datetime(2023, 11, 29, 16, tzinfo=timezone(timedelta(hours=9)))

    assert read(text, time_zone="Asia/Seoul") == EventDate.from_times(
        wanted, None, "Asia/Seoul", phrase="tomorrow at 4 p.m.", dateline=DATELINE
    )
    assert read(text).is_timed is False
    assert read(text[:-1] + ", time_zone: Europe/Rome}", time_zone="Asia/Seoul").time_zone == "Europe/Rome"


def test_phrase_without_a_clock_time_has_no_zone_from_its_place():
    for phrase in ("tomorrow", "tomorrow by 17:00", "next week at 10:00"):
        text = f"{{phrase: '{phrase}', dateline: 2023-11-28}}"

        assert read(text, time_zone="Asia/Seoul") == read(text)
        assert read(text).time_zone is None


def test_time_that_the_clocks_of_the_place_never_show_is_a_fault():
    with pytest.raises(InvalidDocument, match="this time does not exist in Europe/Rome"):
        read("{phrase: 'at 2:30 on 31 March 2024', dateline: 2023-11-28}", time_zone="Europe/Rome")
