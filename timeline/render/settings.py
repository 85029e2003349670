"""What rendered bytes depend on besides the event: the service's public address and the domain of calendar UIDs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from timeline import ids
from timeline.model.dates.zone_release import zone_release
from timeline.render.links import Links

RENDERER_VERSION = 5
"""Raise it when stored bytes change for the same event: the next start renders everything again."""

_BEFORE_RELEASE: Final = "/"


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
        """Differs when bytes rendered with these settings would differ; the release of the zone data stands last."""
        digest = ids.digest(ids.canonical_bytes([RENDERER_VERSION, self.base_url, self.uid_domain]))
        return f"{digest}{_BEFORE_RELEASE}{zone_release()}"

    def differs_by_zone_data_only(self, stored: str) -> bool:
        """True if that fingerprint has the same settings and renderer, and another release of the zone data."""
        before, mark, release = stored.partition(_BEFORE_RELEASE)
        own, _, own_release = self.fingerprint.partition(_BEFORE_RELEASE)
        return bool(mark) and before == own and release != own_release
