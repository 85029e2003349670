"""`/v1/changes`: every public change in order, so that a client that replays them holds exactly what is public."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, request

from api.http.answers import Answer, json_answer
from api.http.conditional import API_POLICY
from api.http.long_poll import MOST_WAITERS, wait_for_change
from api.http.paging.walk import link_to_next
from api.http.service import answered, service
from api.openapi.members import shape
from api.openapi.operation import Operation, in_json
from api.openapi.samples import CHANGE_LIST
from api.openapi.schema import POSITIVE, described, many, maybe, ref, words
from api.openapi.shapes import RIGHTS
from api.parameters.read import Params, read_params
from api.parameters.table import Parameter
from timeline import clock
from timeline.model.change import EVER, ChangeWindow
from timeline.model.limits import DEFAULT_LIMIT, MAX_LIMIT
from timeline.reading.changes import changes_after
from timeline.reading.snapshot import Snapshot
from timeline.render.json.changes import change_list_json
from timeline.render.links import query_string

blueprint = Blueprint("changes", __name__, url_prefix="/v1")

LONGEST_WAIT_SECONDS: Final = 30
_LARGEST_NUMBER: Final = 10**15 - 1

CHANGES_PARAMETERS: Final = (
    Parameter(
        "after", "count", "Number of the last change that you have; 0, the default, starts with the first change.",
        least=0, most=_LARGEST_NUMBER,
    ),
    Parameter(
        "since", "since",
        "RFC 3339 instant or day: changes after it (a day means its beginning, UTC, and includes it).",
    ),
    Parameter(
        "until", "until", "RFC 3339 instant or day: changes up to it, inclusive (a day means its end, UTC)."
    ),
    Parameter("limit", "count", f"Changes in one answer, 1 to {MAX_LIMIT}; default {DEFAULT_LIMIT}."),
    Parameter(
        "wait", "count",
        f"Seconds to wait for a change if there is none yet, 0 (the default) to {LONGEST_WAIT_SECONDS}. "
        f"A process lets {MOST_WAITERS} requests wait; further ones are answered immediately, with Retry-After.",
        least=0, most=LONGEST_WAIT_SECONDS,
    ),
)  # fmt: skip


SHAPES: Final = {
    "Change": shape(
        "One change of the public data.",
        "change at type event_id event",
        change=described("Number of the change; without gaps.", POSITIVE),
        type=words("revised", "removed"),
        event=described("The event as it is public now; null if it is no longer public.", maybe(ref("Event"))),
    ),
    "ChangeList": shape("Changes in order.", "changes next licence attribution", changes=many(ref("Change")), **RIGHTS),
}

OPERATIONS: Final = (
    Operation(
        "listChanges", "/v1/changes", "changes", "Every public change in order, removals included",
        in_json("ChangeList", CHANGE_LIST), CHANGES_PARAMETERS, headers=("Link", "Retry-After"),
        description=(
            "To keep a copy, process the changes in order: store `event` under `event_id`; where `event` is null,"
            " delete what you stored under that id. `event` is the event as it is public now, not as it was at the time"
            " of the change; a later change may therefore bring nothing new. `type` is what happened at the time:"
            " `revised` (shown for the first time, or differently) or `removed`. Follow `next` until it is null; later"
            " continue with `after` set to the last number that you received. Numbers have no gaps."
            " `since` and `until` leave out what changed at other times; to go on, follow `next`, or keep both beside"
            " `after`. The end of an"
            " embargo and the merge of two events are changes like any other."
        ),
    ),
)  # fmt: skip

_RETRY_SECONDS: Final = 5

_REASONS: Final = {
    "known_at": (
        "changes are in the order in which this service showed them, not of what was known when: use `since` and"
        " `until` here, and /v1/events?known_at=… for what was publicly known then"
    )
}


@blueprint.get("/changes")
def changes() -> Response:
    """Every public change after a number, oldest first; with `wait` the answer waits for one."""
    params = read_params(request.args, CHANGES_PARAMETERS, now=clock.now(), reasons=_REASONS)
    after, wait = (params.values.get(name, (0,))[0] for name in ("after", "wait"))
    since, until = (params.values.get(name, (None,))[0] for name in ("since", "until"))
    within = ChangeWindow(since=since, until=until)
    has_waited = wait == 0 or wait_for_change(service(), after, wait, since)
    response = answered(
        ("changes", after, params.limit, *(params.echo if within != EVER else ())),
        API_POLICY,
        lambda snapshot: _answer(snapshot, after, params, within),
        replace(params, now=clock.now()),  # time has passed if it waited
    )
    if wait:
        response.headers["Cache-Control"] = "no-store"  # another client must not get an answer that waited
    if not has_waited:
        response.headers["Retry-After"] = str(_RETRY_SECONDS)
    return response


def _answer(snapshot: Snapshot, after: int, params: Params, within: ChangeWindow) -> Answer:
    page = changes_after(snapshot, after, params.limit, within)
    next_url = None
    if page.has_more:
        window = tuple(pair for pair in params.echo if pair[0] in ("since", "until"))
        position = (("after", (str(page.changes[-1].number),)), ("limit", (str(params.limit),)))
        next_url = f"{snapshot.links.base_url}/v1/changes?{query_string((*position, *window))}"
    body = change_list_json(page, next_url=next_url, rights=snapshot.render.rights)
    return json_answer("changes", body, link=link_to_next(next_url))
