"""The exchange document in the body of a filing: opened without the store, read inside the transaction.

body -> `open_body` -> `read_opened` -> `Document`. `faults_as_pointers` gives the faults their places in the body.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from api.writes.body import NAME, Body, Pointers, invalid_document
from api.writes.request import WriteRequest
from timeline.errors import InvalidDocument, MissingScope
from timeline.ingest.documents import OpenDocument, open_tree, read_documents
from timeline.model.document import Document
from timeline.operations.visible_names import visible_sources


def open_body(body: Body) -> OpenDocument:
    """The body as an open document. Raises InvalidBody."""
    with faults_as_pointers(body):
        return open_tree(body.tree, NAME)


def read_opened(opened: OpenDocument, asked: WriteRequest) -> Document:
    """The document, which may name the sources that are visible to the key. Raises InvalidDocument."""
    sources = visible_sources(asked.session, opened.named_sources, asked.sight)
    return read_documents([opened], recorded_at=asked.now, sources=sources)


@contextmanager
def faults_as_pointers(body: Body) -> Iterator[None]:
    """Turn InvalidDocument into InvalidBody, and give both it and MissingScope JSON pointers into the body."""
    try:
        yield
    except InvalidDocument as error:
        raise invalid_document(error, body) from None
    except MissingScope as error:
        raise MissingScope(error.scope, Pointers(body.tree).of(error.problems)) from None
