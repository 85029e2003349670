"""Set up and run the diplomatic timeline from a checkout: `python3 dev.py serve`, `python3 dev.py test`.

Data flow: requirements/*.txt (exported from uv.lock, every package with its hash) -> `.venv` (by uv, else by venv and
pip, else by venv and a pip wheel fetched here) -> a stamp in `.venv` that makes the next start cheap -> the program
asked for. Needs Python 3.11 and its standard library only: no uv, no make, no root. Leaves to others: what `timeline
serve` does (timeline/cli.py), what the tests need (tests/conftest.py).
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - a checkout can be started by any interpreter
    sys.exit("dev.py: needs Python 3.11 or newer")

ROOT = Path(__file__).resolve().parent
PIP_WHEEL = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
    ("deptry", "."),
)
EXPORT = ("export", "--quiet", "--locked", "--no-emit-project", "--no-header", "--no-annotate", "--no-default-groups")


class SetupFailed(Exception):
    """The environment could not be made; the text says what to do about it."""


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
        """Written last, removed first: present only if the environment is whole."""
        return self.folder / "dev-stamp"

    def program(self, name: str) -> Path:
        """Path of an installed program."""
        return self.folder / ("Scripts/" + name + ".exe" if os.name == "nt" else "bin/" + name)

    def requirements(self, group: str) -> Path:
        """The hashed requirement file of `run` or `dev`."""
        return self.root / "requirements" / f"{group}.txt"

    def digest(self) -> str:
        """A hash of all that an installation depends on: locks, interpreter (also from inside `.venv`), place."""
        parts = [sys.version, sys.base_prefix, str(self.root)]
        parts += [path.read_text("utf-8") for path in (self.requirements("run"), self.requirements("dev"))]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def installed_group(self) -> str | None:
        """`run` or `dev` if the environment is whole and matches the locks and this interpreter, else None."""
        try:
            digest, group = self.stamp_file.read_text("utf-8").split()
        except (OSError, ValueError):
            return None
        return group if digest == self.digest() and self.program("python").exists() else None

    def has(self, group: str) -> bool:
        """True if the group is installed; `dev` holds all of `run`."""
        return self.installed_group() in {group, "dev"}


def say(text: str) -> None:
    """Print one progress line at once."""
    print(f"dev.py: {text}", flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None) -> bool:
    """Run a program in the repository, its output passed through; True if it ended well."""
    try:
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode == 0
    except OSError as error:
        say(f"{command[0]} does not start: {error}")
        return False


# --- The environment -------------------------------------------------------------------------------------------------


def ensure(environment: Environment, group: str) -> None:
    """Make `.venv` hold the group; cheap if it does already. Raises SetupFailed."""
    if environment.has(group):
        return
    with only_one(environment.root):
        if environment.has(group):  # the other process did it
            return
        fresh = environment.installed_group() is None
        say(f"setting up .venv ({group} packages); this takes a minute the first time")
        environment.stamp_file.unlink(missing_ok=True)
        if not (install_with_uv(environment, group, fresh) or install_with_pip(environment, group, fresh)):
            raise SetupFailed("the packages could not be installed; the lines above say why")
        environment.stamp_file.write_text(f"{environment.digest()} {group}\n", "utf-8")


@contextlib.contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Let one process at a time set up a checkout; a second one waits (not on Windows: no file locks)."""
    if importlib.util.find_spec("fcntl") is None:
        yield
        return
    fcntl = importlib.import_module("fcntl")
    with (root / ".dev-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install_with_uv(environment: Environment, group: str, fresh: bool) -> bool:  # noqa: FBT001
    """Install by uv if it is on the PATH; False if it is not or if it fails."""
    uv = shutil.which("uv")
    if uv is None:
        return False
    python = environment.program("python")
    pip = (uv, "pip", "install", "--quiet", "--python", python)
    made = not fresh or run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, environment.folder)
    done = made and install(pip, environment, group)
    if not done:
        say("uv failed; trying pip")
    return done


