"""Snapshots of a test database as the public sees it at a given instant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from tests.api.documents import RENDER
from timeline.model.sight import Public
from timeline.reading.snapshot import Snapshot
from timeline.store.engine.sessions import Engine, read_session
from timeline.store.logs.catalogue_log import load_catalogue

NOW = datetime(2024, 7, 1, tzinfo=UTC)
"""After everything that the test documents say, and after it was recorded."""


def may(day: int) -> datetime:
    """Noon of a day in May 2024, UTC."""
    return datetime(2024, 5, day, 12, tzinfo=UTC)


@contextmanager
def public_at(engine: Engine, at: datetime = NOW) -> Iterator[Snapshot]:
    """What the public saw at this instant, asked for at `NOW`."""
    with read_session(engine) as session:
        yield Snapshot(
            session=session,
            now=NOW,
            sight=Public(at),
            render=RENDER,
            load_catalogue=lambda: load_catalogue(session),
        )
