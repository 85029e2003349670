"""`/healthz` and `/readyz`."""

from __future__ import annotations

from typing import Final

from api.openapi.members import shape
from api.openapi.operation import Operation, in_json
from api.openapi.schema import TEXT, maybe, words

SHAPES: Final = {
    "Health": shape(
        "Whether the process works.",
        "status version schema_current database",
        status=words("ok", "not ready"),
        database=shape("The database in use.", "engine version safe report", report=maybe(TEXT)),
    ),
    "Readiness": shape("Whether the service can answer.", "ready"),
}

OPERATIONS: Final = (
    Operation(
        "getHealth", "/healthz", "service", "Whether the process works, and which database it uses",
        in_json("Health"), has_etag=False,
    ),
    Operation(
        "getReadiness", "/readyz", "service", "Whether the service can answer; 503 if not",
        in_json("Readiness"), has_etag=False,
    ),
)  # fmt: skip
