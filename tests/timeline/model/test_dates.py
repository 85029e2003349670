"""`EventDate`: what it accepts, how dates relate (R4), and its JSON."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.errors import InvalidDate
from timeline.model.dates.event_date import DATE_KEYS, EventDate
from timeline.model.dates.zones import is_time_zone, zone_named


def wall(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """What the clock on the wall shows: a time without an offset."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC).replace(tzinfo=None)


NOV_27, NOV_28, NOV_29, DEC_3 = date(2023, 11, 27), date(2023, 11, 28), date(2023, 11, 29), date(2023, 12, 3)
BRUSSELS = "Europe/Brussels"
WINTER = timezone(timedelta(hours=1))
THIS_WEEK = EventDate.from_days(NOV_27, DEC_3, exact=False)
MINISTERIAL = EventDate.from_days(NOV_28, NOV_29)
SESSION = EventDate.from_times(wall(2023, 11, 28, 10), wall(2023, 11, 28, 12), BRUSSELS)


# --- constructors


def test_event_date_from_edtf_keeps_text_words_and_dateline() -> None:
    assert EventDate.from_edtf("2023-11", phrase="in November", dateline=DEC_3) == EventDate(
        edtf="2023-11",
        first_day=date(2023, 11, 1),
        last_day=date(2023, 11, 30),
        exact=False,
        starts_at=None,
        ends_at=None,
        time_zone=None,
        phrase="in November",
        dateline=DEC_3,
    )


@pytest.mark.parametrize(
    ("first_day", "last_day", "exact", "edtf", "is_exact"),
    [
        (NOV_28, NOV_28, True, "2023-11-28", True),
        (NOV_28, NOV_29, True, "2023-11-28/2023-11-29", True),
        (NOV_27, DEC_3, False, "[2023-11-27..2023-12-03]", False),
        (NOV_28, NOV_28, False, "2023-11-28?", False),
        (NOV_28, None, True, "2023-11-28/..", False),
        (None, NOV_28, True, "../2023-11-28", False),
        (None, None, True, None, False),
    ],
)
def test_event_date_from_days_writes_the_notation_and_is_exact_with_both_days_only(
    first_day: date | None,
    last_day: date | None,
    exact: bool,  # noqa: FBT001 - a column of the table
    edtf: str | None,
    is_exact: bool,  # noqa: FBT001 - a column of the table
) -> None:
    when = EventDate.from_days(first_day, last_day, exact=exact)

    assert (when.edtf, when.first_day, when.last_day, when.exact) == (edtf, first_day, last_day, is_exact)


def test_event_date_unknown_has_no_bounds_but_keeps_the_words() -> None:
    assert EventDate.unknown("at a mutually convenient time", NOV_28).to_json() == {
        "edtf": None,
        "first_day": None,
        "last_day": None,
        "exact": False,
        "starts_at": None,
        "ends_at": None,
        "time_zone": None,
        "phrase": "at a mutually convenient time",
        "dateline": "2023-11-28",
    }


def test_event_date_from_times_has_the_local_days_and_the_offset_of_the_place() -> None:
    when = EventDate.from_times(wall(2023, 11, 28, 23), wall(2023, 11, 29, 1), BRUSSELS)

    assert when.to_json() == {
        "edtf": "2023-11-28/2023-11-29",
        "first_day": "2023-11-28",
        "last_day": "2023-11-29",
        "exact": True,
        "starts_at": "2023-11-28T23:00:00+01:00",
        "ends_at": "2023-11-29T01:00:00+01:00",
        "time_zone": BRUSSELS,
        "phrase": None,
        "dateline": None,
    }


def test_event_date_with_a_start_time_only_is_on_that_day_and_has_no_end() -> None:
    when = EventDate.from_times(datetime(2023, 11, 28, 10, tzinfo=WINTER), None, BRUSSELS)

    assert (when.edtf, when.exact, when.ends_at) == ("2023-11-28", True, None)


def test_event_date_that_ends_at_midnight_does_not_touch_the_next_day() -> None:
    assert EventDate.from_times(wall(2023, 11, 28, 22), wall(2023, 11, 29), BRUSSELS).last_day == NOV_28


