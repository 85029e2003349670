"""sabre/vobject, the parser of Nextcloud, shows our feed as the JSON API tells it, but for escaped punctuation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.interop import checks
from tests.interop.clients import ScriptReader
from tests.interop.entries import Entries, mapped
from tests.interop.service import Service

pytestmark = pytest.mark.interop


def with_backslashes(entries: Entries) -> Entries:
    """sabre/vobject 2.1.7, which Debian ships, keeps the backslash before a comma or semicolon (`readProperty`)."""
    return mapped(
        entries,
        lambda entry: replace(
            entry,
            summary=_escaped(entry.summary),
            location=_escaped(entry.location or "") or None,
            description=_escaped(entry.description or ""),
        ),
    )


def _escaped(text: str) -> str:
    return text.replace(",", "\\,").replace(";", "\\;")


def test_sabre_shows_every_event_as_the_api_tells_it(service: Service, sabre: ScriptReader, tmp_path: Path):
    checks.reads_everything(service, sabre, tmp_path, with_backslashes)


def test_sabre_follows_what_is_moved_cancelled_withdrawn_and_merged(
    service: Service, sabre: ScriptReader, tmp_path: Path
):
    checks.follows_changes(service, sabre, tmp_path, with_backslashes)
