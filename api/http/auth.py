"""Authentication: `Authorization: Bearer dt_…`, checked against the database before anything else of a request.

header -> `authenticate_key` -> `g.api_key`, or the same 401 whatever was wrong (RELIABILITY I1). A key in the address
is refused, whatever its scopes: it has leaked into logs and browser histories. A revocation takes effect with the next
request, in every process, because nothing is kept in memory.
"""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import Final
from urllib.parse import unquote_plus

import orjson
from flask import Response, after_this_request, g, request

from api.http.limits.rate_limits import count_failure
from api.http.request_errors import Unauthorized
from api.http.service import service
from timeline import clock
from timeline.errors import TimelineError
from timeline.model.writers.api_key import ApiKey, leaked_ids
from timeline.operations.access.manage_keys import authenticate_key, record_key_use
from timeline.store.engine.sessions import Engine, read_session, write_session

_LOG: Final = logging.getLogger("api")
_OUR_KEY: Final = re.compile(r"bearer +dt_", re.IGNORECASE)
_BEARER: Final = re.compile(r"[Bb][Ee][Aa][Rr][Ee][Rr] ([!-~]{1,200})")


def authenticate() -> None:
    """Keep the key of this request in `g`, if it has one. Raises Unauthorized if the key is not valid.

    On pages and calendars the header may belong to a proxy in front: there only what begins like our keys is one.
    """
    leaked = leaked_ids(unquote_plus(f"{request.path}?{request.query_string.decode('latin-1')}"))
    if leaked:
        raise _wrong_key("a key is in the address and must be revoked", leaked)
    header = request.headers.get("Authorization")
    if header is None or not (request.path.startswith("/v1/") or _OUR_KEY.match(header)):
        return
    now = clock.now()
    bearer = _BEARER.fullmatch(header)
    with read_session(service().engine) as session:
        key = authenticate_key(session, bearer[1] if bearer else "", at=now)
    if key is None:
        raise _wrong_key("the key is not valid")
    g.api_key, g.key_id = key, key.id
    if key.last_used_on is None or key.last_used_on < now.date():
        _record_use_afterwards(service().engine, key, now.date())


def writer() -> ApiKey:
    """The key of this request. Raises Unauthorized if it came without one."""
    key: ApiKey | None = g.get("api_key")
    if key is None:
        raise refused("a write without a key")
    return key


def refused(cause: str, key_ids: tuple[str, ...] = ()) -> Unauthorized:
    """The error for a request without a valid key, after one line in the log that gives the cause.

    Of what the client sent, the line holds only the ids of leaked keys, which are not secret.
    """
    line = {"refused": 401, "cause": cause, "request_id": g.get("request_id"), "key_ids": key_ids}
    _LOG.warning("%s", orjson.dumps(line).decode())
    return Unauthorized()


def _wrong_key(cause: str, key_ids: tuple[str, ...] = ()) -> Unauthorized:
    """The same for a key that is wrong, which counts as a failure of the client."""
    error = refused(cause, key_ids)
    count_failure()
    return error


def _record_use_afterwards(engine: Engine, key: ApiKey, day: date) -> None:
    """Record once a day that the key was used, after the answer is sent. If the database is busy, only that is lost."""

    def record() -> None:
        try:
            with write_session(engine) as session:
                record_key_use(session, key.id, day)
        except TimelineError as error:
            _LOG.warning("the use of a key was not recorded: %r", str(error))

    @after_this_request
    def plan(response: Response) -> Response:
        response.call_on_close(record)
        return response
