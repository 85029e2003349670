"""How each filter moves a feed's Last-Modified: no filter of the query is without a rule."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pytest

from timeline.model.query import BoundingBox, EventQuery
from timeline.model.vocabulary import EventKind, Tier
from timeline.store.views.feed_changes import FILTER_RULES, ByMention, NotLookedAt, require_rules, without_mentions


@dataclass(frozen=True)
class QueryWithLanguage(EventQuery):
    """A query that somebody gave a further filter."""

    language: tuple[str, ...] = ()


def test_every_filter_of_the_query_has_a_rule():
    assert set(FILTER_RULES) == {field.name for field in fields(EventQuery)} - {"sort"}


def test_filter_without_a_rule_is_refused_by_name():
    with pytest.raises(TypeError, match=r"^FILTER_RULES must say how these filters move Last-Modified: language$"):
        require_rules(FILTER_RULES, QueryWithLanguage)


def test_rule_without_a_filter_is_refused_by_name():
    rules = {**FILTER_RULES, "colour": NotLookedAt("there is no such filter")}

    with pytest.raises(TypeError, match=r"^FILTER_RULES has rules for filters that EventQuery lacks: colour$"):
        require_rules(rules, EventQuery)


def test_filters_that_are_looked_up_in_revisions_are_those_by_name():
    assert [name for name, rule in FILTER_RULES.items() if isinstance(rule, ByMention)] == [
        "person", "organization", "place", "country", "topic",
    ]  # fmt: skip


def test_query_without_mentions_keeps_every_other_filter():
    box = BoundingBox(west=1, south=2, east=3, north=4)
    query = EventQuery(person=("ada",), place=("oslo",), topic=("grain",), kind=(EventKind.CALL,), bbox=box)

    assert without_mentions(query) == EventQuery(kind=(EventKind.CALL,), bbox=box)
    assert without_mentions(EventQuery(tier=(Tier.PRESS,), trip=("tour",))) == EventQuery(
        tier=(Tier.PRESS,), trip=("tour",)
    )
