"""Read a document for filing: with a fault anywhere in it, its unknown names are told in the same answer.

opened documents + `Work` + sources -> `Document`, or InvalidDocument with the faults of all documents: those of syntax,
keys and values, and the names that neither the store nor any of the documents knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline.errors import InvalidDocument, Problem
from timeline.ingest.documents import OpenDocument, read_partly
from timeline.model.document import Document
from timeline.model.source import Source
from timeline.operations.filing.check_document import document_problems
from timeline.operations.work import Work


@dataclass(frozen=True, slots=True)
class Unopened:
    """What is known of documents that could not be opened: their faults, and the names that they seem to bring."""

    problems: tuple[Problem, ...] = ()
    names: frozenset[str] = frozenset()


def read_for_filing(
    work: Work, opened: Sequence[OpenDocument], sources: Mapping[str, Source], unopened: Unopened | None = None
) -> Document:
    """The documents joined. Raises InvalidDocument with every fault of every one of them.

    `sources` are those of the store that the reports may name. The names of a document without faults are checked when
    it is filed.
    """
    beside = unopened or Unopened()
    read = read_partly(opened, recorded_at=work.now, sources=sources, zones=_zones(work), supposed=beside.names)
    problems = (*beside.problems, *read.problems)
    if problems:
        raise InvalidDocument((*problems, *document_problems(work, read.document)))
    return read.document


def _zones(work: Work) -> dict[str, str]:
    """The time zones of the places of the catalogue."""
    return {slug: place.time_zone for slug, place in work.catalogue.places.items() if place.time_zone is not None}
