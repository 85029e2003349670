"""The limits that are published: one table that `/docs` and `/openapi.json` print and a test walks at n and at n + 1.

Each figure is the constant of the module that holds the rule, so that the table can not say anything else. What stands
in no other module because it concerns the request as a whole is a constant here, and `api.http.request_check` holds the rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from api.parameters.params import MAX_VALUES
from api.parameters.values import MAX_TEXT as MAX_SEARCH
from timeline.ingest.document_tree import MAX_DEPTH as MAX_NESTING
from timeline.ingest.documents import MAX_REPORTS
from timeline.ingest.field_reader import MAX_MEMBERS
from timeline.ingest.says import MAX_TOPICS
from timeline.ingest.text_rule import MAX_KEY, MAX_MARKS_PER_LETTER, MAX_TEXT, MAX_TITLE, MAX_TITLE_BYTES, MAX_URL
from timeline.model.query import MAX_LIMIT
from timeline.operations.refresh_events import MAX_DEPTH as MAX_PARTS_DEPTH

MAX_BODY_BYTES: Final = 1_000_000
MAX_ADDRESS_BYTES: Final = 4_096
MAX_HEADER_BYTES: Final = 32 * 1_024
MAX_HEADERS: Final = 100
MAX_IDEMPOTENCY_KEY: Final = 255
FAILURES_PER_MINUTE: Final = 20
"""Refused keys from one client until its further ones are answered 429."""


@dataclass(frozen=True, slots=True)
class PublishedLimit:
    """One limit: `figure` is the most that is taken; `status` is what one more is answered with."""

    name: str
    figure: int
    unit: str
    meaning: str
    status: int = 422


PUBLISHED: Final = (
    PublishedLimit("body", MAX_BODY_BYTES, "bytes", "The body of a request.", 413),
    PublishedLimit("address", MAX_ADDRESS_BYTES, "bytes", "Path and query of a request, as sent.", 414),
    PublishedLimit("header-bytes", MAX_HEADER_BYTES, "bytes", "All headers of a request together.", 431),
    PublishedLimit("headers", MAX_HEADERS, "headers", "The headers of a request.", 431),
    PublishedLimit("values", MAX_VALUES, "values", "The values of all parameters of a request together."),
    PublishedLimit("q", MAX_SEARCH, "code points", "What is searched for."),
    PublishedLimit("idempotency-key", MAX_IDEMPOTENCY_KEY, "characters", "An Idempotency-Key.", 400),
    PublishedLimit("page", MAX_LIMIT, "events", "What one answer in JSON holds; `next` leads on."),
    PublishedLimit("nesting", MAX_NESTING, "levels", "Lists and objects inside each other in a body."),
    PublishedLimit("reports", MAX_REPORTS, "reports", "The reports, and any other list, of one document."),
    PublishedLimit("title", MAX_TITLE, "code points", "A title, a name or any other text on one line."),
    PublishedLimit("title-bytes", MAX_TITLE_BYTES, "bytes", "The same in UTF-8."),
    PublishedLimit("text", MAX_TEXT, "code points", "A summary, a note or any other text in paragraphs."),
    PublishedLimit("marks", MAX_MARKS_PER_LETTER, "marks", "Combining marks on one letter."),
    PublishedLimit("key", MAX_KEY, "code points", "The id of a source, the key of a record."),
    PublishedLimit("url", MAX_URL, "characters", "The address of a source, an event or a link."),
    PublishedLimit("topics", MAX_TOPICS, "topics", "The topics of one report."),
    PublishedLimit("members", MAX_MEMBERS, "members", "Any other list inside one report."),
    PublishedLimit("parts", MAX_PARTS_DEPTH, "events", "Events inside each other through `part_of`.", 409),
    PublishedLimit(
        "failures", FAILURES_PER_MINUTE, "requests a minute", "Keys of one client that are refused.", 429
    ),
)  # fmt: skip


def limit_named(name: str) -> PublishedLimit:
    """The row of that name. Raises KeyError for any other one."""
    return {row.name: row for row in PUBLISHED}[name]
