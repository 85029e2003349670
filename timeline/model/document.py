"""What a seed or exchange document holds once it is read: catalogue entries, sources and reports to file."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.model.catalogue.entries import Entry
from timeline.model.report import Report
from timeline.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledReport:
    """A report and the event it is to be filed under: a slug or id, or None to found (or stay with) its own event.

    `place` names where it stands, for messages: "blinken.yaml:41".
    """

    report: Report
    event: str | None
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The values of one document, or of several joined; nothing in it has been compared with the store yet."""

    entries: tuple[Entry, ...] = ()
    sources: tuple[Source, ...] = ()
    filed: tuple[FiledReport, ...] = ()

    def joined(self, other: Document) -> Document:
        """Both documents as one, this one first."""
        return Document(
            entries=self.entries + other.entries,
            sources=self.sources + other.sources,
            filed=self.filed + other.filed,
        )
