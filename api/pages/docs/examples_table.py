"""The ten worked examples: one file each in `examples/`, printed on /docs and in the README, run as tests.

file -> `Example` with its text -> `shown_at` puts this service's address in place of the one it is written with.
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
    """One example; `sentence` says what it does, `language` is that of the code block."""

    file: str
    title: str
    sentence: str

    @property
    def text(self) -> str:
        """The example as written, without the line end at its end."""
        return (_FOLDER / self.file).read_text("utf-8").rstrip("\n")

    @property
    def language(self) -> str:
        """How Markdown calls its language."""
        return {"sh": "sh", "py": "python", "mjs": "js", "txt": "text"}[self.file.rpartition(".")[2]]

    def shown_at(self, base_url: str) -> str:
        """The example against the service at that address."""
        return self.text.replace(WRITTEN_WITH, base_url)


EXAMPLES: Final = (
    Example(
        file="one_trip.sh",
        title="The stops of a trip",
        sentence="Filters can be joined; `fields` leaves out what you do not need.",
    ),
    Example(
        file="known_at.sh",
        title="What was known on a day",
        sentence="`known_at` shows the state that was public then, with the number of events.",
    ),
    Example(
        file="claims.sh",
        title="Who says what",
        sentence="Every claim of every source, and how it stands to what is shown.",
    ),
    Example(
        file="statistics.sh",
        title="Numbers",
        sentence="Stays by country; the rule of counting is in the answer.",
    ),
    Example(
        file="every_page.py",
        title="A list to its end",
        sentence="`next` holds the address of the next page; no package is needed.",
    ),
    Example(
        file="replay.py",
        title="A copy of everything",
        sentence="Replay the changes once, later go on where you stopped: removals are changes too.",
    ),
    Example(
        file="who_was_there.mjs",
        title="In JavaScript",
        sentence="Any page may read the API; absence is told like attendance.",
    ),
    Example(
        file="spreadsheet.txt",
        title="In a spreadsheet",
        sentence="For Google Sheets; in LibreOffice choose Sheet, Link to External Data, and give the address.",
    ),
    Example(
        file="subscribe.sh",
        title="A calendar",
        sentence="Subscribe to the address in any calendar program. What has not changed is answered 304.",
    ),
    Example(
        file="report.sh",
        title="File a report",
        sentence="Say what a source says; it needs a key. Sent twice with one Idempotency-Key, it is stored once.",
    ),
)
"""In the order in which they are shown."""
