"""R9, R10 and R12 over random histories of writes: any reports, embargoes, withdrawals and private rows.

A history is a list of writes at rising times, each with a few reports; two events with the same writes but for what is
hidden must look the same to the public.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline.resolve.builders import CATALOGUE, day, event_record, history, report, who
from tests.timeline.resolve.log import Log
from timeline.model.event import Event
from timeline.model.event_json import shown_part
from timeline.model.report import Report
from timeline.resolve.history import speaking, states

FEW = settings(max_examples=50, derandomize=True, deadline=None)
LAST_DAY = 28

days = st.integers(min_value=1, max_value=LAST_DAY)
sources = st.sampled_from(
    [("blog", "unverified"), ("ap", "press"), ("tass", "press"), ("nato", "official"), ("historian", "record")]
)


@dataclass(frozen=True, slots=True)
class Writing:
    """The reports of one write, recorded at noon of that day."""

    day: int
    reports: tuple[Report, ...]


@st.composite
def reports(draw: st.DrawFn, *, published: st.SearchStrategy[int] = days) -> Report:
    """An open, public report of one of five sources."""
    name, tier = draw(sources)
    properties: dict[str, Any] = {
        "title": draw(st.sampled_from([None, "One", "Two"])),
        "when": draw(st.sampled_from([None, "2023-11-10", "2023-11-20/2023-11-21", "2023-11"])),
        "participants": draw(st.sampled_from([(), (who("blinken", "attendee"),)])),
    }
    return report(
        name,
        tier,
        at=draw(published),
        record=draw(st.sampled_from(["r1", "r2"])),
        withdrawn=draw(st.sampled_from([False, False, False, True])),
        **{name: value for name, value in properties.items() if value},
    )


@st.composite
def writings(draw: st.DrawFn) -> tuple[Writing, ...]:
    """Writes at rising times; publication times are anything, embargoes too."""
    found: list[Writing] = []
    for number in sorted(draw(st.sets(days, min_size=1, max_size=5))):
        made = draw(st.lists(reports(), min_size=1, max_size=3))
        embargoes = [draw(st.sampled_from([None, None, 8, 16, 24])) for _ in made]
        with_embargo = (
            replace(row, embargo_until=day(embargo) if embargo else None)
            for row, embargo in zip(made, embargoes, strict=True)
        )
        found.append(Writing(number, tuple(with_embargo)))
    return tuple(found)


@st.composite
def hidden(draw: st.DrawFn, before: int) -> tuple[Report, ...]:
    """Reports of other records that nobody may see before the day `before`."""
    made = draw(st.lists(reports(), max_size=2))
    return tuple(
        replace(row, record="hidden", private=True)
        if draw(st.booleans())
        else replace(row, record="hidden", embargo_until=day(max(before, row.published_at.day) + 1))
        for row in made
    )


def recorded(found: tuple[Writing, ...]) -> tuple[Report, ...]:
    """Every row with the time of its write."""
    return tuple(replace(row, recorded_at=day(writing.day, 12)) for writing in found for row in writing.reports)


@given(found=writings())
@FEW
def test_r9_states_are_contiguous_ordered_and_begin_in_public(found):
    line = history(*recorded(found))

    assert all(before.known_to == after.known_from for before, after in pairwise(line))
    assert all(state.known_to is None or state.known_from < state.known_to for state in line)
    assert all(before.event != after.event for before, after in pairwise(line))
    assert [state.known_to for state in line[-1:]] == [None for _ in line[-1:]]
    assert all(state.event is not None for state in line[:1])


@given(found=writings(), moment=days)
@FEW
def test_r9_the_state_at_a_moment_needs_only_the_reports_public_by_then(found, moment: int):
    everything = each_embargo_of_its_own_record(recorded(found))
    public = tuple(row for row in everything if row.public_at <= day(moment))

    assert event_of(everything, moment) == event_of(public, moment)


def each_embargo_of_its_own_record(rows: tuple[Report, ...]) -> tuple[Report, ...]:
    """Rows of which no one replaces another under embargo: a row that does counts before it is public (R10)."""
    return tuple(
        replace(row, record=f"embargo-{number}") if row.embargo_until else row for number, row in enumerate(rows)
    )


def event_of(rows: tuple[Report, ...], moment: int) -> Event | None:
    line = states(event_record(*rows), CATALOGUE)
    return next((s.event for s in reversed(line) if s.known_from <= day(moment)), None)


@given(found=writings(), moment=days, more=st.data())
@FEW
def test_r10_what_is_hidden_changes_no_state_until_now(found, moment: int, more: st.DataObject):
    rows = recorded(found)
    with_hidden = rows + more.draw(hidden(before=moment))

    assert until(with_hidden, moment) == until(rows, moment)


def until(rows: tuple[Report, ...], moment: int) -> list[tuple[datetime, Event | None]]:
    """When each state that has begun by that day begins, and what it shows."""
    line = states(event_record(*rows), CATALOGUE)
    return [(state.known_from, state.event) for state in line if state.known_from <= day(moment)]


@given(
    found=writings(),
    secret=hidden(before=LAST_DAY),
    first=st.integers(0, 4),
    ends=st.sampled_from(["public", "withdrawn"]),
)
@FEW
def test_r10_what_is_hidden_changes_no_number_time_or_value_the_public_sees(found, secret, first: int, ends: str):
    open_log, hiding_log = Log(), Log()
    for index, writing in enumerate(found):
        taken_back = (
            [replace(row, withdrawn=True) for row in secret] if ends == "withdrawn" and index == first + 1 else []
        )
        extra = [*(secret if index == first else ()), *taken_back]
        open_log.write(*writing.reports, at=day(writing.day, 12))
        hiding_log.write(*writing.reports, *extra, at=day(writing.day, 12))

    assert [hiding_log.seen(number) for number in range(1, LAST_DAY + 1)] == [
        open_log.seen(number) for number in range(1, LAST_DAY + 1)
    ]


@given(found=writings(), secret=reports(published=st.just(2)), ends=st.integers(3, LAST_DAY))
@FEW
def test_r10_what_was_withdrawn_under_embargo_leaves_no_trace_afterwards(found, secret: Report, ends: int):
    under_embargo = replace(secret, record="hidden", embargo_until=day(ends), withdrawn=False)
    open_log, hiding_log = Log(), Log()
    hiding_log.write(under_embargo, at=day(2, 1))
    hiding_log.write(replace(under_embargo, withdrawn=True, published_at=day(2, 2)), at=day(2, 2))
    for writing in found:
        at = day(writing.day, 12) + timedelta(days=2)
        open_log.write(*writing.reports, at=at)
        hiding_log.write(*writing.reports, at=at)

    assert [hiding_log.seen(number) for number in range(1, LAST_DAY + 1)] == [
        open_log.seen(number) for number in range(1, LAST_DAY + 1)
    ]


@given(found=writings())
@FEW
def test_r12_the_number_shown_now_rises_with_each_change_and_never_otherwise(found):
    """Noon is the time of writes, midnight of lifts; what is shown now is looked at after each of them."""
    log = Log()
    by_day = {writing.day: writing for writing in found}
    last_number, last_shown = 0, None
    for number in range(1, LAST_DAY + 3):
        for now in (day(1) + timedelta(days=number - 1), day(1) + timedelta(days=number - 1, hours=12)):
            if now.hour == 12 and number in by_day:
                log.write(*by_day[number].reports, at=now)
            seen = log.at(now)
            if seen is None:
                last_shown = None
                continue
            if seen[1] == last_shown:
                assert seen[0] == last_number
            else:
                assert seen[0] > last_number
            last_number, last_shown = seen


@given(found=writings())
@FEW
def test_r12_numbering_again_at_any_later_time_changes_nothing(found):
    log = Log()
    for writing in found:
        log.write(*writing.reports, at=day(writing.day, 12))
    rows = log.rows

    for later in (found[-1].day, 16, 24, LAST_DAY + 1):
        if later >= found[-1].day:
            assert log.write(at=day(later, 13)) == ()
            assert log.rows == rows


@given(found=writings(), moment=days)
@FEW
def test_r12_every_public_state_has_a_number_and_shows_what_the_revision_holds(found, moment: int):
    log = Log()
    for writing in found:
        log.write(*writing.reports, at=day(writing.day, 12))

    shown = log.at(moment)
    expected = event_of(tuple(log.reports), moment)
    assert (shown is None) == (expected is None)
    if shown is not None and expected is not None:
        assert shown[1] == shown_part(expected)


@given(found=writings(), moment=days)
@FEW
def test_r9_one_row_at_most_of_each_record_speaks(found, moment: int):
    voices = speaking(recorded(found), day(moment))

    pairs = [(row.source.id, row.record) for row in voices]
    assert len(pairs) == len(set(pairs))
    assert not any(row.withdrawn or row.private for row in voices)
