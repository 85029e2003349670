"""Whatever is written, a phrase is read or refused; and what is read never contradicts its tense."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.errors import UnresolvedPhrase
from timeline.ingest.phrases import PhraseReading, Tense, WeekStart, read_phrase
from timeline.model.dates.event_date import EventDate

TEXT = """
a an the in on at by of to and or from until through between since before after around within next last this
coming past previous later earlier early mid late end beginning start week weeks month months year years day
days hours quarter half weekend season spring summer fall winter today tomorrow yesterday tonight morning now
soon few couple ago further notice eve margins calendar first second third last one two three twelve twenty 1
2 3 28 29 30 31 48 53 monday tue. wednesday thursday fri saturday sunday january feb. march may november Nov.
december 2023 2024 0001 9999 2023-11-28 2023-02-30 11/12/2023 13/13/2023 28.11.2023 28-29 – - , ; . / ( ) ' “
ministerial not no than 10:00 9.30 15h30 3 p.m. a.m. noon midnight CET UTC+2 IST hrs 1500 12:00-20:00 0:00 24:00 TBC
"""
WORDS = tuple(TEXT.split())

phrases = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=5).map("-".join),
)
tenses = st.sampled_from([None, *Tense])
week_starts = st.sampled_from([None, *WeekStart])
usual_datelines = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def reading_or_refusal(
    phrase: str, dateline: date, tense: Tense | None, week_start: WeekStart | None
) -> PhraseReading | UnresolvedPhrase:
    """What comes out of the grammar; any other error fails the test."""
    try:
        return read_phrase(phrase, dateline, tense=tense, week_start=week_start)
    except UnresolvedPhrase as error:
        return error


def assert_notation_tells_everything(when: EventDate) -> None:
    """Rule 13: the notation alone gives back the bounds and whether they are exact."""
    told = EventDate.unknown() if when.edtf is None else EventDate.from_edtf(when.edtf)
    assert (told.first_day, told.last_day, told.exact) == (when.first_day, when.last_day, when.exact)


@settings(deadline=None, max_examples=400)
@given(phrases, st.dates(), tenses, week_starts)
def test_phrase_is_read_or_refused_whatever_is_written(
    phrase: str, dateline: date, tense: Tense | None, week_start: WeekStart | None
) -> None:
    outcome = reading_or_refusal(phrase, dateline, tense, week_start)

    if isinstance(outcome, UnresolvedPhrase):
        assert outcome.phrase == phrase
        assert outcome.reason
        assert all(EventDate.from_edtf(candidate).edtf == candidate for candidate in outcome.candidates)
    else:
        assert (outcome.when.phrase, outcome.when.dateline, outcome.tense) == (phrase, dateline, tense)
        assert EventDate.from_json(outcome.when.to_json()) == outcome.when
        assert_notation_tells_everything(outcome.when)


@settings(deadline=None, max_examples=400)
@given(phrases, usual_datelines, st.sampled_from(Tense), week_starts)
def test_phrase_never_crosses_its_dateline_against_its_tense(
    phrase: str, dateline: date, tense: Tense, week_start: WeekStart | None
) -> None:
    """Rule 4: a future phrase never starts before its dateline, a past one never ends after it."""
    outcome = reading_or_refusal(phrase, dateline, tense, week_start)

    if isinstance(outcome, UnresolvedPhrase) or outcome.when.is_unknown:
        return
    if outcome.when.exact and outcome.when.first_day != outcome.when.last_day:
        return  # written days that have begun are no fault in either tense (rule 3)
    if tense == Tense.FUTURE:
        assert outcome.when.first_day is not None
        assert outcome.when.first_day >= dateline
    else:
        assert outcome.when.last_day is None or outcome.when.last_day <= dateline
        assert outcome.when.first_day is None or outcome.when.first_day <= dateline


@settings(deadline=None, max_examples=300)
@given(phrases, usual_datelines, st.sampled_from(Tense))
def test_phrase_that_is_read_with_a_tense_is_read_without_one_too(phrase: str, dateline: date, tense: Tense) -> None:
    """A tense only decides between readings; it never makes a phrase readable."""
    outcome = reading_or_refusal(phrase, dateline, tense, None)
    without = reading_or_refusal(phrase, dateline, None, None)

    if isinstance(outcome, PhraseReading) and isinstance(without, UnresolvedPhrase):
        raise AssertionError(f"{phrase!r} is read with a tense only: {outcome.when}")


zones = st.sampled_from([None, "UTC", "Europe/Brussels", "Asia/Kolkata", "America/New_York", "Pacific/Apia"])


@settings(deadline=None, max_examples=400)
@given(phrases, st.dates(), tenses, zones)
def test_times_are_given_or_refused_in_every_zone(
    phrase: str, dateline: date, tense: Tense | None, time_zone: str | None
) -> None:
    outcome = reading_or_refusal(phrase, dateline, tense, None)
    if isinstance(outcome, UnresolvedPhrase):
        return
    if outcome.clock is None:
        assert outcome.in_zone(time_zone).when.same_days(outcome.when)
        return
    try:
        placed = outcome.in_zone(time_zone).when
    except UnresolvedPhrase:
        return
    assert placed.check_clock() == EventDate.from_json(placed.to_json())
    assert_notation_tells_everything(placed)
    assert placed.is_timed or placed.same_days(outcome.when)


@settings(deadline=None, max_examples=300)
@given(phrases, usual_datelines, tenses, week_starts)
def test_exact_reading_has_both_days_and_an_exact_notation(
    phrase: str, dateline: date, tense: Tense | None, week_start: WeekStart | None
) -> None:
    outcome = reading_or_refusal(phrase, dateline, tense, week_start)

    if isinstance(outcome, PhraseReading) and outcome.when.exact:
        assert outcome.when.edtf is not None
        assert not outcome.approximate
        assert not outcome.one_day_inside
        assert EventDate.from_edtf(outcome.when.edtf).exact