@pytest.mark.parametrize(
    ("time", "time_zone", "reason"),
    [
        (
            wall(2024, 3, 31, 2, 30),
            BRUSSELS,
            "does not exist in Europe/Brussels; the nearest times are 2024-03-31T01:30:00+01:00 "
            "and 2024-03-31T03:30:00+02:00",
        ),
        (
            wall(2024, 10, 27, 2, 30),
            BRUSSELS,
            "occurs twice in Europe/Brussels; the possible times are 2024-10-27T02:30:00+01:00 "
            "and 2024-10-27T02:30:00+02:00",
        ),
        (
            datetime(2024, 10, 27, 2, 30, tzinfo=ZoneInfo(BRUSSELS)),
            BRUSSELS,
            "occurs twice in Europe/Brussels; the possible times are 2024-10-27T02:30:00+01:00 "
            "and 2024-10-27T02:30:00+02:00",
        ),
        (
            datetime(2023, 11, 28, 10, tzinfo=timezone(timedelta(hours=2))),
            BRUSSELS,
            "Europe/Brussels has another offset then; the possible times are 2023-11-28T09:00:00+01:00 "
            "and 2023-11-28T10:00:00+01:00",
        ),
        (
            datetime(2023, 11, 28, 10, tzinfo=UTC),
            BRUSSELS,
            "Europe/Brussels has another offset then; the possible times are 2023-11-28T10:00:00+01:00 "
            "and 2023-11-28T11:00:00+01:00",
        ),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), "Etc/GMT-14", "outside the years 0001 to 9999"),
        (
            datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-5))),
            "Etc/GMT+5",
            "outside the years 0001 to 9999",
        ),
        (wall(1, 1, 1), "Etc/GMT-14", "outside the years 0001 to 9999"),
        (wall(1800, 1, 1), BRUSSELS, "is not in whole minutes"),
        (wall(2023, 11, 28, 10), "CET/Brussels", "it is not an IANA time zone"),
        (wall(2023, 11, 28, 10), "../../etc/passwd", "it is not an IANA time zone"),
    ],
)
def test_event_date_refuses_a_time_that_its_place_never_showed_or_showed_twice(
    time: datetime, time_zone: str, reason: str
) -> None:
    with pytest.raises(InvalidDate) as refused:
        EventDate.from_times(time, None, time_zone)

    assert reason in str(refused.value)


def test_event_date_accepts_either_of_two_hours_when_the_offset_says_which() -> None:
    times = [datetime(2024, 10, 27, 2, 30, tzinfo=timezone(timedelta(hours=hours))) for hours in (1, 2)]

    assert [EventDate.from_times(time, None, BRUSSELS).starts_at for time in times] == times


def test_event_date_refuses_an_end_before_its_start() -> None:
    with pytest.raises(InvalidDate, match="it ends before it starts"):
        EventDate.from_times(wall(2023, 11, 28, 10), wall(2023, 11, 28, 9), BRUSSELS)


def test_time_zone_is_known_by_its_iana_name_only() -> None:
    assert [is_time_zone(name) for name in ("Asia/Jerusalem", "UTC", "CEST", "", "europe/brussels")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert zone_named("Asia/Jerusalem").key == "Asia/Jerusalem"


# --- invariants


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"first_day": DEC_3}, "its last day lies before its first"),
        ({"last_day": None}, "an exact date has a first and a last day"),
        ({"edtf": None}, "bounds need their EDTF"),
        ({"edtf": "2023-11-28"}, "does not have the bounds"),
        ({"edtf": "[2023-11-28..2023-11-29]"}, "this EDTF is not exact"),
        ({"edtf": "2023-11-29/2023-11-28"}, "its end lies before its start"),
        ({"first_day": wall(2023, 11, 28)}, "a date without a time"),
        ({"ends_at": datetime(2023, 11, 28, 12, tzinfo=WINTER)}, "an end time needs a start time"),
        ({"starts_at": datetime(2023, 11, 28, 12, tzinfo=WINTER)}, "a time needs its time zone"),
        ({"starts_at": wall(2023, 11, 28, 12), "time_zone": BRUSSELS}, "needs the offset of its zone"),
        ({"starts_at": datetime(2023, 11, 28, 12, tzinfo=WINTER), "time_zone": BRUSSELS}, "differ from the bounds"),
    ],
)
def test_event_date_refuses_fields_that_contradict_each_other(change: dict[str, object], reason: str) -> None:
    with pytest.raises(InvalidDate, match=reason):
        replace(MINISTERIAL, **change)  # type: ignore[arg-type]


def test_event_date_refuses_a_zone_that_is_not_known() -> None:
    with pytest.raises(InvalidDate, match="it is not an IANA time zone"):
        EventDate.from_edtf("2023-11-28", time_zone="Mars/Base")


