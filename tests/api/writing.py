"""A client with keys, for the tests of writes: makes keys in the database, sends JSON, reads what was stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from api import create_app
from tests.api.conftest import SETTINGS
from timeline import clock
from timeline.model.writers.api_key import Scope
from timeline.model.writers.write import AuditLine
from timeline.operations.access.manage_keys import KeyChange, NewKey, create_key
from timeline.store.engine.sessions import Engine, read_session, write_session
from timeline.store.logs import audit_log
from timeline.store.logs.write_log import newest_write

ALL = tuple(Scope)

WIRE: dict[str, Any] = {"id": "wire", "publisher": "Wire", "tier": "press", "published_at": "2024-05-01"}
MINISTRY: dict[str, Any] = {"id": "ministry", "publisher": "Ministry", "tier": "official", "published_at": "2024-05-02"}
HEAD: dict[str, Any] = {
    "people": [{"slug": "ada", "name": "Ada Example"}],
    "places": [{"slug": "vienna", "name": "Vienna", "country": "AT"}],
    "sources": [WIRE, MINISTRY],
}


def a_report(number: int, *, source: str = "wire", event: str = "", **more: Any) -> dict[str, Any]:
    """A report of a visit on that day of May 2024; `says` of `more` is merged in."""
    says = {
        "kind": "visit",
        "status": "announced",
        "title": f"Visit {number}",
        "when": {"edtf": f"2024-05-{number:02}"},
        "where": ["vienna"],
        "participants": [{"who": "ada", "role": "traveller", "presence": "expected"}],
    } | more.pop("says", {})
    return {"source": source, "record": f"visit-{number}", "event": event or f"visit-{number}", **more, "says": says}


def a_document(*reports: dict[str, Any]) -> dict[str, Any]:
    """A document with catalogue, sources and these reports."""
    return {**HEAD, "reports": list(reports)}


@dataclass(slots=True)
class Writer:
    """Sends writes to an application over `engine`; keys are made when they are first needed."""

    engine: Engine
    client: Any
    """A FlaskClient; what it answers is looked into without asking whether it is JSON."""
    keys: dict[tuple[Scope, ...], NewKey] = field(default_factory=dict)

    @classmethod
    def over(cls, engine: Engine) -> Writer:
        """A writer of an application of its own."""
        return cls(engine, create_app(SETTINGS, engine).test_client())

    def key(self, *scopes: Scope, fresh: bool = False) -> NewKey:
        """The key with exactly these scopes."""
        if scopes in self.keys and not fresh:
            return self.keys[scopes]
        with write_session(self.engine) as session:
            made = create_key(session, "Desk", scopes, KeyChange(at=clock.now(), actor="tests"))
        self.keys[scopes] = made
        return made

    def post(
        self, path: str, body: object = None, *, key: NewKey | None = None, headers: dict[str, str] | None = None
    ) -> Any:
        """POST this as JSON with the key, by default one with all scopes."""
        key = key or self.key(*ALL)
        content = body if isinstance(body, bytes) else orjson.dumps(body)
        sent = {"Authorization": f"Bearer {key.text}", "Content-Type": "application/json", **(headers or {})}
        return self.client.post(path, data=content, headers={name: value for name, value in sent.items() if value})

    def file(self, *reports: dict[str, Any], key: NewKey | None = None) -> Any:
        """POST a document with these reports; it has to be taken."""
        answer = self.post("/v1/reports", a_document(*reports), key=key)
        assert answer.status_code in (200, 201), answer.text
        return answer

    def etag(self, event: str, *, key: NewKey | None = None, query: str = "") -> str:
        """The ETag of the public event as a read with the key gives it, by default one with all scopes."""
        answer = self.read(f"/v1/events/{event}{query}", key=key)
        assert answer.status_code == 200, answer.text
        return str(answer.headers["ETag"])

    def read(self, path: str, *, key: NewKey | None = None, headers: dict[str, str] | None = None) -> Any:
        """GET it with the key, by default one with all scopes."""
        authorization = f"Bearer {(key or self.key(*ALL)).text}"
        return self.client.get(path, headers={"Authorization": authorization, **(headers or {})})

    def trail(self) -> tuple[AuditLine, ...]:
        """The audit trail without the lines about keys."""
        with read_session(self.engine) as session:
            lines = audit_log.load_lines(session)
            assert audit_log.verify_audit(session) == ()
        return tuple(line for line in lines if line.action.startswith("POST"))

    def writes(self) -> int:
        """How many writes the log holds."""
        with read_session(self.engine) as session:
            return newest_write(session)
