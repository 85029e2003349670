"""What rendered bytes depend on besides the event: the service's public address and the domain of calendar UIDs."""

from __future__ import annotations

from dataclasses import dataclass

from timeline import ids
from timeline.render.links import Links

RENDERER_VERSION = 5
"""Raise it when stored bytes change for the same event: the next start renders everything again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderSettings:
    """`base_url` is the service's address without a slash at its end, `uid_domain` the domain in calendar UIDs."""

    base_url: str
    uid_domain: str

    @property
    def links(self) -> Links:
        """Makes addresses below the service's own."""
        return Links(self.base_url)

    @property
    def fingerprint(self) -> str:
        """Differs when bytes rendered with these settings would differ."""
        return ids.digest(ids.canonical_bytes([RENDERER_VERSION, self.base_url, self.uid_domain]))
