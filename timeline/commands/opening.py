"""Opens the database for a command: settings -> engine -> schema brought up to date -> transaction.

Every command that writes goes through `open_store`; `trying` is a write that is always rolled back (dry runs,
checks).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from timeline import clock
from timeline.commands.output import progress_bar
from timeline.errors import StoreRefused
from timeline.operations.rebuild import rebuild
from timeline.render.settings import RenderSettings
from timeline.resolve.numbering import Write
from timeline.settings import Settings
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, Session, open_engine, reading, refuse_optimized, writing
from timeline.store.views import event_rows

AUTHOR = "command line"

_OTHER_RENDERING = (
    "the database was rendered for another address or by another release: set TIMELINE_PUBLIC_URL (or TIMELINE_HOST"
    " and TIMELINE_PORT) and TIMELINE_UID_DOMAIN as for the service, or run `timeline rebuild`"
)


@dataclass(frozen=True, slots=True)
class Store:
    """An open database and what its stored bytes are rendered with."""

    engine: Engine
    render: RenderSettings


@contextmanager
def open_store(settings: Settings, *, is_to_migrate: bool = True) -> Iterator[Store]:
    """The database of the settings, closed at the end. Raises StoreRefused or StoreBusy."""
    refuse_optimized()
    engine = open_engine(settings.database_url)
    try:
        if is_to_migrate:
            migrate(engine)
        yield Store(engine, RenderSettings(base_url=settings.base_url, uid_domain=settings.uid_domain))
    finally:
        engine.dispose()


@contextmanager
def trying(engine: Engine) -> Iterator[Session]:
    """A session that may write and of which nothing stays."""
    with writing(engine) as session:
        yield session
        session.rollback()


def write_now(cause: str) -> Write:
    """A write of the command line at this moment."""
    return Write(recorded_at=clock.now(), author=AUTHOR, cause=cause)


def require_rendering(store: Store) -> None:
    """Raises StoreRefused if what is stored was rendered by other settings or another renderer.

    Else a command with other settings than the running service would put its own address into what readers get.
    """
    with reading(store.engine) as session:
        found = event_rows.fingerprint(session)
    if found is None:
        renew_rendering(store)
    elif found != store.render.fingerprint:
        raise StoreRefused(_OTHER_RENDERING)


def renew_rendering(store: Store) -> bool:
    """Rebuild the read tables if they were rendered by other settings or another renderer; True if that was needed."""
    with reading(store.engine) as session:
        if event_rows.fingerprint(session) == store.render.fingerprint:
            return False
    with progress_bar("Rendering") as told, writing(store.engine) as session:
        rebuild(session, store.render, write_now("rendered anew"), told)
    return True
