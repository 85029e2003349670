"""A small service to write to: documents in the exchange format go in, states come out, the clock is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from timeline.ingest.documents import read_document
from timeline.model.query import EventQuery, PageRequest
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.model.writers.write import Write
from timeline.operations.filing.file_reports import FilingResult, file_document
from timeline.operations.work import Work
from timeline.render.settings import RenderSettings
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, Session, open_engine, read_session, write_session
from timeline.store.logs import report_log
from timeline.store.views import event_rows, event_view

SETTINGS = RenderSettings(base_url="https://timeline.example.org", uid_domain="timeline.example.org")
MAY_1, MAY_2, MAY_3, MAY_4, MAY_5 = (datetime(2025, 5, day, 12, tzinfo=UTC) for day in range(1, 6))

CATALOGUE = """
people:
  - {slug: ana-novak, name: Ana Novak}
  - {slug: ben-okoye, name: Ben Okoye}
organizations:
  - {slug: nato, name: NATO}
places:
  - {slug: belgium, name: Belgium, country: BE, latitude: 50.8, longitude: 4.5, time_zone: Europe/Brussels}
  - {slug: brussels, name: Brussels, country: BE, latitude: 50.85, longitude: 4.35, time_zone: Europe/Brussels,
  parent: belgium}
topics:
  - {slug: energy, name: Energy}
sources:
  - {id: ministry, publisher: Ministry, tier: official, published_at: 2025-05-01}
  - {id: wire, publisher: Wire, tier: press, published_at: 2025-05-01}
  - {id: rumour, publisher: Rumour, tier: unverified, published_at: 2025-05-01}
  - {id: desk, publisher: Desk, tier: desk, published_at: 2025-05-01}
"""


def report(source: str, record: str, says: str, **more: object) -> str:
    """One report of the exchange format; `says` is a YAML flow mapping without its braces."""
    keys = "".join(f", {key}: {value}" for key, value in more.items())
    return f"  - {{source: {source}, record: {record}{keys}, says: {{{says}}}}}\n"


@dataclass(frozen=True, slots=True)
class Service:
    """An engine and the few things the tests do to it."""

    engine: Engine

    def file(self, *reports: str, at: datetime, dry_run: bool = False) -> FilingResult:
        """File these reports at that time."""
        return self.load(("reports:\n" + "".join(reports)).encode(), at=at, dry_run=dry_run)

    def load(self, content: bytes, *, at: datetime, dry_run: bool = False) -> FilingResult:
        """File this document at that time."""
        found: FilingResult = self.write(lambda session: self._file(session, content, at), dry_run=dry_run)
        return found

    def _file(self, session: Session, content: bytes, at: datetime) -> FilingResult:
        sources = report_log.find_sources(session, ["ministry", "wire", "rumour", "desk"])
        document = read_document(content, "test.yaml", recorded_at=at, sources=sources)
        return file_document(self.work(session, at), document)

    def write(self, change: Callable[[Session], Any], *, dry_run: bool = False) -> Any:
        """Run a change in a transaction of its own; a dry run rolls back."""
        with write_session(self.engine) as session:
            found = change(session)
            if dry_run:
                session.rollback()
        return found

    @staticmethod
    def work(session: Session, at: datetime, render: RenderSettings = SETTINGS) -> Work:
        """A unit of work of these tests' editor at that time."""
        return Work(session, render, Write(recorded_at=at, author="editor", cause="test"))

    def stored(self, key: str, at: datetime) -> StoredEvent | None:
        """The stored event under this id or slug at that time."""
        with read_session(self.engine) as session:
            return event_view.find_event(session, key, sight=Public(at))

    def event(self, key: str, at: datetime) -> dict[str, Any]:
        """The event object of the API; it must be public then."""
        stored = self.stored(key, at)
        assert stored is not None, f"{key} is not public at {at}"
        found: dict[str, Any] = orjson.loads(stored.json)
        return found

    def claims(self, key: str, at: datetime) -> list[dict[str, Any]]:
        """The judged claims of the event."""
        stored = self.stored(key, at)
        assert stored is not None, f"{key} is not public at {at}"
        found: list[dict[str, Any]] = orjson.loads(stored.claims)
        return found

    def slugs(self, at: datetime, query: EventQuery | None = None) -> tuple[str, ...]:
        """The slugs of all public events that match, in order."""
        with read_session(self.engine) as session:
            page = event_view.find_events(session, query or EventQuery(), PageRequest(limit=None), sight=Public(at))
        return tuple(stored.slug for stored in page.events)

    def dump(self) -> list[tuple[object, ...]]:
        """Every row of the read tables."""
        with read_session(self.engine) as session:
            return list(event_rows.dump(session))


@pytest.fixture
def service(database_url: str) -> Iterator[Service]:
    """A service with a small catalogue and four sources, recorded on 1 May 2025."""
    engine = open_engine(database_url)
    migrate(engine)
    found = Service(engine)
    document = read_document(CATALOGUE.encode(), "catalogue.yaml", recorded_at=MAY_1)
    found.write(lambda session: file_document(found.work(session, MAY_1), document))
    yield found
    engine.dispose()
