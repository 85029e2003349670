"""What one VEVENT is written from, as one value for the functions that add properties and components to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import Event
from timeline.render.links import Links

COORDINATE_DIGITS: Final = 4
"""About 10 metres. Rounding also keeps the number free of an exponent, which RFC 5545 §3.3.7 does not allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VeventContent:
    """The event with its names in `lang` (BCP 47), the VEVENT's `uid`, and the sources of names and addresses."""

    event: Event
    uid: str
    links: Links
    catalogue: Catalogue
    lang: str