# --- relations


@pytest.mark.parametrize(
    ("inner", "outer", "within", "compatible"),
    [
        (MINISTERIAL, THIS_WEEK, True, True),
        (THIS_WEEK, MINISTERIAL, False, True),
        (MINISTERIAL, EventDate.from_days(NOV_29, DEC_3), False, False),
        (MINISTERIAL, EventDate.from_edtf("2023-11-28/.."), True, True),
        (EventDate.from_edtf("2023-11-28/.."), EventDate.from_edtf("2023-11/.."), True, True),
        (EventDate.unknown(), MINISTERIAL, True, True),
        (MINISTERIAL, EventDate.unknown(), True, True),
        (SESSION, MINISTERIAL, True, True),
        (SESSION, EventDate.from_times(wall(2023, 11, 28, 9), wall(2023, 11, 28, 18), BRUSSELS), True, True),
        (SESSION, EventDate.from_times(wall(2023, 11, 28, 14), wall(2023, 11, 28, 16), BRUSSELS), False, False),
        (SESSION, EventDate.from_times(wall(2023, 11, 28, 10), None, BRUSSELS), True, True),
        (SESSION, EventDate.from_times(wall(2023, 11, 28, 14), None, BRUSSELS), False, False),
        (
            SESSION,
            EventDate.from_times(wall(2023, 11, 28, 4), wall(2023, 11, 28, 6), "America/New_York"),
            True,
            True,
        ),
    ],
)
def test_event_date_lies_within_another_if_its_bounds_do(
    inner: EventDate,
    outer: EventDate,
    within: bool,  # noqa: FBT001 - a column of the table
    compatible: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """R4."""
    assert (inner.lies_within(outer), inner.is_compatible_with(outer)) == (within, compatible)


def test_event_dates_sort_from_precise_to_vague() -> None:
    """R4: exact before not exact, then fewer days, then timed before day-only; open is infinite."""
    ordered = [
        SESSION,
        EventDate.from_days(NOV_28, NOV_28),
        MINISTERIAL,
        EventDate.from_edtf("2023-11-28?"),
        THIS_WEEK,
        EventDate.from_edtf("2023-11"),
        EventDate.from_edtf("2023-11-28/.."),
    ]

    shuffled = [ordered[position] for position in (3, 6, 0, 5, 2, 4, 1)]
    assert sorted(shuffled, key=lambda when: when.precision) == ordered


def test_event_dates_have_the_same_days_whatever_the_words_and_the_notation() -> None:
    """R5, R7: "in November" and 2023-11 agree; an exact date and a vague one with its bounds do not."""
    november = EventDate.from_edtf("2023-11")
    spelled = EventDate.from_days(
        date(2023, 11, 1), date(2023, 11, 30), exact=False, phrase="in November", dateline=DEC_3
    )

    assert november.same_days(spelled)
    assert not november.same_days(EventDate.from_days(date(2023, 11, 1), date(2023, 11, 30)))
    assert not SESSION.same_days(EventDate.from_days(NOV_28, NOV_28))


# --- JSON


def test_event_date_json_has_the_nine_keys_in_the_order_of_the_fields() -> None:
    assert list(MINISTERIAL.to_json()) == list(DATE_KEYS)


@pytest.mark.parametrize(
    "when",
    [
        MINISTERIAL,
        THIS_WEEK,
        SESSION,
        EventDate.unknown("soon", NOV_28),
        EventDate.from_edtf("2023-11-28/"),
        EventDate.from_edtf("[2023-11-30,2023-12-07]", phrase="next Thursday", dateline=NOV_28, time_zone=BRUSSELS),
        EventDate.from_times(datetime(2023, 7, 4, 12, 0, 0, 5, tzinfo=UTC), None, "UTC"),
    ],
)
def test_event_date_is_the_same_after_json(when: EventDate) -> None:
    assert EventDate.from_json(when.to_json()) == when


days = st.none() | st.dates()


@settings(deadline=None, max_examples=300)
@given(days, days, st.booleans())
def test_notation_alone_gives_back_bounds_and_exactness_of_any_date(
    one: date | None,
    other: date | None,
    exact: bool,  # noqa: FBT001 - drawn
) -> None:
    """DATES rule 13, and what was logged with another notation is read with this one."""
    first_day, last_day = sorted((one, other)) if one and other else (one, other)
    when = EventDate.from_days(first_day, last_day, exact=exact)

    for read in (when, EventDate.from_json(when.to_log_json()), EventDate.from_json(when.to_json())):
        assert read == when
        assert EventDate.unknown() == read if read.edtf is None else EventDate.from_edtf(read.edtf) == when


@pytest.mark.parametrize(
    ("logged", "shown"),
    [
        ("2024-05-06/2024-05-19", "[2024-05-06..2024-05-19]"),
        ("2024-05-06", "2024-05-06?"),
        ("2024-05-06/..", "2024-05-06/.."),
        ("2024-05~", "2024-05~"),
        ("[2024-05-06,2024-05-19]", "[2024-05-06,2024-05-19]"),
        ("2024-05/2024-06-02", "2024-05/2024-06-02"),
    ],
)
def test_vague_date_is_shown_as_vague_and_logged_as_it_always_was(logged: str, shown: str) -> None:
    """The ids of reports are made from what is logged (R13)."""
    bounds = EventDate.from_edtf(logged)
    mapping = bounds.to_json() | {"exact": False}

    when = EventDate.from_json(mapping)

    assert (when.edtf, when.to_json()["edtf"], when.to_log_json()) == (shown, shown, mapping)
    assert replace(when, time_zone=BRUSSELS).to_log_json() == mapping | {"time_zone": BRUSSELS}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"first_day": "20231128"}, "write first_day as 2023-11-28"),
        ({"first_day": "2023-02-30"}, "write first_day as 2023-11-28"),
        ({"first_day": 20231128}, "first_day is a text or null"),
        ({"exact": "true"}, "exact is true or false"),
        ({"exact": 1}, "exact is true or false"),
        ({"starts_at": "2023-11-28"}, "write starts_at as 2023-11-28T10:30:00"),
        ({"starts_at": "2023-11-28T10:00:00"}, "write starts_at as 2023-11-28T10:30:00"),
        ({"starts_at": "2023-11-28T25:00:00+01:00"}, "write starts_at as 2023-11-28T10:30:00"),
        ({"phrase": ["this week"]}, "phrase is a text or null"),
        ({"words": None}, "a date has exactly the keys"),
    ],
)
def test_event_date_refuses_json_that_is_not_its_own(change: dict[str, object], reason: str) -> None:
    with pytest.raises(InvalidDate, match=reason):
        EventDate.from_json(MINISTERIAL.to_json() | change)


