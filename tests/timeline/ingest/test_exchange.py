"""What is written in the exchange format reads back as the same."""

from __future__ import annotations

from datetime import UTC, datetime

from timeline.ingest.documents import open_document, read_document, read_documents
from timeline.ingest.exchange import write_document
from timeline.model.document import Document


def test_shipped_documents_read_back_with_the_same_contents_and_ids(shipped_files):
    recorded_at = datetime(2026, 5, 1, tzinfo=UTC)
    opened = [open_document(content, name) for name, content in shipped_files]
    document = read_documents(opened, recorded_at=recorded_at, sources={})

    again = read_document(write_document(document), "again.json", recorded_at=recorded_at)

    assert [(one.event, one.report) for one in again.filed] == [(one.event, one.report) for one in document.filed]
    assert again.sources == document.sources
    assert set(again.entries) == set(document.entries)


def test_empty_document_is_an_empty_object():
    assert write_document(Document()) == b"{}\n"
