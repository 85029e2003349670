"""The application over the reference story on SQLite: what is described does not depend on the engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import create_app
from tests.api.conftest import SETTINGS
from tests.journeys.conftest import load, shipped_documents
from timeline.store.engine import Engine, open_engine
from timeline.store.migrate import migrate


@pytest.fixture(scope="session")
def story_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with the catalogue and the reference story. Tests only read it."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('contract') / 'timeline.db'}")
    migrate(engine)
    load(engine, shipped_documents())
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def story_app(story_engine: Engine) -> Flask:
    """The application that serves the reference story."""
    return create_app(SETTINGS, story_engine)


@pytest.fixture
def story(story_app: Flask) -> FlaskClient:
    """Asks the application."""
    return story_app.test_client()
