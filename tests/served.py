"""The reference story served on this machine under its own address, as `dev.py serve` has it, with a key to write.

folder for the database -> `served_story` -> `Served`: real sockets, no limits of how often one may ask.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from werkzeug.serving import WSGIRequestHandler, make_server

from api import create_app
from tests.journeys.conftest import shipped_documents
from timeline import clock
from timeline.model.writers.api_key import Scope
from timeline.model.writers.write import Write
from timeline.operations.access.manage_keys import KeyChange, create_key
from timeline.operations.filing.file_reports import file_document
from timeline.operations.work import Work
from timeline.render.settings import RenderSettings
from timeline.settings import Settings
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, open_engine, write_session

UID_DOMAIN: Final = "timeline.example.org"


@dataclass(frozen=True, slots=True)
class Served:
    """The service at `url`, and a key with every scope."""

    url: str
    token: str


def make_token(engine: Engine) -> str:
    """A key with every scope."""
    with write_session(engine) as session:
        return create_key(session, "tests", tuple(Scope), KeyChange(at=clock.now(), actor="tests")).text


def fill(engine: Engine, base_url: str) -> None:
    """Migrate, then file `data/` and `seeds/`, recorded now, rendered for that address."""
    migrate(engine)
    now = clock.now()
    write = Write(recorded_at=now, author="tests", cause="load")
    settings = RenderSettings(base_url=base_url, uid_domain=UID_DOMAIN)
    with write_session(engine) as session:
        file_document(Work(session, settings, write), shipped_documents(now))


@contextmanager
def served_story(folder: Path) -> Iterator[Served]:
    """The running service, until the block ends."""
    engine = open_engine(f"sqlite:///{folder / 'timeline.db'}")
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True, request_handler=_Quiet)
    url = f"http://127.0.0.1:{server.port}"
    fill(engine, url)
    settings = Settings(public_url=url, uid_domain=UID_DOMAIN, reads_per_minute=0, writes_per_minute=0)
    server.app = create_app(settings, engine)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Served(url, make_token(engine))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        engine.dispose()


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the name is werkzeug's
        """Nothing is printed."""
