"""What rendered bytes depend on besides the event: the service's public address and the domain of calendar UIDs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from timeline import ids
from timeline.model.dates.zone_release import zone_release
from timeline.render.links import Links

RENDERER_VERSION = 7
"""Raise it when stored bytes change for the same event: the next start renders everything again."""

_BEFORE_RELEASE: Final = "/"


DEFAULT_LICENCE = "CC0-1.0"
"""As in the files of data/ and seeds/ that ship with the service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderSettings:
    """`base_url` is the service's address without a slash at its end, `uid_domain` the domain in calendar UIDs.

    `licence` is the SPDX identifier of what the service itself compiled; it stands in no stored bytes. What a
    source may be used for is the source's own `licence`. `since` (UTC) is when the service began to render with this
    address and by this renderer; None if it always did.
    """

    base_url: str
    uid_domain: str
    licence: str = DEFAULT_LICENCE
    since: datetime | None = field(default=None, compare=False)

    def stamp(self, changed_at: datetime) -> datetime:
        """When bytes changed last that show what changed at that instant (docs/FEEDS.md 2)."""
        return changed_at if self.since is None else max(changed_at, self.since)

    @property
    def links(self) -> Links:
        """Makes addresses below the service's own."""
        return Links(self.base_url)

    @property
    def licence_url(self) -> str:
        """The text of the licence."""
        return f"https://spdx.org/licenses/{self.licence}.html"

    @property
    def attribution(self) -> str:
        """Whom to name, in one line."""
        return f"Diplomatic Timeline, {self.base_url}/, compiled from the sources named with each event"

    @property
    def rights(self) -> dict[str, str]:
        """The members that tell licence and attribution in every form of JSON."""
        return {"licence": self.licence, "attribution": self.attribution}

    @property
    def fingerprint(self) -> str:
        """Differs when bytes rendered with these settings would differ; the release of the zone data stands last."""
        return f"{self.identity}{_BEFORE_RELEASE}{zone_release()}"

    @property
    def identity(self) -> str:
        """The same without the zone data, whose changes are revisions."""
        return ids.digest(ids.canonical_bytes([RENDERER_VERSION, self.base_url, self.uid_domain]))

    def differs_by_zone_data_only(self, stored: str) -> bool:
        """True if that fingerprint has the same settings and renderer, and another release of the zone data."""
        before, mark, release = stored.partition(_BEFORE_RELEASE)
        own, _, own_release = self.fingerprint.partition(_BEFORE_RELEASE)
        return bool(mark) and before == own and release != own_release
