"""What no library would send, byte for byte to the real server on a socket (RELIABILITY.md D1-D6, D17, D20, D30, D31).

Where the server is more lenient than our rule and we cannot see it (bare line feeds, Content-Length beside chunked,
which it drops and then closes), the test says what holds all the same.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

SECONDS_TO_START = 60
SECONDS = 10.0
"""An answer that takes longer has not come; nothing here comes near it on a machine that is not overloaded."""

HOST = b"Host: timeline.example.org\r\n"
CLOSE = HOST + b"Connection: close\r\n"
POST = b"POST /v1/reports HTTP/1.1\r\n" + HOST


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back on one connection: the statuses in order, all bytes, and whether the server closed it."""

    statuses: tuple[int, ...]
    text: bytes
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Server:
    """The program on a port of the loopback address."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def make_key(self) -> bytes:
        """A new key that may write."""
        words = ("keys", "create", "--json", "--name", "raw", "--scope", "edit")
        command = [sys.executable, "-m", "timeline.cli", *words]
        made = subprocess.run(command, env=_environment(self.log.parent), capture_output=True, check=True)
        found = re.search(rb"dt_[A-Za-z0-9_-]{30,}", made.stdout)
        assert found is not None
        return found.group()

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS)

    def ask(self, raw: bytes, *, most_answers: int = 1) -> Reply:
        """Send the bytes as they are and read until the connection ends or that many answers began and it is quiet."""
        with self.connect() as connection:
            connection.sendall(raw)
            text, is_closed = b"", False
            try:
                while not is_closed:
                    piece = connection.recv(65_536)
                    text, is_closed = text + piece, not piece
                    if len(_statuses(text)) >= most_answers:
                        connection.settimeout(0.3)
            except (TimeoutError, ConnectionResetError) as end:
                is_closed = isinstance(end, ConnectionResetError)
        return Reply(_statuses(text), text, is_closed)

    def is_well(self) -> bool:
        """True if an honest client is answered."""
        return self.ask(b"GET /healthz HTTP/1.1\r\n" + CLOSE + b"\r\n").statuses == (200,)


def _statuses(text: bytes) -> tuple[int, ...]:
    return tuple(int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3})", text))


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "TIMELINE_DATABASE_URL": f"sqlite:///{folder / 'timeline.db'}"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`timeline serve` over a database of its own, with the shipped stories."""
    folder = tmp_path_factory.mktemp("raw")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "timeline.cli", "serve", "--port", str(port)]
    log = folder / "log"
    with log.open("wb") as stderr:
        process = subprocess.Popen(command, env=_environment(folder), stdout=subprocess.DEVNULL, stderr=stderr)
        found = Server(port, process, log)
        _wait_until_it_answers(found)
        yield found
        process.terminate()
        process.wait(timeout=30)


def _wait_until_it_answers(server: Server) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while server.process.poll() is None and time.monotonic() < deadline:
        try:
            if server.is_well():
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the service did not answer")


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (POST + b"Content-Length: 100\r\n\r\nabc", 401),
        (POST + b"Authorization: Bearer x\r\nContent-Length: 100\r\n\r\nabc", 401),
        (POST + b"Expect: 100-continue\r\nContent-Length: 100\r\n\r\n", 401),
        (POST + b"Content-Length: 1000001\r\n\r\n", 413),
        (POST + b"Authorization: Bearer x\r\nContent-Length: 99999999999\r\n\r\n", 413),
        (POST + b"Content-Encoding: gzip\r\nContent-Length: 100\r\n\r\n", 415),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n10\r\nabc", 401),
        (b"GET /healthz HTTP/1.1\r\n" + HOST + b"Content-Length: 100\r\n\r\nabc", 200),
    ],
)
def test_key_and_length_are_checked_before_a_body_is_waited_for(server, head, status):
    reply = server.ask(head)

    assert (reply.statuses, reply.is_closed) == ((status,), True)
    assert b"connection: close" in reply.text.lower()


def test_large_body_in_chunks_without_a_key_is_not_read(server):
    chunk = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    with server.connect() as connection:
        try:
            connection.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 30 + b"0\r\n\r\n")
            answer = connection.recv(65_536)
        except (ConnectionResetError, BrokenPipeError):
            answer = b"HTTP/1.1 401"  # it hung up on us while we were still sending

    assert _statuses(answer) == (401,)


