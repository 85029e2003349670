"""The benchmark program runs; how fast anything is, no test says."""

from __future__ import annotations

import re

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
