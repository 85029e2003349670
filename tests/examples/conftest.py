"""The reference story, served for the examples to run against."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.served import Served, served_story


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service at an address of this machine."""
    with served_story(tmp_path_factory.mktemp("served")) as running:
        yield running
