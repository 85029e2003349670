"""Evolution data server, subscribed to our feed, shows it as the JSON API tells it, but for summers of Jerusalem.

It puts a zone of its own, made by libical from the system's zone files, in the place of one with an IANA name. libical
3.0.16 makes Asia/Jerusalem without summer time in 2013 to 2016, though it reads our VTIMEZONE right.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.interop import journey
from tests.interop.entries import Entries, Entry, differences
from tests.interop.evolution import MEND, Evolution, is_installed, subscribed_evolution
from tests.interop.service import UID_DOMAIN, WHOLE_FEED, Service
from tests.interop.thunderbird import waited_for

pytestmark = pytest.mark.interop


def an_hour_later(entry: Entry) -> Entry:
    """A timed entry as it is shown without summer time."""
    return replace(
        entry,
        starts=entry.starts + timedelta(hours=1),
        ends=None if entry.ends is None else entry.ends + timedelta(hours=1),
    )


def misread_summers(service: Service) -> set[str]:
    """UIDs of timed events in the summers that libical misses."""
    return {
        f"{event['id']}@{UID_DOMAIN}"
        for event in service.events()
        if event["when"]["time_zone"] == "Asia/Jerusalem"
        and "2013" <= event["when"]["first_day"] < "2017"
        and (event["when"]["starts_at"] or "").endswith("+03:00")
    }


def wait_until_it_shows(evolution: Evolution, service: Service, gone: str = "") -> None:
    """Wait for what the API tells, then compare, so that a failure tells what is wrong."""
    expected, misread = service.expected(), misread_summers(service)

    def shown() -> Entries:
        found = journey.without_tombstone(evolution.look(), gone)
        mended = {uid: expected[uid] for uid in misread if found.get(uid) == an_hour_later(expected[uid])}
        return {**found, **mended}

    waited_for(lambda: shown() == expected)
    assert differences(shown(), expected) == {}


def statuses(service: Service) -> list[int]:
    """How each request of Evolution for the feed was answered."""
    return [status for program, path, status in service.requests if "Evolution" in program and path == WHOLE_FEED]


def test_evolution_follows_what_is_moved_cancelled_withdrawn_and_merged(service: Service, tmp_path: Path):
    if not is_installed():
        pytest.skip(f"no Evolution data server; mend it with: {MEND}")
    with subscribed_evolution(service.url + WHOLE_FEED, tmp_path) as evolution:
        wait_until_it_shows(evolution, service)
        changed = journey.happen(service)
        wait_until_it_shows(evolution, service, gone=changed.merged_away)
        assert waited_for(lambda: bool(evolution.look()) and statuses(service)[-1] == 304)
    assert statuses(service).count(200) == 2
