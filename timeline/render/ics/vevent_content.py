"""What one VEVENT is written from, as one value for the functions that add properties and components to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import Event
from timeline.render.links import Links

COORDINATE_DIGITS: Final = 4
"""About 10 metres. Rounding also keeps the number free of an exponent, which RFC 5545 §3.3.7 does not allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relatives:
    """The public events around one: the ids of those that it is part of, the slugs of the journeys it belongs to."""

    parent_ids: Sequence[str] = ()
    trips: Sequence[str] = ()


ALONE: Final = Relatives()
"""The relatives of an event that is part of nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VeventContent:
    """The event with its names in `lang` (BCP 47), the VEVENT's `uid`, and the sources of names and addresses."""

    event: Event
    uid: str
    links: Links
    catalogue: Catalogue
    lang: str
    relatives: Relatives = ALONE
