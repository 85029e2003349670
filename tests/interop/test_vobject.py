"""vobject, whose validation counts properties, shows our feed as the JSON API tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interop import checks
from tests.interop.clients import PythonReader
from tests.interop.service import Service

pytestmark = pytest.mark.interop


def test_vobject_shows_every_event_as_the_api_tells_it(service: Service, vobject: PythonReader, tmp_path: Path):
    checks.reads_everything(service, vobject, tmp_path)


def test_vobject_follows_what_is_moved_cancelled_withdrawn_and_merged(
    service: Service, vobject: PythonReader, tmp_path: Path
):
    checks.follows_changes(service, vobject, tmp_path)
