"""Events by day: every day once for each event, inside what is asked, and the newest years only."""

from __future__ import annotations

from datetime import date

from timeline.model.figures.busy_days import MOST_YEARS, busy_days
from timeline.model.figures.statistics import Span

MAY_1, MAY_2, MAY_3 = date(2024, 5, 1), date(2024, 5, 2), date(2024, 5, 3)


def test_each_event_counts_once_on_each_of_its_days():
    spans = [("a", Span(MAY_1, MAY_2)), ("a", Span(MAY_2, MAY_3)), ("b", Span(MAY_2, MAY_2))]

    counted = busy_days(spans, first_day=None, last_day=None)

    assert dict(counted.days) == {MAY_1: 1, MAY_2: 2, MAY_3: 1}
    assert (counted.events, counted.has_earlier) == (2, False)


def test_days_outside_of_what_is_asked_do_not_count():
    spans = [("a", Span(date(2020, 1, 1), date(2030, 1, 1))), ("b", Span(MAY_3, MAY_3))]

    counted = busy_days(spans, first_day=MAY_1, last_day=MAY_2)

    assert dict(counted.days) == {MAY_1: 1, MAY_2: 1}
    assert (counted.events, counted.has_earlier) == (1, False)


def test_only_the_newest_years_are_counted_day_by_day_however_long_an_event_is():
    counted = busy_days([("a", Span(date(1, 1, 1), date(9999, 12, 31)))], first_day=None, last_day=None)

    assert (min(counted.days), max(counted.days)) == (date(9999 - MOST_YEARS + 1, 1, 1), date(9999, 12, 31))
    assert counted.has_earlier


def test_years_without_events_between_are_not_counted_as_years():
    spans = [(str(year), Span(date(year, 1, 1), date(year, 1, 1))) for year in range(1900, 1900 + 10 * MOST_YEARS, 10)]

    counted = busy_days(spans, first_day=None, last_day=None)

    assert (len(counted.days), counted.has_earlier) == (MOST_YEARS, False)


def test_nothing_gives_nothing():
    assert busy_days([], first_day=None, last_day=None).days == {}
