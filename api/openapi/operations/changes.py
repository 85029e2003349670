"""`/v1/changes`: every public change in order, for copies of the public data."""

from __future__ import annotations

from typing import Final

from api.http.long_poll import MOST_WAITERS
from api.openapi.members import shape
from api.openapi.operation import Operation, in_json
from api.openapi.samples import CHANGE_LIST
from api.openapi.schema import POSITIVE, described, many, maybe, ref, words
from api.parameters.params import Parameter
from timeline.model.query import DEFAULT_LIMIT, MAX_LIMIT

LONGEST_WAIT_SECONDS: Final = 30
_LARGEST_NUMBER: Final = 10**15 - 1

CHANGES_PARAMETERS: Final = (
    Parameter(
        "after", "count", "Number of the last change that you have; 0, the default, starts with the first change.",
        least=0, most=_LARGEST_NUMBER,
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
    "ChangeList": shape("Changes in order.", "changes next", changes=many(ref("Change"))),
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
            " continue with `after` set to the last number that you received. Numbers have no gaps. The end of an"
            " embargo and the merge of two events are changes like any other."
        ),
    ),
)  # fmt: skip
