"""Two versions of the program over one database (RELIABILITY B15): never two bodies under one strong tag."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import pytest

from api import create_app
from tests.api.conftest import SETTINGS
from timeline.store.engine.sessions import Engine

EVENT = "/v1/events/blinken-trip-2023-11"


def with_a_blank(content: bytes) -> bytes:
    """The same bytes and a blank: what another version could write for the same events."""
    return content + b" "


@pytest.mark.parametrize(
    ("address", "module", "writer"),
    [
        ("/v1/events", "api.routes.events.json_list", "list_json"),
        ("/v1/events?include=claims&lang=de&limit=2", "api.routes.events.json_list", "list_json"),
        (EVENT, "api.http.event_json", "event_object"),
        (f"{EVENT}?fields=title", "api.http.event_json", "event_object"),
        (f"{EVENT}/history", "timeline.render.json.event_records", "state_row"),
        (f"{EVENT}/revisions", "timeline.render.json.event_records", "_document"),
        ("/calendars/all.ics", "timeline.reading.feeds.calendars", "calendar"),
    ],
)
def test_body_of_another_version_has_another_tag(
    story_engine: Engine, monkeypatch: pytest.MonkeyPatch, address: str, module: str, writer: str
):
    one = create_app(SETTINGS, story_engine).test_client().get(address)
    write: Callable[..., Any] = getattr(importlib.import_module(module), writer)
    monkeypatch.setattr(f"{module}.{writer}", lambda *given, **named: with_a_blank(write(*given, **named)))

    other = create_app(SETTINGS, story_engine).test_client().get(address)

    assert other.data != one.data
    assert other.headers["ETag"] != one.headers["ETag"]
