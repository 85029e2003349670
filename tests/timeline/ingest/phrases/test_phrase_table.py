"""Every row of the example table of the date rules: phrase -> bounds, exactness and notation.

Dateline Tuesday 2023-11-28 and Monday weeks unless the row says otherwise; a row without a tense is read without one
and with the tense that its words have.
"""

from __future__ import annotations

from datetime import date

import pytest

from timeline.errors import UnresolvedPhrase
from timeline.ingest.phrases import Tense, read_phrase

TUESDAY = date(2023, 11, 28)
FUTURE, PAST = Tense.FUTURE, Tense.PAST

ROWS = [
    # phrase, dateline, tenses, notation, first_day, last_day, exact
    ("today", TUESDAY, (None, FUTURE, PAST), "2023-11-28", "2023-11-28", "2023-11-28", True),
    ("tomorrow", TUESDAY, (None, FUTURE), "2023-11-29", "2023-11-29", "2023-11-29", True),
    ("on Wednesday", TUESDAY, (FUTURE,), "2023-11-29", "2023-11-29", "2023-11-29", True),
    ("on Tuesday", TUESDAY, (FUTURE,), "[2023-11-28,2023-12-05]", "2023-11-28", "2023-12-05", False),
    ("next Thursday", TUESDAY, (None, FUTURE), "[2023-11-30,2023-12-07]", "2023-11-30", "2023-12-07", False),
    ("in three days", TUESDAY, (None, FUTURE), "2023-12-01", "2023-12-01", "2023-12-01", True),
    ("within 48 hours", TUESDAY, (None, FUTURE), "[2023-11-28..2023-11-30]", "2023-11-28", "2023-11-30", False),
    ("this week", TUESDAY, (FUTURE,), "[2023-11-28..2023-12-03]", "2023-11-28", "2023-12-03", False),
    ("this week", TUESDAY, (PAST,), "[2023-11-27..2023-11-28]", "2023-11-27", "2023-11-28", False),
    ("later this week", TUESDAY, (None, FUTURE), "[2023-11-29..2023-12-03]", "2023-11-29", "2023-12-03", False),
    ("next week", TUESDAY, (None, FUTURE), "[2023-12-04..2023-12-10]", "2023-12-04", "2023-12-10", False),
    ("last week", TUESDAY, (None, PAST), "[2023-11-20..2023-11-26]", "2023-11-20", "2023-11-26", False),
    ("this week", date(2023, 11, 26), (FUTURE,), "[2023-11-26..2023-12-02]", "2023-11-26", "2023-12-02", False),
    ("in the coming days", TUESDAY, (None, FUTURE), "[2023-11-29..2023-12-05]", "2023-11-29", "2023-12-05", False),
    ("in the coming weeks", TUESDAY, (None, FUTURE), "[2023-12-05..2024-01-09]", "2023-12-05", "2024-01-09", False),
    ("soon", TUESDAY, (None, FUTURE), "2023-11-28/..", "2023-11-28", None, False),
    ("later this month", TUESDAY, (None, FUTURE), "[2023-11-29..2023-11-30]", "2023-11-29", "2023-11-30", False),
    ("next month", TUESDAY, (None, FUTURE), "2023-12", "2023-12-01", "2023-12-31", False),
    ("earlier in November", TUESDAY, (None, PAST), "[2023-11-01..2023-11-27]", "2023-11-01", "2023-11-27", False),
    ("in November", date(2023, 12, 5), (PAST,), "2023-11", "2023-11-01", "2023-11-30", False),
    ("in January", date(2023, 12, 14), (FUTURE,), "2024-01", "2024-01-01", "2024-01-31", False),
    ("mid-December", TUESDAY, (None, FUTURE), "[2023-12-11..2023-12-20]", "2023-12-11", "2023-12-20", False),
    ("by the end of the month", TUESDAY, (None, FUTURE), "[2023-11-28..2023-11-30]", "2023-11-28", "2023-11-30", False),
    ("around 15 December", TUESDAY, (None, FUTURE), "[2023-12-12..2023-12-18]", "2023-12-12", "2023-12-18", False),
    ("28-29 November", TUESDAY, (None, FUTURE), "2023-11-28/2023-11-29", "2023-11-28", "2023-11-29", True),
    ("28 and 29 November", TUESDAY, (None, FUTURE), "2023-11-28/2023-11-29", "2023-11-28", "2023-11-29", True),
    ("November 28–29", TUESDAY, (None, FUTURE), "2023-11-28/2023-11-29", "2023-11-28", "2023-11-29", True),
    ("30 December to 2 January", TUESDAY, (None, FUTURE), "2023-12-30/2024-01-02", "2023-12-30", "2024-01-02", True),
    ("11/12/2023", TUESDAY, (None,), "[2023-11-12,2023-12-11]", "2023-11-12", "2023-12-11", False),
    (
        "between 4 and 8 December",
        TUESDAY,
        (None, FUTURE),
        "[2023-12-04..2023-12-08]",
        "2023-12-04",
        "2023-12-08",
        False,
    ),
    ("fall 2023", TUESDAY, (None,), "2023-23", "2023-09-01", "2023-11-30", False),
    ("first quarter of 2024", TUESDAY, (None, FUTURE), "[2024-01-01..2024-03-31]", "2024-01-01", "2024-03-31", False),
    ("by year-end", TUESDAY, (None, FUTURE), "[2023-11-28..2023-12-31]", "2023-11-28", "2023-12-31", False),
    ("early 2024", TUESDAY, (None, FUTURE), "[2024-01-01..2024-03-31]", "2024-01-01", "2024-03-31", False),
    (
        "late on Tuesday, early on Wednesday",
        TUESDAY,
        (None, FUTURE),
        "[2023-11-28..2023-11-29]",
        "2023-11-28",
        "2023-11-29",
        False,
    ),
    ("at a mutually convenient time", TUESDAY, (None, FUTURE, PAST), None, None, None, False),
    ("since Tuesday", date(2023, 11, 30), (None, PAST), "2023-11-28/..", "2023-11-28", None, False),
    ("until further notice", TUESDAY, (None, FUTURE), "2023-11-28/..", "2023-11-28", None, False),
    ("calendar week 48", TUESDAY, (None,), "[2023-11-27..2023-12-03]", "2023-11-27", "2023-12-03", False),
]


