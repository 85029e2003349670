"""The date notation: the table of the date page, the rest of the subset, and the package `edtf` as oracle."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.errors import InvalidDate
from timeline.model.dates.edtf import DayBounds, read_edtf, write_edtf, write_one_of


@pytest.mark.parametrize(
    ("text", "first_day", "last_day", "exact"),
    [
        ("2023-11-28", "2023-11-28", "2023-11-28", True),
        ("2023-11-28/2023-11-29", "2023-11-28", "2023-11-29", True),
        ("[2023-12-04..2023-12-08]", "2023-12-04", "2023-12-08", False),
        ("2023-11", "2023-11-01", "2023-11-30", False),
        ("2023-11-28~", "2023-11-25", "2023-12-01", False),
        ("2023-11-28?", "2023-11-28", "2023-11-28", False),
        ("2023-11-28/..", "2023-11-28", None, False),
    ],
)
def test_notation_reads_as_its_row_says(text: str, first_day: str, last_day: str | None, exact: bool) -> None:  # noqa: FBT001
    assert read_edtf(text) == bounds(first_day, last_day, exact=exact)


@pytest.mark.parametrize(
    ("text", "first_day", "last_day"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023?", "2023-01-01", "2023-12-31"),
        ("2023~", "2022-01-01", "2024-12-31"),
        ("2023-11~", "2023-10-01", "2023-12-31"),
        ("2023-12%", "2023-11-01", "2024-01-31"),
        ("2023-03~", "2023-02-01", "2023-04-30"),
        ("2023-11-28%", "2023-11-25", "2023-12-01"),
        ("0001~", "0001-01-01", "0002-12-31"),
        ("0001-01-02~", "0001-01-01", "0001-01-05"),
        ("9999-12~", "9999-11-01", "9999-12-31"),
        ("9999-12-30%", "9999-12-27", "9999-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2023-XX", "2023-01-01", "2023-12-31"),
        ("2023-XX-XX", "2023-01-01", "2023-12-31"),
        ("2023-11-XX", "2023-11-01", "2023-11-30"),
        ("2023-11-XX~", "2023-10-01", "2023-12-31"),
        ("202X?", "2020-01-01", "2029-12-31"),
        ("2023-21", "2023-03-01", "2023-05-31"),
        ("2023-22", "2023-06-01", "2023-08-31"),
        ("2023-23", "2023-09-01", "2023-11-30"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2022-24", "2022-12-01", "2023-02-28"),
        ("2023-23~", "2023-08-01", "2023-12-31"),
        ("2023-11-28/", "2023-11-28", None),
        ("../2023-11-28", None, "2023-11-28"),
        ("/2023-11-28", None, "2023-11-28"),
        ("2023-11-28~/2023-11-30", "2023-11-25", "2023-11-30"),
        ("2023-11-28/2023-11-30?", "2023-11-28", "2023-11-30"),
        ("2023-11/2023-12-05", "2023-11-01", "2023-12-05"),
        ("2023-11-15/2023-11", "2023-11-15", "2023-11-30"),
        ("2023/2024~", "2023-01-01", "2025-12-31"),
        ("[..2023-12-08]", None, "2023-12-08"),
        ("[2023-12-04..]", "2023-12-04", None),
        ("[2023-11-30,2023-12-07]", "2023-11-30", "2023-12-07"),
        ("[2023-12-07,2023-11-30]", "2023-11-30", "2023-12-07"),
        ("[2023-11-28,2023-12-04..2023-12-08]", "2023-11-28", "2023-12-08"),
        ("[..2023-11,2023-12-04]", None, "2023-12-04"),
        ("[2021,2023..]", "2021-01-01", None),
        ("[2023-11..2023-12]", "2023-11-01", "2023-12-31"),
    ],
)
def test_notation_that_is_not_exact_has_these_bounds(text: str, first_day: str | None, last_day: str | None) -> None:
    assert read_edtf(text) == bounds(first_day, last_day, exact=False)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2023-11-28 ", "28 November 2023", "2023-2-3", "20231128", "2023-02-30", "2023-02-29", "2023-13",
        "2023-00", "2023-11-00", "2023-25", "2023-21-01", "0000", "0000-01-01", "000X", "00XX", "XXXX", "2XXX",
        "10000", "-0044", "Y12023", "+2023", "2023-XX-28", "202X-11", "2023-11-2X", "~2023", "2023~?", "2023-11-28?~",
        "2023?-11", "2023-12/2023-11", "2023-11-29/2023-11-28", "2024/2023~", "../..", "/", "/..", "../", "..",
        "2023/2024/2025", "[2023-12-08..2023-12-04]", "[2023-11-28]", "[]", "[..]", "[2023", "2023]", "[2023-11-28,]",
        "[,2023]", "[2023,..2022]", "[2023..,2024]", "[2023, 2024]", "[2023/2024]", "[2024..,2023]", "{2023,2024}",
        "[2023..2024..2025]", "2023-11-28T10:00:00Z", "2023-11-28T10:00", "\uff19\uff19\uff19\uff19",
        "\u0968\u0966\u0968\u0969", "2023-11-28\n", "2023\x00", "9999-24", "202X~", "20XX%",
    ],
)  # fmt: skip
def test_text_outside_the_notation_is_refused_by_name(text: str) -> None:
    with pytest.raises(InvalidDate) as refused:
        read_edtf(text)

    assert refused.value.text == text
    assert refused.value.reason


def test_bounds_are_written_as_a_day_an_interval_or_an_open_interval() -> None:
    first, last = date(2023, 11, 28), date(2023, 11, 29)

    assert [
        write_edtf(first, first, exact=True),
        write_edtf(first, first, exact=False),
        write_edtf(first, last, exact=True),
        write_edtf(first, None, exact=False),
        write_edtf(None, last, exact=False),
        write_edtf(None, None, exact=False),
        write_one_of(first, last),
        write_one_of(first, first),
    ] == [
        "2023-11-28",
        "2023-11-28?",
        "2023-11-28/2023-11-29",
        "2023-11-28/..",
        "../2023-11-29",
        None,
        "[2023-11-28..2023-11-29]",
        "2023-11-28?",
    ]


def bounds(first_day: str | None, last_day: str | None, *, exact: bool) -> DayBounds:
    """Bounds from ISO days."""
    days = [None if day is None else date.fromisoformat(day) for day in (first_day, last_day)]
    return DayBounds(days[0], days[1], exact)


years = st.integers(1, 9998).map("{:04d}".format)
months = st.builds("{}-{:02d}".format, years, st.integers(1, 12))
days = st.dates(max_value=date(9998, 12, 31)).map(date.isoformat)
unspecified = st.one_of(
    st.integers(1, 999).map("{:03d}X".format),
    st.integers(1, 99).map("{:02d}XX".format),
    years.map("{}-XX".format),
    years.map("{}-XX-XX".format),
    months.map("{}-XX".format),
)
parts = st.one_of(years, months, days)
seasons = st.builds("{}-{}".format, years, st.integers(21, 23))
uncertain = parts.map("{}?".format)
singles = st.one_of(parts, unspecified, seasons, uncertain)


def oracle_bounds(text: str) -> tuple[str, str]:
    """The strict bounds that the package `edtf` gives, as ISO days."""
    parsed = edtf.parse_edtf(text)
    lower, upper = parsed.lower_strict(), parsed.upper_strict()
    first, last = ("{:04d}-{:02d}-{:02d}".format(*moment[:3]) for moment in (lower, upper))
    return first, last


def read_bounds(text: str) -> tuple[str, str]:
    """Our bounds, as ISO days; the text must be closed on both sides."""
    found = read_edtf(text)
    assert found.first_day is not None
    assert found.last_day is not None
    return found.first_day.isoformat(), found.last_day.isoformat()


@settings(deadline=None, max_examples=40)
@given(singles)
def test_single_date_has_the_bounds_of_the_oracle(text: str) -> None:
    assert read_bounds(text) == oracle_bounds(text)


@settings(deadline=None, max_examples=30)
@given(st.lists(parts, min_size=2, max_size=2))
def test_interval_has_the_bounds_of_the_oracle(pair: list[str]) -> None:
    text = "/".join(sorted(pair, key=read_bounds))

    assert read_bounds(text) == oracle_bounds(text)


@settings(deadline=None, max_examples=30)
@given(st.lists(days, min_size=3, max_size=3, unique=True))
def test_one_of_set_has_the_bounds_of_the_oracle(members: list[str]) -> None:
    """Of days: the oracle does not read a range of a year and a month."""
    first, second, third = sorted(members)
    text = f"[{first},{second}..{third}]"

    assert read_bounds(text) == oracle_bounds(text)


@settings(deadline=None, max_examples=200)
@given(st.dates(), st.integers(-3, 3))
def test_approximate_day_is_three_days_wide_on_each_side_inside_the_calendar(day: date, step: int) -> None:
    found = read_edtf(f"{day.isoformat()}~")
    inside = date.fromordinal(min(max(day.toordinal() + step, 1), date.max.toordinal()))

    assert found.first_day is not None
    assert found.last_day is not None
    assert found.first_day <= inside <= found.last_day
    assert (found.last_day - found.first_day) <= timedelta(days=6)


@settings(deadline=None, max_examples=200)
@given(st.integers(1, 9999), st.integers(1, 12))
def test_month_ends_on_its_last_day(year: int, month: int) -> None:
    assert read_edtf(f"{year:04d}-{month:02d}").last_day == date(year, month, monthrange(year, month)[1])


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=40), st.text(alphabet="0123456789-/.[],?~%X", max_size=30)))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_edtf(text)
    except InvalidDate:
        return
    assert found.first_day is not None or found.last_day is not None
    assert (found.first_day or date.min) <= (found.last_day or date.max)
