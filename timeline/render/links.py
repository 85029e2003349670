"""The public addresses of events, pages and feeds: one base address, one method for each kind of address.

`Settings.base_url` -> `Links` -> absolute addresses. Slugs are percent-encoded, so that a slug is always one segment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from timeline.model.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class Links:
    """Absolute addresses below `base_url`, an http(s) address without a slash at its end."""

    base_url: str

    def self_url(self, slug: str) -> str:
        """The event in the API, without a suffix for the form."""
        return f"{self.base_url}/v1/events/{_segment(slug)}"

    def html_url(self, slug: str) -> str:
        """The event's web page."""
        return self.page_url("events", slug)

    def ics_url(self, slug: str) -> str:
        """The calendar with this event alone."""
        return f"{self.self_url(slug)}.ics"

    def page_url(self, topic: str, slug: str) -> str:
        """A web page; `topic` is events, people, places, organizations, topics, sources or trips."""
        return f"{self.base_url}/{topic}/{_segment(slug)}"

    def feed_url(self, name: str) -> str:
        """The feed with this short stable name, such as "all" or "people/antony-blinken"."""
        return f"{self.base_url}/calendars/{quote(name, safe='/')}.ics"

    def concept_url(self, kind: EventKind) -> str:
        """The address that identifies a kind of event in linked data: its entry in the docs (RFC 9253 §8.1)."""
        return f"{self.base_url}/docs#kind-{kind}"


def _segment(slug: str) -> str:
    return quote(slug, safe="")


def query_string(echo: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """The parameters as the query part of an address."""
    return urlencode([(name, value) for name, values in echo for value in values])
