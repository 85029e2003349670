"""dev.py: when it sets up, what it refuses, and that it needs nothing but the standard library."""

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

ROOT = Path(dev.__file__).parent


@pytest.fixture
def environment(tmp_path: Path) -> dev.Environment:
    """A checkout with two locks and a whole environment without a stamp."""
    environment = dev.Environment(tmp_path)
    environment.requirements("run").parent.mkdir()
    environment.requirements("run").write_text("flask==3.1.3\n", "utf-8")
    environment.requirements("dev").write_text("pytest==9.0.0\n", "utf-8")
    environment.program("python").parent.mkdir(parents=True)
    environment.program("python").touch()
    return environment


def stamp(environment: dev.Environment, group: str) -> None:
    """Mark the environment as whole."""
    environment.stamp_file.write_text(f"{environment.digest()} {group}\n", "utf-8")


@contextmanager
def index_with(folder: Path, wheel: bytes) -> Iterator[str]:
    """URL of a package index on this machine that holds one wheel under the name of pip's."""
    (folder / "simple" / "pip").mkdir(parents=True)
    (folder / "simple" / "pip" / "index.html").write_text(f'<a href="../../files/{dev.PIP_WHEEL}#sha256=0">pip</a>')
    (folder / "files").mkdir()
    (folder / "files" / dev.PIP_WHEEL).write_bytes(wheel)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/simple"
        server.shutdown()


def test_environment_without_stamp_holds_nothing(environment: dev.Environment) -> None:
    assert environment.installed_group() is None


@pytest.mark.parametrize(("group", "expected"), [("run", (True, False)), ("dev", (True, True))])
def test_environment_has_what_its_stamp_says(
    environment: dev.Environment, group: str, expected: tuple[bool, bool]
) -> None:
    stamp(environment, group)

    assert (environment.has("run"), environment.has("dev")) == expected


def test_stamp_stops_counting_when_a_lock_changes(environment: dev.Environment) -> None:
    stamp(environment, "dev")

    environment.requirements("run").write_text("flask==3.1.4\n", "utf-8")

    assert environment.installed_group() is None


def test_stamp_stops_counting_when_the_interpreter_is_gone(environment: dev.Environment) -> None:
    stamp(environment, "dev")

    environment.program("python").unlink()

    assert environment.installed_group() is None


def test_half_written_stamp_counts_as_none(environment: dev.Environment) -> None:
    environment.stamp_file.write_text(environment.digest(), "utf-8")

    assert environment.installed_group() is None


def test_pip_is_fetched_from_the_index_if_its_hash_is_the_expected_one(tmp_path: Path) -> None:
    with index_with(tmp_path / "index", b"a wheel") as index:
        wheel = dev.fetch_pip(tmp_path, index, hashlib.sha256(b"a wheel").hexdigest())

    assert wheel.read_bytes() == b"a wheel"


def test_pip_with_another_hash_is_refused_and_not_kept(tmp_path: Path) -> None:
    with (
        index_with(tmp_path / "index", b"not the wheel we know") as index,
        pytest.raises(dev.SetupFailed, match="does not have the expected hash"),
    ):
        dev.fetch_pip(tmp_path, index)

    assert not (tmp_path / dev.PIP_WHEEL).exists()


def test_index_that_can_not_be_reached_is_answered_with_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(dev.SetupFailed, match="install the package python3-venv"):
        dev.fetch_pip(tmp_path, (tmp_path / "nowhere").as_uri())


def test_own_options_are_read_and_all_others_passed_on_in_order() -> None:
    options, rest = dev.argument_parser().parse_known_args(["serve", "--workers", "2", "--port", "9000", "--quiet"])

    assert (options.host, options.port, rest) == (None, 9000, ["--workers", "2", "--quiet"])


def test_arguments_after_test_are_for_pytest_in_order() -> None:
    _, rest = dev.argument_parser().parse_known_args(["test", "tests/timeline", "-k", "dates", "-x"])

    assert rest == ["tests/timeline", "-k", "dates", "-x"]


def test_lint_refuses_arguments_before_it_sets_anything_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["lint", "--fast"]) == 1

    assert capsys.readouterr().out == "dev.py: unknown arguments: --fast\n"


def test_help_names_every_command() -> None:
    done = subprocess.run([sys.executable, ROOT / "dev.py", "--help"], capture_output=True, text=True, check=True)

    assert [name for name in dev.COMMANDS if f"\n    {name} " not in done.stdout] == []


def test_dev_imports_only_the_standard_library() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text("utf-8"))

    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert {name.split(".")[0] for name in imported} - sys.stdlib_module_names == set()
