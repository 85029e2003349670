"""The ten worked examples: one file each in `examples/`, shown on /docs and in the README, and run as tests.

File -> `Example` with its text -> `shown_at` replaces the base address with that of this service.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

WRITTEN_WITH: Final = "http://127.0.0.1:8080"
"""The base address in the files."""

_FOLDER: Final = Path(__file__).parent / "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """One example; `sentence` says what it does."""

    file: str
    title: str
    sentence: str

    @property
    def text(self) -> str:
        """The example as written, without the last line end."""
        return (_FOLDER / self.file).read_text("utf-8").rstrip("\n")

    @property
    def language(self) -> str:
        """The name of its language in Markdown."""
        return {"sh": "sh", "py": "python", "mjs": "js", "txt": "text"}[self.file.rpartition(".")[2]]

    def shown_at(self, base_url: str) -> str:
        """The example with that base address."""
        return self.text.replace(WRITTEN_WITH, base_url)


EXAMPLES: Final = (
    Example(
        "one_trip.sh", "The stops of a trip",
        "Filters can be combined; `fields` selects the members that you need.",
    ),
    Example(
        "known_at.sh", "What was known on one day",
        "`known_at` selects the state that was public at that time; `count` adds the number of events.",
    ),
    Example(
        "claims.sh", "Who reports what",
        "Every claim of every source, and how it relates to the value that the event shows.",
    ),
    Example(
        "statistics.sh", "Statistics",
        "Stays by country. The answer contains the counting rule.",
    ),
    Example(
        "every_page.py", "All pages of a list",
        "`next` is the address of the next page. No package is needed.",
    ),
    Example(
        "replay.py", "A copy of all public events",
        "Process all changes once, and later continue where you stopped. Removals are changes too.",
    ),
    Example(
        "who_was_there.mjs", "In JavaScript",
        "Any web page may read the API. Absent participants are listed too.",
    ),
    Example(
        "spreadsheet.txt", "In a spreadsheet",
        "For Google Sheets. In LibreOffice, choose Sheet, Link to External Data, and enter the address.",
    ),
    Example(
        "subscribe.sh", "A calendar",
        "Subscribe to the address in any calendar program. An unchanged calendar is answered with 304.",
    ),
    Example(
        "report.sh", "File a report",
        "File what a source reports, with an API key. The Idempotency-Key makes the request safe to repeat.",
    ),
)  # fmt: skip
"""In the order of the page."""
