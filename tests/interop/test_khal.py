"""vdirsyncer copies our feed into a folder, and khal shows that folder as the JSON API tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interop import journey
from tests.interop.entries import differences
from tests.interop.service import UID_DOMAIN, WHOLE_FEED, Service
from tests.interop.synchronised_folder import TOMBSTONE, SynchronisedFolder, as_khal_shows

pytestmark = pytest.mark.interop

YEAR = "from=2018-01-01&to=2018-12-31"
YEAR_OF_THE_JOURNEY = "from=2031-01-01&to=2031-12-31"
"""A part of the generated events, because khal needs 25 ms for each of them at each look."""


def slugs_of(service: Service) -> dict[str, str]:
    """The slug of each UID."""
    return {f"{event['id']}@{UID_DOMAIN}": event["slug"] for event in service.events()}


def test_khal_shows_every_event_as_the_api_tells_it(service: Service, khal_folder: Path, tmp_path: Path):
    folder = SynchronisedFolder.subscribed_to(service.url + WHOLE_FEED, khal_folder, tmp_path)

    folder.synchronise()

    assert differences(folder.everything(), as_khal_shows(service.expected(), slugs_of(service))) == {}


def test_khal_list_prints_a_year_as_the_api_tells_it(service: Service, khal_folder: Path, tmp_path: Path):
    folder = SynchronisedFolder.subscribed_to(f"{service.url}/v1/events.ics?{YEAR}", khal_folder, tmp_path)

    folder.synchronise()

    expected = as_khal_shows(service.expected(f"&{YEAR}"), slugs_of(service))
    assert len(expected) > 100
    assert differences(folder.list_days("2017-12-01", "2019-02-28"), expected) == {}


def test_khal_follows_what_is_moved_cancelled_withdrawn_and_merged(service: Service, khal_folder: Path, tmp_path: Path):
    feed = f"{service.url}/v1/events.ics?{YEAR_OF_THE_JOURNEY}"
    folder = SynchronisedFolder.subscribed_to(feed, khal_folder, tmp_path)
    slugs = slugs_of(service)
    folder.synchronise()
    before = folder.everything()

    changed = journey.happen(service)
    folder.synchronise()

    shown = folder.everything()
    (tombstone,) = [slug for slug in shown if slug.endswith(TOMBSTONE)]
    after = journey.without_tombstone(shown, tombstone)
    expected = as_khal_shows(service.expected(f"&{YEAR_OF_THE_JOURNEY}"), slugs)
    assert differences(after, expected) == {}
    assert set(differences(after, before)) == {slugs[uid] for uid in changed.uids}


def test_vdirsyncer_touches_no_file_when_the_feed_is_unchanged(service: Service, khal_folder: Path, tmp_path: Path):
    folder = SynchronisedFolder.subscribed_to(f"{service.url}/v1/events.ics?{YEAR}", khal_folder, tmp_path)
    folder.synchronise()
    written = folder.files()

    folder.synchronise()

    assert folder.files() == written
    assert len(written) > 100
