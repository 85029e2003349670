"""What other processes do in the tests of concurrent writes; a module of its own so that they can import it."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from multiprocessing.queues import Queue
from typing import Any

import orjson
from flask import Response

from api import create_app
from tests.api.conftest import SETTINGS
from tests.api.writing import a_document, a_report
from timeline.store.engine.sessions import open_engine


@dataclass(frozen=True, slots=True)
class Sent:
    """One request as a process sends it."""

    path: str
    body: dict[str, Any]
    headers: dict[str, str]


def send_and_die_before_the_answer(database_url: str, sent: Sent) -> None:
    """Send the request to an application that is killed when it has committed and not answered yet."""
    app = create_app(SETTINGS, open_engine(database_url))

    @app.after_request
    def die(_response: Response) -> Response:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("unreachable")

    app.test_client().post(sent.path, data=orjson.dumps(sent.body), headers=sent.headers)


def rule_in_turns(
    database_url: str, event: str, rulings: list[dict[str, str]], rounds: int, key: str, queue: Queue[list[str]]
) -> None:
    """Read the event's tag and rule on it, so many times; put the tags of the accepted rulings into the queue."""
    engine = open_engine(database_url)
    client = create_app(SETTINGS, engine).test_client()
    taken: list[str] = []
    for number in range(rounds):
        tag = client.get(f"/v1/events/{event}", headers={"Authorization": f"Bearer {key}"}).headers["ETag"]
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json", "If-Match": tag}
        body = orjson.dumps(rulings[number % len(rulings)])
        answer = client.post(f"/v1/events/{event}/rulings", data=body, headers=headers)
        assert answer.status_code in (200, 412), answer.text
        if answer.status_code == 200:
            taken.append(tag)
    engine.dispose()
    queue.put(taken)


def file_and_withdraw_in_turns(database_url: str, first: int, rounds: int, key: str) -> None:
    """File a report of an event of its own, file its record again, withdraw it; so many times, from that day on."""
    engine = open_engine(database_url)
    client = create_app(SETTINGS, engine).test_client()
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    for day in range(first, first + rounds):
        for title in ("First", "Second"):
            document = a_document(a_report(day, says={"title": title}), a_report(31, source="ministry"))
            answer = client.post("/v1/reports", data=orjson.dumps(document), headers=headers)
            assert answer.status_code == 201, answer.text
        report = next(one["report"] for one in answer.get_json()["new"] if one["slug"] == f"visit-{day}")
        taken = client.post(f"/v1/reports/{report}/withdraw", data=b'{"reason": "x"}', headers=headers)
        assert taken.status_code == 200, taken.text
    engine.dispose()
