"""The one strict first step: what no honest client sends is refused before any route sees it (RELIABILITY.md 1.3, 2.4).

WSGI environment -> `check_request` -> None, or InvalidRequest. No server is strict everywhere, so this does not rely on
one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from timeline.errors import TimelineError

_HOST: Final = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd\ud800-\udfff\\]")
_OLD_PROTOCOLS: Final = ("HTTP/1.0", "HTTP/1")
"""How servers spell HTTP/1.0; granian leaves the zero out."""

_LENGTH: Final = re.compile(r"[0-9]{1,18}")


class InvalidRequest(TimelineError):
    """The request's line or headers are not well formed, or say two things at once."""

    code = "invalid-request"


def check_request(environ: Mapping[str, object], path: str) -> None:
    """Raise InvalidRequest for control characters or bytes that are no UTF-8 in the path, and for doubtful framing.

    `path` is decoded. A repeated Host arrives as a list with commas, which is no host name; HTTP/1.0 needs none.
    """
    if _CONTROL.search(path):
        raise InvalidRequest("the path holds characters that no address has")
    raw_path = str(environ.get("PATH_INFO", "/"))
    if not raw_path.startswith("/") or raw_path.startswith("//"):  # the router would redirect to the Host named
        raise InvalidRequest("the path begins with one slash")
    host = str(environ.get("HTTP_HOST") or "")
    is_without = not host and environ.get("SERVER_PROTOCOL") in _OLD_PROTOCOLS
    if not is_without and not _HOST.fullmatch(host):
        raise InvalidRequest("the Host header does not name one host")
    length, coding = environ.get("CONTENT_LENGTH"), environ.get("HTTP_TRANSFER_ENCODING")
    if length and coding:
        raise InvalidRequest("Content-Length and Transfer-Encoding exclude each other")
    if length and not _LENGTH.fullmatch(str(length)):
        raise InvalidRequest("the Content-Length is no number")
