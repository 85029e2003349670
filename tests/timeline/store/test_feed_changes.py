"""How each filter moves a feed's Last-Modified: no filter of the query is without a rule."""

from __future__ import annotations

from timeline.model.query import BoundingBox, EventQuery
from timeline.model.vocabulary import EventKind, Tier
from timeline.store.views.feed_changes import FILTER_RULES, ByMention, without_mentions


def test_filters_that_are_looked_up_in_revisions_are_those_by_name():
    assert [name for name, rule in FILTER_RULES.items() if isinstance(rule, ByMention)] == [
        "person", "organization", "place", "country", "topic", "series",
    ]  # fmt: skip


def test_query_without_mentions_keeps_every_other_filter():
    box = BoundingBox(west=1, south=2, east=3, north=4)
    query = EventQuery(person=("ada",), place=("oslo",), topic=("grain",), kind=(EventKind.CALL,), bbox=box)

    assert without_mentions(query) == EventQuery(kind=(EventKind.CALL,), bbox=box)
    assert without_mentions(EventQuery(tier=(Tier.PRESS,), trip=("tour",))) == EventQuery(
        tier=(Tier.PRESS,), trip=("tour",)
    )
