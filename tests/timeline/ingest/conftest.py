"""What the tests of `timeline.ingest` share."""

from __future__ import annotations

import pytest

from timeline.settings import shipped_folder


@pytest.fixture
def shipped_files() -> list[tuple[str, bytes]]:
    """Name and content of every document that ships with the service."""
    folders = (shipped_folder("data"), shipped_folder("seeds"))
    return [(path.name, path.read_bytes()) for folder in folders for path in sorted(folder.glob("*.yaml"))]
