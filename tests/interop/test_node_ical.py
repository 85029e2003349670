"""node-ical shows our feed as the JSON API tells it, but for a backslash before an n.

Its time zones come from temporal-polyfill, which knows no summer time later than ten years ahead of the machine's
clock; the generated events stay before that.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.interop import checks
from tests.interop.clients import NodeReader
from tests.interop.entries import Entries, mapped
from tests.interop.service import Service

pytestmark = pytest.mark.interop


def without_backslash_before_n(entries: Entries) -> Entries:
    """node-ical 0.26.1 (`text` in ical.js) looks for \\n before \\\\: a backslash and an n end as a line break."""
    return mapped(
        entries,
        lambda entry: replace(entry, summary=_misread(entry.summary), description=_misread(entry.description or "")),
    )


def _misread(text: str) -> str:
    return text.replace("\\n", "\\\n")


def test_node_ical_shows_every_event_as_the_api_tells_it(service: Service, node_ical: NodeReader, tmp_path: Path):
    checks.reads_everything(service, node_ical, tmp_path, without_backslash_before_n)


def test_node_ical_follows_what_is_moved_cancelled_withdrawn_and_merged(
    service: Service, node_ical: NodeReader, tmp_path: Path
):
    checks.follows_changes(service, node_ical, tmp_path, without_backslash_before_n)
