"""The rules 1 to 9 for phrases, one after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from timeline.errors import UnresolvedPhrase
from timeline.ingest.phrases import PhraseReading, Tense, WeekStart, read_phrase
from timeline.model.dates.event_date import EventDate

TUESDAY = date(2023, 11, 28)
SUNDAY = date(2023, 11, 26)


def edtf_of(
    phrase: str, dateline: date = TUESDAY, tense: Tense | None = None, week_start: WeekStart | None = None
) -> str | None:
    """The notation of what a phrase means."""
    return read_phrase(phrase, dateline, tense=tense, week_start=week_start).when.edtf


def test_reading_keeps_phrase_dateline_zone_language_rule_and_exactness() -> None:
    """Rule 1."""
    reading = read_phrase("This  Week", TUESDAY, tense=Tense.FUTURE).in_zone("Europe/Brussels")

    assert reading == PhraseReading(
        when=replace(
            EventDate.from_days(TUESDAY, date(2023, 12, 3), exact=False, phrase="This  Week", dateline=TUESDAY),
            time_zone="Europe/Brussels",
        ),
        rule="this-week",
        approximate=False,
        one_day_inside=False,
        tense=Tense.FUTURE,
        language="en",
    )


def test_phrase_is_read_from_the_dateline_it_is_given() -> None:
    """Rule 2: the local day of the place printed, whatever day the server has."""
    assert [edtf_of("today", day) for day in (date(2023, 11, 27), TUESDAY)] == ["2023-11-27", "2023-11-28"]


@pytest.mark.parametrize(
    ("phrase", "tense", "edtf"),
    [
        ("on Friday", Tense.FUTURE, "2023-12-01"),
        ("on Friday", Tense.PAST, "2023-11-24"),
        ("on Friday", None, "[2023-11-24,2023-12-01]"),
        ("10 June", Tense.FUTURE, "2024-06-10"),
        ("10 June", Tense.PAST, "2023-06-10"),
        ("10 June", None, "[2023-06-10,2024-06-10]"),
        ("over the weekend", Tense.FUTURE, "[2023-12-02..2023-12-03]"),
        ("over the weekend", Tense.PAST, "[2023-11-25..2023-11-26]"),
        ("11/12/2023", Tense.FUTURE, "2023-12-11"),
        ("11/12/2023", Tense.PAST, "2023-11-12"),
    ],
)
def test_tense_decides_the_direction_and_without_it_both_are_kept(phrase: str, tense: Tense | None, edtf: str) -> None:
    """Rule 3."""
    assert edtf_of(phrase, tense=tense) == edtf


@pytest.mark.parametrize(
    ("phrase", "tense", "reason"),
    [
        ("yesterday", Tense.FUTURE, "its words mean the past"),
        ("next week", Tense.PAST, "its words mean the future"),
        ("28 November 2022", Tense.FUTURE, "none of its days is in the future"),
        ("2024-01-05", Tense.PAST, "none of its days is in the past"),
    ],
)
def test_phrase_against_its_tense_is_unresolved(phrase: str, tense: Tense, reason: str) -> None:
    """Rule 4: what would be left is nothing, or an exact date with a piece cut off."""
    with pytest.raises(UnresolvedPhrase, match=reason):
        read_phrase(phrase, TUESDAY, tense=tense)


def test_day_that_just_went_by_is_not_moved_by_a_year_silently() -> None:
    """Rule 4: "will meet on 27 November", printed on the 28th."""
    with pytest.raises(UnresolvedPhrase) as refused:
        read_phrase("27 November", TUESDAY, tense=Tense.FUTURE)

    assert refused.value.candidates == ("2023-11-27", "2024-11-27")


@pytest.mark.parametrize(
    ("phrase", "dateline", "week_start", "edtf"),
    [
        ("this week", TUESDAY, None, "[2023-11-27..2023-12-03]"),
        ("this week", TUESDAY, WeekStart.SUN, "[2023-11-26..2023-12-02]"),
        ("this week", TUESDAY, WeekStart.SAT, "[2023-11-25..2023-12-01]"),
        ("this week", SUNDAY, WeekStart.MON, "[2023-11-20..2023-11-26]"),
        ("this week", SUNDAY, WeekStart.SUN, "[2023-11-26..2023-12-02]"),
        ("this week", SUNDAY, None, "[2023-11-20..2023-12-02]"),
        ("next week", SUNDAY, None, "[2023-11-27..2023-12-09]"),
        ("last week", SUNDAY, None, "[2023-11-13..2023-11-25]"),
    ],
)
def test_week_starts_on_monday_unless_the_source_says_otherwise(
    phrase: str, dateline: date, week_start: WeekStart | None, edtf: str
) -> None:
    """Rule 5: on a Sunday the readings differ; if nothing decides, their union."""
    assert edtf_of(phrase, dateline, week_start=week_start) == edtf


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("early February 2024", "[2024-02-01..2024-02-10]"),
        ("mid-February 2024", "[2024-02-11..2024-02-20]"),
        ("late February 2024", "[2024-02-21..2024-02-29]"),
        ("late February 2023", "[2023-02-21..2023-02-28]"),
    ],
)
def test_month_has_three_parts(phrase: str, edtf: str) -> None:
    """Rule 6."""
    reading = read_phrase(phrase, TUESDAY)

    assert (reading.when.edtf, reading.approximate) == (edtf, True)


@pytest.mark.parametrize("phrase", ["since 20 November", "soon", "from 20 November", "after 19 November"])
def test_missing_end_stays_missing(phrase: str) -> None:
    """Rule 7."""
    assert read_phrase(phrase, TUESDAY).when.last_day is None


@pytest.mark.parametrize(
    ("phrase", "candidates"),
    [
        ("Thursday, November 29, 2023", ("2023-11-29", "2023-11-30")),
        ("29 November (Thursday)", ("2023-11-29", "2023-11-30")),
        ("Monday 28 to Wednesday 29 November", ("2023-11-27", "2023-11-28")),
        ("Monday 2023-11-28", ("2023-11-27", "2023-11-28")),
    ],
)
def test_weekday_that_does_not_fit_its_date_is_unresolved_with_both(phrase: str, candidates: tuple[str, ...]) -> None:
    """Rule 8."""
    with pytest.raises(UnresolvedPhrase) as refused:
        read_phrase(phrase, TUESDAY)

    assert refused.value.candidates == candidates


def test_weekday_beside_an_ambiguous_date_decides() -> None:
    """Rule 8, turned to use: 12 November 2023 was a Sunday, 11 December a Monday; 10 June 2024 is a Monday."""
    assert [edtf_of("Monday 11/12/2023"), edtf_of("Monday 10 June")] == ["2023-12-11", "2024-06-10"]


MINISTERIAL = EventDate.from_edtf("2023-11-28/2023-11-29")


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("on the margins of the ministerial", "[2023-11-28..2023-11-29]"),
        ("on the sidelines of the NATO Ministerial", "[2023-11-28..2023-11-29]"),
        ("on the eve of the ministerial", "2023-11-27"),
        ("the day after the ministerial", "2023-11-30"),
        ("after the ministerial", "2023-11-30/.."),
        ("during nato-ministerial", "[2023-11-28..2023-11-29]"),
    ],
)
def test_anchor_follows_the_event_it_names(phrase: str, edtf: str) -> None:
    """Rule 9."""
    anchors = {"ministerial": MINISTERIAL, "nato-ministerial": MINISTERIAL}

    assert read_phrase(phrase, date(2023, 11, 27), anchors=anchors).when.edtf == edtf


def test_anchor_that_is_not_given_is_unresolved_and_named() -> None:
    """Rule 9."""
    with pytest.raises(UnresolvedPhrase, match="it needs an anchor: when is 'ministerial'"):
        read_phrase("on the margins of the ministerial", TUESDAY)


@pytest.mark.parametrize("tense", [None, *Tense])
@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("27-30 November 2023", "2023-11-27/2023-11-30"),
        ("November 26 to December 2", "2023-11-26/2023-12-02"),
        ("20 to 28 November", "2023-11-20/2023-11-28"),
    ],
)
def test_written_days_that_have_begun_are_no_fault_in_either_tense(phrase: str, edtf: str, tense: Tense | None) -> None:
    """Rule 3."""
    assert edtf_of(phrase, tense=tense) == edtf


@pytest.mark.parametrize("tense", [None, *Tense])
@pytest.mark.parametrize(
    "phrase",
    [
        "the following day", "on the next day", "the previous day", "the same evening", "later that day", "that night",
        "early the next morning", "the very next day", "the day after", "the night before", "two days later",
        "three days earlier", "on the margins of the ministerial", "on the sidelines of the assembly",
    ],
)  # fmt: skip
def test_words_that_hang_on_another_day_of_the_text_are_never_counted_from_the_dateline(
    phrase: str, tense: Tense | None
) -> None:
    """Rule 9."""
    with pytest.raises(UnresolvedPhrase, match="it needs an anchor"):
        read_phrase(phrase, TUESDAY, tense=tense)


@pytest.mark.parametrize(
    "phrase",
    [
        "to a later date", "at a later date", "postponed to a later date", "until an unspecified date", "sine die",
        "adjourned sine die", "in due course", "at a date to be announced", "on a date to follow", "date TBC",
        "without a new date", "no new date has been set", "to a future date",
    ],
)  # fmt: skip
def test_words_that_say_that_no_day_is_set_are_no_date(phrase: str) -> None:
    """Rule 11."""
    reading = read_phrase(phrase, TUESDAY)

    assert (reading.rule, reading.when.is_unknown) == ("no-date", True)


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("on the evening of 25 January", "2024-01-25"),
        ("in the early morning of Friday, December 1", "2023-12-01"),
        ("in the afternoon on 3 December 2023", "2023-12-03"),
    ],
)
def test_part_of_a_day_gives_the_day(phrase: str, edtf: str) -> None:
    """Rule 10."""
    assert edtf_of(phrase, tense=Tense.FUTURE) == edtf
