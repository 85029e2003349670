"""How far the grammar goes beyond the table: spellings, rows, weeks, months, years, deadlines, and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.errors import UnresolvedPhrase
from timeline.ingest.phrases import Tense, read_phrase

TUESDAY = date(2023, 11, 28)

SPELLINGS = [
    "28-29 November 2023",
    "28–29 November 2023",
    "28 – 29 Nov. 2023",
    "28 to 29 November, 2023",
    "28th and 29th of November 2023",
    "from 28 to 29 November 2023",
    "Nov. 28-29, 2023",
    "NOVEMBER 28 – 29, 2023",
    "  November   28 through 29,  2023 ",
    "“November 28—29, 2023”",
    "Tuesday 28 and Wednesday 29 November 2023",
    "Tuesday and Wednesday, 28-29 November 2023",
    "Tuesday, November 28, to Wednesday, November 29, 2023",
    "the twenty-eighth and twenty-ninth of November 2023",
    "2023-11-28 to 2023-11-29",
    "28.11.2023 - 29.11.2023",
    "28 November 2023 to 29 November 2023",
]


@pytest.mark.parametrize("phrase", SPELLINGS)
def test_two_days_are_read_in_every_spelling(phrase: str) -> None:
    when = read_phrase(phrase, TUESDAY).when

    assert (when.first_day, when.last_day, when.exact) == (date(2023, 11, 28), date(2023, 11, 29), True)


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("yesterday", "2023-11-27"),
        ("tonight", "2023-11-28"),
        ("this morning", "2023-11-28"),
        ("tomorrow evening", "2023-11-29"),
        ("the day after tomorrow", "2023-11-30"),
        ("the day before yesterday", "2023-11-26"),
        ("two days ago", "2023-11-26"),
        ("in twenty-one days", "2023-12-19"),
        ("today and tomorrow", "2023-11-28/2023-11-29"),
        ("last night", "[2023-11-27,2023-11-28]"),
        ("this coming Thursday", "2023-11-30"),
        ("last Thursday", "2023-11-23"),
        ("last Monday", "[2023-11-20,2023-11-27]"),
        ("Wednesday next week", "2023-12-06"),
        ("next week, Monday to Wednesday", "2023-12-04/2023-12-06"),
        ("earlier this week", "2023-11-27?"),
        ("late last week", "[2023-11-23..2023-11-26]"),
        ("early next week", "[2023-12-04..2023-12-06]"),
        ("the week of 7 December", "[2023-12-04..2023-12-10]"),
        ("the week beginning 7 December", "[2023-12-07..2023-12-13]"),
        ("this weekend", "[2023-12-02..2023-12-03]"),
        ("last weekend", "[2023-11-25..2023-11-26]"),
        ("next weekend", "[2023-12-02..2023-12-10]"),
        ("in the next few days", "[2023-11-29..2023-12-05]"),
        ("in two weeks", "[2023-12-09..2023-12-15]"),
        ("two weeks ago", "[2023-11-11..2023-11-17]"),
        ("this month", "2023-11"),
        ("last month", "2023-10"),
        ("early next month", "[2023-12-01..2023-12-10]"),
        ("end of November", "[2023-11-21..2023-11-30]"),
        ("the first week of December", "[2023-12-01..2023-12-10]"),
        ("the last week of November", "[2023-11-20..2023-11-30]"),
        ("second half of December", "[2023-12-16..2023-12-31]"),
        ("late November to early December", "[2023-11-21..2023-12-10]"),
        ("November to January", "[2023-11-01..2024-01-31]"),
        ("between November and January", "[2023-11-01..2024-01-31]"),
        ("next year", "2024"),
        ("in 2024", "2024"),
        ("Q1 2024", "[2024-01-01..2024-03-31]"),
        ("next quarter", "[2024-01-01..2024-03-31]"),
        ("second half of 2024", "[2024-07-01..2024-12-31]"),
        ("winter 2023", "2023-24"),
        ("next spring", "[2024-03-01..2024-05-31]"),
        ("28 or 29 November", "[2023-11-28,2023-11-29]"),
        ("28, 29 and 30 November", "2023-11-28/2023-11-30"),
        ("by Friday", "[2023-11-28..2023-12-01]"),
        ("no later than 15 December", "[2023-11-28..2023-12-15]"),
        ("before 15 December", "[2023-11-28..2023-12-14]"),
        ("by mid-December", "[2023-11-28..2023-12-20]"),
        ("not before 15 December", "2023-12-15/.."),
        ("until 5 December", "../2023-12-05"),
        ("on the eve of 1 December", "2023-11-30"),
        ("on or about 15 December", "[2023-12-12..2023-12-18]"),
        ("date to be determined", None),
        ("28. November 2023", "2023-11-28"),
        ("today through Friday", "2023-11-28/2023-12-01"),
        ("today or Wednesday", "[2023-11-28,2023-11-29]"),
        ("next Monday and Tuesday", "2023-12-04/2023-12-05"),
        ("in the coming week", "[2023-11-28..2023-12-10]"),
        ("over the next month", "[2023-11-28..2023-12-31]"),
        ("over the past year", "[2022-01-01..2023-11-28]"),
        ("the last days of November", "[2023-11-21..2023-11-30]"),
        ("the second Tuesday of December", "2023-12-12"),
        ("the last Thursday in November", "2023-11-30"),
        ("in November of last year", "2022-11"),
        ("next November", "2024-11"),
        ("next December", "[2023-12-01..2024-12-31]"),
        ("the coming December", "2023-12"),
        ("next Monday to Thursday", "2023-12-04/2023-12-07"),
        ("from last Monday until next Wednesday", "[2023-11-20..2023-12-06]"),
        ("last spring", "[2022-03-01..2023-05-31]"),
        ("some time next week", "[2023-12-04..2023-12-10]"),
        ("one day in December", "[2023-12-01..2023-12-31]"),
        ("two days before 1 December", "2023-11-29"),
        ("a day after 1 December", "2023-12-02"),
    ],
)
def test_phrase_is_read_without_a_tense(phrase: str, edtf: str | None) -> None:
    assert read_phrase(phrase, TUESDAY).when.edtf == edtf


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("Monday through Wednesday", "2023-12-04/2023-12-06"),
        ("on Wednesday and Thursday", "2023-11-29/2023-11-30"),
        ("Wednesday, Thursday and Friday", "2023-11-29/2023-12-01"),
        ("between Wednesday and Friday", "[2023-11-29..2023-12-01]"),
        ("Wednesday or Thursday", "[2023-11-29,2023-11-30]"),
        ("this month", "[2023-11-28..2023-11-30]"),
        ("in the spring", "[2024-03-01..2024-05-31]"),
        ("until Friday", "[2023-11-28..2023-12-01]"),
        ("around 30 November", "[2023-11-28..2023-12-03]"),
        ("29 February", "2024-02-29"),
    ],
)
def test_phrase_is_read_in_a_text_about_the_future(phrase: str, edtf: str) -> None:
    assert read_phrase(phrase, TUESDAY, tense=Tense.FUTURE).when.edtf == edtf


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", "it has no words"),
        ("Christmas", "not understood: 'christmas'"),
        ("the Greek calends of Nov", "not understood: 'greek', 'calends'"),
        ("month the in", "the words are known, but not in this order: 'month in'"),
        ("28 November at 10:75", "not understood: ':'"),
        ("30 February", "there is no 30 February"),
        ("2023-02-30", "2023-02-30 is not in the calendar"),
        ("13/13/2023", "13/13/2023 is not in the calendar"),
        ("28 and 30 November", "the days are not consecutive"),
        ("29-28 November", "the last day does not follow the first"),
        ("28-29", "days without a month"),
        ("November '23", 'not understood: "\'23"'),
        ("today and Thursday", "the days are not consecutive"),
        ("this fall and next spring", "the days are not consecutive"),
        ("28-29 November to next Friday", "one range of days is inside another"),
        ("next Monday to this morning", "the words are known, but not in this order"),
        ("the fifth Tuesday of December", "the month has no such weekday"),
        ("within the month", "the words are known, but not in this order"),
        ("calendar week 60", "there is no calendar week 60"),
        ("fifth quarter of 2024", "a year has only four quarters"),
        ("in the coming years", "have no clear bounds"),
        ("today " * 40, "it is longer than 200 characters"),
    ],
)
def test_phrase_that_is_not_understood_is_refused_with_the_reason(phrase: str, reason: str) -> None:
    with pytest.raises(UnresolvedPhrase) as refused:
        read_phrase(phrase, TUESDAY)

    assert reason in refused.value.reason


@pytest.mark.parametrize(("phrase", "dateline"), [("last week", date.min), ("next month", date.max)])
def test_phrase_that_leaves_the_calendar_is_refused(phrase: str, dateline: date) -> None:
    with pytest.raises(UnresolvedPhrase, match="outside the years 0001 to 9999"):
        read_phrase(phrase, dateline)
