"""Reads seed and exchange documents (seeds/README.md describes the format): one reader for files, seeds and the API.

bytes -> `strict_document` (YAML or JSON, strictly) -> `entries`, `reports` (field by field) -> `Document` of the model.
All faults of a document are collected in one InvalidDocument. Nothing is guessed, and an unknown value never becomes a
default. `check_names` checks that names exist; `operations` decides what is stored.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from timeline.errors import InvalidDocument, Problem
from timeline.ingest import entries, reports
from timeline.ingest.document_tree import ListNode, MapNode, Node, ScalarNode
from timeline.ingest.field_reader import Faults, Record, Spot
from timeline.ingest.strict_document import read_tree
from timeline.ingest.text_rule import Unfit
from timeline.model.catalogue.dated import ALWAYS, public_from
from timeline.model.catalogue.entries import Entry, Place
from timeline.model.document import Document, FiledReport
from timeline.model.limits import MAX_REPORTS
from timeline.model.source import Source

_BROUGHT: Final = re.compile(rb"""\b(?:slug|id|event)["']?[ \t]*:[ \t]*["']?([a-zA-Z0-9][a-zA-Z0-9._:-]*)""")
_KEYS: Final = (*entries.SECTIONS, "sources", "reports", "origin")


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document whose entries and sources were read, but not yet its reports."""

    root: Record
    faults: Faults
    entries: tuple[Entry, ...]
    sources: tuple[Source, ...]
    places: Mapping[str, str]

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


@dataclass(frozen=True, slots=True)
class PartlyRead:
    """What could be read of some documents, and their faults. With a fault, none of it is stored."""

    document: Document
    problems: tuple[Problem, ...]


def open_document(content: bytes, name: str) -> OpenDocument:
    """The first half of reading. Raises InvalidDocument if the bytes are not a mapping in YAML or JSON.

    What strict YAML refuses but can be read, such as an anchor, is among the faults.
    """
    problems: list[Problem] = []
    tree = read_tree(content, name, faults=problems)
    return open_tree(tree, name, problems)


def open_tree(tree: Node, name: str, problems: Iterable[Problem] = ()) -> OpenDocument:
    """The same for bytes that are already read into a tree, with these faults."""
    faults = Faults(name, problems)
    spot = Spot(tree, "", faults)
    if not isinstance(spot.node, MapNode):
        problem = Problem(spot.place, f"the document is not a mapping; write some of the keys {', '.join(_KEYS)}")
        raise InvalidDocument((problem,))
    root = spot.record(_KEYS)
    places: dict[str, str] = {}
    return OpenDocument(root, faults, _entries(root, places), _sources(root, places), places)


def names_in_text(content: bytes) -> frozenset[str]:
    """The names that a document seems to bring or to file under, read from the text of one that has no readable form.

    Other documents may use them without a fault: only the document that cannot be read has one.
    """
    return frozenset(match.group(1).decode() for match in _BROUGHT.finditer(content))


def read_documents(opened: Sequence[OpenDocument], *, recorded_at: datetime, sources: Mapping[str, Source]) -> Document:
    """The second half of reading: all documents joined in order. They may use each other's sources and entries.

    Raises InvalidDocument with the faults of all of them.
    """
    read = read_partly(opened, recorded_at=recorded_at, sources=sources)
    if read.problems:
        raise InvalidDocument(read.problems)
    return read.document


def read_partly(
    opened: Sequence[OpenDocument],
    *,
    recorded_at: datetime,
    sources: Mapping[str, Source],
    zones: Mapping[str, str] | None = None,
    supposed: Collection[str] = (),
) -> PartlyRead:
    """What can be read of all documents joined in order, and the faults of all of them.

    `zones` are the time zones of known places by slug; a place of the documents themselves comes before. `supposed` are
    names that documents which could not be opened seem to bring (`names_in_text`).
    """
    declared = _joined_sources(opened)
    known = {**dict.fromkeys(supposed, reports.NO_SOURCE), **sources, **declared}
    all_zones = {**(zones or {}), **_brought_zones(opened)}
    joined = Document(supposed=frozenset(supposed))
    dated: dict[str, Source] = {}
    for one in opened:
        filed = _reports(one.root, known, recorded_at, all_zones)
        with_reports = public_from(None if each.report.private else each.report.public_at for each in filed)
        for source in one.sources:
            since = _source_public_from(source, with_reports, recorded_at)
            before = dated.get(source.id)
            dated[source.id] = replace(source, public_from=min(since, before.public_from) if before else since)
        named = tuple(_dated(entry, with_reports) for entry in one.entries)
        joined = joined.joined(Document(entries=named, filed=filed, places=one.places))
    joined = replace(joined, sources=tuple(dated[source_id] for source_id in declared))
    return PartlyRead(joined, tuple(problem for one in opened for problem in one.faults.problems))


def _dated(entry: Entry, with_reports: datetime) -> Entry:
    """The entry with its own publication time, or with that of the reports that came with it (R10)."""
    return entry if entry.public_from != ALWAYS else replace(entry, public_from=with_reports)


def _source_public_from(source: Source, with_reports: datetime, recorded_at: datetime) -> datetime:
    """When the source may be known: with the reports that came with it; without any, when it is published."""
    if source.public_from != ALWAYS:
        return source.public_from
    if with_reports == ALWAYS and source.published_at > recorded_at:
        return source.published_at
    return with_reports


def _entries(root: Record, places: dict[str, str]) -> tuple[Entry, ...]:
    once = entries.Once(places)
    sections = (
        root.members(section, once.entry(reader), limit=MAX_REPORTS) for section, reader in entries.SECTIONS.items()
    )
    return tuple(entry for section in sections for entry in section)


def _sources(root: Record, places: dict[str, str]) -> tuple[Source, ...]:
    seen: dict[str, str] = {}

    def once(spot: Spot) -> Source:
        member = reports.source(spot)
        if member.id and member.id in seen:
            raise Unfit(f"the source {member.id!r} appears twice, first at {seen[member.id]}; keep one of them")
        seen[member.id] = spot.place
        places[f"source {member.id}"] = spot.full_place
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


def _brought_zones(opened: Iterable[OpenDocument]) -> dict[str, str]:
    """The time zones of the places that the documents bring."""
    brought = (entry for one in opened for entry in one.entries if isinstance(entry, Place))
    return {place.slug: place.time_zone for place in brought if place.time_zone is not None}


def _reports(
    root: Record, sources: Mapping[str, Source], recorded_at: datetime, zones: Mapping[str, str]
) -> tuple[FiledReport, ...]:
    read = reports.report(sources, recorded_at, zones)
    seen: dict[tuple[str, str, datetime], str] = {}

    def once(spot: Spot) -> FiledReport:
        member = read(spot)
        row = (member.report.source.id, member.report.record, member.report.public_at)
        if all(row) and row in seen:
            detail = f"appears twice with the same publication time, first at {seen[row]}; keep one of them"
            spot.faults.add(spot.node.mark, spot.path, f"the record {row[1]!r} of {row[0]!r} {detail}")
        seen[row] = spot.place
        return member

    return root.members("reports", once, limit=MAX_REPORTS)
