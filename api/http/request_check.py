"""The strict check of every request before any route sees it (`docs/RELIABILITY.md`).

WSGI environment -> `check_size` -> `check_request` -> None, or the error. It does not rely on the server, because none
is strict everywhere. No body is read here: one that is declared too long is refused unread, one that only turns out to
be (chunked) is cut off by `WholeRequest` at the same limit.
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

from api.http.limits.published import MAX_ADDRESS_BYTES, MAX_BODY_BYTES, MAX_HEADER_BYTES, MAX_HEADERS
from timeline.errors import TimelineError

BODY_TYPE: Final = "application/json"
"""The only media type of a body that is read; `charset=utf-8` may follow it."""

_HOST: Final = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd\ud800-\udfff\\]")
_OLD_PROTOCOLS: Final = ("HTTP/1.0", "HTTP/1")
"""The spellings of HTTP/1.0: granian leaves out the zero."""

_METHOD: Final = re.compile(r"[A-Z-]{1,30}")
_LENGTH: Final = re.compile(r"[0-9]{1,18}")


class InvalidRequest(TimelineError):
    """The request line or the headers are malformed or contradict each other."""

    code = "invalid-request"


class WholeRequest(Request):
    """A request whose body is read completely or not at all.

    The framework truncates a body without a declared length at its limit and returns the part as if it were complete;
    it does the same with the part that a client sent before it disconnected.
    """

    max_content_length = MAX_BODY_BYTES + 1
    is_body_read = False

    @property
    def has_unread_body(self) -> bool:
        """True if the client announced a body and nobody read it: what follows on the connection is not a request."""
        is_announced = bool(self.content_length) or "Transfer-Encoding" in self.headers
        return is_announced and not self.is_body_read

    def get_data(self, *args: Any, **options: Any) -> Any:
        """The complete body. Raises 413 above the limit, 400 if fewer bytes arrived than were declared."""
        body = super().get_data(*args, **options)
        self.is_body_read = True
        if len(body) > MAX_BODY_BYTES:
            raise RequestEntityTooLarge
        if self.content_length is not None and len(body) < self.content_length:
            raise ClientDisconnected
        return body


def check_request(environ: Mapping[str, object], path: str) -> None:
    """Raise InvalidRequest for control characters or invalid UTF-8 in the path, and for ambiguous framing.

    `path` is decoded. A repeated Host header arrives as a list with commas, which is not a host name; HTTP/1.0 needs
    no Host header.
    """
    if _CONTROL.search(path):
        raise InvalidRequest("the path contains characters that are not allowed in an address")
    raw_path = str(environ.get("PATH_INFO", "/"))
    if not raw_path.startswith("/") or raw_path.startswith("//"):  # the router would redirect to the Host named
        raise InvalidRequest("the path must begin with exactly one slash")
    host = str(environ.get("HTTP_HOST") or "")
    is_without = not host and environ.get("SERVER_PROTOCOL") in _OLD_PROTOCOLS
    if not is_without and not _HOST.fullmatch(host):
        raise InvalidRequest("the Host header must name one host")
    length, coding = environ.get("CONTENT_LENGTH"), environ.get("HTTP_TRANSFER_ENCODING")
    if length and coding:
        raise InvalidRequest("Content-Length and Transfer-Encoding cannot be used together")
    if (
        coding and str(coding).lower() != "chunked"
    ):  # the server accepts "gzip, chunked" and passes the body on compressed
        raise InvalidRequest("the only allowed Transfer-Encoding is a single 'chunked'")
    if not _METHOD.fullmatch(str(environ.get("REQUEST_METHOD", "GET"))):
        raise InvalidRequest("the method must be written in capital letters")
    if length and not _LENGTH.fullmatch(str(length)):
        raise InvalidRequest("the Content-Length is not a number")
    check_body(environ)


def check_size(environ: Mapping[str, object]) -> None:
    """Raise 414 or 431 for an address or headers above the published limits.

    Headers count as they are sent: name, colon, blank, value and line end.
    """
    if _address_bytes(environ) > MAX_ADDRESS_BYTES:
        raise RequestURITooLarge
    headers = [(name.removeprefix("HTTP_"), str(value)) for name, value in environ.items() if _is_header(name)]
    is_too_much = sum(len(name) + len(value) + 4 for name, value in headers) > MAX_HEADER_BYTES
    if is_too_much or len(headers) > MAX_HEADERS:
        raise RequestHeaderFieldsTooLarge


def check_body(environ: Mapping[str, object]) -> None:
    """Raise 413 for a declared length above the limit, 415 for a compressed body where one is read."""
    if int(str(environ.get("CONTENT_LENGTH") or 0)) > MAX_BODY_BYTES:
        raise RequestEntityTooLarge
    is_compressed = str(environ.get("HTTP_CONTENT_ENCODING") or "identity").lower() != "identity"
    if is_compressed and environ.get("REQUEST_METHOD") in ("POST", "PUT", "PATCH"):
        raise UnsupportedMediaType(f"a compressed body is not accepted; send {BODY_TYPE} without Content-Encoding")


def _is_header(name: str) -> bool:
    return name.startswith("HTTP_") or name in ("CONTENT_TYPE", "CONTENT_LENGTH")


def _address_bytes(environ: Mapping[str, object]) -> int:
    """The length as sent if the server gives it, otherwise of the shortest spelling of path and query."""
    sent = environ.get("RAW_URI") or environ.get("REQUEST_URI")
    if sent:
        return len(str(sent).removeprefix(f"{environ.get('wsgi.url_scheme')}://{environ.get('HTTP_HOST')}"))
    path, query = str(environ.get("PATH_INFO", "")), str(environ.get("QUERY_STRING", ""))
    return len(quote(path, encoding="latin-1", safe="/:@!$&'()*+,;=~-._")) + len(query) + bool(query)
