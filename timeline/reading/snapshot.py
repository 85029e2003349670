"""What one reader may look at: the store as one transaction sees it, for one asker, as of one instant.

edge (a request, a command) -> session + `Sight` + render settings -> `Snapshot` -> every function of `timeline.reading`.
The catalogue is loaded at its first use, or taken from what the edge has kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from timeline.model.catalogue.entries import Catalogue
from timeline.model.sight import Public
from timeline.render.links import Links
from timeline.render.settings import RenderSettings
from timeline.store.engine.sessions import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One consistent state of the store. `now` is the present instant (UTC), `sight` what is asked for: the public's
    view now or, with `known_at`, at an earlier instant.
    """

    session: Session
    now: datetime
    sight: Public
    render: RenderSettings
    load_catalogue: Callable[[], Catalogue]

    @property
    def catalogue(self) -> Catalogue:
        """People, organizations, places and topics of this snapshot."""
        return self.load_catalogue()

    @property
    def links(self) -> Links:
        """Makes addresses of the service."""
        return self.render.links

    @property
    def present(self) -> Public:
        """What the public sees now, whatever instant is asked for: names are compared with it (R10)."""
        return Public(self.now)

    def seen_at(self, at: datetime) -> Snapshot:
        """The same snapshot as the public saw it at another instant."""
        return replace(self, sight=Public(at))
