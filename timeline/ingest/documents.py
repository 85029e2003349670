"""Reads seed and exchange documents (DESIGN.md, "Seed and exchange format"): the same for files, seeds and the API.

bytes -> `strict_record` (YAML or JSON, strictly) -> `entries`, `reports` (field by field) -> `Document` of the model.
All faults of a document are collected into one InvalidDocument; nothing is guessed and nothing falls to a default.
Whether names exist is checked against catalogue and store in `names`; what is stored is decided in `operations`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from timeline.errors import InvalidDocument, Problem
from timeline.ingest import entries, reports
from timeline.ingest.document_tree import ListNode, MapNode, Node, ScalarNode
from timeline.ingest.field_reader import Faults, Record, Spot
from timeline.ingest.strict_document import read_tree
from timeline.ingest.text_rule import Unfit
from timeline.model.catalogue.entries import Entry
from timeline.model.document import Document, FiledReport
from timeline.model.source import Source

MAX_REPORTS: Final = 20_000
"""Members of one section of a document."""

_KEYS: Final = (*entries.SECTIONS, "sources", "reports", "origin")


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document whose form was read and whose reports were not yet: it knows its sources and those it names."""

    root: Record
    faults: Faults
    entries: tuple[Entry, ...]
    sources: tuple[Source, ...]

    @property
    def named_sources(self) -> frozenset[str]:
        """The ids that its reports name as their source, as far as they are texts."""
        section = self.root.get("reports")
        members = section.node.members if section is not None and isinstance(section.node, ListNode) else ()
        pairs = (pair for member in members if isinstance(member, MapNode) for pair in member.pairs)
        named = (pair.value.value for pair in pairs if pair.key == "source" and isinstance(pair.value, ScalarNode))
        return frozenset(value for value in named if isinstance(value, str))


def read_document(
    content: bytes, name: str, *, recorded_at: datetime, sources: Mapping[str, Source] | None = None
) -> Document:
    """The document that the bytes hold. Raises InvalidDocument with every fault, its place and what to do.

    `name` stands in messages. `sources` are those that reports may name without the document declaring them, by id.
    """
    return read_documents([open_document(content, name)], recorded_at=recorded_at, sources=sources or {})


def open_document(content: bytes, name: str) -> OpenDocument:
    """The first half of reading. Raises InvalidDocument if the bytes are no mapping in YAML or JSON of our subset."""
    return open_tree(read_tree(content, name), name)


def open_tree(tree: Node, name: str) -> OpenDocument:
    """The same for bytes that were read into a tree already."""
    faults = Faults(name)
    spot = Spot(tree, "", faults)
    if not isinstance(spot.node, MapNode):
        problem = Problem(spot.place, f"a document is a mapping with some of the keys {', '.join(_KEYS)}")
        raise InvalidDocument((problem,))
    root = spot.record(_KEYS)
    return OpenDocument(root, faults, _entries(root), _sources(root))


def read_documents(opened: Sequence[OpenDocument], *, recorded_at: datetime, sources: Mapping[str, Source]) -> Document:
    """The second half: all documents joined into one, in order; they may use each other's sources and entries.

    Raises InvalidDocument with the faults of all of them.
    """
    declared = _joined_sources(opened)
    known = {**sources, **declared}
    found = Document(sources=tuple(declared.values()), entries=tuple(e for one in opened for e in one.entries))
    for one in opened:
        found = found.joined(Document(filed=_reports(one.root, known, recorded_at)))
    problems = tuple(problem for one in opened for problem in one.faults.problems)
    if problems:
        raise InvalidDocument(problems)
    return found


def _entries(root: Record) -> tuple[Entry, ...]:
    once = entries.Once()
    sections = (
        root.members(section, once.entry(reader), limit=MAX_REPORTS) for section, reader in entries.SECTIONS.items()
    )
    return tuple(entry for section in sections for entry in section)


def _sources(root: Record) -> tuple[Source, ...]:
    seen: dict[str, str] = {}

    def once(spot: Spot) -> Source:
        found = reports.source(spot)
        if found.id and found.id in seen:
            raise Unfit(f"the source {found.id!r} stands twice, first at {seen[found.id]}")
        seen[found.id] = spot.place
        return found

    return root.members("sources", once, limit=MAX_REPORTS)


def _joined_sources(opened: Iterable[OpenDocument]) -> dict[str, Source]:
    """All declared sources by id; two documents may declare one source if they say the same of it."""
    found: dict[str, Source] = {}
    for one in opened:
        for source in one.sources:
            if found.setdefault(source.id, source) != source:
                one.root.fault("sources", f"another document declares the source {source.id!r} differently")
    return found


def _reports(root: Record, sources: Mapping[str, Source], recorded_at: datetime) -> tuple[FiledReport, ...]:
    read = reports.report(sources, recorded_at)
    seen: dict[tuple[str, str, datetime], str] = {}

    def once(spot: Spot) -> FiledReport:
        found = read(spot)
        row = (found.report.source.id, found.report.record, found.report.public_at)
        if all(row) and row in seen:
            raise Unfit(
                f"the record {row[1]!r} of {row[0]!r} stands twice with one publication time, first at {seen[row]}"
            )
        seen[row] = spot.place
        return found

    return root.members("reports", once, limit=MAX_REPORTS)
