"""What every test can use: databases, a browser, node; and the rule that nothing is skipped where all is required.

Fixtures: `database_url` (a fresh, empty database; the test runs once on each engine), `sqlite_url` (SQLite only),
`databases` (the maker behind `database_url`), `chromium_path`, `node_path`. A package that needs a prepared database
takes a copy from `databases`:

    @pytest.fixture(scope="session")
    def migrated_template(databases): url = databases.create(); migrate(url); return url     # and close all connections

    @pytest.fixture
    def migrated_url(databases, migrated_template):
        with temporary_database(databases, copy_of=migrated_template) as url: yield url

Environment: TIMELINE_TEST_DATABASE_URL names a PostgreSQL server to use instead of a private one,
TIMELINE_REQUIRE_ALL=1 turns every skip into a failure, TIMELINE_TEST_PROFILE=fast tries few random examples
(`dev.py test --fast`), and TIMELINE_FAILED_CHECKS holds the names of the checks that failed before (`dev.py` sets it).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

from devtools.machine import SYSTEM_PACKAGES
from tests.engines.databases import Databases, PostgresqlDatabases, SqliteDatabases, temporary_database
from tests.engines.postgresql_cluster import binaries_are_installed, running_cluster

ENGINES = ("sqlite", "postgresql")

# No test fails because the machine is busy; where everything is required, the examples are the same each time.
hypothesis.settings.register_profile(
    "timeline",
    deadline=None,
    derandomize=os.environ.get("TIMELINE_REQUIRE_ALL") == "1",
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile("fast", hypothesis.settings.get_profile("timeline"), max_examples=15)
hypothesis.settings.load_profile(os.environ.get("TIMELINE_TEST_PROFILE", "timeline"))


@pytest.fixture(scope="session")
def postgresql_server_url() -> Iterator[str]:
    """URL of a PostgreSQL server on which databases can be made: the one named by the environment, else our own."""
    given = os.environ.get("TIMELINE_TEST_DATABASE_URL")
    if given:
        yield given
        return
    if sys.platform == "win32" or not binaries_are_installed():
        pytest.skip("no PostgreSQL: set TIMELINE_TEST_DATABASE_URL to a server on which databases can be created")
    with running_cluster() as url:
        yield url


@pytest.fixture(scope="session", params=ENGINES)
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """The maker of databases, once for each engine."""
    if request.param == "sqlite":
        return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))
    return PostgresqlDatabases(request.getfixturevalue("postgresql_server_url"))


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """URL of a fresh, empty database on each engine, gone after the test."""
    with temporary_database(databases) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """URL of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'timeline.db'}"


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The browser's program."""
    return _program_or_skip("chromium")


@pytest.fixture(scope="session")
def node_path() -> Path:
    """The program that runs JavaScript outside a browser."""
    return _program_or_skip("nodejs")


def _program_or_skip(package: str) -> Path:
    for name in SYSTEM_PACKAGES[package]:
        if found := shutil.which(name):
            return Path(found)
    pytest.skip(f"no {package}; install it with: sudo apt-get install {package}")


def _require_all(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure if TIMELINE_REQUIRE_ALL is set; an expected failure is not a skip."""
    if os.environ.get("TIMELINE_REQUIRE_ALL") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"TIMELINE_REQUIRE_ALL=1 allows no skip: {_reason(report)}"


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Apply the rule to a test."""
    report = yield
    _require_all(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Apply the rule to a module that skips itself."""
    report = yield
    _require_all(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Report before pytest's closing line what was skipped and why, and which checks failed before the tests."""
    reasons = Counter(_reason(report) for report in terminalreporter.getreports("skipped"))
    if reasons:
        terminalreporter.section(f"skipped: {reasons.total()}")
        for reason, count in sorted(reasons.items()):
            terminalreporter.line(f"{count} x {reason}")
    failed_checks = os.environ.get("TIMELINE_FAILED_CHECKS", "").splitlines()
    if failed_checks:
        terminalreporter.section("failed before the tests", red=True)
        for name in failed_checks:
            terminalreporter.line(name)
