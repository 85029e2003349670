"""An event as a VEVENT: rendered once, when it is written, and joined unparsed into every feed.

Revision -> `vevent` -> complete folded lines and the zones they use -> `calendar` puts its head and the zones before
them. The same revision gives the same bytes: every instant in it comes from the revision, never from the clock
(docs/FEEDS.md, Content).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from icalendar import Component, vCategory, vText
from icalendar import Event as Vevent

from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import Event, Revision
from timeline.model.vocabulary import EventKind, Presence, Status
from timeline.render.ics.calendar import CalendarHead, calendar
from timeline.render.ics.calendar_times import CalendarTimes, calendar_times
from timeline.render.ics.content_line import content_lines
from timeline.render.ics.description import description
from timeline.render.ics.rich_profile import add_rich
from timeline.render.ics.safe_properties import add_address, add_line, add_paragraphs, add_short_line
from timeline.render.ics.vevent_content import ALONE, COORDINATE_DIGITS, Relatives, VeventContent
from timeline.render.ics.vevent_options import DEFAULT_OPTIONS, Imprecise, VeventOptions
from timeline.render.local_names import in_language
from timeline.render.plain_text import one_line
from timeline.render.settings import RenderSettings
from timeline.render.text import kind_words, missed_title, place_words, prefixed_title, rank_words

__all__ = [
    "CalendarHead",
    "Imprecise",
    "Relatives",
    "RenderedVevent",
    "VeventOptions",
    "calendar",
    "event_uid",
    "vevent",
]

_STATUSES: Final = {
    Status.REPORTED: "TENTATIVE",
    Status.ANNOUNCED: "TENTATIVE",
    Status.CONFIRMED: "CONFIRMED",
    Status.UNDER_WAY: "CONFIRMED",
    Status.COMPLETED: "CONFIRMED",
    Status.BROKEN_OFF: "CONFIRMED",
    Status.POSTPONED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
    Status.WITHDRAWN: "CANCELLED",
}


@dataclass(frozen=True, slots=True)
class RenderedVevent:
    """The lines from BEGIN:VEVENT to END:VEVENT with CRLF, or no bytes; and the zones whose VTIMEZONE they need."""

    lines: bytes = b""
    zones: tuple[str, ...] = ()


def event_uid(event_id: str, uid_domain: str) -> str:
    """The UID of an event. It never changes, so it is made of the id and the service's fixed domain alone (R14)."""
    return f"{event_id}@{uid_domain}"


def vevent(
    revision: Revision,
    settings: RenderSettings,
    catalogue: Catalogue,
    *,
    relatives: Relatives = ALONE,
    options: VeventOptions = DEFAULT_OPTIONS,
) -> RenderedVevent:
    """The event as this revision shows it; empty if it is not public or its date does not belong in a calendar.

    The parents among its `relatives` are named by RELATED-TO, the trips by REFID.
    """
    shown = revision.shown
    if shown is None:
        return RenderedVevent()
    times = calendar_times(shown.listed, whole_days=shown.kind is EventKind.TRIP, imprecise=options.imprecise)
    if times is None:
        return RenderedVevent()
    event, names = in_language(shown, catalogue, options.lang)
    uid = event_uid(event.id, settings.uid_domain)
    content = VeventContent(
        event=event, uid=uid, links=settings.links, catalogue=names, lang=options.lang, relatives=relatives
    )
    # The order of these calls is the order of the lines, which stored bytes and ETags depend on.
    component = Vevent()
    component.add("uid", vText(uid))
    _add_revision(component, revision, settings)
    _add_times(component, times)
    _add_status(component, event, options)
    _add_texts(component, content, options.missed)
    for parent_id in relatives.parent_ids:
        component.add("related-to", vText(event_uid(parent_id, settings.uid_domain)))
    if options.is_rich:
        add_rich(component, content)
    return RenderedVevent(content_lines(component), () if times.zone is None else (times.zone,))


def _add_revision(component: Component, revision: Revision, settings: RenderSettings) -> None:
    """DTSTAMP, LAST-MODIFIED and SEQUENCE change together, with the revision (docs/FEEDS.md 2).

    The times also change with the service's address, which stands in the entry; nothing shown changes then.
    """
    stamp = settings.stamp(revision.updated_at)
    component.add("dtstamp", stamp)
    component.add("last-modified", stamp)
    component.add("sequence", revision.number - 1)


def _add_times(component: Component, times: CalendarTimes) -> None:
    parameters = {} if times.zone is None else {"TZID": times.zone}
    ends: tuple[tuple[str, date | datetime | None], ...] = (("dtstart", times.starts), ("dtend", times.ends))
    for name, time in ends:
        if time is not None:
            component.add(name, time, parameters=parameters)


def _add_status(component: Component, event: Event, options: VeventOptions) -> None:
    """STATUS, and TRANSP: no event is an appointment of the reader's own, so none blocks time."""
    status = None if event.status is None else _STATUSES[event.status]
    is_called_off = status == "CANCELLED"
    if options.shows_cancelled if is_called_off else not event.listed.exact:
        status = "TENTATIVE"
    add_line(component, "status", status)
    add_line(component, "transp", "TRANSPARENT")


def _add_texts(component: Component, content: VeventContent, missed: Presence | None) -> None:
    event = content.event
    add_short_line(component, "summary", missed_title(prefixed_title(event, content.lang), missed, content.lang))
    add_line(component, "location", "; ".join(place_words(place, content.catalogue) for place in event.where))
    _add_coordinates(component, event)
    _add_categories(component, content)
    add_address(component, "url", content.links.html_url(event.slug))
    add_paragraphs(component, "description", description(event, content.links, content.catalogue, content.lang))
    add_line(component, "x-edtf", event.when.edtf)


def _add_coordinates(component: Component, event: Event) -> None:
    """GEO, only if the event has one place: GEO must not be repeated, and we do not choose one of several places."""
    if len(event.where) != 1:
        return
    place = event.where[0]
    if place.latitude is not None and place.longitude is not None:
        digits = COORDINATE_DIGITS
        component.add("geo", (round(place.latitude, digits), round(place.longitude, digits)))


def _add_categories(component: Component, content: VeventContent) -> None:
    """Kind, rank and topics in one CATEGORIES line: some programs read only the last of several lines."""
    event, catalogued = content.event, content.catalogue.topics
    topics = (catalogued[slug].name if slug in catalogued else slug for slug in event.topics)
    kind = () if event.kind is None else (kind_words(event.kind, content.lang),)
    rank = () if event.rank is None else (rank_words(event.rank, content.lang),)
    names = [name for name in map(one_line, (*kind, *rank, *topics)) if name]
    if names:
        component.add("categories", vCategory([vText(name) for name in names]))
