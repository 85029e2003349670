"""ical.js, the parser of Thunderbird and Nextcloud, shows our feed as the JSON API tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interop import checks
from tests.interop.clients import NodeReader
from tests.interop.service import Service

pytestmark = pytest.mark.interop


def test_ical_js_shows_every_event_as_the_api_tells_it(service: Service, ical_js: NodeReader, tmp_path: Path):
    checks.reads_everything(service, ical_js, tmp_path)


def test_ical_js_follows_what_is_moved_cancelled_withdrawn_and_merged(
    service: Service, ical_js: NodeReader, tmp_path: Path
):
    checks.follows_changes(service, ical_js, tmp_path)
