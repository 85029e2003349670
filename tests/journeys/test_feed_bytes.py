"""The same data gives the same feed bytes: in another process, on another day, on the other engine."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest

from api import create_app
from tests.journeys.conftest import LOADED_AT, SETTINGS, load
from tests.timeline.operations.conftest import CATALOGUE
from timeline import clock
from timeline.ingest.documents import read_document
from timeline.settings import Settings
from timeline.store.engine.sessions import Engine

FEED = "/v1/events.ics?from=2027-01-01&to=2028-12-31"
_PRINT_DIGEST = """
import hashlib
from api.wsgi import app
print(hashlib.sha256(app.test_client().get(%r).data).hexdigest())
"""


def five_hundred_visits() -> bytes:
    """500 visits: days, spans, vague dates, times in two zones, some cancelled, names in many scripts."""
    whens = (
        "{{edtf: {day}}}",
        "{{edtf: {day}/{later}}}",
        "{{edtf: '[{day}..{later}]'}}",
        "{{starts_at: '{day}T10:00:00', ends_at: '{day}T11:30:00', time_zone: Europe/Brussels}}",
        "{{starts_at: '{day}T10:00:00', time_zone: Asia/Tokyo}}",
    )
    lines = ["reports:"]
    for number in range(500):
        day = date(2027, 1, 1) + timedelta(days=number)
        when = whens[number % len(whens)].format(day=day, later=day + timedelta(days=3))
        status = ("announced", "confirmed", "cancelled")[number % 3]
        says = (
            f"kind: visit, status: {status}, title: 'Visit {number} – Café 東京 Київ', when: {when}, where: [brussels]"
        )
        lines.append(f"  - {{source: ministry, record: r{number}, says: {{{says}}}}}")
    return (CATALOGUE + "\n".join(lines)).encode()


def fill(engine: Engine) -> None:
    """Load the visits at a fixed time."""
    load(engine, read_document(five_hundred_visits(), "visits.yaml", recorded_at=LOADED_AT))


def digest_of_feed(engine: Engine) -> str:
    """SHA-256 of the feed as a fresh application gives it."""
    settings = Settings(public_url=SETTINGS.base_url, uid_domain=SETTINGS.uid_domain, reads_per_minute=0)
    response = create_app(settings, engine).test_client().get(FEED)
    assert (response.status_code, response.data.count(b"BEGIN:VEVENT")) == (200, 500)
    return hashlib.sha256(response.data).hexdigest()


def test_five_hundred_events_are_the_same_bytes_everywhere(
    empty_engine: Engine, another_engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    fill(empty_engine)
    fill(another_engine)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    today = digest_of_feed(empty_engine)

    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
    tomorrow, elsewhere = digest_of_feed(empty_engine), digest_of_feed(another_engine)

    assert (tomorrow, elsewhere) == (today, today)


def test_another_process_gives_the_same_bytes(another_engine: Engine):
    fill(another_engine)
    environment = os.environ | {
        "TIMELINE_DATABASE_URL": f"sqlite:///{another_engine.url.database}",
        "TIMELINE_PUBLIC_URL": SETTINGS.base_url,
        "TIMELINE_UID_DOMAIN": SETTINGS.uid_domain,
    }

    digests = {
        subprocess.run(
            [sys.executable, "-c", _PRINT_DIGEST % FEED],
            env=environment | {"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }

    assert digests == {digest_of_feed(another_engine)}
