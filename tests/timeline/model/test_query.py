"""The check that a table names exactly the filters of `EventQuery`."""

from __future__ import annotations

from dataclasses import fields

import pytest

from timeline.model.query import EventQuery, FilterMismatch, check_filters, vocabulary_of
from timeline.model.vocabulary import EventKind

FILTERS = [one.name for one in fields(EventQuery) if one.name != "sort"]


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        (FILTERS[1:], "'first_day' is a filter of EventQuery without an entry"),
        ([*FILTERS, "language"], "'language' is not a filter of EventQuery"),
        ([*FILTERS, "sort"], "'sort' is not a filter of EventQuery"),
        ([*FILTERS, "q"], "'q' has 2 entries"),
    ],
)
def test_table_with_other_filters_is_refused(names, fault):
    with pytest.raises(FilterMismatch) as caught:
        check_filters(names, table="FILTERS in some.py")

    assert str(caught.value) == f"FILTERS in some.py: {fault} (see 'Add a filter' in CONTRIBUTING.md)"


def test_table_with_every_filter_once_is_accepted():
    check_filters(reversed(FILTERS), table="FILTERS in some.py")


@pytest.mark.parametrize(
    ("name", "vocabulary"), [("kind", EventKind), ("person", None), ("first_day", None), ("q", None), ("bbox", None)]
)
def test_vocabulary_is_the_word_list_that_the_field_is_typed_with(name, vocabulary):
    assert vocabulary_of(name) is vocabulary
