"""Logs (RELIABILITY.md E12): nothing that a client sends makes a second line, moves a cursor or colours a terminal."""

from __future__ import annotations

import json
import logging

import pytest

from api.http.json_log import LOGGER
from tests.api.writing import ALL, Writer, a_document, a_report
from timeline.store.engine.sessions import Engine

EVIL = 'x\r\n{"refused": 200}\n\x1b[31mred\x1b]0;title\x07\u2028\x85y'
AS_HEADER = "x\t\x1b[31mred\x1b]0;title\x07y"


def test_nothing_a_client_sends_adds_a_line_or_an_escape_to_a_log(engine: Engine, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    writer = Writer.over(engine)
    evil_key = {"Authorization": f"Bearer {writer.key(*ALL).text}", "Content-Type": "application/json"}

    answers = [
        writer.client.get("/v1/events", query_string={"q": EVIL, EVIL: "x"}),
        writer.client.get("/v1/events", query_string={"person": EVIL}),
        writer.client.get("/", environ_overrides={"PATH_INFO": f"/v1/events/{EVIL}".encode().decode("latin-1")}),
        writer.client.get("/v1/events", headers={"User-Agent": AS_HEADER, "Authorization": AS_HEADER}),
        writer.client.get(f"/v1/events?{evil_key['Authorization'].removeprefix('Bearer ')}&x=%0a%1b[31m"),
        writer.post("/v1/reports", {EVIL: EVIL}),
        writer.post("/v1/reports", a_document(a_report(1, says={"title": EVIL, "where": [EVIL]}))),
        writer.post("/v1/reports", EVIL.encode()),
        writer.post("/v1/reports", {}, headers={"Idempotency-Key": AS_HEADER}),
        writer.client.post(f"/v1/reports/{'%0a%1b[31m'}/withdraw", data=b"{}", headers=evil_key),
        writer.client.post("/v1/events/x%E2%80%A8y/rulings", data=b"{}", headers={**evil_key, "If-Match": '"x"'}),
    ]

    assert {answer.status_code // 100 for answer in answers} == {4}
    records = [record.getMessage() for record in caplog.records]
    stored = [str(value) for line in writer.trail() for value in (line.action, line.object, line.reason, line.actor)]
    assert [text for text in records + stored if not text.isprintable()] == []
    assert len(stored) > 12
    assert any("refused" in text for text in records)


def test_fault_of_ours_is_one_line_of_json_whatever_was_asked(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    logger = logging.getLogger(LOGGER)
    monkeypatch.setattr(logger, "handlers", [])
    monkeypatch.setattr(logger, "propagate", False)
    writer = Writer.over(engine)
    key = writer.key(*ALL).text

    def fail() -> str:
        raise ZeroDivisionError(EVIL + key)

    writer.client.application.add_url_rule("/v1/fail", view_func=fail)
    writer.client.application.testing = False

    assert writer.client.get("/v1/fail").status_code == 500

    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if not (line.isascii() and line.isprintable() and key not in line)] == []
    fault, refusal = (json.loads(line) for line in lines)
    assert (fault["level"], fault["message"]) == ("error", "Exception on /v1/fail [GET]")
    assert EVIL in fault["exception"]
    assert refusal["message"].startswith("request failed: code=internal-error")
