"""An empty database, and snapshots of it as `timeline.reading` gets them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.api.documents import RENDER
from timeline.model.sight import Public
from timeline.reading.snapshot import Snapshot
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, Session, open_engine
from timeline.store.logs.catalogue_log import load_catalogue


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine for an empty database with the current schema."""
    opened = open_engine(database_url)
    migrate(opened)
    yield opened
    opened.dispose()


def snapshot_at(session: Session, now: datetime, *, known_at: datetime | None = None) -> Snapshot:
    """What a reader sees at `now`, who asks for the state that was public at `known_at` if it is given."""
    catalogue = load_catalogue(session)
    return Snapshot(
        session=session,
        now=now,
        sight=Public(known_at or now),
        render=RENDER,
        load_catalogue=lambda: catalogue,
    )
