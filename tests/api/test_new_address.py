"""A service that moves to another address: whoever follows a calendar by its times gets the new address.

Two starts over one database, with a client that asks with If-Modified-Since.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from flask.testing import FlaskClient

from api import create_app
from tests.api.conftest import SETTINGS
from tests.api.documents import HEAD, a_visit, file_text
from timeline.commands.opening import Store, renew_rendering
from timeline.render.settings import RenderSettings
from timeline.store.engine.sessions import Engine, read_session
from timeline.store.logs.rendering_log import rendering_since

OLD, NEW = "https://timeline.example.org", "https://new.example.net"
LATER = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
FEED = "/calendars/countries/AT/2024.ics"


def start(engine: Engine, base_url: str, now: datetime) -> FlaskClient:
    """Start the service at this address; its clock stands a minute later."""
    settings = SETTINGS.model_copy(update={"public_url": base_url})
    render = RenderSettings(base_url=settings.base_url, uid_domain=settings.uid_domain, licence=settings.licence)
    with patch("timeline.clock.now", lambda: now):
        renew_rendering(Store(engine, render))
    return create_app(settings, engine).test_client()


def get(client: FlaskClient, path: str, now: datetime, **headers: str):
    with patch("timeline.clock.now", lambda: now + timedelta(minutes=1)):
        return client.get(path, headers=headers)


def stamps(calendar: str) -> list[str]:
    return re.findall(r"^(?:DTSTAMP|LAST-MODIFIED):(\S+)", calendar, re.MULTILINE)


def sequences(calendar: str) -> list[str]:
    return re.findall(r"^(?:UID|SEQUENCE):(\S+)", calendar, re.MULTILINE)


@pytest.mark.parametrize("path", [FEED, "/v1/events.ics?country=AT&from=2024-01-01&to=2024-12-31", f"{FEED}?lang=de"])
def test_new_address_moves_the_times_of_calendars_and_no_number(engine: Engine, path: str):
    before_move = LATER - timedelta(days=1)
    start(engine, OLD, before_move)
    file_text(engine, HEAD + a_visit(1) + a_visit(2))
    first = get(start(engine, OLD, before_move), path, before_move)
    assert OLD in first.text

    moved = start(engine, NEW, LATER)
    asked = {"If_Modified_Since": first.headers["Last-Modified"]}
    answer = get(moved, path, LATER, **{name.replace("_", "-"): value for name, value in asked.items()})

    assert answer.status_code == 200
    assert NEW in answer.text
    assert OLD not in answer.text
    assert stamps(answer.text) == ["20261101T093000Z"] * 4
    assert sequences(answer.text) == sequences(first.text)
    assert answer.headers["Last-Modified"] == "Sun, 01 Nov 2026 09:30:00 GMT"
    assert answer.headers["ETag"] != first.headers["ETag"]
    again = get(moved, path, LATER, **{"If-Modified-Since": answer.headers["Last-Modified"]})
    assert again.status_code == 304


def test_same_address_moves_nothing_and_the_old_one_again_is_a_new_time(engine: Engine):
    start(engine, OLD, LATER)
    file_text(engine, HEAD + a_visit(1))
    first = get(start(engine, OLD, LATER), FEED, LATER).data

    assert get(start(engine, OLD, LATER + timedelta(days=3)), FEED, LATER + timedelta(days=3)).data == first
    start(engine, NEW, LATER + timedelta(days=4))
    back = LATER + timedelta(days=5)
    answer = get(start(engine, OLD, back), FEED, back)
    assert stamps(answer.text) == [f"{back:%Y%m%dT%H%M%SZ}"] * 2


def test_time_of_the_move_is_later_than_every_write_before_whatever_the_clock_says(engine: Engine):
    start(engine, OLD, datetime(2024, 1, 1, tzinfo=UTC))
    file_text(engine, HEAD + a_visit(1))  # recorded on 1 June 2024
    start(engine, NEW, datetime(2024, 3, 1, tzinfo=UTC))

    with read_session(engine) as session:
        since = rendering_since(session, RenderSettings(base_url=NEW, uid_domain=SETTINGS.uid_domain).identity)

    assert since is not None
    assert since > datetime(2024, 6, 1, tzinfo=UTC)


def test_new_database_has_the_times_of_its_reports_alone(engine: Engine):
    client = start(engine, OLD, LATER)
    file_text(engine, HEAD + a_visit(1))

    answer = get(client, FEED, LATER)

    assert "20261101T093000Z" not in stamps(answer.text)


@pytest.mark.parametrize(
    "path",
    ["/v1/events/visit-1", "/v1/events", "/v1/events.csv", "/v1/events.atom", "/v1/people", "/events/visit-1", "/"],
)
def test_answers_without_a_time_of_change_have_another_tag_at_the_new_address(engine: Engine, path: str):
    before_move = LATER - timedelta(days=1)
    start(engine, OLD, before_move)
    file_text(engine, HEAD + a_visit(1))
    first = get(start(engine, OLD, before_move), path, before_move)

    answer = get(start(engine, NEW, LATER), path, LATER, **{"If-None-Match": first.headers["ETag"]})

    assert "Last-Modified" not in first.headers
    assert (answer.status_code, NEW in answer.text, OLD in answer.text) == (200, True, False)


@pytest.mark.parametrize("path", ["/calendars/all.ics", "/calendars/all.jcal.json", "/v1/events/visit-1.ics"])
def test_every_calendar_tells_the_move_in_last_modified(engine: Engine, path: str):
    start(engine, OLD, LATER - timedelta(days=1))
    file_text(engine, HEAD + a_visit(1))

    answer = get(start(engine, NEW, LATER), path, LATER)

    assert answer.headers["Last-Modified"] == "Sun, 01 Nov 2026 09:30:00 GMT"