def install_with_pip(environment: Environment, group: str, fresh: bool) -> bool:  # noqa: FBT001
    """Install by the interpreter's own pip, or by a fetched one where it has none (Debian without python3-venv)."""
    python = environment.program("python")
    bundled = importlib.util.find_spec("ensurepip") is not None
    options = ("--clear",) if bundled else ("--clear", "--without-pip")
    if fresh and not run(sys.executable, "-m", "venv", *options, environment.folder):
        return False
    with tempfile.TemporaryDirectory() as folder:
        pip: tuple[str | Path, ...] = (python, "-m", "pip")
        if not run_quietly(*pip, "--version"):
            pip = (python, fetch_pip(Path(folder)) / "pip")
        return install((*pip, "install", "--quiet", "--disable-pip-version-check"), environment, group)


def install(pip: Sequence[str | Path], environment: Environment, group: str) -> bool:
    """Install the hashed requirements of a group, then this repository as an editable package."""
    locked = environment.requirements(group)
    return run(*pip, "--require-hashes", "-r", locked) and run(
        *pip, "--no-deps", "--no-build-isolation", "--editable", environment.root
    )


def run_quietly(*command: str | Path) -> bool:
    """Run a program for its exit code alone."""
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode == 0


def fetch_pip(folder: Path, index: str | None = None, sha256: str = PIP_SHA256) -> Path:
    """Fetch pip's wheel from the package index into the folder. Raises SetupFailed, also if its hash differs."""
    page = (index or os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple").rstrip("/") + "/pip/"
    say(f"fetching {PIP_WHEEL}")
    try:
        with urllib.request.urlopen(page, timeout=60) as answer:
            listing = answer.read().decode()
        link = re.search(rf'href="([^"#]*{re.escape(PIP_WHEEL)})', listing)
        if link is None:
            raise SetupFailed(f"{page} does not list {PIP_WHEEL}; install the package python3-venv")
        with urllib.request.urlopen(urllib.parse.urljoin(page, link[1]), timeout=60) as answer:
            wheel = answer.read()
    except OSError as error:
        raise SetupFailed(f"pip can not be fetched ({error}); install the package python3-venv") from error
    if hashlib.sha256(wheel).hexdigest() != sha256:
        raise SetupFailed(f"{PIP_WHEEL} from {page} does not have the expected hash")
    path = folder / PIP_WHEEL
    path.write_bytes(wheel)
    return path


# --- What the machine lacks ------------------------------------------------------------------------------------------

# Debian's package and the names under which machines have its program.
SYSTEM_PACKAGES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "curl": ("curl",),
    "nodejs": ("node",),
    "npm": ("npm",),
    "thunderbird": ("thunderbird",),
    "evolution-data-server": ("/usr/libexec/evolution-calendar-factory",),
}

# What a package is of no use without: fonts for the browser, bindings and a bus for the calendar.
COMPANIONS = {
    "chromium": ("fonts-noto-core", "fonts-dejavu-core"),
    "evolution-data-server": ("gir1.2-ecal-2.0", "python3-gi", "dbus-daemon"),
}


def missing_packages() -> list[str]:
    """Debian packages that the tests want and this machine lacks, with those that they need beside them."""
    missing = [
        package
        for package, programs in SYSTEM_PACKAGES.items()
        if programs and not any(shutil.which(program) for program in programs)
    ]
    return [*missing, *(beside for package in missing for beside in COMPANIONS.get(package, ()))]


def complete_machine() -> None:
    """Install what the machine lacks where this is Debian and we are root, else name the line that would mend it."""
    packages = missing_packages()
    if not packages:
        return
    line = ("apt-get", "install", "--yes", "--no-install-recommends", *packages)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (is_root and Path("/etc/debian_version").exists() and shutil.which("apt-get")):
        say(f"some tests will be skipped; this line would mend it: sudo {' '.join(line)}")
        return
    say(f"installing {', '.join(packages)}")
    unattended = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if not (run("apt-get", "update", "-qq", env=unattended) and run(*line, "-qq", env=unattended)):
        say("apt-get failed; the tests that need these packages will be skipped")


# --- Commands --------------------------------------------------------------------------------------------------------


