"""Runs a write: everything that it needs is read and changed in one transaction.

route + act -> key, scope, headers, body (no lock yet) -> write lock -> key still valid? answer kept for this
Idempotency-Key? -> act -> audit line, kept answer -> commit -> response. A refusal changes nothing, and leaves its own
line in the audit trail.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import orjson
from flask import Response, g, request
from werkzeug.exceptions import HTTPException

from api.http.auth import refused, writer
from api.http.errors import problem_of
from api.http.limits.rate_limits import count_write
from api.http.request_errors import IdempotencyKeyReused, InvalidBody, Unauthorized
from api.http.service import service
from api.parameters.read import read_params
from api.writes.body import Body, read_body
from api.writes.headers import read_idempotency_key, refuse_foreign_site, require_if_match
from api.writes.request import WriteOutcome, WriteRequest
from api.writes.table import DRY_RUN, PARAMETERS, WriteRoute
from timeline import clock, ids
from timeline.errors import TimelineError
from timeline.model.writers.api_key import ApiKey, leaked_ids, redacted
from timeline.model.writers.write import AuditLine, KeptAnswer, Write
from timeline.operations.access.audit import append_audit_line, newest_write
from timeline.operations.access.manage_keys import find_valid_key
from timeline.operations.access.repeated_requests import RequestKey, find_kept_answer, keep_answer
from timeline.operations.access.rights import Rights
from timeline.operations.work import Work
from timeline.store.engine.sessions import Session, write_session

JSON: Final = "application/json"
_LOG: Final = logging.getLogger("api")
_MOST_REASON: Final = 500
_MOST_OBJECT: Final = 200

Act = Callable[[WriteRequest], WriteOutcome]
"""What a write does inside its transaction."""


def answer_write(route: WriteRoute, target: str, read: Callable[[Body], Act]) -> Response:
    """The answer to this request for a write. `read` makes of the body what is to be done inside the transaction.

    `target` names the object of a refused write in the audit trail.
    """
    key = writer()
    count_write(key.id)
    try:
        Rights(frozenset(key.scopes)).require(route.scope)
        refuse_foreign_site(service().settings.base_url)
        params = read_params(request.args, PARAMETERS, now=clock.now())
        idempotency_key = read_idempotency_key()
        if route.if_match == "required":
            require_if_match()
        body = read_body()
        _refuse_keys(body)
        act = read(body)
        if DRY_RUN.name in params.values and params.values[DRY_RUN.name][0]:
            return _try(route, key, act)
        return _perform(route, key, act, _Repeatable.of(key, idempotency_key, body))
    except (TimelineError, HTTPException) as error:
        _audit_refusal(route, key, target, error)
        raise


@dataclass(frozen=True, slots=True)
class _Repeatable:
    """Under what the answer to this request is kept (None: nowhere), and a digest of the request.

    The digest covers method, address, query and body.
    """

    request_key: RequestKey | None
    digest: str

    @classmethod
    def of(cls, key: ApiKey, idempotency_key: str | None, body: Body) -> _Repeatable:
        address = [request.method, request.path, request.query_string.decode("latin-1")]
        digest = ids.digest(orjson.dumps(address) + b"\0" + body.content)
        return cls(None if idempotency_key is None else RequestKey(key.id, idempotency_key), digest)


def _perform(route: WriteRoute, key: ApiKey, act: Act, repeatable: _Repeatable) -> Response:
    with write_session(service().engine) as session:
        write_request = _begin(session, route, key)
        kept = _kept_answer(write_request, repeatable)
        if kept is not None:
            return _response(kept.status, kept.headers, kept.body, is_replayed=True)
        before = newest_write(session)
        outcome = act(write_request)
        after = newest_write(session)
        line = _success_line(write_request, outcome, write_id=after if after > before else None)
        append_audit_line(session, line)
        if repeatable.request_key is not None:
            answer = KeptAnswer(
                request_digest=repeatable.digest, status=outcome.status, headers=outcome.headers, body=outcome.body
            )
            keep_answer(session, repeatable.request_key, answer, at=write_request.now)
    return _response(outcome.status, outcome.headers, outcome.body)


def _try(route: WriteRoute, key: ApiKey, act: Act) -> Response:
    """Do everything and keep nothing but a line of the audit trail: a trial tells the writer what is stored."""
    with write_session(service().engine) as session:
        write_request = _begin(session, route, key, is_dry_run=True)
        outcome = act(write_request)
        session.rollback()
    with write_session(service().engine) as session:
        append_audit_line(session, _success_line(write_request, outcome, write_id=None))
    return _response(outcome.status, outcome.headers, outcome.body)


def _begin(session: Session, route: WriteRoute, key: ApiKey, *, is_dry_run: bool = False) -> WriteRequest:
    """Raises Unauthorized if the key was revoked while the request waited for the write lock (RELIABILITY B13)."""
    now = clock.now()
    present = find_valid_key(session, key.id, at=now)
    if present is None:
        raise refused("the key was revoked while its request waited")
    write = Write(recorded_at=now, author=present.actor, cause=route.action)
    work = Work(session, service().render, write, rights=Rights(frozenset(present.scopes)))
    return WriteRequest(work, present, is_dry_run)


def _refuse_keys(body: Body) -> None:
    """Raise InvalidBody if the body holds the text of an API key: it would be stored, and perhaps published."""
    leaked = leaked_ids(body.content.decode())
    if leaked:
        raise InvalidBody(f"the body holds API keys ({', '.join(leaked)}): remove them from it, and revoke them")


def _kept_answer(write_request: WriteRequest, repeatable: _Repeatable) -> KeptAnswer | None:
    """The answer to the first request with this Idempotency-Key. Raises IdempotencyKeyReused if that one differs."""
    if repeatable.request_key is None:
        return None
    kept = find_kept_answer(write_request.session, repeatable.request_key, at=write_request.now)
    if kept is not None and kept.request_digest != repeatable.digest:
        raise IdempotencyKeyReused("this Idempotency-Key was used for another request; choose a new one")
    return kept


def _response(status: int, headers: tuple[tuple[str, str], ...], body: bytes, *, is_replayed: bool = False) -> Response:
    response = Response(body, status, content_type=JSON)
    response.headers.update(dict(headers))
    if is_replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return response


def _success_line(write_request: WriteRequest, outcome: WriteOutcome, *, write_id: int | None) -> AuditLine:
    return AuditLine(
        at=write_request.now,
        actor=write_request.key.actor,
        key_id=write_request.key.id,
        request_id=g.get("request_id"),
        action=write_request.work.write.cause,
        object=outcome.object,
        outcome=f"{outcome.status} dry run" if write_request.is_dry_run else str(outcome.status),
        reason=None if outcome.reason is None else _one_line(outcome.reason, _MOST_REASON),
        write_id=write_id,
    )


def _audit_refusal(route: WriteRoute, key: ApiKey, target: str, error: TimelineError | HTTPException) -> None:
    """One line for a refused write with a valid key. Failures on our side are in the error log instead."""
    problem = problem_of(error)
    if problem.kind.status >= 500 or isinstance(error, Unauthorized):
        return
    line = AuditLine(
        at=clock.now(),
        actor=key.actor,
        key_id=key.id,
        request_id=g.get("request_id"),
        action=route.action,
        object=_one_line(target, _MOST_OBJECT),
        outcome=str(problem.kind.status),
        reason=_one_line(f"{problem.code}: {problem.detail}", _MOST_REASON),
    )
    try:
        with write_session(service().engine) as session:
            append_audit_line(session, line)
    except TimelineError as fault:
        _LOG.error("a refusal is not in the audit trail: %r", str(fault))


def _one_line(text: str, most: int) -> str:
    """At most so many characters of the text, on one line and without the secrets of API keys."""
    clean = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return redacted(clean)[:most]
