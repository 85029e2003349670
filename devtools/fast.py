"""The tests of `dev.py test --fast`: what breaks most often, on SQLite only, within a minute on two free cores.

Most of the domain's tests, a slice of the API's and the checks of the repository itself; in addition every test file
that was changed or that has the topic name of a changed module: `timeline/store/views/search.py` brings
`test_search.py`. Left out: PostgreSQL, browser, interop, slow tests, the files of `LEFT_OUT`. The whole suite has the
last word.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

CHOSEN = (
    "tests/timeline",
    "tests/api/test_feeds.py",
    "tests/api/test_trips.py",
    "tests/test_docs_pages.py",
    "tests/test_imports.py",
    "tests/test_repository.py",
    "tests/test_structure.py",
)
"""Folders and files whose tests are run."""

LEFT_OUT = (
    "commands/test_*.py",
    "test_audit_log.py",
    "test_edtf.py",
    "test_engine.py",
    "test_integrity.py",
    "test_migrate.py",
    "test_own_slugs.py",
    "test_*_properties.py",
    "test_public_changes.py",
    "test_random_*.py",
    "test_search.py",
    "test_time_limit.py",
    "test_zone_comparison.py",
)
"""Files in those folders that take seconds: commands, random values, altered rows, every time zone, real processes."""

OPTIONS = ("-k=not postgresql", "-m=not browser and not interop and not slow")

PROFILE = {"TIMELINE_TEST_PROFILE": "fast"}
"""Makes tests/conftest.py try fewer random examples for a property."""


def fast_arguments(root: Path) -> list[str]:
    """The arguments for pytest: the chosen files, and those that belong to what changed since the last commit."""
    files = {*chosen_files(root), *touched_files(root, changed_names(root))}
    return [*OPTIONS, *sorted(file.relative_to(root).as_posix() for file in files)]


def chosen_files(root: Path) -> list[Path]:
    """The test files of `CHOSEN` without those of `LEFT_OUT`."""
    places = [root / place for place in CHOSEN]
    files = [file for place in places for file in ([place] if place.is_file() else place.rglob("test_*.py"))]
    return [file for file in files if not any(file.match(pattern) for pattern in LEFT_OUT)]


def changed_names(root: Path) -> list[str]:
    """Names of the files that differ from the last commit, new ones included; none where there is no git."""
    command = ["git", "-c", "safe.directory=*", "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames"]
    try:
        listing = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return []
    return [Path(os.fsdecode(entry)[3:]).name for entry in listing.split(b"\0") if entry]


def touched_files(root: Path, changed: Iterable[str]) -> list[Path]:
    """The test files that were changed or that have the topic name of a changed module."""
    modules = {name for name in changed if name.endswith(".py")}
    wanted = {name if name.startswith("test_") else f"test_{name}" for name in modules}
    return [file for file in (root / "tests").rglob("test_*.py") if file.name in wanted]
