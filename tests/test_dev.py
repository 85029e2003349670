"""dev.py: when it sets up, what it runs, what it asks before it installs, that it needs only the standard library."""

from __future__ import annotations

import ast
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

import dev
from devtools import checks, fast, machine
from devtools import environment as setup
from devtools.environment import Environment
from devtools.programs import SetupFailed

ROOT = Path(dev.__file__).parent
PACKAGES = ["chromium", "fonts-noto-core"]


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """A checkout with two locks and a complete environment without a stamp."""
    environment = Environment(tmp_path)
    environment.requirements("run").parent.mkdir()
    environment.requirements("run").write_text("flask==3.1.3\n", "utf-8")
    environment.requirements("dev").write_text("pytest==9.0.0\n", "utf-8")
    environment.program("python").parent.mkdir(parents=True)
    environment.program("python").touch()
    return environment


def stamp(environment: Environment, group: str) -> None:
    """Mark the environment as complete."""
    environment.stamp_file.write_text(f"{environment.digest()} {group}\n", "utf-8")


@contextmanager
def index_with(folder: Path, wheel: bytes) -> Iterator[str]:
    """URL of a package index on this machine that holds one wheel under the name of pip's."""
    (folder / "simple" / "pip").mkdir(parents=True)
    (folder / "simple" / "pip" / "index.html").write_text(f'<a href="../../files/{setup.PIP_WHEEL}#sha256=0">pip</a>')
    (folder / "files").mkdir()
    (folder / "files" / setup.PIP_WHEEL).write_bytes(wheel)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/simple"
        server.shutdown()


def test_environment_without_stamp_holds_nothing(environment: Environment) -> None:
    assert environment.installed_group() is None


@pytest.mark.parametrize(("group", "expected"), [("run", (True, False)), ("dev", (True, True))])
def test_environment_has_what_its_stamp_says(environment: Environment, group: str, expected: tuple[bool, bool]) -> None:
    stamp(environment, group)

    assert (environment.has("run"), environment.has("dev")) == expected


def test_stamp_stops_counting_when_a_lock_changes(environment: Environment) -> None:
    stamp(environment, "dev")

    environment.requirements("run").write_text("flask==3.1.4\n", "utf-8")

    assert environment.installed_group() is None


def test_stamp_stops_counting_when_the_interpreter_is_gone(environment: Environment) -> None:
    stamp(environment, "dev")

    environment.program("python").unlink()

    assert environment.installed_group() is None


def test_half_written_stamp_counts_as_none(environment: Environment) -> None:
    environment.stamp_file.write_text(environment.digest(), "utf-8")

    assert environment.installed_group() is None


def test_pip_is_fetched_from_the_index_if_its_hash_is_the_expected_one(tmp_path: Path) -> None:
    with index_with(tmp_path / "index", b"a wheel") as index:
        wheel = setup.fetch_pip(tmp_path, index, hashlib.sha256(b"a wheel").hexdigest())

    assert wheel.read_bytes() == b"a wheel"


def test_pip_with_another_hash_is_refused_and_not_kept(tmp_path: Path) -> None:
    with (
        index_with(tmp_path / "index", b"not the wheel we know") as index,
        pytest.raises(SetupFailed, match="does not have the expected hash"),
    ):
        setup.fetch_pip(tmp_path, index)

    assert not (tmp_path / setup.PIP_WHEEL).exists()


def test_index_that_cannot_be_reached_is_answered_with_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(SetupFailed, match="install the package python3-venv"):
        setup.fetch_pip(tmp_path, (tmp_path / "nowhere").as_uri())


def test_own_options_are_read_and_all_others_passed_on_in_order() -> None:
    options, rest = dev.argument_parser().parse_known_args(["serve", "--workers", "2", "--port", "9000", "--quiet"])

    assert (options.host, options.port, rest) == (None, 9000, ["--workers", "2", "--quiet"])


def test_arguments_after_test_are_for_pytest_in_order() -> None:
    _, rest = dev.argument_parser().parse_known_args(["test", "tests/timeline", "-k", "dates", "-x"])

    assert rest == ["tests/timeline", "-k", "dates", "-x"]


