"""Content lines of a component as bytes: folded at 75 octets, never inside a character or an escape, with CRLF.

icalendar component -> its unfolded lines -> `content_lines` -> bytes (RFC 5545 §3.1). The folding of icalendar can part
two backslashes that belong together; programs exist that unescape before they unfold.
"""

from __future__ import annotations

import re
from typing import Final

from icalendar import Component

MAX_OCTETS: Final = 75
"""Of one line without its CRLF; the blank that begins a continuation counts."""

_UNITS: Final = re.compile(r"\\.|.", re.DOTALL)
"""What must stay together: an escape or a character."""


def content_lines(component: Component) -> bytes:
    """All lines of a component and of those inside it, from BEGIN to END."""
    return b"".join(fold(str(line)) for line in component.content_lines() if line)


def fold(line: str) -> bytes:
    """One content line as one or more physical lines, each ended by CRLF. The line must hold no line end itself."""
    pieces: list[bytes] = []
    piece = bytearray()
    for unit in _UNITS.findall(line):
        octets = unit.encode("utf-8")
        if len(piece) + len(octets) > MAX_OCTETS:
            pieces.append(bytes(piece))
            piece = bytearray(b" ")
        piece += octets
    return b"\r\n".join([*pieces, bytes(piece)]) + b"\r\n"
