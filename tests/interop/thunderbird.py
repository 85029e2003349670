"""Thunderbird without a screen, subscribed to a feed; what it shows is read from its own calendar cache.

prefs -> a fresh profile with one network calendar -> `Thunderbird.run` -> it fetches the feed at its start -> rows of
cal_events and cal_properties -> `Entry` by UID. It keeps its database locked, so a copy with its log is read.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from tests.interop.clients import FAR_AWAY
from tests.interop.entries import Entry, entries_of

PATIENCE_SECONDS: Final = 120
_CALENDAR: Final = "11111111-2222-4333-8444-555555555555"
_ALL_DAY: Final = 8
"""The bit of `flags` that marks a whole-day event (CAL_ITEM_FLAG.EVENT_ALLDAY)."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_QUIET: Final = {
    "app.update.enabled": False,
    "calendar.list.sortOrder": _CALENDAR,
    "datareporting.policy.dataSubmissionEnabled": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mail.spotlight.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "network.proxy.type": 0,
    "toolkit.telemetry.enabled": False,
}
_QUERY: Final = """
SELECT id, title, ical_status, flags, event_start, event_end,
       (SELECT value FROM cal_properties WHERE item_id = id AND key = 'LOCATION'),
       (SELECT value FROM cal_properties WHERE item_id = id AND key = 'DESCRIPTION')
FROM cal_events
"""


@dataclass(frozen=True, slots=True)
class Thunderbird:
    """One user's Thunderbird: its program and a folder for profile and home."""

    program: Path
    folder: Path

    def subscribe(self, url: str) -> None:
        """Write the profile: a network calendar with offline support, as the subscribe dialogue makes it."""
        network_calendar = {"type": "ics", "uri": url, "name": "Timeline", "cache.enabled": True, "readOnly": True}
        network_calendar["refreshInterval"] = "1"  # minutes
        named = {f"calendar.registry.{_CALENDAR}.{key}": value for key, value in network_calendar.items()}
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in (_QUIET | named).items()]
        self._profile.mkdir()
        (self._profile / "user.js").write_text("".join(lines), "utf-8")

    @contextmanager
    def run(self) -> Iterator[None]:
        """Thunderbird runs until the block ends."""
        given = os.environ | {"HOME": str(self.folder), "MOZ_HEADLESS": "1", "TZ": FAR_AWAY}
        command = (self.program, "--headless", "--no-remote", "--profile", self._profile, "-calendar")
        running = subprocess.Popen(
            command, env=given, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGTERM)
            running.wait(PATIENCE_SECONDS)

    def entries(self) -> dict[str, Entry]:
        """What its calendar holds at this moment; empty before it holds anything."""
        cache = self._profile / "calendar-data" / "cache.sqlite"
        copy = self.folder / "copy.sqlite"
        for suffix in ("", "-wal"):
            Path(f"{copy}{suffix}").unlink(missing_ok=True)
            if Path(f"{cache}{suffix}").exists():
                shutil.copyfile(f"{cache}{suffix}", f"{copy}{suffix}")
        with closing(sqlite3.connect(copy)) as database:
            try:
                return entries_of(_shown(row) for row in database.execute(_QUERY))
            except sqlite3.DatabaseError:  # copied in the middle of a write, or not made yet
                return {}

    @property
    def _profile(self) -> Path:
        return self.folder / "profile"


def waited_for(condition: Callable[[], bool]) -> bool:
    """True as soon as the condition holds; False if it does not in two minutes."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.5)
    return False


def _shown(row: tuple[Any, ...]) -> dict[str, Any]:
    uid, title, status, flags, starts, ends, location, description = row
    moment = _day if flags & _ALL_DAY else _instant
    return {
        "uid": uid,
        "starts": moment(starts),
        "ends": None if ends is None else moment(ends),
        "status": status,
        "summary": title,
        "location": location,
        "description": description,
    }


def _instant(microseconds: int) -> str:
    return (_EPOCH + timedelta(microseconds=microseconds)).isoformat()


def _day(microseconds: int) -> str:
    return str((_EPOCH + timedelta(microseconds=microseconds)).date())
