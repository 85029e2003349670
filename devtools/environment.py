"""The virtual environment of a checkout: made by uv, else by venv and pip, else by venv and a pip wheel fetched here.

requirements/*.txt (exported from uv.lock, every package with its hash) -> `ensure` -> `.venv` and a stamp in it, which
makes the next start cheap. No uv, no make and no root needed.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools.programs import SetupFailed, is_successful, run, say

PIP_WHEEL = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
_MEND = "install the package python3-venv"


@dataclass(frozen=True, slots=True)
class Environment:
    """The virtual environment of one checkout and the files that decide what is in it."""

    root: Path

    @property
    def folder(self) -> Path:
        """Where the environment lives."""
        return self.root / ".venv"

    @property
    def stamp_file(self) -> Path:
        """Written last and removed first: it exists only if the environment is complete."""
        return self.folder / "dev-stamp"

    def program(self, name: str) -> Path:
        """Path of an installed program."""
        return self.folder / ("Scripts/" + name + ".exe" if os.name == "nt" else "bin/" + name)

    def requirements(self, group: str) -> Path:
        """The hashed requirement file of `run` or `dev`."""
        return self.root / "requirements" / f"{group}.txt"

    def digest(self) -> str:
        """A hash of everything that an installation depends on: the locks, the interpreter and the folder."""
        parts = [sys.version, sys.base_prefix, str(self.root)]
        parts += [path.read_text("utf-8") for path in (self.requirements("run"), self.requirements("dev"))]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def installed_group(self) -> str | None:
        """`run` or `dev` if the environment is complete and matches the locks and this interpreter, else None."""
        try:
            digest, group = self.stamp_file.read_text("utf-8").split()
        except (OSError, ValueError):
            return None
        return group if digest == self.digest() and self.program("python").exists() else None

    def has(self, group: str) -> bool:
        """True if the group is installed; `dev` includes `run`."""
        return self.installed_group() in {group, "dev"}


def ensure(environment: Environment, group: str) -> None:
    """Make `.venv` hold the group; cheap if it does already. Raises SetupFailed."""
    if environment.has(group):
        return
    with _only_one(environment.root):
        if environment.has(group):  # another process has done it meanwhile
            return
        fresh = environment.installed_group() is None
        say(f"setting up .venv ({group} packages); this takes a minute the first time")
        environment.stamp_file.unlink(missing_ok=True)
        if not (
            _install_with_uv(environment, group, fresh=fresh) or _install_with_pip(environment, group, fresh=fresh)
        ):
            raise SetupFailed("the packages could not be installed; the lines above say why")
        environment.stamp_file.write_text(f"{environment.digest()} {group}\n", "utf-8")


@contextlib.contextmanager
def _only_one(root: Path) -> Iterator[None]:
    """Let one process at a time set up a checkout; a second one waits (not on Windows, which has no file locks)."""
    if importlib.util.find_spec("fcntl") is None:
        yield
        return
    fcntl = importlib.import_module("fcntl")
    with (root / ".dev-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _install_with_uv(environment: Environment, group: str, *, fresh: bool) -> bool:
    """Install with uv; False if uv is not on the PATH or if it fails."""
    uv = shutil.which("uv")
    if uv is None:
        return False
    pip = (uv, "pip", "install", "--quiet", "--python", environment.program("python"))
    made = not fresh or run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, environment.folder)
    done = made and _install(pip, environment, group)
    if not done:
        say("uv failed; trying pip")
    return done


def _install_with_pip(environment: Environment, group: str, *, fresh: bool) -> bool:
    """Install with the interpreter's own pip, or with a fetched one where it has none (Debian without python3-venv)."""
    python = environment.program("python")
    bundled = importlib.util.find_spec("ensurepip") is not None
    options = ("--clear",) if bundled else ("--clear", "--without-pip")
    if fresh and not run(sys.executable, "-m", "venv", *options, environment.folder):
        return False
    with tempfile.TemporaryDirectory() as folder:
        pip: tuple[str | Path, ...] = (python, "-m", "pip")
        if not is_successful(*pip, "--version"):
            pip = (python, fetch_pip(Path(folder)) / "pip")
        return _install((*pip, "install", "--quiet", "--disable-pip-version-check"), environment, group)


def _install(pip: Sequence[str | Path], environment: Environment, group: str) -> bool:
    """Install the hashed requirements of a group, then this repository as an editable package."""
    editable = ("--no-deps", "--no-build-isolation", "--editable", environment.root)
    return run(*pip, "--require-hashes", "-r", environment.requirements(group)) and run(*pip, *editable)


def fetch_pip(folder: Path, index: str | None = None, sha256: str = PIP_SHA256) -> Path:
    """Fetch pip's wheel from the package index into the folder. Raises SetupFailed, also if its hash differs."""
    page = (index or os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple").rstrip("/") + "/pip/"
    say(f"fetching {PIP_WHEEL}")
    try:
        wheel = _wheel_listed_on(page)
    except OSError as error:
        raise SetupFailed(f"pip cannot be fetched ({error}); {_MEND}") from error
    if hashlib.sha256(wheel).hexdigest() != sha256:
        raise SetupFailed(f"{PIP_WHEEL} from {page} does not have the expected hash")
    path = folder / PIP_WHEEL
    path.write_bytes(wheel)
    return path


def _wheel_listed_on(page: str) -> bytes:
    """The bytes of pip's wheel, found by its link on the page of the package index."""
    with urllib.request.urlopen(page, timeout=60) as answer:
        listing = answer.read().decode()
    link = re.search(rf'href="([^"#]*{re.escape(PIP_WHEEL)})', listing)
    if link is None:
        raise SetupFailed(f"{page} does not list {PIP_WHEEL}; {_MEND}")
    with urllib.request.urlopen(urllib.parse.urljoin(page, link[1]), timeout=60) as answer:
        wheel: bytes = answer.read()
    return wheel
