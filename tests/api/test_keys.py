"""Keys over HTTP: one answer for everything that is not a valid key, scopes as the table says, no key in any output."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Callable
from datetime import timedelta
from itertools import chain, combinations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from api import create_app
from api.routes.writes import blueprint
from api.writes.table import WRITE_ROUTES, WriteRoute
from tests.api.conftest import SETTINGS
from tests.api.writing import ALL, Writer, a_document, a_report
from timeline import clock
from timeline.errors import Problem
from timeline.model.writers.api_key import ApiKey, Scope, id_of, redacted, spell_key
from timeline.model.writers.write import AuditLine
from timeline.operations.access.manage_keys import KeyChange, create_key, revoke_key, verify_keys
from timeline.store.engine.sessions import Engine, Session, read_session, write_session
from timeline.store.logs import api_keys as keys
from timeline.store.logs import audit_log

PROBLEM = {
    "type": "/problems/unauthorized",
    "title": "Key required",
    "status": 401,
    "detail": "send a valid key in one header: Authorization: Bearer dt_…",
    "errors": [],
}


def expired(writer: Writer) -> str:
    """A key whose last day has gone by."""
    now = clock.now()
    with write_session(writer.engine) as session:
        made = create_key(session, "Old", ALL, KeyChange(at=now - timedelta(days=1), actor="tests"), expires_at=now)
    return f"Bearer {made.text}"


def revoked(writer: Writer) -> str:
    """A key that was taken back."""
    made = writer.key(*ALL, fresh=True)
    with write_session(writer.engine) as session:
        revoke_key(session, made.key.id, KeyChange(at=clock.now(), actor="tests"))
    return f"Bearer {made.text}"


def good(writer: Writer) -> str:
    """A valid key."""
    return writer.key(*ALL).text


FAULTS: dict[str, Callable[[Writer], str]] = {
    "empty": lambda _: "",
    "scheme only": lambda _: "Bearer",
    "no key": lambda _: "Bearer ",
    "other scheme": lambda writer: f"Basic {good(writer)}",
    "no scheme": good,
    "malformed": lambda _: "Bearer dt_short",
    "unknown": lambda _: f"Bearer {spell_key('abcdefgh', b'x' * 32)}",
    "id of a key, other secret": lambda writer: f"Bearer {spell_key(str(id_of(good(writer))), b'x' * 32)}",
    "wrong checksum": lambda writer: f"Bearer {good(writer)[:-1]}{'0' if good(writer)[-1] != '0' else '1'}",
    "other case": lambda writer: f"Bearer {good(writer).swapcase()}",
    "doubled": lambda writer: f"Bearer {good(writer)}, Bearer {good(writer)}",
    "two blanks": lambda writer: f"Bearer  {good(writer)}",
    "blank behind": lambda writer: f"Bearer {good(writer)} ",
    "letters beyond ASCII": lambda _: "Bearer dt_é",
    "10 kB": lambda _: f"Bearer {'x' * 10_000}",
    "expired": expired,
    "revoked": revoked,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_everything_that_is_not_a_valid_key_gets_the_same_answer(engine: Engine, fault: str):
    writer = Writer.over(engine)
    header = FAULTS[fault](writer)

    write = writer.post("/v1/reports", a_document(a_report(1)), headers={"Authorization": header or " "})
    read = writer.client.get("/v1/events", headers={"Authorization": header})

    for answer in (write, read):
        assert (answer.status_code, answer.json) == (401, PROBLEM)
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert (writer.writes(), writer.trail()) == (0, ())


def test_write_without_a_key_has_the_same_answer(engine: Engine):
    writer = Writer.over(engine)

    answer = writer.post("/v1/reports", a_document(a_report(1)), headers={"Authorization": ""})

    assert (answer.status_code, answer.json) == (401, PROBLEM)


@pytest.mark.parametrize("place", ["/v1/events?api_key={}", "/v1/events?{}", "/v1/events?q=x%20{}", "/v1/events/{}"])
def test_key_in_the_address_is_refused_and_logged_only_by_its_id(
    engine: Engine, place: str, caplog: pytest.LogCaptureFixture
):
    writer = Writer.over(engine)
    key = writer.key(*ALL).text

    answer = writer.client.get(place.format(key), headers={"Authorization": f"Bearer {key}"})

    assert (answer.status_code, answer.json) == (401, PROBLEM)
    logged = [record.getMessage() for record in caplog.records if record.name == "api"]
    assert len(logged) == 1
    assert '"cause":"a key is in the address and must be revoked"' in logged[0]
    assert f'"key_ids":["{id_of(key)}"]' in logged[0]
    assert key not in logged[0]


def test_answer_to_a_read_with_an_editor_s_key_holds_what_is_hidden_for_that_key_only(engine: Engine):
    writer = Writer.over(engine)
    writer.file(a_report(1))
    hidden = a_report(2, embargo_until="2999-01-01")
    writer.file(hidden)

    public = writer.client.get("/v1/events")
    own = writer.client.get("/v1/events", headers={"Authorization": f"bearer {good(writer)}"})

    assert [event["slug"] for event in own.json["events"]] == ["visit-1", "visit-2"]
    assert [event["slug"] for event in public.json["events"]] == ["visit-1"]
    assert own.headers["Cache-Control"] == "private, no-store"
    assert own.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not [name for name in own.headers.keys() if name.startswith("Access-Control-")]  # noqa: SIM118
    assert public.headers["Access-Control-Allow-Origin"] == "*"
    assert public.headers["Cache-Control"].startswith("public")


SUBSETS = tuple(chain.from_iterable(combinations(Scope, size) for size in range(4)))


@pytest.mark.parametrize("route", WRITE_ROUTES, ids=lambda route: route.name)
@pytest.mark.parametrize("scopes", SUBSETS, ids=lambda scopes: "+".join(scopes) or "none")
def test_route_needs_the_scope_of_the_table_and_admin_serves_where_edit_does(
    engine: Engine, route: WriteRoute, scopes: tuple[Scope, ...]
):
    writer = Writer.over(engine)

    answer = writer.post(route.address.replace("{id}", "nothing"), {"bad": 1}, key=writer.key(*scopes))

    submits = route.name == "file_reports" and scopes == (Scope.SUBMIT,)
    if submits or route.scope in scopes or (route.scope is Scope.EDIT and Scope.ADMIN in scopes):
        assert answer.status_code in (422, 428)
        return
    assert answer.status_code == 403
    assert answer.json == {
        "type": "/problems/missing-scope",
        "title": "Scope missing",
        "status": 403,
        "detail": f"this request needs a key with the scope '{route.scope}'",
        "errors": [],
    }
    assert answer.headers["WWW-Authenticate"] == f'Bearer error="insufficient_scope", scope="{route.scope}"'
    assert [(line.outcome, line.action) for line in writer.trail()] == [("403", route.action)]


def test_every_address_that_takes_post_is_in_the_table(engine: Engine):
    app = create_app(SETTINGS, engine)
    posts = {rule.rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}

    assert posts == {route.rule for route in WRITE_ROUTES}
    assert blueprint.name == "writes"


def test_key_revoked_by_another_process_is_invalid(engine: Engine):
    here, there = Writer.over(engine), Writer.over(engine)
    key = here.key(*ALL)
    assert there.post("/v1/reports", a_document(a_report(1)), key=key).status_code == 201

    with write_session(engine) as session:
        revoke_key(session, key.key.id, KeyChange(at=clock.now(), actor="tests"))

    assert there.post("/v1/reports", a_document(a_report(2)), key=key).status_code == 401
    assert here.post("/v1/reports", a_document(a_report(2)), key=key).status_code == 401


def test_use_of_a_key_is_noted_by_day_after_the_answer(engine: Engine):
    writer = Writer.over(engine)
    made = writer.key(*ALL)

    with writer.client.get("/v1/events", headers={"Authorization": f"Bearer {made.text}"}):
        pass

    with read_session(engine) as session:
        key = keys.find_key(session, made.key.id)
    assert key is not None
    assert key.last_used_on == clock.today()


def test_unknown_key_is_compared_as_a_known_one_is(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    writer = Writer.over(engine)
    known = good(writer)
    compared: list[tuple[int, int]] = []
    compare_digest = hmac.compare_digest

    def noting(one: str, other: str) -> bool:
        compared.append((len(one), len(other)))
        return compare_digest(one, other)

    monkeypatch.setattr(hmac, "compare_digest", noting)

    with read_session(engine) as session:
        for candidate in (known, spell_key("abcdefgh", b"x" * 32), "dt_short", ""):
            keys.verify(session, candidate, at=clock.now())

    assert compared == [(64, 64)] * 4


def test_no_key_is_in_logs_answers_or_tables(engine: Engine, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    writer = Writer.over(engine)
    key = good(writer)
    editor = writer.key(Scope.EDIT).text
    path = "/v1/events/nothing/rulings"
    answers = [
        writer.post("/v1/reports", a_document(a_report(1))),
        writer.post("/v1/reports", {key: key}),
        writer.post("/v1/reports", a_document(a_report(2, says={"where": [key]}))),
        writer.post(path, {"property": key, "report": key, "reason": key}, headers={"If-Match": f'"{key}"'}),
        writer.post(f"/v1/events/{key}/rulings", {}),
        writer.post(path, b"{", headers={"If-Match": '"x"', "Idempotency-Key": key}),
        writer.client.get(f"/v1/events?person={key}"),
        writer.client.get(f"/events/{key}"),
        writer.client.get("/v1/events", headers={"Authorization": f"Bearer {key}x"}),
    ]

    shown = "\n".join([*(record.getMessage() for record in caplog.records), *(answer.text for answer in answers)])
    with read_session(engine) as session:
        stored = [str(session.execute(text(f"SELECT * FROM {name}")).all()) for name in ("audit_log", "api_key")]  # noqa: S608

    for secret in (key, editor):
        assert secret not in shown
        assert secret not in "".join(stored)


def test_key_in_a_text_is_cut_out_but_for_its_id():
    key = spell_key("abcdefgh", b"x" * 32)

    assert redacted(f"a {key} b {key[:40]}") == "a dt_abcdefgh_… b dt_abcdefgh_…"


@pytest.mark.parametrize("address", [route.address.replace("{id}", "x") for route in WRITE_ROUTES])
def test_preflight_of_a_write_is_refused(client: FlaskClient, address: str):
    headers = {
        "Origin": "https://elsewhere.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type",
    }

    answer = client.options(address, headers=headers)

    assert not [name for name in answer.headers.keys() if name.startswith("Access-Control-")]  # noqa: SIM118
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"Sec-Fetch-Site": "none"}, 201),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://timeline.example.org"}, 201),
        ({"Origin": "https://timeline.example.org"}, 201),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_write_from_a_page_of_another_site_is_refused(engine: Engine, headers: dict[str, str], status: int):
    writer = Writer.over(engine)

    answer = writer.post("/v1/reports", a_document(a_report(1)), headers=headers)

    assert answer.status_code == status
    assert writer.writes() == (1 if status == 201 else 0)


@pytest.mark.parametrize("address", ["/", "/calendars/all.ics", "/healthz", "/docs"])
def test_what_a_proxy_asks_for_is_not_our_business_where_no_key_is_taken(client, address):
    assert client.get(address, headers={"Authorization": "Basic ZGVzazpzZWNyZXQ="}).status_code == 200
    assert client.get("/v1/events.ics", headers={"Authorization": "Basic ZGVzazpzZWNyZXQ="}).status_code == 401


def test_key_that_was_made_before_keys_were_sealed_is_as_it_should_be(engine: Engine):
    key = ApiKey(id="abcdefgh", name="Old", scopes=(Scope.EDIT,), created_at=clock.now())
    line = AuditLine(
        at=key.created_at, actor="tests", key_id=key.id, action="create key", object="abcdefgh Old", outcome="done",
        reason="scopes: edit",
    )  # fmt: skip
    with write_session(engine) as session:
        keys.append_key(session, key, "digest")
        audit_log.append_line(session, line)

    with read_session(engine) as session:
        assert verify_keys(session) == ()


@pytest.mark.parametrize("place", ["title", "reason"])
def test_key_in_the_text_of_a_body_is_refused_before_it_is_stored_for_good(engine: Engine, place: str):
    writer = Writer.over(engine)
    leaked = writer.key(Scope.ADMIN).text
    path, body = {
        "title": ("/v1/reports", a_document(a_report(1, says={"title": f"See {leaked}"}))),
        "reason": ("/v1/reports/rep-x/withdraw", {"reason": leaked}),
    }[place]

    answer = writer.post(path, body)

    assert (answer.status_code, answer.json["detail"]) == (
        422, f"the body holds API keys ({id_of(leaked)}): remove them from it, and revoke them",
    )  # fmt: skip
    assert writer.writes() == 0
    assert leaked not in str(writer.trail())


DIFFERS = "the key differs from the audit trail"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE api_key SET scopes = 'edit admin submit' WHERE id = '{}'", DIFFERS),
        ("UPDATE api_key SET digest = 'another' WHERE id = '{}'", DIFFERS),
        ("UPDATE api_key SET expires_at = created_at WHERE id = '{}'", DIFFERS),
        ("UPDATE api_key SET revoked_at = NULL WHERE id = '{}'", DIFFERS),
        ("DELETE FROM api_key WHERE id = '{}'", "the key is missing"),
    ],
)  # fmt: skip
def test_key_that_was_altered_by_sql_is_found_by_the_trail(engine: Engine, change: str, problem: str):
    writer = Writer.over(engine)
    key = writer.key(Scope.EDIT).key
    writer.key(*Scope)
    with write_session(engine) as session:
        revoke_key(session, key.id, KeyChange(at=clock.now(), actor="tests"))
    with read_session(engine) as session:
        assert verify_keys(session) == ()

    with write_session(engine) as session:
        session.execute(text(change.format(key.id)))

    with read_session(engine) as session:
        assert verify_keys(session) == (Problem(f"api_key {key.id}", problem),)


@pytest.mark.parametrize(
    ("stored", "scopes"),
    [
        ("write", (Scope.EDIT,)),
        ("write embargo", (Scope.EDIT,)),
        ("embargo", ()),
        ("admin", (Scope.ADMIN,)),
        ("write embargo admin", (Scope.EDIT, Scope.ADMIN)),
    ],
)
def test_key_with_words_of_an_earlier_version_keeps_its_text_and_its_seal(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, stored: str, scopes: tuple[Scope, ...]
):
    writer = Writer.over(engine)
    append_key = keys.append_key

    def as_it_was_stored(session: Session, key: ApiKey, digest: str) -> None:
        append_key(session, key, digest)
        session.execute(text(f"UPDATE api_key SET scopes = '{stored}' WHERE id = '{key.id}'"))  # noqa: S608

    monkeypatch.setattr(keys, "append_key", as_it_was_stored)
    old = writer.key()

    answer = writer.post("/v1/reports", a_document(a_report(1)), key=old)

    with read_session(engine) as session:
        assert verify_keys(session) == ()
        found = keys.find_key(session, old.key.id)
    assert found is not None
    assert found.scopes == scopes
    assert answer.status_code == (201 if scopes else 403)
