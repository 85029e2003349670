"""Which format of a resource the `Accept` header of a request asks for, as pure functions (RFC 9110 §12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from timeline.errors import TimelineError

JSON: Final = "application/json"
CALENDAR: Final = "text/calendar"
_MOST_CHARACTERS: Final = 4096
_MOST_ENTRIES: Final = 64


class NotAcceptable(TimelineError):
    """None of the formats that a request accepts is available."""

    code = "not-acceptable"

    def __init__(self, offered: Sequence[str]) -> None:
        """Keep the media types that are available."""
        super().__init__(
            f"this address is available as {', '.join(offered)}; name one of them in Accept, or use its suffix"
        )
        self.offered = tuple(offered)


def chosen_form(accept: str, offered: Sequence[str]) -> str:
    """The media type of the response: the first one offered, if any range accepts it. Raises NotAcceptable.

    Another one must be named exactly, not by a range, and be preferred to the first. A request without the header
    accepts everything; of a very long header only the beginning is read.
    """
    if not accept.strip():
        return offered[0]
    bounded = ",".join(accept[:_MOST_CHARACTERS].split(",")[:_MOST_ENTRIES])
    accepted = parse_accept_header(bounded, MIMEAccept)
    named = {media_type.partition(";")[0].strip().lower(): quality for media_type, quality in accepted}
    qualities = {offered[0]: accepted.quality(offered[0])}
    qualities |= {media_type: named.get(media_type, 0) for media_type in offered[1:]}
    best = max(offered, key=lambda media_type: qualities[media_type])
    if qualities[best] <= 0:
        raise NotAcceptable(offered)
    return best


def prefers_json(accept: str) -> bool:
    """True if a client of a page asks for JSON by name and not for HTML."""
    return "json" in accept.lower() and "text/html" not in accept.lower()


def wanted_codings(header: str) -> str:
    """An Accept-Encoding header without the codings that it refuses: the compressor would accept `gzip;q=0`."""
    accepted = parse_accept_header(header)
    return ", ".join(f"{coding};q={quality:g}" for coding, quality in accepted if quality > 0)
