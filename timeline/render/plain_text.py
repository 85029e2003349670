"""Text without control characters: what a calendar, a feed or a page may contain, whatever a source's text contains.

A source's text -> `plain_text` (many lines) or `one_line` -> a form's own escaping. Every character at which some
program splits lines (CR, VT, FF, FS to RS, NEL, U+2028, U+2029) becomes LF or a blank, so that no text of a source can
begin a line of our own.
"""

from __future__ import annotations

import re
from typing import Final

_LINE_ENDS: Final = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BLANKS: Final = re.compile("[ \n]+")


def plain_text(text: str) -> str:
    """The text with LF as its only line end, a blank for a tab, and no controls (C0, DEL, C1, lone surrogates)."""
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return _CONTROLS.sub("", lines)


def one_line(text: str) -> str:
    """`plain_text` on one line: each run of blanks and line ends becomes one blank, none at either end."""
    return _BLANKS.sub(" ", plain_text(text)).strip()


def web_address(url: str | None) -> str | None:
    """An http(s) address without controls, with blanks and backslashes percent-encoded; None for anything else.

    A backslash is not allowed in an address (RFC 3986 §2), and some programs read it as an escape.
    """
    if url is None or not url.startswith(("https://", "http://")):
        return None
    return one_line(url).replace(" ", "%20").replace("\\", "%5C")
