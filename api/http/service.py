"""What every route works with: settings, database, links, kept answers and the catalogue; and the read path itself.

request -> `answered(key, policy, build)` -> counted if new -> read mark -> kept answer, or `build` inside one snapshot
-> validators -> 200 or 304. A revalidation costs the indexed look-up of the read mark and no rendering.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from flask import Response, current_app, request

from api.http.answers import Answer, AnswerCache
from api.http.conditional import CachePolicy, cache_control, http_date, is_not_modified, last_modified_of, matching_tag
from api.http.limits.rate_limits import count_read, rate_limits
from api.http.paging.cursor import is_whole
from api.http.sight import sees_hidden, sight_of
from api.http.spool import blocks
from api.parameters.read import Params
from timeline.reading.snapshot import CatalogueCache, ReadMark, Snapshot, read_mark
from timeline.render.settings import RenderSettings
from timeline.settings import Settings
from timeline.store.engine.sessions import Engine, Session, read_session

EXTENSION = "timeline"


@dataclass(frozen=True, slots=True)
class Service:
    """One process of the service. Its only state is what it keeps for speed."""

    settings: Settings
    engine: Engine
    render: RenderSettings
    answers: AnswerCache = field(default_factory=AnswerCache)
    catalogues: CatalogueCache = field(default_factory=CatalogueCache)
    catalogues_inside: CatalogueCache = field(default_factory=CatalogueCache)


def snapshot_of(session: Session, mark: ReadMark, params: Params) -> Snapshot:
    """What this request can see inside one session."""
    ours, is_inside = service(), sees_hidden()
    catalogues = ours.catalogues_inside if is_inside else ours.catalogues
    return Snapshot(
        session=session,
        now=params.now,
        sight=sight_of(params),
        render=ours.render,
        load_catalogue=lambda: catalogues.load(session, mark.write_id if is_inside else mark),
    )


@contextmanager
def open_snapshot(params: Params) -> Iterator[Snapshot]:
    """What this request may look at, in a session of its own: for an answer that is never kept."""
    with read_session(service().engine) as session:
        yield snapshot_of(session, read_mark(session, at=params.now), params)


def service() -> Service:
    """The service of the running application."""
    return cast(Service, current_app.extensions[EXTENSION])


def answered(
    key: Hashable, policy: CachePolicy, build: Callable[[Snapshot], Answer], params: Params, *, is_kept: bool = True
) -> Response:
    """The kept or newly built answer: 200, or 304 if the client has it. `key` holds everything it depends on.

    With `is_kept` false the answer is built for this request alone; so is every answer to an insider.
    """
    ours, now = service(), params.now
    count_read(key, follows_next=_follows_next(params))
    is_kept = is_kept and not sees_hidden()
    with read_session(ours.engine) as session:
        mark = read_mark(session, at=now)
        answer = ours.answers.find(mark, key) if is_kept else None
        if answer is None or (answer.large_size is not None and _known_tag(answer, now) is None):
            answer = build(snapshot_of(session, mark, params))
            if is_kept:
                ours.answers.keep(mark, key, answer)
    if not sees_hidden():
        rate_limits().remember(key)
    return respond(answer, cache_control(policy, now=now), now=now)


def _follows_next(params: Params) -> bool:
    """True for a further page: its cursor is whole, or it asks for the changes after one that the client has."""
    if params.cursor is not None:
        return is_whole(params.cursor)
    return bool(params.values.get("after", (0,))[0])


def respond(answer: Answer, cache_rule: str, *, now: datetime) -> Response:
    """The response to this request's validators. If-None-Match overrides If-Modified-Since (RFC 9110 §13.2.2).

    An insider always gets the whole answer: a tag that the public was given could stand for less than that.
    """
    last_modified = _last_modified(answer, now)
    tag = _known_tag(answer, now)
    response = Response(status=304) if tag is not None else _with_body(answer)
    if tag is not None:
        del response.headers["Content-Type"]
        if answer.file is not None:
            answer.file.close()
    response.headers["ETag"] = f'"{tag or answer.etag}"'
    response.headers["Cache-Control"] = cache_rule
    response.headers["Vary"] = "Accept-Encoding, Authorization"
    if last_modified is not None:
        response.headers["Last-Modified"] = http_date(last_modified)
    if tag is None and answer.filename is not None:
        response.headers["Content-Disposition"] = f'inline; filename="{answer.filename}"'
    if answer.link is not None:
        response.headers["Link"] = answer.link
    if tag is None and answer.language is not None:
        response.headers["Content-Language"] = answer.language
    return response


def _known_tag(answer: Answer, now: datetime) -> str | None:
    """The tag under which the client has this answer already, or None."""
    if sees_hidden():
        return None
    if_none_match = request.headers.get("If-None-Match")
    if if_none_match is not None:
        return matching_tag(if_none_match, answer.etag)
    last_modified = _last_modified(answer, now)
    is_old = is_not_modified(request.headers.get("If-Modified-Since", ""), last_modified)
    return answer.etag if is_old else None


def _with_body(answer: Answer) -> Response:
    """200 with the body. A large body is sent from its file, which is closed afterwards."""
    if answer.file is None:
        return Response(answer.body, content_type=answer.media_type)
    response = Response(blocks(answer.file), content_type=answer.media_type)
    response.headers["Content-Length"] = str(answer.large_size)
    response.call_on_close(answer.file.close)
    return response


def _last_modified(answer: Answer, now: datetime) -> datetime | None:
    """When the bytes of the answer changed last: what it shows, or the service's address in it."""
    changed_at = None if answer.changed_at is None else service().render.stamp(answer.changed_at)
    return last_modified_of(changed_at, now=now)
