"""libical, the parser of Evolution and KOrganizer, by itself, shows our feed as the JSON API tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interop import checks
from tests.interop.clients import ScriptReader
from tests.interop.service import Service

pytestmark = pytest.mark.interop


def test_libical_shows_every_event_as_the_api_tells_it(service: Service, libical: ScriptReader, tmp_path: Path):
    checks.reads_everything(service, libical, tmp_path)


def test_libical_follows_what_is_moved_cancelled_withdrawn_and_merged(
    service: Service, libical: ScriptReader, tmp_path: Path
):
    checks.follows_changes(service, libical, tmp_path)
