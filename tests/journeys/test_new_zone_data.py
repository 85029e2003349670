"""New zone data: wall clock and zone are the fact, nothing stored is refused, what moved is a revision of that cause.

A database filled by a process whose `tzdata` package has other rules -> processes with the pinned package, or the other
way round -> `timeline load`, `timeline rebuild --check` and the rows of the database, as an operator would do it.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Final

import pytest

from timeline.model.dates.zone_release import zone_release

PACKAGE: Final = Path(str(resources.files("tzdata")))
OTHER: Final = "2024b"
OTHER_RULES: Final = {
    "America/Toronto": "Etc/GMT+5",
    "Europe/Helsinki": "Etc/GMT-3",
    "Asia/Seoul": "Asia/Jakarta",
}
"""Zones that follow the rules of others in the other package."""

TIMES: Final[Mapping[str, tuple[str, str | None]]] = {
    "America/Toronto": ("2031-07-08T10:00", "2031-07-08T12:00"),
    "Europe/Helsinki": ("2031-01-14T09:00", None),
    "Asia/Seoul": ("2031-03-03T00:30", "2031-03-04T00:00"),
    "Europe/Madrid": ("2031-07-08T10:00", "2031-07-08T12:00"),
}
LONG_KNOWN: Final[Mapping[str, tuple[str, str | None]]] = {"America/Asuncion": ("2031-07-08T10:00", None)}
"""Young by the release of 2024, and two years old by the pinned one: written in UTC, then by the clock of its place."""


def document(times: Mapping[str, tuple[str, str | None]], **says: str) -> str:
    """One report on each zone's event."""
    reports = []
    for zone, (starts_at, ends_at) in times.items():
        when = {"starts_at": starts_at, "time_zone": zone} | ({"ends_at": ends_at} if ends_at else {})
        name = zone.rpartition("/")[2].lower() + starts_at[5:7]
        said = {"kind": "meeting", "status": "confirmed", "title": f"Talks {name}", "when": when} | says
        reports.append({"source": "ministry", "record": name, "event": name, "says": said})
    source = {"id": "ministry", "publisher": "Ministry", "tier": "official", "published_at": "2025-04-01"}
    return json.dumps({"sources": [source], "reports": reports})


class Machine:
    """A folder with a database, and commands that run with the pinned or the other zone data."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.database = folder, folder / "timeline.db"
        other = folder / "other" / "tzdata"
        shutil.copytree(PACKAGE, other, ignore=shutil.ignore_patterns("__pycache__"))
        for zone, rules in OTHER_RULES.items():
            (other / "zoneinfo" / zone).write_bytes((PACKAGE / "zoneinfo" / rules).read_bytes())
        (other / "__init__.py").write_text(f'IANA_VERSION = "{OTHER}"\n')

    def run(self, *arguments: str, other: bool = False) -> str:
        """What a command prints; it fails the test if the command fails."""
        paths = ([str(self.folder / "other")] if other else []) + [str(Path(__file__).parents[2])]
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(paths),
            "TIMELINE_DATABASE_URL": f"sqlite:///{self.database}",
        }
        command = [sys.executable, "-m", "timeline", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def load(self, text: str, *, other: bool = False) -> str:
        """Load a document."""
        path = self.folder / "document.json"
        path.write_text(text)
        return self.run("load", str(path), other=other)

    def rows(self, statement: str) -> Sequence[tuple[Any, ...]]:
        """Rows of the database."""
        with sqlite3.connect(self.database) as connection:
            return connection.execute(statement).fetchall()

    def shown(self) -> dict[str, dict[str, Any]]:
        """Start, calendar entry and newest revision of every event, by slug."""
        statement = "SELECT slug, json_bytes, vevent, revision FROM event_view WHERE known_to IS NULL"
        return {
            slug: {
                "starts_at": json.loads(members)["when"]["starts_at"],
                "entry": next(line for line in bytes(vevent).decode().split("\r\n") if line.startswith("DTSTART")),
                "revision": revision,
            }
            for slug, members, vevent, revision in self.rows(statement)
        }

    def causes(self) -> list[tuple[str, int]]:
        """The causes of all revisions after the first, in the order of the log."""
        return [tuple(row) for row in self.rows("SELECT cause, number FROM revision_log WHERE number > 1 ORDER BY seq")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("first_other", [True, False])
def test_times_keep_their_wall_clock_and_move_their_instant_by_a_revision(machine: Machine, first_other: bool) -> None:  # noqa: FBT001
    machine.load(document(TIMES), other=first_other)
    ids, before = machine.rows("SELECT id, says FROM report_log ORDER BY seq"), machine.shown()

    machine.load(
        document(TIMES), other=not first_other
    )  # a start: brings what is rendered up to date, and adds nothing

    after = machine.shown()
    assert machine.rows("SELECT id, says FROM report_log ORDER BY seq") == ids
    assert {slug: one["starts_at"][:16] for slug, one in after.items()} == {
        slug: one["starts_at"][:16] for slug, one in before.items()
    }
    moved = {slug for slug in after if after[slug]["starts_at"] != before[slug]["starts_at"]}
    assert moved == {"toronto07", "helsinki01", "seoul03"}
    assert {slug for slug in after if after[slug]["revision"] == 2} == moved
    release = zone_release() if first_other else OTHER
    assert machine.causes() == [(f"new zone data ({release})", 2)] * 3
    machine.run("rebuild", "--check", other=not first_other)


def test_nothing_stored_is_refused_and_going_back_gives_the_first_times_again(machine: Machine) -> None:
    machine.load(document(TIMES), other=True)
    first = {slug: one["starts_at"] for slug, one in machine.shown().items()}

    machine.run("rebuild")
    machine.load(document({"Europe/Helsinki": TIMES["Europe/Helsinki"]}, title="Corrected talks"))
    machine.run("rebuild", "--check")
    machine.run("rebuild", other=True)

    shown = machine.shown()
    assert {slug: one["starts_at"] for slug, one in shown.items()} == first
    assert (shown["helsinki01"]["revision"], shown["seoul03"]["revision"], shown["madrid07"]["revision"]) == (4, 3, 1)
    machine.run("rebuild", "--check", other=True)
    machine.run("check", other=True)


def test_entry_that_moves_in_calendars_alone_is_a_revision_too(machine: Machine) -> None:
    machine.load(document(LONG_KNOWN), other=True)
    before = machine.shown()["asuncion07"]

    machine.run("rebuild")

    after = machine.shown()["asuncion07"]
    assert (before["starts_at"], after["starts_at"]) == ("2031-07-08T10:00:00-03:00",) * 2
    assert (before["entry"], after["entry"]) == (
        "DTSTART:20310708T130000Z",
        "DTSTART;TZID=America/Asuncion:20310708T100000",
    )
    assert (after["revision"], machine.causes()) == (2, [(f"new zone data ({zone_release()})", 2)])
    machine.run("rebuild", "--check")
    machine.run("check")


def test_new_report_with_an_offset_that_its_zone_does_not_have_is_refused_with_the_possible_times(
    machine: Machine,
) -> None:
    path = machine.folder / "wrong.json"
    path.write_text(document({"Europe/Madrid": ("2031-07-08T10:00:00+01:00", None)}))

    with pytest.raises(
        AssertionError, match="Europe/Madrid has another offset then; the possible times are 2031-07-08"
    ):
        machine.run("load", str(path))
