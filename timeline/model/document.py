"""The contents of a seed or exchange document after reading: catalogue entries, sources and reports to file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from timeline.model.catalogue.entries import Entry
from timeline.model.report import Report
from timeline.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledReport:
    """A report and the slug or id of the event it is to be filed under.

    `event` is None if the record founds an event of its own or stays with the event it is already filed under.
    `place` is the report's place in the document, for messages: "blinken.yaml:41".
    """

    report: Report
    event: str | None
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The values of one document, or of several joined ones, before any comparison with the store.

    `places` says where each entry ("place geneva") and source ("source wire") stands in the document, for messages.
    `supposed` are names that a file which could not be read beside it seems to bring.
    """

    entries: tuple[Entry, ...] = ()
    sources: tuple[Source, ...] = ()
    filed: tuple[FiledReport, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict, compare=False)
    supposed: frozenset[str] = frozenset()

    def place_of(self, thing: str) -> str:
        """Where this entry or source stands in the document; its own words if that is not known."""
        return self.places.get(thing, thing)

    def joined(self, other: Document) -> Document:
        """Both documents as one, this one first."""
        return Document(
            entries=self.entries + other.entries,
            sources=self.sources + other.sources,
            filed=self.filed + other.filed,
            places={**other.places, **self.places},
            supposed=self.supposed | other.supposed,
        )