@pytest.mark.parametrize(
    "rest", [b"abcdefghi\r\n\r\n", b"abc\x00\x01\x02\r\n\r\n", b"abc\r\n\r\n", b"abcGET /healthz HTTP/1.1\r\n\r\n"]
)
def test_connection_ends_after_an_unread_body_whatever_stands_behind_it(server, rest):
    reply = server.ask(POST + b"Content-Length: 3\r\n\r\n" + rest, most_answers=2)

    assert (reply.statuses, reply.is_closed) == ((401,), True)


@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: 3\r\nContent-Length: 4\r\n", b"Content-Length: +3\r\n", b"Content-Length: -1\r\n",
        b"Content-Length: 0x3\r\n", b"Content-Length: 3, 3\r\n", b"Content-Length: 3 3\r\n",
        b"Content-Length: 99999999999999999999\r\n", b"Content-Length: \xd9\xa3\r\n", b"Content-Length: 3;\r\n",
        b"Transfer-Encoding: gzip\r\n", b"Transfer-Encoding: xchunked\r\n", b"Transfer-Encoding: chunked, gzip\r\n",
        b"Transfer-Encoding: gzip, chunked\r\n", b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: identity\r\n", b"Transfer-Encoding : chunked\r\n", b"Content-Length : 3\r\n",
        b"Transfer-Encoding:\x0bchunked\r\n",
    ],
)  # fmt: skip
def test_doubtful_framing_is_refused(server, framing):
    reply = server.ask(b"POST /v1/reports HTTP/1.1\r\n" + CLOSE + framing + b"\r\n0\r\n\r\n")

    assert (reply.statuses, reply.is_closed) == ((400,), True)


def test_length_beside_chunks_smuggles_nothing_because_the_connection_ends(server):
    smuggled = b"0\r\n\r\nGET /readyz HTTP/1.1\r\n" + HOST + b"\r\n"

    reply = server.ask(POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + smuggled, most_answers=2)

    assert (reply.statuses, reply.is_closed) == ((401,), True)


@pytest.mark.parametrize(
    "head",
    [
        b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n",
        b"GET /healthz HTTP/1.1\r\nConnection: close\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: evil.example/x\r\nConnection: close\r\n",
        b"get /healthz HTTP/1.1\r\n" + CLOSE,
        b"GET /healthz HTTP/1.1\r\n" + CLOSE + b"X : y\r\n",
        b"GET /healthz HTTP/1.1\r\n" + CLOSE + b"X: a\x00b\r\n",
        b"GET /healthz HTTP/1.1\r\n" + CLOSE + b"X: a\x1bb\r\n",
        b"GET /healthz HTTP/1.1\r\n" + CLOSE + b"X: a\rb\r\n",
        b"GET /healthz HTTP/1.1\r\n" + CLOSE + b"X: a\r\n b\r\n",
        b"GET /healthz HTTP/9.9\r\n" + CLOSE,
        b"GET /healthz\r\n" + CLOSE,
        b"GET /\x00 HTTP/1.1\r\n" + CLOSE,
        b"GET /%00 HTTP/1.1\r\n" + CLOSE,
        b"GET /a b HTTP/1.1\r\n" + CLOSE,
        b"GET //evil.example HTTP/1.1\r\n" + CLOSE,
        b"GET /%5cevil.example HTTP/1.1\r\n" + CLOSE,
        b"OPTIONS * HTTP/1.1\r\n" + CLOSE,
        b"CONNECT evil.example:443 HTTP/1.1\r\n" + CLOSE,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n",
    ],
)
def test_request_that_is_not_well_formed_is_refused(server, head):
    reply = server.ask(head + b"\r\n")

    assert (reply.statuses, reply.is_closed) == ((400,), True)
    assert b"evil" not in reply.text


def test_old_client_without_a_host_is_answered(server):
    assert server.ask(b"GET /calendars/all.ics HTTP/1.0\r\n\r\n").statuses == (200,)


@pytest.mark.parametrize(
    "head",
    [
        b"GET http://evil.example/v1/events?limit=1 HTTP/1.1\r\n" + CLOSE,
        b"GET /v1/events?limit=1 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n",
        b"GET /v1/events?limit=1 HTTP/1.1\r\nX-Forwarded-Host: evil.example\r\n" + CLOSE,
    ],
)
def test_links_are_built_from_the_configuration_and_never_from_what_the_client_calls_us(server, head):
    reply = server.ask(head + b"\r\n")

    assert reply.statuses == (200,)
    assert b"evil" not in reply.text
    assert f"http://127.0.0.1:{server.port}/".encode() in reply.text


