"""Validators and cache rules as pure functions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from api.http.conditional import (
    API_POLICY,
    FEED_POLICY,
    WIDGET_POLICY,
    cache_control,
    http_date,
    is_not_modified,
    last_modified_of,
    matching_tag,
    strong_etag,
)
from tests.builders import indexed_event

NOW = datetime(2024, 6, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ('"abc"', "abc"),
        ('W/"abc"', "abc"),
        ('"x", W/"abc" , "y"', "abc"),
        ('"abc:zstd"', "abc:zstd"),
        ("*", "abc"),
        (", ".join(f'"{number}"' for number in range(5_000)) + ', "abc"', "abc"),
        ("abc", None),
        ('"x"', None),
        ('"abc:other"', None),
        ('w/"abc"', None),
        ('"abc', None),
        ("", None),
    ],
)
def test_if_none_match_is_compared_weakly_and_read_strictly(header, tag):
    assert matching_tag(header, "abc") == tag


@pytest.mark.parametrize(
    ("header", "is_old"),
    [
        ("Sat, 01 Jun 2024 12:00:00 GMT", True),
        ("Sat, 01 Jun 2024 12:00:01 GMT", True),
        ("Sat, 01 Jun 2024 11:59:59 GMT", False),
        ("yesterday", False),
        ("", False),
    ],
)
def test_if_modified_since_counts_as_absent_unless_it_is_a_date(header, is_old):
    assert is_not_modified(header, NOW.replace(microsecond=500)) is is_old


def test_last_modified_waits_until_a_second_change_can_be_told_from_the_first():
    assert last_modified_of(NOW, now=NOW + timedelta(seconds=1)) is None
    assert last_modified_of(NOW, now=NOW + timedelta(seconds=2)) == NOW
    assert http_date(NOW) == "Sat, 01 Jun 2024 12:00:00 GMT"


def test_etag_depends_on_content_order_form_and_what_stands_around_the_events():
    first, second = indexed_event("evt-a").stored, indexed_event("evt-b").stored

    tags = [
        strong_etag("list", (first, second), "title"),
        strong_etag("list", (second, first), "title"),
        strong_etag("list", (first,), "title"),
        strong_etag("ics", (first, second), "title"),
        strong_etag("list", (first, second), "other title"),
    ]

    assert len(set(tags)) == len(tags)
    assert strong_etag("list", (first, second), "title") == tags[0]


def test_cache_control_of_the_api_and_of_feeds():
    assert cache_control(API_POLICY, now=NOW) == (
        "public, max-age=60, s-maxage=300, stale-while-revalidate=600, stale-if-error=86400"
    )
    assert cache_control(FEED_POLICY, now=NOW) == (
        "public, max-age=900, s-maxage=900, stale-while-revalidate=3600, stale-if-error=432000"
    )


@pytest.mark.parametrize(
    ("now", "own", "shared"),
    [("12:00:00", 60, 300), ("12:00:00.5", 59, 299), ("12:01:30", 30, 210), ("12:04:59", 1, 1), ("12:04:59.9", 0, 0)],
)
def test_cache_control_ends_on_the_grid_of_the_clock(now, own, shared):
    assert cache_control(API_POLICY, now=datetime.fromisoformat(f"2024-06-01T{now}+00:00")) == (
        f"public, max-age={own}, s-maxage={shared}, stale-while-revalidate=600, stale-if-error=86400"
    )


def test_cache_control_of_what_depends_on_no_event_is_always_whole():
    assert cache_control(WIDGET_POLICY, now=None) == "public, max-age=300, stale-if-error=604800"
