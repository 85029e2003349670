"""One writer's turn: everything that a write needs is looked at and changed in one transaction.

route + act -> key, scope, headers, body (no lock yet) -> turn -> key still valid? answer kept for this Idempotency-Key?
-> act -> audit line, kept answer -> commit -> response. A refusal changes nothing and leaves a line of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import orjson
from flask import Response, g, request
from werkzeug.exceptions import HTTPException

from api.http.auth import no_longer_valid, writer
from api.http.errors import problem_of
from api.http.rate_limits import count_write
from api.http.request_errors import IdempotencyKeyReused, InvalidBody, Unauthorized
from api.http.service import Service, service
from api.parameters.read import read_params
from api.writes.body import Body, read_body
from api.writes.headers import read_idempotency_key, refuse_foreign_site, require_if_match
from api.writes.table import DRY_RUN, WriteRoute, parameters_of
from timeline import clock, ids
from timeline.errors import PartOfCycle, TimelineError
from timeline.model.api_key import ApiKey, leaked_ids, redacted
from timeline.model.sight import Public, Sight
from timeline.operations.rights import Rights
from timeline.reading.snapshot import Snapshot
from timeline.render.settings import RenderSettings
from timeline.resolve.numbering import Write
from timeline.store.engine.sessions import Session, writing
from timeline.store.logs import api_keys as keys
from timeline.store.logs import audit_log
from timeline.store.logs import idempotency as repeats
from timeline.store.logs.audit_log import AuditLine
from timeline.store.logs.catalogue_log import load_catalogue
from timeline.store.logs.idempotency import Repeat
from timeline.store.logs.write_log import newest_write

JSON: Final = "application/json"
_LOG: Final = logging.getLogger("api")
_MOST_REASON: Final = 500
_MOST_OBJECT: Final = 200


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a write: the answer, and what the audit trail names as its object and the writer's reason."""

    status: int
    body: bytes
    object: str
    etag: str | None = None
    reason: str | None = None

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The headers that belong to the answer itself."""
        return () if self.etag is None else (("ETag", f'"{self.etag}"'),)


@dataclass(frozen=True, slots=True)
class Turn:
    """The one writer of this moment; `now` (UTC) was taken after its turn began."""

    session: Session
    key: ApiKey
    now: datetime
    cause: str
    service: Service
    is_dry_run: bool = False

    @property
    def rights(self) -> Rights:
        """What the key's scopes allow."""
        return Rights(frozenset(self.key.scopes))

    @property
    def sight(self) -> Sight:
        """What the key may see: everything, or what is public at this moment."""
        return self.rights.sight(self.now)

    @property
    def write(self) -> Write:
        """How the log names this write."""
        return Write(recorded_at=self.now, author=self.key.actor, cause=self.cause)

    @property
    def render(self) -> RenderSettings:
        """What stored bytes are rendered with."""
        return self.service.render

    def snapshot(self) -> Snapshot:
        """What a reader of the present state may look at. Nothing of it is kept: the write may still be refused."""
        return Snapshot(
            session=self.session,
            now=self.now,
            sight=Public(self.now),
            render=self.render,
            load_catalogue=lambda: load_catalogue(self.session),
        )


Act = Callable[[Turn], Done]


def answer_write(route: WriteRoute, target: str, read: Callable[[Body], Act]) -> Response:
    """The answer to this request for a write; `read` makes of the body what is to be done in the turn."""
    key = writer()
    count_write(key.id)
    try:
        Rights(frozenset(key.scopes)).require(route.scope)
        refuse_foreign_site(service().settings.base_url)
        params = read_params(request.args, parameters_of(route), now=clock.now())
        idempotency_key = read_idempotency_key()
        if route.if_match == "required":
            require_if_match()
        body = read_body()
        _refuse_keys(body)
        act = read(body)
        if DRY_RUN.name in params.values and params.values[DRY_RUN.name][0]:
            return _try(route, key, act)
        return _take_turn(route, key, act, _Asked.of(idempotency_key, body))
    except (TimelineError, HTTPException) as error:
        _note_refusal(route, key, target, error)
        raise


@dataclass(frozen=True, slots=True)
class _Asked:
    """The Idempotency-Key, and a digest of the request that it stands for: method, address, query and body."""

    idempotency_key: str | None
    digest: str

    @classmethod
    def of(cls, idempotency_key: str | None, body: Body) -> _Asked:
        address = [request.method, request.path, request.query_string.decode("latin-1")]
        return cls(idempotency_key, ids.digest(orjson.dumps(address) + b"\0" + body.content))