@pytest.mark.parametrize("command", ["lint", "fix"])
def test_command_refuses_arguments_before_it_sets_anything_up(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([command, "--fast"]) == 1

    assert capsys.readouterr().out == "dev.py: unknown arguments: --fast\n"


def test_help_names_every_command() -> None:
    done = subprocess.run([sys.executable, ROOT / "dev.py", "--help"], capture_output=True, text=True, check=True)

    assert [name for name in dev.COMMANDS if f"\n    {name} " not in done.stdout] == []


@pytest.mark.parametrize(
    "file", [ROOT / "dev.py", *sorted((ROOT / "devtools").glob("*.py"))], ids=lambda file: file.name
)
def test_module_imports_only_the_standard_library(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))

    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert {name.split(".")[0] for name in imported} - {*sys.stdlib_module_names, "devtools"} == set()


# --- What is run -----------------------------------------------------------------------------------------------------


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The programs that a command starts, by name and arguments; each of them succeeds and does nothing."""
    commands: list[list[str]] = []

    def run(program: str | Path, *arguments: str | Path, env: dict[str, str] | None = None) -> bool:
        given = [] if env is None else [f"{name}={env[name]}" for name in fast.PROFILE if name in env]
        commands.append([*given, Path(program).name, *map(str, arguments)])
        return True

    for module in (dev, checks, machine):
        monkeypatch.setattr(module, "run", run)
    monkeypatch.setattr(dev, "ensure", lambda _environment, _group: None)
    monkeypatch.setattr("shutil.which", lambda _program: None)
    monkeypatch.delenv(machine.VARIABLE, raising=False)
    return commands


def test_fix_repairs_first_and_formats_what_it_repaired(started: list[list[str]]) -> None:
    assert dev.main(["fix"]) == 0

    assert started == [["ruff", "check", "--fix", "."], ["ruff", "format", "."]]


def test_fast_runs_its_checks_and_then_its_tests_and_installs_nothing(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast, "fast_arguments", lambda _root: ["-m=fast", "tests/chosen"])

    assert dev.main(["test", "--fast", "-x"]) == 0

    *checked, tested = started
    assert checked == [list(command) for command in checks.FAST_CHECKS]
    assert tested == ["TIMELINE_TEST_PROFILE=fast", "pytest", "-n2", "-m=fast", "tests/chosen", "-x"]


def test_whole_run_prepares_the_interop_programs_and_runs_every_check(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "missing_packages", list)

    assert dev.main(["test", "tests/api"]) == 0

    assert started == [
        ["python", "-m", "tests.interop.environments"],
        *[list(command) for command in checks.CHECKS],
        ["pytest", "-n2", "tests/api"],
    ]


def test_failed_check_fails_the_run_but_not_before_the_tests(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "failed_checks", lambda _environment, _commands: ["mypy"])
    monkeypatch.setattr(fast, "fast_arguments", lambda _root: [])

    assert dev.main(["test", "--fast"]) == 1

    assert started == [["TIMELINE_TEST_PROFILE=fast", "pytest", "-n2"]]


# --- Which tests are fast --------------------------------------------------------------------------------------------


def test_every_chosen_place_and_every_file_left_out_exists() -> None:
    present = [file for place in fast.CHOSEN for file in (ROOT / place).rglob("test_*.py")]
    left_out = [name for name in fast.LEFT_OUT if not any(file.match(name) for file in present)]

    assert [place for place in fast.CHOSEN if not (ROOT / place).exists()] == []
    assert left_out == []


def test_changed_module_brings_the_tests_of_its_name(tmp_path: Path) -> None:
    places = ["timeline/store/test_search.py", "timeline/model/test_search.py", "api/test_forms.py", "api/test_site.py"]
    files = [tmp_path / "tests" / place for place in places]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()

    touched = fast.touched_files(tmp_path, ["search.py", "test_forms.py", "site.css", "other.py"])

    assert set(touched) == {files[0], files[1], files[2]}


def test_changed_names_are_those_of_files_that_differ_from_the_last_commit(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    for name in ("same.py", "changed.py"):
        (tmp_path / name).write_text("1\n", "utf-8")
    git("add", ".")
    git("commit", "-m", "Begin")
    (tmp_path / "changed.py").write_text("2\n", "utf-8")
    (tmp_path / "new folder").mkdir()
    (tmp_path / "new folder" / "a new one.py").touch()

    assert sorted(fast.changed_names(tmp_path)) == ["a new one.py", "changed.py"]


def test_without_git_nothing_counts_as_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert fast.changed_names(tmp_path) == []


# --- What is installed -----------------------------------------------------------------------------------------------

APT = [
    ["apt-get", "update", "-qq"],
    ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES, "-qq"],
]


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which packages are missing and can be installed."""
    monkeypatch.setattr(machine, "missing_packages", lambda: PACKAGES)
    monkeypatch.setattr(machine, "_can_install", lambda: True)


