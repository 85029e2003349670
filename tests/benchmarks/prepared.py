"""What the races run on: a database file with the shipped data and generated events, the application, a bare driver.

shipped data and stories + `tests.interop.generated` -> database in a folder of its own -> `Prepared`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flask.testing import FlaskClient

from tests.api.writing import Writer
from tests.interop.generated import document
from tests.interop.service import file_content
from tests.journeys.conftest import load, shipped_documents
from timeline.store.engine import sqlite_file
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import open_engine

_PEER_TABLES: Final = """
CREATE VIRTUAL TABLE plain_words USING fts5(words);
CREATE TABLE plain_event (id INTEGER PRIMARY KEY, first_day TEXT, event_id TEXT, json BLOB);
CREATE TABLE plain_report (id INTEGER PRIMARY KEY, json TEXT);
"""


@dataclass(frozen=True, slots=True)
class Prepared:
    """`writer` asks the application; `bare` reads the same file without it; `own` is the peer's own file."""

    writer: Writer
    bare: Any
    own: Any

    @property
    def client(self) -> FlaskClient:
        """Asks the application."""
        client: FlaskClient = self.writer.client
        return client


@contextmanager
def prepared(folder: Path, events: int) -> Iterator[Prepared]:
    """A filled database in the folder, open until the block ends."""
    path = folder / "timeline.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    load(engine, shipped_documents())
    file_content(engine, document(events))
    connect = sqlite_file.driver().connect
    with closing(connect(path)) as bare, closing(connect(folder / "own.db", isolation_level=None)) as own:
        own.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + _PEER_TABLES)
        own.execute("ATTACH ? AS timeline", (str(path),))
        _copy(own)
        own.execute("DETACH timeline")
        yield Prepared(Writer.over(engine), bare, own)
    engine.dispose()


def _copy(own: Any) -> None:
    """Give the peer's full-text table the same words, and its table the same events."""
    is_held = "known_to IS NULL AND removed = 0"
    own.execute(
        "INSERT INTO plain_event SELECT w.id, v.first_day, v.event_id, v.json_bytes FROM timeline.event_view v "  # noqa: S608 - our own text
        f"JOIN timeline.event_words w USING (event_id, known_from) WHERE {is_held}"
    )
    own.execute(
        "INSERT INTO plain_words(rowid, words) SELECT w.id, w.words FROM timeline.event_words w "  # noqa: S608 - as above
        f"JOIN timeline.event_view v USING (event_id, known_from) WHERE {is_held}"
    )
