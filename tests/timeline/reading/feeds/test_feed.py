"""The name, the address and the window of a feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from timeline.errors import FeedNotFound
from timeline.model.query import EventQuery
from timeline.reading.feeds.feed import Feed, FeedForm, FeedRequest
from timeline.reading.feeds.named import FeedName
from timeline.reading.feeds.options import FeedOptions
from timeline.reading.feeds.window import Window

REQUEST = FeedRequest(query=EventQuery(person=("ada",)))
FEED = Feed(path="/calendars/people/ada/2024", request=REQUEST, about="Ada Example", year=2024)


def test_feed_has_its_name_its_address_and_its_file():
    german = replace(REQUEST, options=FeedOptions(lang="de"), echo=(("lang", ("de",)),), form=FeedForm.JCAL)

    assert (FEED.title, FEED.address, FEED.filename) == (
        "Diplomatic timeline: Ada Example, 2024", "/calendars/people/ada/2024.ics", "people-ada-2024.ics",
    )  # fmt: skip
    assert replace(FEED, request=german).address == "/calendars/people/ada/2024.jcal.json?lang=de"
    assert replace(FEED, request=german).filename == "people-ada-2024.jcal.json"


@pytest.mark.parametrize(
    ("query", "is_single", "window"),
    [
        (EventQuery(person=("ada",)), False, Window.OF_A_PERSON),
        (EventQuery(topic=("grain",)), False, Window.SLIDING),
        (EventQuery(first_day=date(2024, 1, 1)), False, Window.WHOLE_QUERY),
        (EventQuery(last_day=date(2024, 1, 1)), False, Window.WHOLE_QUERY),
        (EventQuery(trip=("tour",)), False, Window.WHOLE_QUERY),
        (EventQuery(), True, Window.ONE_EVENT),
    ],
)
def test_feed_slides_unless_its_query_bounds_it(query, is_single, window):
    assert Feed(path="/x", request=FeedRequest(query=query), is_single=is_single).window is window


def test_name_of_a_feed_has_an_address():
    assert [FeedName().path, FeedName(folder="people", slug="ada", year=2024).path] == [
        "/calendars/all", "/calendars/people/ada",
    ]  # fmt: skip


@pytest.mark.parametrize(("folder", "slug"), [("persons", "ada"), ("all", "ada"), ("people", "")])
def test_folder_without_feeds_is_refused(folder, slug):
    with pytest.raises(FeedNotFound):
        FeedName(folder=folder, slug=slug)
