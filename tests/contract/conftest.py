"""The application with the reference story on SQLite; the description does not depend on the engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import create_app
from tests.api.conftest import SETTINGS
from tests.contract.campaign import UNLIMITED
from tests.served import fill, make_token
from timeline.store.engine.sessions import Engine, open_engine


@pytest.fixture(scope="session")
def story_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with the catalogue and the reference story. Tests only read it."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('contract') / 'timeline.db'}")
    fill(engine, SETTINGS.base_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def story_app(story_engine: Engine) -> Flask:
    """The application with the reference story and without rate limits."""
    return create_app(UNLIMITED, story_engine)


@pytest.fixture(scope="session")
def token(story_engine: Engine) -> str:
    """A key with every scope."""
    return make_token(story_engine)


@pytest.fixture
def story(story_app: Flask) -> FlaskClient:
    """A client of the application."""
    return story_app.test_client()
