"""The benchmark program runs; how fast anything is, no test says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import main

RACES = ["list page", "one event", "search", "statistics", "changes page", "csv of everything", "304", "one write"]


def test_every_race_is_run_and_named_with_its_ratio(capsys: pytest.CaptureFixture[str]):
    code = main(["--events", "50", "--rounds", "1"])

    head, _columns, *lines, afterwards = capsys.readouterr().out.splitlines()
    assert code == 0
    assert re.fullmatch(r"50 generated events, 1 rounds, load average \d+\.\d\d on \d+ processors", head)
    assert afterwards.startswith("afterwards load average")
    assert [line[:18].strip() for line in lines] == RACES
    assert all(float(line[38:46]) > 0 for line in lines)


def test_widget_is_measured_without_its_peers(chromium_path: Path):
    """In a process of its own: two Playwrights can not run in one."""
    assert chromium_path.exists()
    command = (sys.executable, "-m", "tests.benchmarks", "widget", "--alone", "--events", "30", "--rounds", "1")

    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)

    assert done.returncode == 0, done.stderr
    weight, _blank, head, columns, line = done.stdout.splitlines()
    assert weight.startswith("weight, gzip: diplomatic-timeline ")
    assert head == "30 events, median of 1"
    assert len(columns.split(" ms")) == 6
    first, *_rest, search = line.removeprefix("diplomatic-timeline").split()
    assert float(first) > 0
    assert float(search) > 0
