"""Opens the database for a command: settings -> engine -> schema brought up to date -> transaction -> `Work`.

Every command goes through `open_store`. `trying` is a write that is always rolled back, for dry runs and checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from timeline import clock
from timeline.commands.output import progress_bar
from timeline.errors import StoreRefused
from timeline.model.dates.zone_release import zone_release
from timeline.model.writers.write import Write
from timeline.operations.progress import Progress, no_progress
from timeline.operations.rebuild import rebuild
from timeline.operations.work import Work
from timeline.render.settings import RenderSettings
from timeline.settings import Settings
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, Session, open_engine, read_session, refuse_optimized, write_session
from timeline.store.logs.rendering_log import rendering_since
from timeline.store.views import event_rows

AUTHOR = "command line"

OTHER_RENDERING = (
    "rendered for another address or by another release: set TIMELINE_PUBLIC_URL (or TIMELINE_HOST and TIMELINE_PORT)"
    " and TIMELINE_UID_DOMAIN as for the service, or run `timeline rebuild`"
)
"""What is wrong when the fingerprint of the stored bytes is not that of the settings, and what to do."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open database, and the settings with which its stored bytes are rendered."""

    engine: Engine
    render: RenderSettings

    def work(self, session: Session, cause: str, progress: Progress = no_progress) -> Work:
        """A unit of work of the command line, with the present time and all rights."""
        since = rendering_since(session, self.render.identity)
        render = replace(self.render, since=since)
        return Work(session, render, Write(recorded_at=clock.now(), author=AUTHOR, cause=cause), progress=progress)


@contextmanager
def open_store(settings: Settings, *, is_to_migrate: bool = True) -> Iterator[Store]:
    """The database of the settings, closed at the end. Raises StoreRefused or StoreBusy."""
    refuse_optimized()
    engine = open_engine(settings.database_url)
    try:
        if is_to_migrate:
            migrate(engine)
        yield Store(
            engine, RenderSettings(base_url=settings.base_url, uid_domain=settings.uid_domain, licence=settings.licence)
        )
    finally:
        engine.dispose()


@contextmanager
def trying(engine: Engine) -> Iterator[Session]:
    """A session that may write, and is rolled back at the end."""
    with write_session(engine) as session:
        yield session
        session.rollback()


def require_rendering(store: Store) -> None:
    """Raise StoreRefused if the stored bytes were rendered with other settings or by another release.

    Otherwise a command with other settings than the running service would put its own address into what readers get.
    """
    with read_session(store.engine) as session:
        fingerprint = event_rows.fingerprint(session)
    if fingerprint is None or store.render.differs_by_zone_data_only(fingerprint):
        renew_rendering(store)
    elif fingerprint != store.render.fingerprint:
        raise StoreRefused(f"the database was {OTHER_RENDERING}")


def renew_rendering(store: Store) -> bool:
    """Rebuild the read tables if other settings or another release rendered them. True if that was needed."""
    with read_session(store.engine) as session:
        fingerprint = event_rows.fingerprint(session)
    if fingerprint == store.render.fingerprint:
        return False
    with progress_bar("Rendering") as progress, write_session(store.engine) as session:
        rebuild(store.work(session, rendering_cause(store, fingerprint, "rendered again"), progress))
    return True


def rendering_cause(store: Store, stored: str | None, otherwise: str) -> str:
    """Why all is rendered again: new zone data, with the name of the release, where nothing else differs."""
    if stored is not None and store.render.differs_by_zone_data_only(stored):
        return f"new zone data ({zone_release()})"
    return otherwise
