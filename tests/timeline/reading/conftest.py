"""An empty database with the current schema for each test, made once for each engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines.databases import Databases, temporary_database
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, open_engine


@pytest.fixture(scope="session")
def migrated_template(databases: Databases) -> str:
    """URL of an empty database with the current schema, to be copied."""
    url = databases.create()
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    return url


@pytest.fixture
def engine(databases: Databases, migrated_template: str) -> Iterator[Engine]:
    """An engine for an empty database with the current schema."""
    with temporary_database(databases, copy_of=migrated_template) as url:
        opened = open_engine(url)
        yield opened
        opened.dispose()
