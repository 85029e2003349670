"""The application over the reference story (loaded once for each engine, read only), and over an empty database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from api import create_app
from tests.engines.databases import Databases, temporary_database
from tests.journeys.conftest import load, shipped_documents
from timeline.settings import Settings
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, open_engine

SETTINGS = Settings(
    public_url="https://timeline.example.org",
    uid_domain="timeline.example.org",
    reads_per_minute=0,
    writes_per_minute=0,
)


@pytest.fixture(scope="session")
def story_engine(databases: Databases) -> Iterator[Engine]:
    """A database with the catalogue and the reference story. Tests only read it."""
    engine = open_engine(databases.create())
    migrate(engine)
    load(engine, shipped_documents())
    yield engine
    engine.dispose()


@pytest.fixture
def story(story_engine: Engine) -> FlaskClient:
    """Asks the application that serves the reference story."""
    return create_app(SETTINGS, story_engine).test_client()


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


@pytest.fixture
def client(engine: Engine) -> FlaskClient:
    """Asks the application over `engine`."""
    return create_app(SETTINGS, engine).test_client()
