"""The addresses under which readers reach an event, a page or a feed: one base address, one method for each kind.

`Settings.base_url` -> `Links` -> absolute addresses. Slugs are percent-encoded, so that no slug can leave its segment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from timeline.model.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class Links:
    """Absolute addresses below `base_url`, which is http(s) without a slash at its end."""

    base_url: str

    def self_url(self, slug: str) -> str:
        """The event in the API, without a suffix."""
        return f"{self.base_url}/v1/events/{_segment(slug)}"

    def html_url(self, slug: str) -> str:
        """The event's page for people."""
        return self.page_url("events", slug)

    def ics_url(self, slug: str) -> str:
        """The event as a calendar of its own."""
        return f"{self.self_url(slug)}.ics"

    def page_url(self, topic: str, slug: str) -> str:
        """A page for people; `topic` is events, people, places, organizations or trips."""
        return f"{self.base_url}/{topic}/{_segment(slug)}"

    def feed_url(self, name: str) -> str:
        """The short stable feed of that name, such as "all" or "people/antony-blinken"."""
        return f"{self.base_url}/calendars/{quote(name, safe='/')}.ics"

    def feed_year_url(self, name: str, year: int) -> str:
        """The feed's edition of one year."""
        return f"{self.base_url}/calendars/{quote(name, safe='/')}/{year:04}.ics"

    def concept_url(self, kind: EventKind) -> str:
        """What identifies a kind of event among linked data: its entry in the documentation (RFC 9253 §8.1)."""
        return f"{self.base_url}/docs#kind-{kind}"


def _segment(slug: str) -> str:
    return quote(slug, safe="")


def query_string(echo: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """The accepted parameters as the query part of an address."""
    return urlencode([(name, value) for name, values in echo for value in values])
