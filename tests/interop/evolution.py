"""Evolution data server, the calendar of GNOME, in a D-Bus session and a home of its own.

`dbus-run-session` -> `readers/evolution_reader.py` with Debian's Python -> a web calendar in the data server -> `look`.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

from tests.interop.clients import FAR_AWAY
from tests.interop.entries import Entry, entries_of

MEND: Final = "sudo apt-get install evolution-data-server gir1.2-ecal-2.0 python3-gi dbus-daemon"
_READER: Final = Path(__file__).parent / "readers" / "evolution_reader.py"
_PYTHON: Final = "/usr/bin/python3"
_IMPORTS: Final = "import gi; gi.require_version('ECal', '2.0'); from gi.repository import ECal"


@dataclass(frozen=True, slots=True)
class Evolution:
    """A running data server that is subscribed to a feed."""

    reader: subprocess.Popen[bytes]

    def look(self) -> dict[str, Entry]:
        """Ask for a refresh; what the calendar holds at this moment, which may still be what it held before."""
        assert self.reader.stdin is not None
        assert self.reader.stdout is not None
        self.reader.stdin.write(b"look\n")
        self.reader.stdin.flush()
        line = self.reader.stdout.readline()
        assert line, "the reader of Evolution's calendar has ended"
        return entries_of(orjson.loads(line))


def is_installed() -> bool:
    """True if Debian's Python finds the bindings and the data server's session can be started."""
    try:
        bindings = subprocess.run((_PYTHON, "-c", _IMPORTS), capture_output=True, check=False)
        session = subprocess.run(("dbus-run-session", "--", "true"), capture_output=True, check=False)
    except OSError:
        return False
    is_served = Path("/usr/libexec/evolution-calendar-factory").exists()
    return is_served and bindings.returncode == 0 and session.returncode == 0


@contextmanager
def subscribed_evolution(url: str, folder: Path) -> Iterator[Evolution]:
    """The data server with the subscription, until the block ends. It sees nothing of the user's session."""
    (folder / "run").mkdir(mode=0o700)
    given = {f"XDG_{kind.upper()}_HOME": str(folder / kind) for kind in ("config", "data", "cache")}
    given |= {"HOME": str(folder), "PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(folder / "run"), "TZ": FAR_AWAY}
    given |= {"GSETTINGS_BACKEND": "memory", "GIO_USE_PROXY_RESOLVER": "dummy", "LC_ALL": "C.UTF-8"}
    command = ("dbus-run-session", "--", _PYTHON, _READER, url)
    with (folder / "evolution.log").open("wb") as log:
        reader = subprocess.Popen(command, env=given, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
    try:
        yield Evolution(reader)
    finally:
        reader.communicate(timeout=60)
