"""What vdirsyncer and khal keep of a subscription: `vdirsyncer sync` fills a folder, khal reads it.

feed -> vdirsyncer (http storage) -> one file for each event -> khal's own database -> `list_days` (`khal list`) or
`everything` (khal's collection, as `khal list` asks it). vdirsyncer gives the events of a web feed new UIDs, a hash of
their content, so an event is known by its address here; an edited event is a new file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import orjson

from tests.interop.clients import run
from tests.interop.entries import Entries, Entry, entries_of, mapped

_HERE: Final = Path(__file__).parent
_SHOWN: Final = (
    "url", "start-long", "end-long", "start-date-long", "end-date-long", "all-day", "status", "title", "location",
    "description",
)  # fmt: skip
_VDIRSYNCER: Final = """
[general]
status_path = "{folder}/status/"
[pair timeline]
a = "here"
b = "feed"
collections = null
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{folder}/events"
fileext = ".ics"
[storage feed]
type = "http"
url = "{url}"
"""
_KHAL: Final = """
[calendars]
[[timeline]]
path = {folder}/events
readonly = True
[locale]
timeformat = %H:%M:%S
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M:%S
longdatetimeformat = %Y-%m-%dT%H:%M:%S
local_timezone = UTC
default_timezone = UTC
[sqlite]
path = {folder}/khal.db
"""


TOMBSTONE: Final = " (merged away)"
"""Ends the key of an entry that stands for a merged-away event."""


@dataclass(frozen=True, slots=True)
class SynchronisedFolder:
    """A folder that follows the feed at `url`; `programs` holds vdirsyncer, khal and their interpreter."""

    programs: Path
    folder: Path

    @classmethod
    def subscribed_to(cls, url: str, programs: Path, folder: Path) -> SynchronisedFolder:
        """Set both programs up, as their handbooks tell."""
        (folder / "events").mkdir()
        (folder / "vdirsyncer.conf").write_text(_VDIRSYNCER.format(folder=folder, url=url), "utf-8")
        (folder / "khal.conf").write_text(_KHAL.format(folder=folder), "utf-8")
        found = cls(programs, folder)
        found._vdirsyncer("discover")
        return found

    def synchronise(self) -> None:
        """`vdirsyncer sync`."""
        self._vdirsyncer("sync")

    def everything(self) -> dict[str, Entry]:
        """Every event by slug. khal parses each file with all its zones twice, which takes 25 ms for an event.

        What was merged away leads to the page of the event it became part of, so `TOMBSTONE` marks its slug.
        """
        python, reader, config = self.programs / "python", _HERE / "readers" / "khal_reader.py", self._config("khal")
        shown = orjson.loads(run(python, reader, config))
        for one in shown:
            one["uid"] += TOMBSTONE if one["summary"].startswith("Merged into ") else ""
        return entries_of(shown)

    def list_days(self, first_day: str, last_day: str) -> dict[str, Entry]:
        """What `khal list` prints of these days, both included, by slug."""
        shown = [word for name in _SHOWN for word in ("--json", name)]
        lines = run(self.programs / "khal", "-c", self._config("khal"), "list", "--once", *shown, first_day, last_day)
        return entries_of(_printed(event) for line in lines.splitlines() for event in orjson.loads(line))

    def files(self) -> dict[str, tuple[int, bytes]]:
        """Each event's file: when it was written (nanoseconds) and its bytes."""
        return {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in (self.folder / "events").iterdir()}

    def _vdirsyncer(self, verb: str) -> None:
        run(self.programs / "vdirsyncer", "-c", self._config("vdirsyncer"), verb)

    def _config(self, program: str) -> Path:
        return self.folder / f"{program}.conf"


def as_khal_shows(entries: Entries, slugs: Mapping[str, str]) -> dict[str, Entry]:
    """Right entries by slug, with khal's one fault: a time without an end ends an hour later.

    khal 0.14.1 (`sanitize_timerange` in icalendar.py); RFC 5545 §3.6.1 has it end when it starts.
    """
    by_slug = {slugs[uid]: entry for uid, entry in entries.items()}
    return mapped(by_slug, lambda entry: replace(entry, ends=entry.ends or entry.starts + timedelta(hours=1)))


def _printed(event: Mapping[str, str]) -> dict[str, Any]:
    """One event of `khal list`; the last day of a whole-day event is inclusive there."""
    is_all_day = event["all-day"] == "True"
    last_day = event["end-date-long"]
    return {
        "uid": event["url"].rpartition("/")[2],
        "starts": event["start-date-long"] if is_all_day else event["start-long"] + "Z",
        "ends": _day_after(last_day) if is_all_day else event["end-long"] + "Z",
        "status": event["status"].strip(),
        "summary": event["title"],
        "location": event["location"],
        "description": event["description"],
    }


def _day_after(day: str) -> str:
    return str(date.fromisoformat(day) + timedelta(days=1))
