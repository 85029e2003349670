"""The one strict first step: what no honest client sends is refused before any route sees it (RELIABILITY.md 1.3, 2.4).

WSGI environment -> `check_size` -> `check_request` -> None, or the error. No server is strict everywhere, so this does
not rely on one. No body is read here: what is declared too long is refused unread, what only turns out to be (chunks)
is cut off by the reader at the same limit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from flask import Request
from werkzeug.exceptions import (
    ClientDisconnected,
    RequestEntityTooLarge,
    RequestHeaderFieldsTooLarge,
    RequestURITooLarge,
    UnsupportedMediaType,
)

from api.http.limits import MAX_ADDRESS_BYTES, MAX_BODY_BYTES, MAX_HEADER_BYTES, MAX_HEADERS
from timeline.errors import TimelineError

_HOST: Final = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd\ud800-\udfff\\]")
_OLD_PROTOCOLS: Final = ("HTTP/1.0", "HTTP/1")
"""How servers spell HTTP/1.0; granian leaves the zero out."""

_METHOD: Final = re.compile(r"[A-Z-]{1,30}")
_LENGTH: Final = re.compile(r"[0-9]{1,18}")


class InvalidRequest(TimelineError):
    """The request's line or headers are not well formed, or say two things at once."""

    code = "invalid-request"


class WholeRequest(Request):
    """A request whose body is read whole or not at all.

    The framework cuts a body without a declared length off at its limit and hands out a part as if it were all; and it
    takes what a client that left in the middle had sent by then for the whole.
    """

    max_content_length = MAX_BODY_BYTES + 1

    def get_data(self, *args: Any, **options: Any) -> Any:
        """The whole body. Raises 413 above the limit, 400 if fewer bytes came than were declared."""
        body = super().get_data(*args, **options)
        if len(body) > MAX_BODY_BYTES:
            raise RequestEntityTooLarge
        if self.content_length is not None and len(body) < self.content_length:
            raise ClientDisconnected
        return body


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
    if coding and str(coding).lower() != "chunked":  # the server takes "gzip, chunked" and hands out what is packed
        raise InvalidRequest("the only Transfer-Encoding is chunked, once")
    if not _METHOD.fullmatch(str(environ.get("REQUEST_METHOD", "GET"))):
        raise InvalidRequest("a method is written in capital letters")
    if length and not _LENGTH.fullmatch(str(length)):
        raise InvalidRequest("the Content-Length is no number")
    check_body(environ)


def check_size(environ: Mapping[str, object]) -> None:
    """Raise 414 or 431 for an address or headers beyond the published limits; n is taken, n + 1 is not.

    Headers count as they travel: name, colon, blank, value and line end.
    """
    if _address_bytes(environ) > MAX_ADDRESS_BYTES:
        raise RequestURITooLarge
    headers = [(name.removeprefix("HTTP_"), str(value)) for name, value in environ.items() if _is_header(name)]
    is_too_much = sum(len(name) + len(value) + 4 for name, value in headers) > MAX_HEADER_BYTES
    if is_too_much or len(headers) > MAX_HEADERS:
        raise RequestHeaderFieldsTooLarge


def check_body(environ: Mapping[str, object]) -> None:
    """Raise 413 for a declared length above the limit, 415 for a packed body where one is read."""
    if int(str(environ.get("CONTENT_LENGTH") or 0)) > MAX_BODY_BYTES:
        raise RequestEntityTooLarge
    is_packed = str(environ.get("HTTP_CONTENT_ENCODING") or "identity").lower() != "identity"
    if is_packed and environ.get("REQUEST_METHOD") in ("POST", "PUT", "PATCH"):
        raise UnsupportedMediaType


def _is_header(name: str) -> bool:
    return name.startswith("HTTP_") or name in ("CONTENT_TYPE", "CONTENT_LENGTH")


def _address_bytes(environ: Mapping[str, object]) -> int:
    """The length as sent if the server tells it, else of the path as it must have been written at the least."""
    sent = environ.get("RAW_URI") or environ.get("REQUEST_URI")
    if sent:
        return len(str(sent).removeprefix(f"{environ.get('wsgi.url_scheme')}://{environ.get('HTTP_HOST')}"))
    path, query = str(environ.get("PATH_INFO", "")), str(environ.get("QUERY_STRING", ""))
    return len(quote(path, encoding="latin-1", safe="/:@!$&'()*+,;=~-._")) + len(query) + bool(query)
