"""Sets up other people's calendar programs, each in an environment of its own (some can not live with others).

`python -m tests.interop.environments` -> requirements/interop-*.txt (hashed) -> `.venv-interop/NAME`, by uv if it is
there, else by pip; package-lock.json -> `npm ci` -> `.venv-interop/node`. A stamp makes the next call cheap. The tests
never install: `python_of` and `node_modules` say what is there and `MEND` is the line that would mend what is not.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from devtools.environment import fetch_pip
from devtools.programs import SetupFailed

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / ".venv-interop"
PYTHON_TOOLS: Final = ("khal", "ical", "vobject", "ics")
MEND: Final = "python3 -m tests.interop.environments"
_NODE_SOURCE: Final = Path(__file__).parent / "node"
_NODE_FILES: Final = ("package.json", "package-lock.json")


def python_of(tool: str) -> Path | None:
    """The interpreter in which the tool is installed as locked; None if it is not."""
    home = FOLDER / tool
    python = home / "bin" / "python"
    return python if python.exists() and _stamp(home) == _digest(_requirements(tool)) else None


def node_modules() -> Path | None:
    """The folder in which `node_modules` is installed as locked; None if it is not."""
    home = FOLDER / "node"
    return home if _stamp(home) == _digest(*_node_locks()) else None


def prepare() -> list[str]:
    """Install what is missing. What could not be installed is named, with its reason above it on the terminal."""
    failed = [tool for tool in PYTHON_TOOLS if python_of(tool) is None and not _is_installed(tool)]
    if node_modules() is None and not _install_node():
        failed.append("node")
    return failed


def _is_installed(tool: str) -> bool:
    try:
        return _install_python(tool)
    except (OSError, SetupFailed) as error:
        sys.stderr.write(f"{tool}: {error}\n")
        return False


def _install_python(tool: str) -> bool:
    sys.stderr.write(f"setting up {tool} for the interop tests\n")
    home, locked = FOLDER / tool, _requirements(tool)
    shutil.rmtree(home, ignore_errors=True)
    python = home / "bin" / "python"
    uv = shutil.which("uv")
    if uv is not None:
        made = _run(uv, "venv", "--quiet", "--python", sys.executable, home)
        if made and _run(uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", locked):
            return _seal(home, locked)
        shutil.rmtree(home, ignore_errors=True)
    return _install_with_pip(home, python, locked) and _seal(home, locked)


def _install_with_pip(home: Path, python: Path, locked: Path) -> bool:
    """Install by the interpreter's own pip, or by a fetched one where it has none (as dev.py does)."""
    bundled = importlib.util.find_spec("ensurepip") is not None
    if not _run(sys.executable, "-m", "venv", *(() if bundled else ("--without-pip",)), home):
        return False
    with tempfile.TemporaryDirectory() as folder:
        pip = (python, "-m", "pip") if bundled else (python, fetch_pip(Path(folder)) / "pip")
        return _run(*pip, "install", "-qq", "--disable-pip-version-check", "--require-hashes", "-r", locked)


def _install_node() -> bool:
    npm = shutil.which("npm")
    if npm is None:
        return False
    home = FOLDER / "node"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    for lock in _node_locks():
        shutil.copy(lock, home)
    options = ("--silent", "--ignore-scripts", "--no-audit", "--no-fund")
    return _run(npm, "ci", *options, folder=home) and _seal(home, *_node_locks())


def _requirements(tool: str) -> Path:
    return ROOT / "requirements" / f"interop-{tool}.txt"


def _node_locks() -> list[Path]:
    return [_NODE_SOURCE / name for name in _NODE_FILES]


def _digest(*locks: Path) -> str:
    return hashlib.sha256("\0".join([sys.version, *(lock.read_text("utf-8") for lock in locks)]).encode()).hexdigest()


def _stamp(home: Path) -> str | None:
    try:
        return (home / "stamp").read_text("utf-8")
    except OSError:
        return None


def _seal(home: Path, *locks: Path) -> bool:
    (home / "stamp").write_text(_digest(*locks), "utf-8")
    return True


def _run(*command: str | Path, folder: Path = ROOT) -> bool:
    quiet = {**os.environ, "PIP_NO_INPUT": "1"}
    return subprocess.run(command, cwd=folder, env=quiet, stdin=subprocess.DEVNULL, check=False).returncode == 0


def main(arguments: Sequence[str]) -> int:
    """Prepare everything; the exit code tells whether all of it is there."""
    if arguments:
        sys.stderr.write("tests.interop.environments takes no arguments\n")
        return 2
    failed = prepare()
    if failed:
        sys.stderr.write(f"not installed, their tests will be skipped: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
