"""R13: ids are made from content, and the content is framed before it is hashed."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import ids

words = st.lists(st.text(max_size=6), min_size=1, max_size=4)


def test_content_id_is_the_prefix_and_26_characters_of_lower_case_base32():
    assert ids.content_id("evt", "tass", "visit") == "evt-f6uw7pscmj6q5edg5atxcbingw"


def test_event_id_depends_on_source_and_record_only():
    assert ids.event_id("tass", "visit") == ids.content_id("evt", "tass", "visit")


def test_ids_differ_when_only_the_border_between_two_parts_differs():
    assert ids.event_id("a", "b.c") != ids.event_id("a.b", "c")
    assert ids.event_id("ab", "") != ids.event_id("a", "b")
    assert ids.content_id("evt", "a", "b") != ids.content_id("evt", ["a", "b"])
    assert ids.content_id("evt", '"a","b"') != ids.content_id("evt", "a", "b")


@given(one=words, other=words)
@settings(max_examples=100, derandomize=True)
def test_ids_are_equal_exactly_when_their_parts_are(one, other):
    assert (ids.content_id("x", *one) == ids.content_id("x", *other)) == (one == other)


def test_report_id_depends_on_what_it_says_and_not_on_the_order_of_its_keys():
    assert ids.report_id("tass", "r1", {"title": "x", "kind": "visit"}) == ids.report_id(
        "tass", "r1", {"kind": "visit", "title": "x"}
    )
    assert ids.report_id("tass", "r1", {"title": "x"}) != ids.report_id("tass", "r1", {"title": "y"})


def test_report_event_and_ruling_have_ids_of_their_own_prefix():
    found = (
        ids.report_id("a", "b", {}),
        ids.event_id("a", "b"),
        ids.ruling_id("evt-1", "when", "rep-1", "checked", "2023-11-28T00:00:00+00:00"),
    )

    assert [made.split("-")[0] for made in found] == ["rep", "evt", "rul"]


def test_canonical_bytes_sort_keys_leave_no_blanks_and_keep_null():
    assert ids.canonical_bytes({"b": None, "a": [1, "ä"]}) == '{"a":[1,"ä"],"b":null}'.encode()


def test_canonical_bytes_refuse_what_is_not_json():
    with pytest.raises(TypeError):
        ids.canonical_bytes({1, 2})


def test_digest_is_sha_256_in_hexadecimal():
    assert ids.digest(b"timeline") == hashlib.sha256(b"timeline").hexdigest()
