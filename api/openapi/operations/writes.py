"""The write addresses, from the table in `api.writes.table`: reports, withdrawals, rulings and merges."""

from __future__ import annotations

from typing import Any, Final

from api.openapi.exchange import LINE
from api.openapi.members import shape
from api.openapi.operation import Operation, PathParameter, in_json
from api.openapi.samples import EXCHANGE_DOCUMENT
from api.openapi.schema import ADDRESS, COUNT, FLAG, SLUG, TEXT, described, many, maybe, ref
from api.writes.table import FILE_REPORTS, MERGE, RULE, WITHDRAW, WriteRoute, parameters_of

_FILED: Final = many(ref("FiledReport"))
_EVENT_NOW: Final = described("As it is public now; null if it is not public.", maybe(ref("Event")))

SHAPES: Final = {
    "FiledReport": shape(
        "A report of the document, and the event it belongs to.",
        "report pointer source record event_id slug links etag",
        pointer=described("Its place in the body (RFC 6901)."),
        links=described(
            "Null while the event is not public.", maybe(shape("Addresses of the event.", self=ADDRESS, html=ADDRESS))
        ),
        etag=described("For If-Match, while the event is not public.", maybe(TEXT)),
    ),
    "Filing": shape(
        "What became of the document.",
        "new unchanged matched conflicting new_sources new_entries revisions dry_run",
        new=_FILED,
        unchanged=_FILED,
        matched=described("New reports that joined an existing event.", _FILED),
        conflicting=described("New reports that contradict what the event shows.", _FILED),
        revisions=described("The number of new states of events.", COUNT),
    ),
    "Withdrawal": shape("The withdrawn report and its event.", "report", withdrawn=FLAG, event=_EVENT_NOW),
    "RulingMade": shape("The event after the ruling.", event=_EVENT_NOW),
    "Merger": shape("The ids of the two events, and the one that remains.", "survivor merged", event=_EVENT_NOW),
}

_EVERY_WRITE: Final = (
    "missing-scope", "foreign-site", "unsupported-media-type", "malformed-body", "bad-request", "invalid-body",
    "invalid-idempotency-key", "idempotency-key-reused", "too-many-bodies", "part-of-cycle",
)  # fmt: skip
"""Errors of every write."""

_IF_MATCH: Final[dict[str | None, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "required": (("If-Match",), ("precondition-failed", "precondition-required")),
    "optional": (("If-Match-Optional",), ("precondition-failed",)),
    None: ((), ()),
}
"""How a route reads If-Match -> its request headers and errors."""

_EVENT_ID: Final = (PathParameter("id", SLUG, "Id or slug of an event.", "blinken-trip-2023-11"),)
_REPORT_ID: Final = (PathParameter("id", SLUG, "Id of a report.", "rep-0"),)


def _write(id_: str, route: WriteRoute, answer: str, *problems: str, **more: Any) -> Operation:
    """The operation of a route; its body has the fields of the table unless `more` says otherwise."""
    request_headers, conditions = _IF_MATCH[route.if_match]
    fields = {field.name: described(field.meaning, LINE) for field in route.fields}
    given: dict[str, Any] = {"body": in_json(shape("", **fields))} | more
    return Operation(
        id_, route.address, "writes", route.summary.removesuffix("."), in_json(answer), parameters_of(route),
        method="post",
        headers=(*(("ETag",) if route.if_match else ()), "Request-Id", "RateLimit", "Idempotency-Replayed"),
        problems=(*_EVERY_WRITE, *conditions, *problems),
        has_etag=False,
        scope=route.scope,
        request_headers=("Idempotency-Key", *request_headers),
        **given,
    )  # fmt: skip


OPERATIONS: Final = (
    _write(
        "fileReports", FILE_REPORTS, "Filing", success=(201, 200),
        body=in_json("ExchangeDocument", EXCHANGE_DOCUMENT), body_meaning="A document of the exchange format.",
    ),
    _write("withdrawReport", WITHDRAW, "Withdrawal", "report-not-found", "report-replaced", path_parameters=_REPORT_ID),
    _write("ruleOnEvent", RULE, "RulingMade", "event-not-found", "invalid-ruling", path_parameters=_EVENT_ID),
    _write("mergeEvents", MERGE, "Merger", "event-not-found", "invalid-merge", path_parameters=_EVENT_ID),
)  # fmt: skip
