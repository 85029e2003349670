"""`timeline serve`: from nothing to a running service and back, as a user sees it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

SECONDS_TO_START = 60


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(database_url: str, port: int) -> Iterator[subprocess.Popen[str]]:
    """The program as a process of its own; ended with the block if it still runs."""
    environment = {**os.environ, "TIMELINE_DATABASE_URL": database_url}
    command = [sys.executable, "-m", "timeline.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def first_answer(process: subprocess.Popen[str], address: str) -> bytes:
    """The body of the first answer that is given."""
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return bytes(response.read())
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the service did not answer")


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_serve_starts_from_nothing_with_the_shipped_stories_and_stops_with_exit_code_0(sqlite_url: str, stop):
    port = free_port()
    with serving(sqlite_url, port) as process:
        found = json.loads(first_answer(process, f"http://127.0.0.1:{port}/v1/events?limit=1"))
        second = subprocess.run(process.args, capture_output=True, text=True, check=False)
        process.send_signal(stop)
        stdout, _ = process.communicate(timeout=30)

    assert len(found["events"]) == 1
    assert (second.returncode, second.stderr) == (
        1, f"port {port} of 127.0.0.1 is in use by another program; choose another with --port\n"
    )  # fmt: skip
    assert process.returncode == 0
    assert [line.split(":")[0].strip() for line in stdout.splitlines()[1:]] == ["Page", "API", "Calendar", "Embed"]
    assert f"http://127.0.0.1:{port}/calendars/all.ics" in stdout