@pytest.mark.parametrize(
    ("head", "statuses"),
    [
        (b"GET /v1/events?" + b"x" * 4_085 + b" HTTP/1.1\r\n", (422,)),
        (b"GET /v1/events?" + b"x" * 4_086 + b" HTTP/1.1\r\n", (414,)),
        (b"GET /v1/events?" + b"x" * 100_000 + b" HTTP/1.1\r\n", (431,)),
        (b"GET /healthz HTTP/1.1\r\nX: " + b"x" * 31_000 + b"\r\n", (200,)),
        (b"GET /healthz HTTP/1.1\r\nX: " + b"x" * 40_000 + b"\r\n", (431,)),
        (b"GET /healthz HTTP/1.1\r\n" + b"".join(b"X-%d: a\r\n" % number for number in range(98)), (200,)),
        (b"GET /healthz HTTP/1.1\r\n" + b"".join(b"X-%d: a\r\n" % number for number in range(99)), (431,)),
        (b"GET /healthz HTTP/1.1\r\n" + b"X: a\r\n" * 150, (431,)),
    ],
)
def test_address_and_headers_have_their_limits_before_and_in_the_service(server, head, statuses):
    assert server.ask(head + CLOSE + b"\r\n").statuses == statuses


@pytest.mark.parametrize("method", [b"TRACE", b"PUT", b"DELETE", b"PATCH", b"BREW", b"PROPFIND"])
def test_method_that_is_not_served_is_405_and_an_override_is_ignored(server, method):
    override = (
        b"X-HTTP-Method-Override: " + method + b"\r\nX-HTTP-Method: " + method + b"\r\nX-Method-Override: GET\r\n"
    )

    refused = server.ask(method + b" /v1/events HTTP/1.1\r\n" + CLOSE + override + b"\r\n")
    read = server.ask(b"GET /v1/events?limit=1 HTTP/1.1\r\n" + CLOSE + override + b"\r\n")

    assert (refused.statuses, read.statuses) == ((405,), (200,))
    assert b"allow: GET, HEAD, OPTIONS" in refused.text


def test_body_of_a_get_is_no_second_request_and_changes_nothing(server):
    with_body = b"GET /healthz HTTP/1.1\r\n" + HOST + b"Content-Length: 22\r\n\r\nGET /nope HTTP/1.1\r\n\r\n"
    after = b"GET /readyz HTTP/1.1\r\n" + CLOSE + b"\r\n"

    reply = server.ask(with_body + after, most_answers=3)

    assert (reply.statuses, reply.is_closed) == ((200,), True)


def test_bodies_that_never_come_keep_no_reader_waiting(server):
    head = POST + b"Authorization: Bearer " + server.make_key() + b"\r\nContent-Type: application/json\r\n"
    with ExitStack() as open_connections:
        for _ in range(40):
            connection = open_connections.enter_context(server.connect())
            connection.sendall(head + b"Content-Length: 1000\r\n\r\nabc")
        are_well = [server.is_well() for _ in range(5)]
        refused = _statuses(connection.recv(65_536))

    assert are_well == [True] * 5
    assert refused == (503,)
    assert server.ask(head + b"Content-Length: 2\r\nConnection: close\r\n\r\n{}").statuses == (200,)


def test_slow_and_idle_clients_keep_nobody_else_waiting(server):
    with ExitStack() as open_connections:
        for number in range(300):
            connection = open_connections.enter_context(server.connect())
            if number % 3 == 0:
                connection.sendall(b"GET /v1/events HTTP/1.1\r\nX: slow")  # the header never ends
            if number % 3 == 1:
                connection.sendall(POST + b"Content-Length: 1000\r\n\r\nabc")  # the body never comes
        are_well = [server.is_well() for _ in range(5)]

    assert are_well == [True] * 5


def test_client_that_leaves_in_the_middle_is_no_error(server):
    before = server.log.read_text()
    for number in range(40):
        with server.connect() as connection:
            connection.sendall(b"GET /v1/events?limit=%d HTTP/1.1\r\n" % (number % 20 + 1) + HOST + b"\r\n")
            if number % 2:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")

    assert server.is_well()
    assert "error" not in server.log.read_text()[len(before) :].lower()


def test_nothing_of_all_this_ended_a_worker_or_was_a_fault_of_ours(server):
    log = server.log.read_text()

    assert server.is_well()
    assert "Traceback" not in log
    assert "respawn" not in log.lower()
