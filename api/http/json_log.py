"""The log of the service: one line of JSON for each thing, whatever a client sent (RELIABILITY.md E12).

Log record -> `JsonLines` -> one ASCII line on stderr, a traceback inside it, API keys taken out. Nothing in a value can
begin a line or move the cursor of a terminal.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Final, TextIO, cast

from flask.logging import wsgi_errors_stream

from timeline.model.api_key import redacted

LOGGER: Final = "api"
"""The name that Flask gives the application's own logger, and that our modules use."""


class JsonLines(logging.Formatter):
    """Writes `at` (UTC), `level`, `message` and, of an error that nobody foresaw, `exception`."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of printable ASCII."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": redacted(record.getMessage()),
        }
        if record.exc_info:
            line["exception"] = redacted(self.formatException(record.exc_info))
        return json.dumps(line).replace("\x7f", "\\u007f")


def log_as_json_lines() -> None:
    """Let the application's logger write JSON lines to stderr, unless somebody has given it a handler before."""
    logger = logging.getLogger(LOGGER)
    if not logger.handlers:
        handler = logging.StreamHandler(cast(TextIO, wsgi_errors_stream))
        handler.setFormatter(JsonLines())
        logger.addHandler(handler)
