"""A skipped test is listed with its reason, and fails where everything is required (tests/conftest.py)."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TESTS = """
import pytest

def test_that_runs(): pass

@pytest.mark.skip(reason="no chromium; install it with: sudo apt-get install chromium")
def test_that_skips(): pass

@pytest.mark.xfail(strict=True, reason="known")
def test_that_is_expected_to_fail(): assert False
"""
MODULE_THAT_SKIPS = "import pytest\npytest.skip('not here', allow_module_level=True)\n"


@dataclass(frozen=True, slots=True)
class Run:
    """The output of a test run and its exit code."""

    exit_code: int
    lines: tuple[str, ...]

    def outcome(self) -> str:
        """The closing line of pytest without its frame and duration."""
        return self.lines[-1].strip("= ").split(" in ")[0]


def run_pytest(folder: Path, source: str, **environment: str) -> Run:
    """Run one test file under our conftest and the given environment variables."""
    file = folder / "test_sample.py"
    file.write_text(source, "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TIMELINE_", "PYTEST_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "--rootdir", folder, file],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(done.returncode, tuple(done.stdout.splitlines()))


def test_skips_are_listed_with_their_reason_before_the_closing_line(tmp_path: Path) -> None:
    run = run_pytest(tmp_path, TESTS)

    assert (run.exit_code, run.outcome()) == (0, "1 passed, 1 skipped, 1 xfailed")
    assert "1 x no chromium; install it with: sudo apt-get install chromium" in run.lines


@pytest.mark.parametrize(
    ("source", "outcome"), [(TESTS, "1 passed, 1 xfailed, 1 error"), (MODULE_THAT_SKIPS, "1 error")]
)
def test_skip_fails_where_everything_is_required(tmp_path: Path, source: str, outcome: str) -> None:
    run = run_pytest(tmp_path, source, TIMELINE_REQUIRE_ALL="1")

    assert (run.exit_code != 0, run.outcome()) == (True, outcome)
    assert any("TIMELINE_REQUIRE_ALL=1 allows no skip: no" in line for line in run.lines)


def test_checks_that_failed_earlier_are_named_before_the_closing_line(tmp_path: Path) -> None:
    run = run_pytest(tmp_path, "def test_that_runs(): pass", TIMELINE_FAILED_CHECKS="mypy\nruff check .")

    assert [line for line in run.lines[:-1] if line][-2:] == ["mypy", "ruff check ."]
