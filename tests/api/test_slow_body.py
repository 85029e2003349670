"""Bodies that do not come (RELIABILITY.md D1): each has a seat until its connection ends, then the next one has it."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from werkzeug.exceptions import ClientDisconnected

from api.http.request_errors import TooManyBodies
from api.writes.slow_body import MOST_BODIES, read_in_a_seat


def fail() -> bytes:
    raise ClientDisconnected


def test_body_that_is_refused_gives_its_seat_back():
    for _ in range(2 * MOST_BODIES):
        with pytest.raises(ClientDisconnected):
            read_in_a_seat(fail)

    assert read_in_a_seat(lambda: b"{}") == b"{}"


def test_bodies_that_do_not_come_have_the_seats_until_their_connections_end():
    are_gone = Event()

    def wait() -> bytes:
        are_gone.wait(timeout=60)
        return b"{}"

    waiting = [Thread(target=read_in_a_seat, args=(wait,)) for _ in range(MOST_BODIES)]
    for thread in waiting:
        thread.start()

    with pytest.raises(TooManyBodies):
        read_in_a_seat(lambda: b"{}")
    are_gone.set()
    for thread in waiting:
        thread.join()

    assert read_in_a_seat(lambda: b"{}") == b"{}"
