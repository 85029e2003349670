"""Content lines of a component as bytes: folded at 75 octets, never inside a character or an escape, with CRLF.

icalendar component -> its unfolded lines -> `content_lines` -> bytes (RFC 5545 §3.1). The library's own folding can
split an escape in two, and some programs unescape before they unfold.
"""

from __future__ import annotations

import re
from typing import Final

from icalendar import Component

MAX_OCTETS: Final = 75
"""The length of one line without its CRLF; the blank at the start of a continuation counts."""

_UNITS: Final = re.compile(r"\\.|.", re.DOTALL)
"""An escape or a single character: what must stay on one line."""


def content_lines(component: Component) -> bytes:
    """All lines of a component and of the components inside it, from BEGIN to END."""
    return b"".join(fold(str(line)) for line in component.content_lines() if line)


def fold(line: str) -> bytes:
    """One content line, which must not contain a line end, as one or more physical lines with CRLF."""
    pieces: list[bytes] = []
    piece = bytearray()
    for unit in _UNITS.findall(line):
        octets = unit.encode("utf-8")
        if len(piece) + len(octets) > MAX_OCTETS:
            pieces.append(bytes(piece))
            piece = bytearray(b" ")
        piece += octets
    return b"\r\n".join([*pieces, bytes(piece)]) + b"\r\n"