@pytest.mark.parametrize(
    ("phrase", "dateline", "tense", "edtf", "first_day", "last_day", "exact"),
    [(phrase, dateline, tense, *bounds) for phrase, dateline, tenses, *bounds in ROWS for tense in tenses],
)
def test_phrase_reads_as_its_row_says(
    phrase: str,
    dateline: date,
    tense: Tense | None,
    edtf: str | None,
    first_day: str | None,
    last_day: str | None,
    exact: bool,  # noqa: FBT001 - a column of the table
) -> None:
    reading = read_phrase(phrase, dateline, tense=tense)

    assert reading.when.to_json() == {
        "edtf": edtf,
        "first_day": first_day,
        "last_day": last_day,
        "exact": exact,
        "starts_at": None,
        "ends_at": None,
        "time_zone": None,
        "phrase": phrase,
        "dateline": dateline.isoformat(),
    }


@pytest.mark.parametrize(
    "phrase", ["in the coming days", "in the coming weeks", "around 15 December", "early 2024", "mid-December"]
)
def test_phrase_with_soft_edges_is_approximate(phrase: str) -> None:
    assert read_phrase(phrase, TUESDAY).approximate is True


@pytest.mark.parametrize(
    "phrase",
    [
        "next Thursday",
        "within 48 hours",
        "by the end of the month",
        "11/12/2023",
        "between 4 and 8 December",
        "by year-end",
    ],
)
def test_phrase_that_means_one_day_inside_its_bounds_says_so(phrase: str) -> None:
    assert read_phrase(phrase, TUESDAY).one_day_inside is True


@pytest.mark.parametrize("tense", [None, FUTURE])
def test_thursday_29_november_is_unresolved_because_it_was_a_wednesday(tense: Tense | None) -> None:
    with pytest.raises(UnresolvedPhrase, match="2023-11-29 is a Wednesday, not a Thursday") as refused:
        read_phrase("Thursday 29 November", TUESDAY, tense=tense)

    assert refused.value.candidates == ("2023-11-29", "2023-11-30")


@pytest.mark.parametrize("tense", [None, FUTURE, PAST])
def test_later_this_month_on_its_last_day_is_unresolved_because_nothing_is_left(tense: Tense | None) -> None:
    with pytest.raises(UnresolvedPhrase, match="no day is left after the dateline"):
        read_phrase("later this month", date(2023, 11, 30), tense=tense)
