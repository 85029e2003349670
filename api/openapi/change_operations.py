"""`/v1/changes`: the public data set as a log to be replayed."""

from __future__ import annotations

from typing import Final

from api.openapi.operation import Form, Operation
from api.openapi.samples import CHANGE_LIST
from api.openapi.shapes import ADDRESS, INSTANT, TEXT, Schema, closed, count, many, maybe, ref, told, words
from api.routes.changes import CHANGES_PARAMETERS, REPLAYING

TOPIC: Final = "changes"

CHANGE_SCHEMAS: Final[dict[str, Schema]] = {
    "Change": closed(
        {
            "change": told(count(1), "Rises by one."),
            "at": INSTANT,
            "type": words(("revised", "removed")),
            "event_id": TEXT,
            "event": told(maybe(ref("Event")), "As it is public now; null if it no longer is."),
        }
    ),
    "ChangeList": closed(
        {"changes": many(ref("Change")), "next": told(maybe(ADDRESS), "The next page, or null at the end.")}
    ),
}

OPERATIONS: Final = (
    Operation(
        id="listChanges",
        path="/v1/changes",
        topic=TOPIC,
        summary="Every public change in order, removals included",
        description=REPLAYING,
        takes=CHANGES_PARAMETERS,
        forms=(Form(media_type="application/json", schema=ref("ChangeList"), example=CHANGE_LIST),),
        headers=("Link", "Retry-After"),
    ),
)
