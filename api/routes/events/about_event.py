"""How an answer about one event is given: parameters, the kept or built answer, and the way from a merged event."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from urllib.parse import quote

from flask import redirect, request
from werkzeug.wrappers import Response

from api.http.answers import Answer
from api.http.conditional import API_POLICY, CachePolicy
from api.http.service import answered
from api.parameters.read import Params, read_params
from api.parameters.shared_links import without_added
from api.parameters.table import Parameter
from timeline import clock
from timeline.errors import EventMoved
from timeline.reading.feeds.feed import FeedForm
from timeline.reading.snapshot import Snapshot
from timeline.render.links import query_string


@dataclass(frozen=True, slots=True, kw_only=True)
class OneEvent:
    """One kind of answer about an event: its name, the parameters it takes, how long caches keep it, what builds it.

    `build` gets the id or slug as the client wrote it. An answer that is not `is_kept` is built for each request.
    `folder` is the part of the address before the key; `depends_on` is what the answer depends on besides the address.
    """

    name: str
    accepted: tuple[Parameter, ...]
    build: Callable[[Snapshot, str, Params], Answer]
    policy: CachePolicy = API_POLICY
    is_kept: bool = True
    depends_on: Hashable = None
    folder: str = "/v1/events"


def answer_about(kind: OneEvent, key: str, suffix: str = "") -> Response:
    """The answer about the event with this id or slug; a merged one is permanently redirected to its survivor (R14).

    `suffix` is what the address has behind the key; that of a calendar also takes what sharing adds.
    """
    args = without_added(request.args) if suffix == FeedForm.ICS.value else request.args
    params = read_params(args, kind.accepted, now=clock.now())
    try:
        return answered(
            (kind.name, key, params.echo, kind.depends_on),
            kind.policy,
            lambda snapshot: kind.build(snapshot, key, params),
            params,
            is_kept=kind.is_kept,
        )
    except EventMoved as moved:
        query = f"?{query_string(params.echo)}" if params.echo else ""
        return redirect(f"{kind.folder}/{quote(moved.slug, safe='')}{suffix}{query}", 308)
