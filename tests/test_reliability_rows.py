"""The table of reliability rows is whole, and every test that it names exists."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path

from tests.reliability_rows import ROWS

ROOT = Path(__file__).parent.parent
SECTIONS = {"B": 15, "D": 32, "E": 14, "I": 10}


@cache
def names_in(path: str) -> frozenset[str]:
    """Names of the test functions at the top of a file; none if there is no such file."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    found = ast.parse(file.read_text("utf-8")).body
    return frozenset(one.name for one in found if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"))


def test_every_row_is_there_once():
    wanted = [f"{letter}{number}" for letter, last in SECTIONS.items() for number in range(1, last + 1)]

    assert [row.id for row in ROWS] == wanted


def test_every_test_that_a_row_names_exists():
    named = {(row.id, *node.split("::")) for row in ROWS for node in row.tests}

    assert sorted(place for place in named if place[2] not in names_in(place[1])) == []


def test_a_row_names_each_test_once():
    assert [row.id for row in ROWS if any(times > 1 for times in Counter(row.tests).values())] == []


def test_row_says_what_must_hold_and_has_a_test_or_a_reason():
    assert [row.id for row in ROWS if not row.holds or not (row.tests or row.reason)] == []
