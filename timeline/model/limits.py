"""The sizes that the domain accepts: of documents and their texts, of queries and pages, of event families.

Each is the largest accepted size; the named module refuses anything larger.
`api.http.limits.published` publishes them with those of the HTTP edge.
"""

from __future__ import annotations

from typing import Final

# A document (`timeline.ingest`)
MAX_REPORTS: Final = 20_000
"""Reports of one document, and members of any other list at its top."""

MAX_MEMBERS: Final = 200
"""Members of a list inside one report."""

MAX_TOPICS: Final = 50
"""Topics of one report."""

MAX_PARENTS: Final = 20
"""Events of which one report says that its event is part."""

MAX_NESTING: Final = 32
"""Levels of lists and objects inside each other."""

# A text (`timeline.ingest.text_rule`); lengths in code points after NFC
MAX_TITLE: Final = 300
"""A title, a name or any other text on one line."""

MAX_TITLE_BYTES: Final = 1_200
"""The same in UTF-8."""

MAX_TEXT: Final = 20_000
"""A summary, a note or any other text in paragraphs."""

MAX_URL: Final = 2_000
MAX_KEY: Final = 200
"""The id of a source, the key of a record."""

MAX_MARKS_PER_LETTER: Final = 8
"""Combining marks on one letter."""

# A query (`api.parameters`)
MAX_VALUES: Final = 100
"""Values of all parameters of one request together."""

MAX_SEARCH: Final = 500
"""A search text, in code points."""

DEFAULT_LIMIT: Final = 50
MAX_LIMIT: Final = 200
"""Events on one page of a list."""

# A family of events (`timeline.operations.refresh_events`)
MAX_PARTS_DEPTH: Final = 8
"""Events inside each other through `part_of`."""
