"""Programs that are given a calendar file and print what they read, and the subscription that fetches it for them.

`Subscription.refresh` (a conditional GET, as calendar programs do) -> file -> `PythonReader` or `NodeReader` (a small
script inside that program's own environment) -> `Entry` by UID.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import orjson

from tests.interop.entries import Entry, entries_of
from tests.interop.service import WHOLE_FEED, Service

_HERE = Path(__file__).parent
FAR_AWAY = "Pacific/Kiritimati"
"""The machine's zone for every program: what takes a place's time for the machine's is found out."""


class Reader(Protocol):
    """Reads a calendar file."""

    def read(self, file: Path) -> dict[str, Entry]:
        """The entries by UID."""
        ...


@dataclass(frozen=True, slots=True)
class PythonReader:
    """A Python library in its own environment; `readers/{name}_reader.py` runs there."""

    python: Path
    name: str

    def read(self, file: Path) -> dict[str, Entry]:
        """See `Reader`."""
        return printed_entries(self.python, _HERE / "readers" / f"{self.name}_reader.py", file)


@dataclass(frozen=True, slots=True)
class NodeReader:
    """A JavaScript library; `node/{name}.mjs` runs beside its `node_modules`, where imports are looked for."""

    node: Path
    home: Path
    name: str

    def read(self, file: Path) -> dict[str, Entry]:
        """See `Reader`."""
        script = self.home / f"{self.name}.mjs"
        script.write_bytes((_HERE / "node" / script.name).read_bytes())
        return printed_entries(self.node, script, file)


@dataclass(frozen=True, slots=True)
class ScriptReader:
    """A library of the system; `readers/{script}` runs with the system's interpreter of its language."""

    interpreter: str
    script: str

    def read(self, file: Path) -> dict[str, Entry]:
        """See `Reader`."""
        return printed_entries(self.interpreter, _HERE / "readers" / self.script, file)


@dataclass(slots=True)
class Subscription:
    """What a calendar program keeps of a feed: the file and its validator."""

    service: Service
    file: Path
    etag: str | None = None

    def refresh(self) -> int:
        """Fetch the feed unless the file is still good; the status tells."""
        headers = {} if self.etag is None else {"If_None_Match": self.etag}
        answer = self.service.fetch(WHOLE_FEED, **headers)
        if answer.status == 200:
            self.file.write_bytes(answer.body)
            self.etag = answer.headers["ETag"]
        return answer.status


def printed_entries(*command: str | Path) -> dict[str, Entry]:
    """The entries that a program prints as JSON; it must end well and complain of nothing."""
    return entries_of(orjson.loads(run(*command)))


def run(*command: str | Path, **environment: str) -> str:
    """What a program prints. Raises AssertionError with its complaint if it fails."""
    given = os.environ | {"TZ": FAR_AWAY, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"} | environment
    done = subprocess.run(command, env=given, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=240)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    return done.stdout.decode("utf-8")
