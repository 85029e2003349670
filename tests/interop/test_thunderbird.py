"""Thunderbird, subscribed to our feed as a user does it, shows it as the JSON API tells it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.interop import journey
from tests.interop.entries import Entries, differences
from tests.interop.service import WHOLE_FEED, Service
from tests.interop.thunderbird import Thunderbird, waited_for

pytestmark = pytest.mark.interop


@pytest.fixture
def thunderbird(service: Service, tmp_path: Path) -> Thunderbird:
    """A fresh profile that is subscribed to the whole feed."""
    program = shutil.which("thunderbird")
    if program is None:
        pytest.skip("no thunderbird; mend it with: sudo apt-get install thunderbird")
    subscribed = Thunderbird(Path(program), tmp_path)
    subscribed.subscribe(service.url + WHOLE_FEED)
    return subscribed


def statuses(service: Service) -> list[int]:
    """How each request of Thunderbird for the feed was answered."""
    return [status for program, path, status in service.requests if "Thunderbird" in program and path == WHOLE_FEED]


def wait_until_it_shows(thunderbird: Thunderbird, expected: Entries, gone: str = "") -> None:
    """Wait for the expected entries, then compare, so that a failure tells what is wrong."""

    def shown() -> Entries:
        return journey.without_tombstone(thunderbird.entries(), gone)

    waited_for(lambda: shown() == expected)
    assert differences(shown(), expected) == {}


def test_thunderbird_follows_what_is_moved_cancelled_withdrawn_and_merged(service: Service, thunderbird: Thunderbird):
    with thunderbird.run():
        wait_until_it_shows(thunderbird, service.expected())
    changed = journey.happen(service)

    with thunderbird.run():
        wait_until_it_shows(thunderbird, service.expected(), gone=changed.merged_away)
        assert waited_for(lambda: len(statuses(service)) >= 3)  # it looks again after a minute
    assert statuses(service) == [200, 200, 304]
