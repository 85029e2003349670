"""The library ics shows our feed as the JSON API tells it, but for a backslash before an n."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.interop import checks
from tests.interop.clients import PythonReader
from tests.interop.entries import Entries, mapped
from tests.interop.service import Service

pytestmark = pytest.mark.interop


def without_backslash_before_n(entries: Entries) -> Entries:
    """ics 0.7.3 (`ics.utils.unescape_string`) looks for \\n before \\\\: a backslash and an n end as a line break."""
    return mapped(
        entries,
        lambda entry: replace(entry, summary=_misread(entry.summary), description=_misread(entry.description or "")),
    )


def _misread(text: str) -> str:
    return text.replace("\\n", "\\\n")


def test_ics_shows_every_event_as_the_api_tells_it(service: Service, ics: PythonReader, tmp_path: Path):
    checks.reads_everything(service, ics, tmp_path, without_backslash_before_n)


def test_ics_follows_what_is_moved_cancelled_withdrawn_and_merged(service: Service, ics: PythonReader, tmp_path: Path):
    checks.follows_changes(service, ics, tmp_path, without_backslash_before_n)