@pytest.mark.usefixtures("as_root")
def test_nothing_is_installed_where_nobody_agreed(started: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    machine.complete_machine(is_agreed=False)

    assert started == []
    assert capsys.readouterr().out == (
        "dev.py: some tests will be skipped; to run them, repeat with --install, or: "
        "apt-get install --yes --no-install-recommends chromium fonts-noto-core\n"
    )


@pytest.mark.usefixtures("as_root")
def test_packages_are_installed_when_the_command_line_says_so(started: list[list[str]]) -> None:
    machine.complete_machine(is_agreed=True)

    assert started == APT


@pytest.mark.usefixtures("as_root")
@pytest.mark.parametrize(("value", "expected"), [("1", APT), ("0", []), ("", [])])
def test_packages_are_installed_when_the_variable_says_so(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, value: str, expected: list[list[str]]
) -> None:
    monkeypatch.setenv(machine.VARIABLE, value)

    machine.complete_machine(is_agreed=False)

    assert started == expected


@pytest.mark.usefixtures("as_root")
@pytest.mark.parametrize(("reply", "expected"), [("y", APT), ("Yes ", APT), ("n", []), ("", [])])
def test_user_at_the_terminal_is_asked_after_the_whole_line_was_shown(
    started: list[list[str]], capsys: pytest.CaptureFixture[str], reply: str, expected: list[list[str]]
) -> None:
    shown_before: list[str] = []

    def ask(_question: str) -> str:
        shown_before.append(capsys.readouterr().out)
        return reply

    machine.complete_machine(is_agreed=False, ask=ask)

    assert started == expected
    assert "apt-get install --yes --no-install-recommends chromium fonts-noto-core" in shown_before[0]


def test_who_is_not_root_gets_the_line_whatever_was_agreed(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "missing_packages", lambda: PACKAGES)
    monkeypatch.setattr(machine, "_can_install", lambda: False)

    machine.complete_machine(is_agreed=True, ask=lambda _question: "y")

    assert started == []
    assert "sudo apt-get install" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        (
            {*machine.SYSTEM_PACKAGES, "node", "php"},
            [
                "evolution-data-server",
                "php-sabre-vobject",
                *machine.COMPANIONS["evolution-data-server"],
            ],
        ),
        ({"google-chrome", *(programs[-1] for programs in machine.SYSTEM_PACKAGES.values())}, []),
    ],
)
def test_missing_packages_come_with_their_companions(
    monkeypatch: pytest.MonkeyPatch, present: set[str], expected: list[str]
) -> None:
    monkeypatch.setattr(machine, "is_there", lambda program: program in present)

    assert machine.missing_packages() == expected


def test_a_program_or_a_file_is_there(tmp_path: Path) -> None:
    library = tmp_path / "Reader.php"
    before = machine.is_there(str(library))
    library.write_text("<?php", "utf-8")

    assert (before, machine.is_there(str(library)), machine.is_there("python3")) == (False, True, True)


def test_integration_run_allows_no_skip_and_agrees_to_the_packages() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")

    assert "export TIMELINE_REQUIRE_ALL=1 TIMELINE_INSTALL_PACKAGES=1\n" in script
