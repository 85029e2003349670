"""The description of a write address, made of its row in `api.writes.table`."""

from __future__ import annotations

from typing import Any, Final

from api.openapi.exchange import LINE
from api.openapi.members import shape
from api.openapi.operation import Operation, in_json
from api.openapi.schema import described, many
from api.writes.table import PARAMETERS, WriteRoute

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


def write_operation(id_: str, route: WriteRoute, answer: str, *problems: str, **more: Any) -> Operation:
    """The operation of a route; its body has the fields of the table unless `more` says otherwise."""
    request_headers, conditions = _IF_MATCH[route.if_match]
    fields = {field.name: described(field.meaning, many(LINE) if field.is_list else LINE) for field in route.fields}
    optional = " ".join(f"{field.name}?" for field in route.fields if field.is_optional)
    given: dict[str, Any] = {"body": in_json(shape("", optional, **fields))} | more
    return Operation(
        id_, route.address, "writes", route.summary.removesuffix("."), in_json(answer), PARAMETERS,
        method="post",
        headers=(*(("ETag",) if route.if_match else ()), "Request-Id", "RateLimit", "Idempotency-Replayed"),
        problems=(*_EVERY_WRITE, *conditions, *problems),
        has_etag=False,
        scope=route.scope,
        request_headers=("Idempotency-Key", *request_headers),
        **given,
    )  # fmt: skip
