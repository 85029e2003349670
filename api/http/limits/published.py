"""The published limits: one table that `/docs` and `/openapi.json` show and `tests/api` tests at n and at n + 1.

The limits of documents, texts and queries are those of `timeline.model.limits`; the limits of a request as a whole are
the constants here, and `api.http.request_check` holds their rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from timeline.model import limits

MAX_BODY_BYTES: Final = 1_000_000
MAX_ADDRESS_BYTES: Final = 4_096
MAX_HEADER_BYTES: Final = 32 * 1_024
MAX_HEADERS: Final = 100
MAX_IDEMPOTENCY_KEY: Final = 255
FAILURES_PER_MINUTE: Final = 20
"""Requests of one client with an invalid key; further ones are answered with 429."""


@dataclass(frozen=True, slots=True)
class PublishedLimit:
    """One limit: `figure` is the largest value accepted, `status` the HTTP status for one more."""

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
    PublishedLimit("values", limits.MAX_VALUES, "values", "The values of all parameters of a request together."),
    PublishedLimit("q", limits.MAX_SEARCH, "code points", "The search text `q`."),
    PublishedLimit("idempotency-key", MAX_IDEMPOTENCY_KEY, "characters", "An Idempotency-Key.", 400),
    PublishedLimit("page", limits.MAX_LIMIT, "events", "The events of one JSON response; `next` leads to more."),
    PublishedLimit("nesting", limits.MAX_NESTING, "levels", "Lists and objects inside each other in a body."),
    PublishedLimit("reports", limits.MAX_REPORTS, "reports", "The reports, and any other list, of one document."),
    PublishedLimit("title", limits.MAX_TITLE, "code points", "A title, a name or any other text on one line."),
    PublishedLimit("title-bytes", limits.MAX_TITLE_BYTES, "bytes", "The same in UTF-8."),
    PublishedLimit("text", limits.MAX_TEXT, "code points", "A summary, a note or any other text in paragraphs."),
    PublishedLimit("marks", limits.MAX_MARKS_PER_LETTER, "marks", "Combining marks on one letter."),
    PublishedLimit("key", limits.MAX_KEY, "code points", "The id of a source, the key of a record."),
    PublishedLimit("url", limits.MAX_URL, "characters", "The address of a source, an event or a link."),
    PublishedLimit("topics", limits.MAX_TOPICS, "topics", "The topics of one report."),
    PublishedLimit("parents", limits.MAX_PARENTS, "events", "What one report gives as `part_of`."),
    PublishedLimit("members", limits.MAX_MEMBERS, "members", "Any other list inside one report."),
    PublishedLimit("parts", limits.MAX_PARTS_DEPTH, "events", "Events inside each other through `part_of`.", 409),
    PublishedLimit(
        "failures", FAILURES_PER_MINUTE, "requests a minute", "Requests of one client with an invalid key.", 429
    ),
)  # fmt: skip
