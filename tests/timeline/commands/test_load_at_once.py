"""One file loaded by two programs at once, into a database that neither of them has made yet (RELIABILITY.md B9)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.timeline.commands.conftest import Timeline

LOAD = (sys.executable, "-m", "timeline.cli", "load", "--json")


def test_one_file_loaded_by_processes_at_once_is_stored_once(timeline: Timeline, story: Path, database_url: str):
    environment = {**os.environ, "TIMELINE_DATABASE_URL": database_url}
    programs = [
        subprocess.Popen((*LOAD, story), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = [program.communicate(timeout=120) for program in programs]

    assert [(program.returncode, errors) for program, (_, errors) in zip(programs, told, strict=True)] == [(0, "")] * 2
    found = [json.loads(report) for report, _ in told]
    assert sorted((len(one["new"]), len(one["unchanged"]), one["revisions"]) for one in found) == [(0, 1, 0), (1, 0, 1)]
    assert [event["slug"] for event in json.loads(timeline("export").stdout)["events"]] == ["geneva-talks"]
    assert timeline("check").exit_code == 0