def _take_turn(route: WriteRoute, key: ApiKey, act: Act, asked: _Asked) -> Response:
    ours = service()
    with writing(ours.engine) as session:
        turn = _begin(session, route, key, ours)
        kept = _find_repeat(turn, asked)
        if kept is not None:
            return _response(kept.status, kept.headers, kept.body, is_replayed=True)
        before = newest_write(session)
        done = _done(turn, act)
        after = newest_write(session)
        line = AuditLine(
            at=turn.now, actor=turn.key.actor, key_id=key.id, request_id=g.get("request_id"), action=route.action,
            object=done.object, outcome=str(done.status), write_id=after if after > before else None,
            reason=None if done.reason is None else _plain(done.reason, _MOST_REASON),
        )  # fmt: skip
        audit_log.append_line(session, line)
        if asked.idempotency_key is not None:
            repeat = Repeat(request_digest=asked.digest, status=done.status, headers=done.headers, body=done.body)
            repeats.keep_repeat(session, key.id, asked.idempotency_key, repeat, at=turn.now)
    return _response(done.status, done.headers, done.body)


def _try(route: WriteRoute, key: ApiKey, act: Act) -> Response:
    """Do everything and keep nothing, not even a line of the audit trail."""
    ours = service()
    with writing(ours.engine) as session:
        done = _done(replace(_begin(session, route, key, ours), is_dry_run=True), act)
        session.rollback()
    return _response(done.status, done.headers, done.body)


def _begin(session: Session, route: WriteRoute, key: ApiKey, ours: Service) -> Turn:
    """Raises Unauthorized if the key was revoked while the request waited for its turn (B13)."""
    now = clock.now()
    present = keys.find_key(session, key.id)
    if present is None or not present.is_valid_at(now):
        raise no_longer_valid()
    return Turn(session, present, now, route.action, ours)


def _done(turn: Turn, act: Act) -> Done:
    """What the act gives. A chain of `part_of` is not told to a key that may not see all of it."""
    try:
        return act(turn)
    except PartOfCycle:
        if turn.rights.sees_hidden:
            raise
        raise PartOfCycle((), "an event would become part of itself, or of too long a chain") from None


def _refuse_keys(body: Body) -> None:
    """Raise InvalidBody if the text of a key stands in the body: it would be stored for good, and perhaps public."""
    leaked = leaked_ids(body.content.decode())
    if leaked:
        raise InvalidBody(f"the body holds API keys ({', '.join(leaked)}): take them out, and revoke them")


def _find_repeat(turn: Turn, asked: _Asked) -> Repeat | None:
    if asked.idempotency_key is None:
        return None
    repeats.prune_repeats(turn.session, at=turn.now)
    kept = repeats.find_repeat(turn.session, turn.key.id, asked.idempotency_key)
    if kept is not None and kept.request_digest != asked.digest:
        raise IdempotencyKeyReused("this Idempotency-Key stands for another request; choose a new one")
    return kept


def _response(status: int, headers: tuple[tuple[str, str], ...], body: bytes, *, is_replayed: bool = False) -> Response:
    response = Response(body, status, content_type=JSON)
    response.headers.update(dict(headers))
    if is_replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return response


def _note_refusal(route: WriteRoute, key: ApiKey, target: str, error: TimelineError | HTTPException) -> None:
    """One line for a refused write of a valid key; what failed on our side is in the log of errors."""
    problem = problem_of(error)
    if problem.kind.status >= 500 or isinstance(error, Unauthorized):
        return
    line = AuditLine(
        at=clock.now(),
        actor=key.actor,
        key_id=key.id,
        request_id=g.get("request_id"),
        action=route.action,
        object=_plain(target, _MOST_OBJECT),
        outcome=str(problem.kind.status),
        reason=_plain(f"{problem.code}: {problem.detail}", _MOST_REASON),
    )
    try:
        with writing(service().engine) as session:
            audit_log.append_line(session, line)
    except TimelineError as fault:
        _LOG.error("a refusal is not in the audit trail: %r", str(fault))


def _plain(text: str, most: int) -> str:
    """The text on one line without keys, cut."""
    clean = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return redacted(clean)[:most]
