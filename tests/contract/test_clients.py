"""Clients generated from /openapi.json work against a running service: openapi-python-client and openapi-typescript."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interop import environments
from tests.served import Served, served_story

CLIENTS = Path(__file__).parent / "clients"
SEEN = {
    "visits": [
        "blinken-visit-tokyo-2023-11",
        "blinken-visit-brussels-2023-11",
        "blinken-visit-skopje-2023-11",
        "blinken-visit-israel-2023-11",
        "blinken-visit-west-bank-2023-11",
        "blinken-visit-dubai-2023-12",
    ],
    "status": "announced",
    "first_day": "2023-11-27",
    "refused": 422,
    "kinds": 6,
}
"""What each program prints."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service at an address of this machine."""
    with served_story(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def description(served: Served, tmp_path: Path) -> Path:
    """The description as served, in a file."""
    file = tmp_path / "openapi.json"
    with urllib.request.urlopen(f"{served.url}/openapi.json") as answer:
        file.write_bytes(answer.read())
    return file


def run(folder: Path, *command: object) -> str:
    """The output of a program that succeeds without a warning."""
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


def test_python_client_lists_reads_and_pages(served: Served, description: Path, tmp_path: Path) -> None:
    package = tmp_path / "generated_client"
    options = ["--meta", "none", "--config", CLIENTS / "python_settings.yaml", "--output-path", package]
    said = run(tmp_path, sys.executable, "-m", "openapi_python_client", "generate", "--path", description, *options)
    shutil.copy(CLIENTS / "use_python_client.py", tmp_path)

    output = run(tmp_path, sys.executable, "-W", "error", "use_python_client.py", served.url)

    assert said == f"Generating {package}\n"
    assert json.loads(output) == SEEN


def test_typescript_types_check_a_program_that_lists_reads_and_pages(
    served: Served, description: Path, tmp_path: Path, node_path: Path
) -> None:
    modules = environments.node_modules()
    if modules is None:
        pytest.skip(f"no openapi-typescript; mend it with: {environments.MEND}")
    (tmp_path / "node_modules").symlink_to(modules / "node_modules", target_is_directory=True)
    shutil.copy(CLIENTS / "use_typescript_client.ts", tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    installed = tmp_path / "node_modules"
    run_quietly(
        tmp_path, node_path, installed / "openapi-typescript" / "bin" / "cli.js", description, "-o", "schema.d.ts"
    )
    options = ["--strict", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom"]
    run(tmp_path, node_path, installed / "typescript" / "bin" / "tsc", *options, "use_typescript_client.ts")

    output = run(tmp_path, node_path, "use_typescript_client.js", served.url)

    assert json.loads(output) == SEEN


def run_quietly(folder: Path, *command: object) -> None:
    """Run a program that writes its progress to the error stream."""
    subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, timeout=300, check=True)
