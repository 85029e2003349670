"""One request for a write inside its transaction, and its outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from timeline.model.sight import Public
from timeline.model.writers.api_key import ApiKey
from timeline.operations.work import Work
from timeline.reading.snapshot import Snapshot
from timeline.store.engine.sessions import Session


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """A request that holds the write lock: its unit of work, and the API key, which is valid at this moment."""

    work: Work
    key: ApiKey
    is_dry_run: bool = False

    @property
    def session(self) -> Session:
        """The session of the transaction."""
        return self.work.session

    @property
    def now(self) -> datetime:
        """The time of the write (UTC), taken when the request had the write lock."""
        return self.work.now

    def snapshot(self) -> Snapshot:
        """What the public sees at this moment. Nothing of it may be kept: the write may still be refused."""
        return Snapshot(
            session=self.session,
            now=self.now,
            sight=Public(self.now),
            render=self.work.render,
            load_catalogue=lambda: self.work.catalogue,
        )


@dataclass(frozen=True, slots=True)
class WriteOutcome:
    """The answer to a write, and what the audit trail records: the object, and the writer's reason."""

    status: int
    body: bytes
    object: str
    etag: str | None = None
    reason: str | None = None
    location: str | None = None

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The headers that belong to the answer itself."""
        tag = () if self.etag is None else (("ETag", f'"{self.etag}"'),)
        return tag if self.location is None else (*tag, ("Location", self.location))
