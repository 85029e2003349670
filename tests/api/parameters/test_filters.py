"""No filter can be announced and ignored: each has an entry in every table, and each changes what is found."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from types import ModuleType
from typing import get_args, get_origin, get_type_hints

import pytest
from flask.testing import FlaskClient

from api.parameters import table as parameter_table
from api.parameters.table import FILTERS, Parameter
from timeline.model import query as query_module
from timeline.model.query import EventQuery, FilterMismatch
from timeline.store.views import event_query, feed_changes

SAMPLES = {
    "from": "from=2023-12-01",
    "to": "to=2023-11-28",
    "person": "person=antony-blinken",
    "organization": "organization=nato",
    "place": "place=brussels",
    "country": "country=IL",
    "topic": "topic=hostages",
    "kind": "kind=visit",
    "status": "status=completed",
    "tier": "tier=press",
    "source": "source=tass-2023-11-27",
    "trip": "trip=blinken-trip-2023-11",
    "role": "person=antony-blinken&role=traveller",
    "presence": "person=antony-blinken&presence=attended",
    "rank": "rank=working",
    "mode": "mode=in-person",
    "series": "series=osce-ministerial-council",
    "q": "q=hostage*",
    "bbox": "bbox=2.5,49.5,6.4,51.5",
    "contested": "contested=true",
    "deviated": "deviated=true",
    "moved": "moved=true",
    "exact": "exact=false",
    "updated_since": "updated_since=9999-12-30",
    "known_at": "known_at=2023-11-24",
}
"""For each filter a query that finds some of the events of the reference story, and not all of them."""

NOWHERE = {"contested", "rank", "moved", "updated_since"}
"""Filters whose sample finds nothing: no event of the story is contested, none moved, no source gives the rank of a
visit, and all of it was loaded at one time (tests/api/test_updated_since.py has two).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WiderQuery(EventQuery):
    """The query with a filter that no table knows."""

    language: tuple[str, ...] = ()


def load_again(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the module's code once more, beside the loaded one."""
    assert module.__spec__ is not None
    assert module.__spec__.origin is not None
    spec = importlib.util.spec_from_file_location("loaded_again", module.__spec__.origin)
    assert spec is not None
    assert spec.loader is not None
    again = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "loaded_again", again)
    spec.loader.exec_module(again)


@pytest.mark.parametrize(
    ("module", "table"),
    [
        (event_query, "FILTERS in timeline/store/views/event_query.py"),
        (parameter_table, "FILTERS in api/parameters/table.py"),
        (feed_changes, "FILTER_RULES in timeline/store/views/feed_changes.py"),
    ],
)
def test_filter_without_an_entry_stops_the_program(monkeypatch, module, table):
    monkeypatch.setattr(query_module, "EventQuery", WiderQuery)

    with pytest.raises(FilterMismatch) as caught:
        load_again(module, monkeypatch)

    assert str(caught.value) == (
        f"{table}: 'language' is a filter of EventQuery without an entry (see 'Add a filter' in CONTRIBUTING.md)"
    )


def test_every_filter_has_a_sample():
    assert list(SAMPLES) == [parameter.name for parameter in FILTERS]


@pytest.mark.parametrize("parameter", FILTERS[:-1], ids=lambda parameter: parameter.name)
def test_filter_can_be_repeated_if_its_field_takes_several_values(parameter: Parameter):
    field_type = get_type_hints(EventQuery)[parameter.field]

    assert parameter.is_repeatable == (get_origin(field_type) is tuple)
    assert parameter.is_repeatable or type(None) in get_args(field_type)


@pytest.mark.parametrize("name", SAMPLES)
def test_filter_changes_the_list(story: FlaskClient, name: str):
    wider, narrower = _wider(name), SAMPLES[name]

    found, all_found = (_slugs(story, query) for query in (narrower, wider))

    assert found < all_found
    assert found or name in NOWHERE


@pytest.mark.parametrize("name", SAMPLES)
def test_filter_changes_the_calendar(story: FlaskClient, name: str):
    calendars = [story.get(f"/v1/events.ics?imprecise=all&{query}").data for query in (SAMPLES[name], _wider(name))]

    found, all_found = (calendar.count(b"BEGIN:VEVENT") for calendar in calendars)

    assert found < all_found
    assert found or name in NOWHERE


@pytest.mark.parametrize("name", SAMPLES)
def test_filter_changes_the_statistics_as_it_changes_the_list(story: FlaskClient, name: str):
    assert sum(_rows(story, f"group_by=kind&{SAMPLES[name]}").values()) == len(_slugs(story, SAMPLES[name]))


def _wider(name: str) -> str:
    """The sample of the filter without the filter."""
    return "&".join(part for part in SAMPLES[name].split("&") if not part.startswith(f"{name}="))


def _slugs(story: FlaskClient, query: str) -> set[str]:
    answer = story.get(f"/v1/events?limit=200&{query}")
    assert answer.json is not None
    assert answer.json["next"] is None
    return {event["slug"] for event in answer.json["events"]}


def _rows(story: FlaskClient, query: str) -> dict[str, int]:
    answer = story.get(f"/v1/statistics?{query}")
    assert answer.json is not None
    return {row["key"]: row["value"] for row in answer.json["rows"]}
