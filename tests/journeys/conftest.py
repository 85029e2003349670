"""A service with the shipped catalogue and the reference story, on each engine, loaded the way `timeline load` does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from timeline.ingest.documents import open_document, read_documents
from timeline.model.document import Document
from timeline.model.writers.write import Write
from timeline.operations.filing.file_reports import FilingResult, file_document
from timeline.operations.work import Work
from timeline.render.settings import RenderSettings
from timeline.settings import shipped_folder
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, open_engine, write_session

LOADED_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SETTINGS = RenderSettings(base_url="https://timeline.example.org", uid_domain="timeline.example.org")


def shipped_documents(recorded_at: datetime = LOADED_AT) -> Document:
    """`data/` and `seeds/` as one document."""
    files = sorted([*shipped_folder("data").glob("*.yaml"), *shipped_folder("seeds").glob("*.yaml")])
    opened = [open_document(file.read_bytes(), file.name) for file in files]
    return read_documents(opened, recorded_at=recorded_at, sources={})


def load(engine: Engine, document: Document, recorded_at: datetime = LOADED_AT) -> FilingResult:
    """File the document in a transaction of its own."""
    write = Write(recorded_at=recorded_at, author="tests", cause="load")
    with write_session(engine) as session:
        return file_document(Work(session, SETTINGS, write), document)


@pytest.fixture
def empty_engine(database_url: str) -> Iterator[Engine]:
    """A migrated database without content."""
    engine = open_engine(database_url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def story(empty_engine: Engine) -> Engine:
    """A database with the catalogue and the reference story."""
    load(empty_engine, shipped_documents())
    return empty_engine


@pytest.fixture
def another_engine(tmp_path: Path) -> Iterator[Engine]:
    """A second, empty database on SQLite: another machine."""
    engine = open_engine(f"sqlite:///{tmp_path / 'elsewhere.db'}")
    migrate(engine)
    yield engine
    engine.dispose()