def test_event_date_refuses_json_with_a_missing_key() -> None:
    mapping = MINISTERIAL.to_json()
    del mapping["time_zone"]

    with pytest.raises(InvalidDate, match="time_zone"):
        EventDate.from_json(mapping)


@settings(deadline=None, max_examples=300)
@given(
    st.datetimes(timezones=st.none() | st.timezones() | st.just(UTC)),
    st.none() | st.timedeltas(timedelta(0), timedelta(days=40)),
    st.sampled_from([BRUSSELS, "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca", "UTC"]),
)
def test_any_time_is_kept_with_its_instant_or_refused(
    starts_at: datetime, length: timedelta | None, time_zone: str
) -> None:
    try:
        ends_at = None if length is None else starts_at + length
    except OverflowError:
        ends_at = None
    try:
        when = EventDate.from_times(starts_at, ends_at, time_zone)
    except InvalidDate:
        return
    assert when.starts_at is not None
    assert when.starts_at.replace(tzinfo=None) == starts_at.replace(tzinfo=None, fold=0)
    assert when.first_day == starts_at.date()
    assert EventDate.from_json(when.to_json()) == when


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.dates(), st.dates()).map(sorted), min_size=2, max_size=2))
def test_event_date_lies_within_another_if_its_days_do(pairs: list[list[date]]) -> None:
    (inner_first, inner_last), (outer_first, outer_last) = pairs
    inner, outer = EventDate.from_days(inner_first, inner_last), EventDate.from_days(outer_first, outer_last)

    assert inner.lies_within(outer) == (outer_first <= inner_first and inner_last <= outer_last)


def test_zones_are_those_of_the_package_whatever_the_machine_has(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "Europe").mkdir()
    utc = resources.files("tzdata.zoneinfo").joinpath("UTC").read_bytes()
    (tmp_path / "Europe" / "Vienna").write_bytes(utc)
    monkeypatch.setenv("PYTHONTZPATH", str(tmp_path))
    code = "from datetime import datetime; from timeline.model.dates.zones import local_time;"
    code += "print(local_time(datetime(2026, 7, 1, 12), 'Europe/Vienna').isoformat())"

    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert printed == "2026-07-01T12:00:00+02:00\n"
