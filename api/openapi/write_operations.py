"""POST: filing reports, withdrawing one, ruling on an event, merging two; from the table in `api.writes.table`."""

from __future__ import annotations

from typing import Final

from api.openapi.operation import Form, Operation, PathPart
from api.openapi.samples import EXCHANGE_DOCUMENT
from api.openapi.shapes import ADDRESS, FLAG, SLUG, TEXT, Schema, closed, count, many, maybe, ref, told
from api.writes.table import FILE_REPORTS, MERGE, RULE, WITHDRAW, WriteRoute, parameters_of
from timeline.model.limits import MAX_TITLE

TOPIC: Final = "writes"

_FILED: Final = closed(
    {
        "report": told(TEXT, "Id of the report."),
        "pointer": told(TEXT, "Where it stands in the body (RFC 6901)."),
        "source": TEXT,
        "record": TEXT,
        "event_id": TEXT,
        "slug": TEXT,
        "links": told(maybe(closed({"self": ADDRESS, "html": ADDRESS})), "Null while the event is not public."),
        "etag": told(maybe(TEXT), "For If-Match, while the event is not public."),
    }
)

WRITE_SCHEMAS: Final[dict[str, Schema]] = {
    "FiledReport": _FILED,
    "Filing": closed(
        {
            "new": many(ref("FiledReport")),
            "unchanged": many(ref("FiledReport")),
            "matched": told(many(ref("FiledReport")), "Of the new ones: those that joined an event."),
            "conflicting": told(many(ref("FiledReport")), "Of the new ones: those that contradict what is shown."),
            "new_sources": count(),
            "new_entries": count(),
            "revisions": told(count(), "How many new states of events."),
            "dry_run": FLAG,
        }
    ),
    "Withdrawal": closed({"report": TEXT, "withdrawn": FLAG, "event": maybe(ref("Event"))}),
    "RulingMade": closed({"event": maybe(ref("Event"))}),
    "Merger": closed({"survivor": TEXT, "merged": TEXT, "event": maybe(ref("Event"))}),
}

_KEYED: Final = (
    "unauthorized", "missing-scope", "foreign-site", "unsupported-media-type", "malformed-body", "bad-request",
    "invalid-body", "invalid-idempotency-key", "idempotency-key-reused", "invalid-query",
    "too-many-bodies",
)  # fmt: skip
"""What every write can answer."""

_MATCHED: Final = ("precondition-failed",)
_ASKS: Final = {"required": ("If-Match",), "optional": ("If-Match-Optional",), None: ()}


def _body(route: WriteRoute) -> Form:
    """The small body of a route, every member a text on one line."""
    line: Schema = {"type": "string", "minLength": 1, "maxLength": MAX_TITLE}
    members = {field.name: told(line, field.meaning) for field in route.fields}
    return Form(media_type="application/json", schema=closed(members))


def _part(meaning: str, sample: str) -> tuple[PathPart]:
    return (PathPart(name="id", schema=SLUG, meaning=meaning, sample=sample),)


def _write(
    route: WriteRoute, name: str, answer: str, *, body: Form | None = None, success: int = 200,
    parts: tuple[PathPart, ...] = (), problems: tuple[str, ...] = (),
) -> Operation:  # fmt: skip
    is_matched = route.if_match is not None
    needed = ("precondition-required",) if route.if_match == "required" else ()
    return Operation(
        id=name,
        path=route.address,
        method="post",
        topic=TOPIC,
        summary=route.summary.removesuffix("."),
        takes=parameters_of(route),
        parts=parts,
        forms=(Form(media_type="application/json", schema=ref(answer)),),
        success=success,
        also=(200,) if success != 200 else (),
        headers=(*(("ETag",) if is_matched else ()), "Request-Id", "RateLimit", "Idempotency-Replayed"),
        problems=(*_KEYED, *problems, *(_MATCHED if is_matched else ()), *needed),
        validated=False,
        scope=route.scope,
        body=body or _body(route),
        body_meaning="A document of the exchange format." if body else "",
        asks=("Idempotency-Key", *_ASKS[route.if_match]),
    )  # fmt: skip


_EVENT: Final = _part("Id or slug of an event.", "blinken-trip-2023-11")

OPERATIONS: Final = (
    _write(
        FILE_REPORTS, "fileReports", "Filing", success=201,
        body=Form(media_type="application/json", schema=ref("ExchangeDocument"), example=EXCHANGE_DOCUMENT),
        problems=("part-of-cycle",),
    ),
    _write(
        WITHDRAW, "withdrawReport", "Withdrawal", parts=_part("Id of a report.", "rep-0"),
        problems=("report-not-found", "report-replaced", "part-of-cycle"),
    ),
    _write(RULE, "ruleOnEvent", "RulingMade", parts=_EVENT,
           problems=("event-not-found", "invalid-ruling", "part-of-cycle")),
    _write(MERGE, "mergeEvents", "Merger", parts=_EVENT,
           problems=("event-not-found", "invalid-merge", "part-of-cycle")),
)  # fmt: skip
