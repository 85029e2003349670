"""The ten worked examples: one file each in `examples/`, printed on /docs and in the README, run as tests.

File -> `Example` -> `shown_at` replaces the address in the file by that of this service.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

WRITTEN_WITH: Final = "http://127.0.0.1:8080"
"""The base address in the files."""

_FOLDER: Final = Path(__file__).parent / "examples"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example; `sentence` says what it shows."""

    file: str
    title: str
    sentence: str

    @property
    def text(self) -> str:
        """The example as written, without the final line break."""
        return (_FOLDER / self.file).read_text("utf-8").rstrip("\n")

    @property
    def language(self) -> str:
        """The name of its language in Markdown."""
        return {"sh": "sh", "py": "python", "mjs": "js", "txt": "text"}[self.file.rpartition(".")[2]]

    def shown_at(self, base_url: str) -> str:
        """The example with the address of that service."""
        return self.text.replace(WRITTEN_WITH, base_url)


EXAMPLES: Final = (
    Example(
        file="one_trip.sh",
        title="The stops of a trip",
        sentence="Filters can be combined; `fields` leaves out the members that you do not need.",
    ),
    Example(
        file="known_at.sh",
        title="What was known on a day",
        sentence="`known_at` shows the state that was public then; `count` adds the number of events.",
    ),
    Example(
        file="claims.sh",
        title="Who says what",
        sentence="Every claim of every source, and how it relates to the shown value.",
    ),
    Example(
        file="statistics.sh",
        title="Numbers",
        sentence="Stays by country; the response contains the counting rule.",
    ),
    Example(
        file="every_page.py",
        title="A complete list",
        sentence="`next` is the address of the next page; no package is needed.",
    ),
    Example(
        file="replay.py",
        title="A copy of everything",
        sentence="Replay all changes once, and later continue where you stopped: removals are changes too.",
    ),
    Example(
        file="who_was_there.mjs",
        title="In JavaScript",
        sentence="Any web page may read the API; absence is listed like attendance.",
    ),
    Example(
        file="spreadsheet.txt",
        title="In a spreadsheet",
        sentence="For Google Sheets; in LibreOffice choose Sheet, Link to External Data, and give the address.",
    ),
    Example(
        file="subscribe.sh",
        title="A calendar",
        sentence="Subscribe to the address in any calendar program. A calendar that has not changed gets status 304.",
    ),
    Example(
        file="report.sh",
        title="File a report",
        sentence="Record what a source says; this needs a key. Sent twice with one Idempotency-Key, it is stored once.",
    ),
)
"""In the order of the page."""