def serve(environment: Environment, options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Install the run-time packages and become the server: migrate, load data/ and seeds/ if empty, listen."""
    ensure(environment, "run")
    if options.database_url:
        os.environ["TIMELINE_DATABASE_URL"] = options.database_url
    chosen = [f"--{name}={value}" for name in ("host", "port") if (value := getattr(options, name)) is not None]
    command = [str(environment.program("timeline")), "serve", "--seed", *chosen, *rest]
    os.chdir(environment.root)
    if os.name == "nt":
        return subprocess.run(command, check=False).returncode
    os.execv(command[0], command)


def failed_checks(environment: Environment) -> list[str]:
    """Run every static check, all of them even if one fails; the names of those that failed."""
    failed = []
    for program, *arguments in CHECKS:
        name = " ".join((program, *arguments))
        say(name)
        if not run(environment.program(program), *arguments):
            failed.append(name)
            say(f"{name} FAILED")
    return failed


def lint(environment: Environment, _options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run the static checks."""
    refuse(rest)
    ensure(environment, "dev")
    return 1 if failed_checks(environment) else 0


def test(environment: Environment, _options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run the static checks, then pytest on SQLite and PostgreSQL; pytest's closing line is the last one."""
    ensure(environment, "dev")
    complete_machine()
    run(environment.program("python"), "-m", "tests.interop.environments")  # says itself what it can not install
    failed = failed_checks(environment)
    say("pytest")
    told = {**os.environ, "TIMELINE_FAILED_CHECKS": "\n".join(failed)}  # tests/conftest.py reports and counts them
    return 0 if run(environment.program("pytest"), "-n2", *rest, env=told) and not failed else 1


def module_runner(module: str) -> Callable[[Environment, argparse.Namespace, Sequence[str]], int]:
    """A command that runs a module of the test tree."""

    def run_module(environment: Environment, _options: argparse.Namespace, rest: Sequence[str]) -> int:
        ensure(environment, "dev")
        return 0 if run(environment.program("python"), "-m", module, *rest) else 1

    return run_module


def lock(environment: Environment, _options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Solve the versions anew into uv.lock and export both requirement files (for maintainers; needs uv)."""
    uv = shutil.which("uv")
    if uv is None:
        raise SetupFailed("lock needs uv: https://docs.astral.sh/uv/")
    run_group = (uv, *EXPORT, "--group", "build", "--output-file", environment.requirements("run"))
    dev_group = (uv, *EXPORT, "--group", "build", "--group", "dev", "--output-file", environment.requirements("dev"))
    return 0 if run(uv, "lock", *rest) and run(*run_group) and run(*dev_group) else 1


def refuse(rest: Sequence[str]) -> None:
    """Raise SetupFailed for arguments that a command does not take."""
    if rest:
        raise SetupFailed(f"unknown arguments: {' '.join(rest)}")


COMMANDS = {
    "serve": (serve, "start the service on this machine, with data; other options go to `timeline serve`"),
    "test": (test, "check and test everything; arguments go to pytest, e.g. `test tests/timeline -k dates`"),
    "lint": (lint, "only the checks: format, lint, types, imports, dependencies"),
    "bench": (module_runner("tests.benchmarks"), "measure speed; arguments go to tests/benchmarks"),
    "torture": (module_runner("tests.torture"), "the long reliability runs; arguments go to tests/torture"),
    "lock": (lock, "renew uv.lock and requirements/ (maintainers; arguments go to `uv lock`, e.g. --upgrade)"),
}


def argument_parser() -> argparse.ArgumentParser:
    """The commands and the few options that are ours; all others are passed on."""
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Set up and run the diplomatic timeline. The first start installs its packages into .venv.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, (_, explanation) in COMMANDS.items():
        commands.add_parser(name, help=explanation, description=explanation, allow_abbrev=False)
    server = commands.choices["serve"]
    server.add_argument("--host", help="address to listen on (default: 127.0.0.1, or TIMELINE_HOST)")
    server.add_argument("--port", type=int, help="port to listen on (default: 8080, or TIMELINE_PORT)")
    server.add_argument("--database-url", help="sqlite:///PATH or postgresql+psycopg://… (or TIMELINE_DATABASE_URL)")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    options, rest = argument_parser().parse_known_args(arguments)
    command, _ = COMMANDS[options.command]
    try:
        return command(Environment(ROOT), options, rest)
    except SetupFailed as error:
        say(str(error))
        return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
