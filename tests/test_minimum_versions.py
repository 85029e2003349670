"""The oldest releases we may run on, each with the fault that the release mended."""

from __future__ import annotations

import sqlite3
import tomllib
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parent.parent

MINIMUM = {
    "flask": "3.1.3",  # what reads the session tells shared caches so (the class of CVE-2023-30861)
    "icalendar": "7.3.0",  # repeat bombs, deep nesting, injected lines (CVE-2026-77399, GHSA-cv84-9p8j-fj68)
    "orjson": "3.9.15",  # deep nesting ended the process (CVE-2024-27454)
    "pysqlite3": "0.6.1",  # carries a SQLite without the WAL-reset race
    "python-dateutil": "2.9",
    "PyYAML": "6.0.1",
    "sqlmodel": "0.0.45",  # before it, the offset of a stored instant was lost
    "werkzeug": "3.1.6",  # form parts without end (the class of CVE-2023-25577 and CVE-2023-46136)
}
# SQLite mended the WAL-reset race in 3.51.3 and took it back to two older lines.
FIRST_MENDED_SQLITE = (3, 51, 3)
BACK_PORTED_SQLITE: dict[tuple[int, ...], int] = {(3, 44): 6, (3, 50): 7}


def declared() -> dict[str, Requirement]:
    """The run-time requirements of pyproject.toml by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {requirement.name: requirement for requirement in map(Requirement, project["dependencies"])}


def has_mended_wal(sqlite: tuple[int, ...]) -> bool:
    """True if this SQLite is free of the WAL-reset race."""
    return sqlite >= FIRST_MENDED_SQLITE or sqlite[2] >= BACK_PORTED_SQLITE.get(sqlite[:2], 1000)


@pytest.mark.parametrize(("name", "minimum"), MINIMUM.items())
def test_project_refuses_releases_with_a_known_fault(name: str, minimum: str) -> None:
    lower_bounds = [Version(bound.version) for bound in declared()[name].specifier if bound.operator == ">="]

    assert lower_bounds >= [Version(minimum)]


@pytest.mark.parametrize("name", declared())
def test_installed_release_satisfies_the_project(name: str) -> None:
    requirement = declared()[name]
    wanted_here = requirement.marker is None or requirement.marker.evaluate()

    assert not wanted_here or requirement.specifier.contains(version(name))


def test_sqlite_of_the_driver_is_free_of_the_wal_reset_race_where_a_wheel_exists() -> None:
    marker = declared()["pysqlite3"].marker
    assert marker is not None
    assert (find_spec("pysqlite3") is not None) == marker.evaluate()

    driver = import_module("pysqlite3.dbapi2") if marker.evaluate() else sqlite3

    assert has_mended_wal(driver.sqlite_version_info) or driver is sqlite3


@pytest.mark.parametrize(
    ("sqlite", "mended"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
    ],
)
def test_wal_race_is_known_by_version(sqlite: tuple[int, ...], mended: bool) -> None:  # noqa: FBT001 - one row of the table
    assert has_mended_wal(sqlite) is mended
