"""Same place, same days: what counts as a presence, and how presences overlap."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.model.figures.copresence import (
    Attendance,
    Companion,
    Copresence,
    EventKey,
    PresenceDays,
    Who,
    Window,
    find_copresences,
    presences_of,
)
from timeline.model.vocabulary import ParticipantType

ADA, BEN, CY = (Who(ParticipantType.PERSON, slug) for slug in ("ada", "ben", "cy"))
HELD = {"nato-headquarters": ("brussels", "belgium"), "brussels": ("belgium",)}
ANY_TIME = Window()


def contains(outer: str, inner: str) -> bool:
    """True if the inner place is the outer one or lies within it."""
    return outer == inner or outer in HELD.get(inner, ())


def there(who: Who, first: int, last: int, place: str = "brussels", **more: Any) -> PresenceDays:
    """A participant at a place from one day of May 2024 to another."""
    fields: dict[str, Any] = {"exact": True, "expected": False, "event": EventKey(f"{who.slug}-{first}", "evt")} | more
    return PresenceDays(who=who, place=place, first_day=date(2024, 5, first), last_day=date(2024, 5, last), **fields)


def spans(*presences: PresenceDays, window: Window = ANY_TIME) -> list[tuple[str, int, int, bool, str]]:
    """Place, first and last day of May, exactness and people of each row."""
    return [
        (
            row.place,
            row.first_day.day,
            row.last_day.day,
            row.exact,
            " ".join(companion.who.slug for companion in row.companions),
        )
        for row in find_copresences(presences, window, contains)
    ]


def test_copresence_is_the_days_that_both_were_at_the_place():
    row = Copresence(
        place="brussels",
        first_day=date(2024, 5, 3),
        last_day=date(2024, 5, 4),
        exact=True,
        companions=(
            Companion(who=ADA, exact=True, expected=False, events=(EventKey("ada-1", "evt"),)),
            Companion(who=BEN, exact=True, expected=False, events=(EventKey("ben-3", "evt"),)),
        ),
    )

    assert find_copresences([there(ADA, 1, 4), there(BEN, 3, 9)], ANY_TIME, contains) == (row,)
    assert (row.expected, row.is_same_event) == (False, False)


@pytest.mark.parametrize(
    ("other", "rows"),
    [
        (there(BEN, 5, 9), []),  # the day after
        (there(BEN, 4, 9, "skopje"), []),
        (there(ADA, 1, 4), []),  # nobody is co-present with themselves
        (there(BEN, 4, 4, exact=False), [("brussels", 4, 4, False, "ada ben")]),
        (there(BEN, 4, 9, "belgium"), [("belgium", 4, 4, False, "ada ben")]),  # somewhere in Belgium
        (there(BEN, 2, 2, "nato-headquarters"), [("brussels", 2, 2, False, "ada ben")]),
    ],
)
def test_copresence_needs_days_and_a_place_in_common(other: PresenceDays, rows: list[tuple[str, int, int, bool, str]]):
    assert spans(there(ADA, 1, 4), other) == rows


def test_two_places_in_one_country_are_not_one_place():
    assert spans(there(ADA, 1, 4), there(BEN, 1, 4, "antwerp")) == []


def test_row_ends_where_a_participant_arrives_or_leaves():
    assert spans(there(ADA, 1, 9), there(BEN, 2, 6), there(CY, 4, 5)) == [
        ("brussels", 2, 3, True, "ada ben"),
        ("brussels", 4, 5, True, "ada ben cy"),
        ("brussels", 6, 6, True, "ada ben"),
    ]


def test_participants_at_exactly_one_place_keep_their_exact_row_beside_those_within_it():
    assert spans(there(ADA, 1, 2), there(BEN, 1, 2), there(CY, 2, 2, "nato-headquarters")) == [
        ("brussels", 1, 2, True, "ada ben"),
        ("brussels", 2, 2, False, "ada ben cy"),
    ]


def test_days_outside_the_window_are_left_out():
    window = Window(date(2024, 5, 2), date(2024, 5, 3))

    assert spans(there(ADA, 1, 9), there(BEN, 1, 9), window=window) == [("brussels", 2, 3, True, "ada ben")]


def test_most_certain_presence_of_a_participant_counts():
    council = EventKey("council", "evt-council")
    both = [
        there(ADA, 1, 3, event=council),
        there(ADA, 2, 2, expected=True),
        there(BEN, 1, 3, event=council),
        there(BEN, 1, 3, exact=False),
    ]

    (row,) = find_copresences(both, ANY_TIME, contains)

    assert (row.exact, row.expected, row.is_same_event) == (True, False, True)
    assert [companion.events for companion in row.companions] == [(council,), (council,)]


def attendance(presence: str | None, **more: Any) -> Attendance:
    """Ada at a council in Skopje on 30 November and 1 December."""
    fields: dict[str, Any] = {
        "first_day": date(2023, 11, 30), "last_day": date(2023, 12, 1), "exact": True, "places": ("skopje",),
        "event": EventKey("council", "evt-1"),
    } | more  # fmt: skip
    return Attendance(who=ADA, presence=presence, **fields)


@pytest.mark.parametrize("presence", ["represented", "absent", "declined", None])
def test_participant_who_did_not_attend_or_may_not_have_is_at_no_place(presence: str | None):
    assert list(presences_of(attendance(presence))) == []


def test_participant_who_attended_is_at_the_place_of_the_event():
    assert list(presences_of(attendance("attended"))) == [
        PresenceDays(
            who=ADA, place="skopje", first_day=date(2023, 11, 30), last_day=date(2023, 12, 1), exact=True,
            expected=False, event=EventKey("council", "evt-1"),
        )
    ]  # fmt: skip


def test_event_with_two_places_gives_neither_exactly():
    presences = presences_of(attendance("expected", places=("a", "b")))

    assert [(one.place, one.exact, one.expected) for one in presences] == [("a", False, True), ("b", False, True)]


def test_event_with_an_open_end_puts_nobody_at_a_place():
    assert list(presences_of(attendance("attended", last_day=None, exact=False))) == []


PRESENCES = st.lists(
    st.builds(
        lambda who, first, days, place: there(who, first, first + days, place),
        st.sampled_from((ADA, BEN, CY)),
        st.integers(1, 20),
        st.integers(0, 5),
        st.sampled_from(("brussels", "skopje", "belgium", "nato-headquarters")),
    ),
    max_size=12,
)


@given(PRESENCES)
def test_exact_rows_equal_a_count_day_by_day(presences: list[PresenceDays]):
    found = {
        (row.place, row.first_day + timedelta(days=number), tuple(companion.who for companion in row.companions))
        for row in find_copresences(presences, ANY_TIME, contains)
        if row.exact
        for number in range((row.last_day - row.first_day).days + 1)
    }

    counted = {
        (place, day, tuple(sorted(people)))
        for place in ("brussels", "skopje", "belgium", "nato-headquarters")
        for day in (date(2024, 5, number) for number in range(1, 32))
        if len(people := {one.who for one in presences if one.place == place and one.first_day <= day <= one.last_day})
        > 1
    }
    assert found == counted
