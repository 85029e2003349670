"""Clock times in phrases (docs/DATES.md rule 10): read on Friday 2025-05-09 for an event in Warsaw unless said."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import UnresolvedPhrase
from timeline.ingest.phrases import Tense, read_phrase
from timeline.model.dates.event_date import EventDate

FRIDAY = date(2025, 5, 9)
WARSAW = "Europe/Warsaw"


def read(phrase: str, time_zone: str | None = WARSAW, dateline: date = FRIDAY) -> EventDate:
    """The date at the place, in the future tense."""
    return read_phrase(phrase, dateline, tense=Tense.FUTURE).in_zone(time_zone).when


def times(phrase: str, time_zone: str | None = WARSAW) -> tuple[str | None, str | None, str | None]:
    """starts_at, ends_at and zone as JSON has them."""
    told = read(phrase, time_zone).to_json()
    return told["starts_at"], told["ends_at"], told["time_zone"]  # type: ignore[return-value]


def refusal(phrase: str, time_zone: str | None = WARSAW) -> tuple[str, tuple[str, ...]]:
    """The reason and the candidates."""
    with pytest.raises(UnresolvedPhrase) as refused:
        read(phrase, time_zone)
    return refused.value.reason, refused.value.candidates


@pytest.mark.parametrize(
    "phrase",
    [
        "14:30 on 12 May",
        "12 May at 14.30",
        "on 12 May, 14h30",
        "2:30 p.m. on 12 May",
        "at 2.30pm on 12 May",
        "1430 hrs on 12 May",
        "14.30 hrs on 12 May",
        "at 14:30 CEST on 12 May",
        "12 May, 12:30 UTC",
        "12 May, 12:30 GMT",
        "12 May, 12:30Z",
        "1230Z on 12 May",
        "2025-05-12T12:30:00Z",
        "2025-05-12T14:30+02:00",
        "2025-05-12T08:30:00-04:00",
        "at 14:30 (Brussels time) on Monday 12 May",
        "12 May at 14:30 local time",
        "12 May at 14:30 (local time)",
        "8:30 a.m. EDT on 12 May",
        "8:30 am Eastern Time on 12 May",
        "12 May at 18:00 +05:30",
        "12 May at 21:30 Tokyo time",
        "2:30 in the afternoon on 12 May",
        "from 14:30 on 12 May",
        "three days from now at 14:30",
    ],
)
def test_start_is_read_in_every_form(phrase: str) -> None:
    assert times(phrase) == ("2025-05-12T14:30:00+02:00", None, WARSAW)


@pytest.mark.parametrize(
    "phrase",
    [
        "9:00-11:30 on 12 May",
        "from 9 a.m. to 11:30 a.m. on 12 May",
        "12 May, 9-11:30 a.m.",
        "0900-1130 hrs, 12 May",
        "12 May, 9h00 – 11h30",
        "09:00 to 11:30 CEST, 12 May",
        "12 May from 07:00 until 09:30 UTC",
        "12 May, 9.00-11.30",
    ],
)
def test_range_is_read_in_every_form(phrase: str) -> None:
    assert times(phrase) == ("2025-05-12T09:00:00+02:00", "2025-05-12T11:30:00+02:00", WARSAW)


@pytest.mark.parametrize(
    ("phrase", "starts", "ends"),
    [
        ("noon on 12 May", "12T12:00", None),
        ("at 12 noon on 12 May", "12T12:00", None),
        ("12 a.m. on 12 May", "12T00:00", None),
        ("12 p.m. on 12 May", "12T12:00", None),
        ("0:00 on 12 May", "12T00:00", None),
        ("10 a.m. to noon on 12 May", "12T10:00", "12T12:00"),
        ("11-1 p.m. on 12 May", "12T11:00", "12T13:00"),
        ("from 8 p.m. to midnight on 12 May", "12T20:00", "13T00:00"),
        ("12 May, 20:00-24:00", "12T20:00", "13T00:00"),
        ("from midnight to 6 a.m. on 12 May", "12T00:00", "12T06:00"),
        ("from 10 p.m. to 2 a.m. on 12 May", "12T22:00", "13T02:00"),
        ("from 15:00 on 12 May to 13:00 on 13 May", "12T15:00", "13T13:00"),
        ("12 May 15:00 to 13 May 13:00", "12T15:00", "13T13:00"),
        ("at 8 o'clock in the evening on 12 May", "12T20:00", None),
        ("at 9 o'clock on the morning of 12 May", "12T09:00", None),
    ],
)
def test_noon_midnight_and_the_next_day(phrase: str, starts: str, ends: str | None) -> None:
    wanted = [None if at is None else f"2025-05-{at}:00+02:00" for at in (starts, ends)]

    assert times(phrase) == (*wanted, WARSAW)


@pytest.mark.parametrize(
    "phrase",
    [
        "around noon local time on 12 May",
        "12 May, 10:00 TBC",
        "12 May, 10:00 (to be confirmed)",
        "at approximately 10:00 on 12 May",
        "by 17:00 on 12 May",
        "before 17:00 on 12 May",
        "after 5 p.m. on 12 May",
        "until 17:00 on 12 May",
        "between 10:00 and 12:00 on 12 May",
        "at 9 o'clock on 12 May",
        "12 May (time TBC)",
    ],
)
def test_time_that_only_bounds_or_is_vague_gives_the_exact_day_alone(phrase: str) -> None:
    wanted = EventDate.from_edtf("2025-05-12", phrase=phrase, dateline=FRIDAY, time_zone=WARSAW)

    assert read(phrase) == wanted


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("12-13 May at 10:00", "2025-05-12/2025-05-13"),
        ("next week at 10:00", "[2025-05-12..2025-05-18]"),
        ("by 12 May at 17:00", "[2025-05-09..2025-05-12]"),
        ("since 10:00 on Monday", "2025-05-05/.."),
    ],
)
def test_time_without_one_exact_day_leaves_the_days(phrase: str, edtf: str) -> None:
    found = read_phrase(phrase, FRIDAY).in_zone(WARSAW)

    assert (found.when.edtf, found.when.starts_at) == (edtf, None)
    assert found.clock is not None


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("10:00 on 12 May", (None, None, None)),
        ("10:00 UTC on 12 May", ("2025-05-12T10:00:00+00:00", None, "UTC")),
        ("10:00 CEST on 12 May", ("2025-05-12T10:00:00+02:00", None, "Etc/GMT-2")),
        ("10:00 ET on 12 May", ("2025-05-12T10:00:00-04:00", None, "America/New_York")),
        ("10:00 Kyiv time on 12 May", ("2025-05-12T10:00:00+03:00", None, "Europe/Kyiv")),
        ("10:00 +05:45 on 12 May", (None, None, None)),
    ],
)
def test_named_zone_needs_no_place(phrase: str, told: tuple[str | None, ...]) -> None:
    assert times(phrase, None) == told


def test_named_zone_may_move_the_day_at_the_place() -> None:
    assert read("23:30 UTC on 12 May", "Asia/Tokyo").first_day == date(2025, 5, 13)
    assert read("1:00 a.m. UTC on 12 May", "America/Lima").first_day == date(2025, 5, 11)


@pytest.mark.parametrize(
    ("name", "time_zone", "offset"),
    [
        ("IST", "Asia/Kolkata", "+05:30"),
        ("IST", "Europe/Dublin", "+01:00"),
        ("CST", "Asia/Taipei", "+08:00"),
        ("CST", "America/Costa_Rica", "-06:00"),
        ("BST", "Europe/London", "+01:00"),
        ("BST", "Asia/Dhaka", "+06:00"),
    ],
)
def test_abbreviation_of_several_regions_is_that_of_the_place(name: str, time_zone: str, offset: str) -> None:
    assert times(f"10:00 {name} on 12 May", time_zone) == (f"2025-05-12T10:00:00{offset}", None, time_zone)


@pytest.mark.parametrize("time_zone", [None, WARSAW, "Europe/Kyiv"])
def test_abbreviation_of_several_regions_is_refused_elsewhere(time_zone: str | None) -> None:
    assert refusal("10:00 IST on 12 May", time_zone) == (
        "IST is a time of several regions (Asia/Kolkata, Asia/Jerusalem, Europe/Dublin); name the zone",
        ("2025-05-12",),
    )


@pytest.mark.parametrize(
    ("phrase", "time_zone", "reason", "candidates"),
    [
        ("10:00 CET on 12 May", WARSAW, "CET is not in use on 2025-05-12; Europe/Brussels has CEST on that day",
         ("2025-05-12",)),
        ("10:00 EDT on 15 January 2026", None,
         "EDT is not in use on 2026-01-15; America/New_York has EST on that day", ("2026-01-15",)),
        ("2:15 on 29 March 2026", WARSAW,
         "this time does not exist in Europe/Warsaw; the nearest times are 2026-03-29T01:15:00+01:00 and "
         "2026-03-29T03:15:00+02:00", ("2026-03-29",)),
        ("2:15 on 26 October 2025", WARSAW,
         "this time occurs twice in Europe/Warsaw; the possible times are 2025-10-26T02:15:00+01:00 and "
         "2025-10-26T02:15:00+02:00", ("2025-10-26",)),
        ("at 10:00", WARSAW, "it has a time, but no day", ("2025-05-09",)),
        ("at midnight on 12 May", WARSAW,
         "midnight may be the start or the end of the day; write 0:00 or 24:00", ()),
        ("22:00-02:00 on 12 May", WARSAW,
         "its end time is not after its start time; if it is on the next day, write both days", ()),
        ("10:00 and 15:00 on 12 May", WARSAW, "it has two times", ()),
        ("10:00 on 12 May and 15:00 on 13 May", WARSAW, "it has two times", ()),
        ("13 p.m. on 12 May", WARSAW, "13 p.m. is no time", ()),
        ("14:00 on the morning of 12 May", WARSAW, "its time is not in the morning", ()),
        ("10:00 Atlantis time on 12 May", WARSAW, "not understood: 'atlantis'", ()),
        ("1500 on 12 May", WARSAW, "the words are known, but not in this order: '1500 on 12 may'", ()),
    ],
)  # fmt: skip
def test_unclear_time_is_reported_not_moved(
    phrase: str, time_zone: str | None, reason: str, candidates: tuple[str, ...]
) -> None:
    assert refusal(phrase, time_zone) == (reason, candidates)


def test_abbreviation_tells_the_pass_of_an_hour_that_occurs_twice() -> None:
    assert times("2:15 CEST on 26 October 2025")[0] == "2025-10-26T02:15:00+02:00"
    assert times("2:15 CET on 26 October 2025")[0] == "2025-10-26T02:15:00+01:00"


@pytest.mark.parametrize("phrase", ["within 48 hours", "in 12 hrs", "12 hrs ago", "12.05.2025", "12 May 2030", "2025"])
def test_length_day_or_year_is_no_time(phrase: str) -> None:
    assert read_phrase(phrase, FRIDAY).clock is None


def test_rule_tells_that_a_time_was_read() -> None:
    assert read_phrase("Monday 12 May, 10:00", FRIDAY).rule == "day+clock"


_FORMS = (
    lambda at: f"{at:%H:%M}",
    lambda at: f"at {at.hour}.{at:%M}",
    lambda at: f"{at.hour}h{at:%M}",
    lambda at: f"{at:%H%M} hrs",
    lambda at: f"{at.hour % 12 or 12}:{at:%M} {'p.m.' if at.hour >= 12 else 'a.m.'}",
    lambda at: f"{at.hour % 12 or 12}.{at:%M}{'pm' if at.hour >= 12 else 'am'}",
)


@given(
    st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.times(), st.sampled_from(_FORMS), st.sampled_from(_FORMS)
)  # fmt: skip
def test_all_forms_of_one_time_mean_the_same(day: date, at: time, form, other) -> None:
    wanted = datetime.combine(day, at.replace(second=0, microsecond=0))
    after = f"{form(at)} on {day:%-d %B %Y}"
    before = f"{day:%B %-d, %Y}, {other(at)}"
    found = [read_phrase(phrase, FRIDAY).in_zone("UTC").when for phrase in (after, before)]

    assert [when.starts_at and when.starts_at.replace(tzinfo=None) for when in found] == [wanted, wanted]
    assert {when.edtf for when in found} == {day.isoformat()}


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.times(), st.integers(1, 23))
def test_offset_gives_the_same_instant_at_the_place(day: date, at: time, hours: int) -> None:
    starts = datetime.combine(day, at.replace(second=0, microsecond=0))
    offset = hours - 11
    found = read_phrase(f"{starts:%Y-%m-%d} {starts:%H:%M} UTC{offset:+d}", FRIDAY).in_zone("UTC").when

    assert found.starts_at is not None
    assert found.starts_at.replace(tzinfo=None) == starts - timedelta(hours=offset)
