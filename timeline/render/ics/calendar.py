"""The calendar around stored events: its head, the time zones of its events, then the events as they are stored.

`CalendarHead` + zones + VEVENT bytes -> `calendar` -> the whole feed. The events are joined unparsed, in the caller's
order. There is no METHOD and no UID: a UID makes synchronising programs read the feed as one item (docs/FEEDS.md 8).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from icalendar import Calendar, vText

from timeline.render.ics.content_line import content_lines
from timeline.render.ics.safe_properties import add_address, add_line, add_paragraphs
from timeline.render.ics.time_zones import vtimezone

PRODUCT: Final = "-//Diplomatic Timeline//Calendar feed//EN"
_END: Final = b"END:VCALENDAR\r\n"
_ZONE_OF_NOTHING: Final = "Etc/UTC"
"""The zone in a calendar without events: a calendar must have a component (RFC 5545 §3.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarHead:
    """The properties of a feed. `source_url` is the feed's own address, `page_url` that of a web page about it.

    `color` is a colour name of CSS3 (RFC 7986 §5.9); programs should refresh the feed every `refresh_hours`. `rights`
    are the last paragraph of the description, because iCalendar has no property for a licence.
    """

    name: str
    description: str | None = None
    source_url: str | None = None
    page_url: str | None = None
    color: str | None = "navy"
    refresh_hours: int = 6
    rights: str | None = None


def calendar(vevents: Iterable[bytes], zones: Iterable[str], *, head: CalendarHead) -> bytes:
    """The calendar with these events; `zones` are the IANA names that they use, repeats allowed.

    Without any event it has one VTIMEZONE, for a calendar must not be empty; the head should say why it has no event.
    Raises InvalidDate for a zone that has no VTIMEZONE.
    """
    entries = tuple(vevents)
    names = sorted(set(zones)) if entries else [_ZONE_OF_NOTHING]
    return b"".join((_head_lines(head), *map(vtimezone, names), *entries, _END))


def _head_lines(head: CalendarHead) -> bytes:
    """The lines from BEGIN:VCALENDAR up to the first component."""
    component = Calendar()
    component.add("prodid", vText(PRODUCT))
    component.add("version", vText("2.0"))
    component.add("calscale", vText("GREGORIAN"))
    for name in ("name", "x-wr-calname"):
        add_line(component, name, head.name)
    for name in ("description", "x-wr-caldesc"):
        add_paragraphs(component, name, "\n\n".join(part for part in (head.description, head.rights) if part) or None)
    add_address(component, "source", head.source_url)
    add_address(component, "url", head.page_url)
    add_line(component, "color", head.color)
    component.add("refresh-interval", timedelta(hours=head.refresh_hours), parameters={"VALUE": "DURATION"})
    component.add("x-published-ttl", vText(f"PT{head.refresh_hours}H"))
    return content_lines(component).removesuffix(_END)
