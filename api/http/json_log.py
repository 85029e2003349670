"""The log of the service: one line of JSON for each record, whatever a client sent (RELIABILITY E12).

Log record -> `JsonLines` -> one ASCII line on stderr, with the traceback inside it and without API keys. No value can
begin a new line or control a terminal.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Final, TextIO, cast

from flask.logging import wsgi_errors_stream

from timeline.model.writers.api_key import redacted

LOGGER: Final = "api"
"""The name of Flask's logger of the application, which our modules use too."""


class JsonLines(logging.Formatter):
    """Writes `at` (UTC), `level`, `message` and, for an unexpected error, `exception`."""

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
    """Make the application's logger write JSON lines to stderr, unless it already has a handler."""
    logger = logging.getLogger(LOGGER)
    if not logger.handlers:
        handler = logging.StreamHandler(cast(TextIO, wsgi_errors_stream))
        handler.setFormatter(JsonLines())
        logger.addHandler(handler)
