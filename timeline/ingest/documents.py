"""Reads seed and exchange documents (seeds/README.md describes the format): one reader for files, seeds and the API.

bytes -> `strict_document` (YAML or JSON, strictly) -> `entries`, `reports` (field by field) -> `Document` of the model.
All faults of a document are collected in one InvalidDocument. Nothing is guessed, and an unknown value never becomes a
default. `check_names` checks that names exist; `operations` decides what is stored.
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
from timeline.model.limits import MAX_REPORTS
from timeline.model.source import Source

_KEYS: Final = (*entries.SECTIONS, "sources", "reports", "origin")


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document whose entries and sources were read, but not yet its reports."""

    root: Record
    faults: Faults
    entries: tuple[Entry, ...]
    sources: tuple[Source, ...]

    @property
    def named_sources(self) -> frozenset[str]:
        """The ids that its reports name as their source, where they are texts."""
        section = self.root.get("reports")
        members = section.node.members if section is not None and isinstance(section.node, ListNode) else ()
        pairs = (pair for member in members if isinstance(member, MapNode) for pair in member.pairs)
        named = (pair.value.value for pair in pairs if pair.key == "source" and isinstance(pair.value, ScalarNode))
        return frozenset(value for value in named if isinstance(value, str))


def read_document(
    content: bytes, name: str, *, recorded_at: datetime, sources: Mapping[str, Source] | None = None
) -> Document:
    """The document in the bytes. Raises InvalidDocument with every fault, its place and the way to repair it.

    `name` is the document's name in messages. `sources` are known sources, by id: reports may name them although the
    document does not declare them.
    """
    return read_documents([open_document(content, name)], recorded_at=recorded_at, sources=sources or {})


def open_document(content: bytes, name: str) -> OpenDocument:
    """The first half of reading. Raises InvalidDocument if the bytes are not a mapping in strict YAML or JSON."""
    return open_tree(read_tree(content, name), name)


def open_tree(tree: Node, name: str) -> OpenDocument:
    """The same for bytes that are already read into a tree."""
    faults = Faults(name)
    spot = Spot(tree, "", faults)
    if not isinstance(spot.node, MapNode):
        problem = Problem(spot.place, f"the document is not a mapping; write some of the keys {', '.join(_KEYS)}")
        raise InvalidDocument((problem,))
    root = spot.record(_KEYS)
    return OpenDocument(root, faults, _entries(root), _sources(root))


def read_documents(opened: Sequence[OpenDocument], *, recorded_at: datetime, sources: Mapping[str, Source]) -> Document:
    """The second half of reading: all documents joined in order. They may use each other's sources and entries.

    Raises InvalidDocument with the faults of all of them.
    """
    declared = _joined_sources(opened)
    known = {**sources, **declared}
    joined = Document(sources=tuple(declared.values()), entries=tuple(e for one in opened for e in one.entries))
    for one in opened:
        joined = joined.joined(Document(filed=_reports(one.root, known, recorded_at)))
    problems = tuple(problem for one in opened for problem in one.faults.problems)
    if problems:
        raise InvalidDocument(problems)
    return joined


def _entries(root: Record) -> tuple[Entry, ...]:
    once = entries.Once()
    sections = (
        root.members(section, once.entry(reader), limit=MAX_REPORTS) for section, reader in entries.SECTIONS.items()
    )
    return tuple(entry for section in sections for entry in section)


def _sources(root: Record) -> tuple[Source, ...]:
    seen: dict[str, str] = {}

    def once(spot: Spot) -> Source:
        member = reports.source(spot)
        if member.id and member.id in seen:
            raise Unfit(f"the source {member.id!r} appears twice, first at {seen[member.id]}; keep one of them")
        seen[member.id] = spot.place
        return member

    return root.members("sources", once, limit=MAX_REPORTS)


def _joined_sources(opened: Iterable[OpenDocument]) -> dict[str, Source]:
    """All declared sources by id; two documents may declare the same source if they describe it identically."""
    by_id: dict[str, Source] = {}
    for one in opened:
        for source in one.sources:
            if by_id.setdefault(source.id, source) != source:
                one.root.fault("sources", f"another document declares the source {source.id!r} differently")
    return by_id


def _reports(root: Record, sources: Mapping[str, Source], recorded_at: datetime) -> tuple[FiledReport, ...]:
    read = reports.report(sources, recorded_at)
    seen: dict[tuple[str, str, datetime], str] = {}

    def once(spot: Spot) -> FiledReport:
        member = read(spot)
        row = (member.report.source.id, member.report.record, member.report.public_at)
        if all(row) and row in seen:
            raise Unfit(
                f"the record {row[1]!r} of {row[0]!r} appears twice with the same publication time,"
                f" first at {seen[row]}"
            )
        seen[row] = spot.place
        return member

    return root.members("reports", once, limit=MAX_REPORTS)
