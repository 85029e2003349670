"""What one reader can see: the store within one transaction, as of one instant.

edge (a request, a command) -> session + `Public` + render settings -> `Snapshot` -> functions of `timeline.reading`.
The catalogue is loaded at its first use, or taken from the `CatalogueCache` of the edge. `read_mark` gives what kept
answers depend on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

from timeline.model.catalogue.entries import Catalogue
from timeline.model.sight import Public, Sight
from timeline.render.links import Links
from timeline.render.settings import RenderSettings
from timeline.store.engine.sessions import Session
from timeline.store.logs.catalogue_log import load_catalogue
from timeline.store.views import public_mark
from timeline.store.views.public_mark import ReadMark, read_mark

__all__ = ["CatalogueCache", "ReadMark", "Snapshot", "read_mark", "view_begins_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One consistent state of the store. `now` is the present instant (UTC), `sight` the public's view now or,
    with `known_at`, at an earlier instant, or that of an insider.
    """

    session: Session
    now: datetime
    sight: Sight
    render: RenderSettings
    load_catalogue: Callable[[], Catalogue]

    @property
    def catalogue(self) -> Catalogue:
        """People, organizations, places and topics as the reader of this snapshot may know them (R10)."""
        catalogue = self.load_catalogue()
        return catalogue.at(self.sight.at) if isinstance(self.sight, Public) else catalogue

    @property
    def links(self) -> Links:
        """Makes addresses of the service."""
        return self.render.links

    @property
    def present(self) -> Sight:
        """What the reader sees now; names in a query are checked against it, even for an earlier `known_at` (R10)."""
        return Public(self.now) if isinstance(self.sight, Public) else self.sight

    def seen_at(self, at: datetime) -> Snapshot:
        """The same snapshot at another instant; an insider sees the same at every one."""
        return replace(self, sight=replace(self.sight, at=at))


def view_begins_at(snapshot: Snapshot) -> datetime:
    """The earliest instant with the same public view as the snapshot's: pages bound to it keep their addresses."""
    at = snapshot.sight.at
    return public_mark.view_begins_at(snapshot.session, at=at) or at


@dataclass(slots=True)
class CatalogueCache:
    """The catalogue as of one mark, for all threads of a process; loaded again under another one.

    The public's holds what no one may know yet only as of the newest public write: before that is told, the mark moves.
    """

    _mark: Hashable = None
    _catalogue: Catalogue = field(default_factory=Catalogue)
    _lock: Lock = field(default_factory=Lock)

    def load(self, session: Session, mark: Hashable) -> Catalogue:
        """The catalogue that the session sees; `mark` is the session's, or the number of its newest write."""
        with self._lock:
            if self._mark == mark:
                return self._catalogue
        catalogue = load_catalogue(session)
        with self._lock:
            self._mark, self._catalogue = mark, catalogue
        return catalogue
