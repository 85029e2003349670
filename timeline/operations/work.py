"""The unit of work: what every operation needs, in one value that the caller makes once per command or request.

edge (a command, a request) -> session + render settings + `Write` -> `Work` -> an operation. The edge owns the
transaction. The catalogue is loaded at its first use and kept; `append_entries` keeps it up to date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from timeline import clock
from timeline.model.catalogue.entries import Catalogue, Entry
from timeline.model.writers.write import Write
from timeline.operations.access.rights import ALL_RIGHTS, Rights
from timeline.operations.progress import Progress, no_progress
from timeline.render.settings import RenderSettings
from timeline.store.engine.sessions import Session
from timeline.store.logs import catalogue_log, write_log

_CLOCKS_DIFFER: Final = timedelta(minutes=1)
"""By how much the clocks of several machines may differ."""


@dataclass(slots=True)
class Work:
    """One write or rebuild in one transaction. Everything but the kept catalogue stays as it was given; a rebuild sets
    since when `render` holds.

    `rights` are those of the writer; a command may do everything. `progress` is called while long work goes on.
    """

    session: Session
    render: RenderSettings
    write: Write
    rights: Rights = ALL_RIGHTS
    progress: Progress = no_progress
    _catalogue: Catalogue | None = field(default=None, init=False, repr=False)
    _began_at_seconds: float = field(default_factory=clock.steady_seconds, init=False, repr=False)
    _logged: Write | None = field(default=None, init=False, repr=False)

    @property
    def now(self) -> datetime:
        """The time of the write by the machine's clock (UTC)."""
        return self.write.recorded_at

    @property
    def logged(self) -> Write:
        """The write as reports and revisions carry it: `recorded_at` is later than that of every write before (R12).

        It is the time of the clock, unless the clock stepped back.
        """
        if self._logged is None:
            rising = write_log.rising_time(self.session, self.now)
            self._logged = replace(self.write, recorded_at=rising)
        return self._logged

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue with all entries that this work has appended."""
        if self._catalogue is None:
            self._catalogue = catalogue_log.load_catalogue(self.session)
        return self._catalogue

    @property
    def horizon(self) -> datetime:
        """An instant that no clock has passed when this work is committed: what is public by then is no secret."""
        taken = timedelta(seconds=clock.steady_seconds() - self._began_at_seconds)
        return max(self.now, self.logged.recorded_at) + taken + _CLOCKS_DIFFER

    def begin_write(self) -> int:
        """Open the write in the log. Returns its number."""
        _ = self.logged  # worked out from the writes before this one
        return write_log.begin_write(
            self.session, recorded_at=self.now, author=self.write.author, cause=self.write.cause
        )

    def append_entries(self, write_id: int, entries: Sequence[Entry]) -> None:
        """Append catalogue entries to the log, and add them to the kept catalogue."""
        catalogue_log.append_entries(self.session, write_id, entries)
        dated = [replace(entry, was_hidden=entry.public_from > self.now) for entry in entries]
        self._catalogue = self.catalogue.with_entries(dated) if entries else self._catalogue
