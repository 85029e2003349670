"""What a calendar holds of an event that left it, so that programs which synchronise drop their copy.

Revision that removes the event -> `removal_entry`: its UID and days, and nothing that its reports said (R10). The same
and the event that it was merged into -> `merger_entry`, which names that event (docs/FEEDS.md 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from icalendar import Component, vText
from icalendar import Event as Vevent

from timeline.model.dates.zones import zone_named
from timeline.model.event import Revision
from timeline.model.vocabulary import EventKind
from timeline.render.ics.calendar_times import CalendarTimes, calendar_times
from timeline.render.ics.content_line import content_lines
from timeline.render.ics.safe_properties import add_address, add_line, add_paragraphs, add_short_line
from timeline.render.ics.vevent import RenderedVevent, event_uid
from timeline.render.ics.vevent_options import DEFAULT_OPTIONS, VeventOptions
from timeline.render.settings import RenderSettings
from timeline.render.words.languages import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Survivor:
    """The public event that another one was merged into; `updated_at` (UTC) is when what is shown of it changed."""

    event_id: str
    slug: str
    title: str
    updated_at: datetime


def removal_entry(
    revision: Revision, settings: RenderSettings, options: VeventOptions = DEFAULT_OPTIONS
) -> RenderedVevent:
    """The cancelled entry of an event that is not public any more; empty if it had none."""
    component = _cancelled(revision, settings, options, stamped_at=revision.updated_at)
    if component is None:
        return RenderedVevent()
    add_line(component, "summary", words_of(options.lang).feeds.removed)
    return RenderedVevent(content_lines(component))


def merger_entry(
    revision: Revision, survivor: Survivor, settings: RenderSettings, options: VeventOptions = DEFAULT_OPTIONS
) -> RenderedVevent:
    """The cancelled entry of an event that was merged into another one; empty if it had none.

    It changes with the survivor's title, so its time is the later one of both events.
    """
    stamped_at = settings.stamp(max(revision.updated_at, survivor.updated_at))
    component = _cancelled(revision, settings, options, stamped_at=stamped_at)
    if component is None:
        return RenderedVevent()
    words, url = words_of(options.lang).feeds, settings.links.html_url(survivor.slug)
    component.add("last-modified", stamped_at)
    add_line(component, "transp", "TRANSPARENT")
    add_short_line(component, "summary", words.merged.format(title=survivor.title))
    add_address(component, "url", url)
    add_paragraphs(component, "description", words.merged_at.format(title=survivor.title, url=url))
    component.add("related-to", vText(event_uid(survivor.event_id, settings.uid_domain)))
    return RenderedVevent(content_lines(component))


def _cancelled(
    revision: Revision, settings: RenderSettings, options: VeventOptions, *, stamped_at: datetime
) -> Component | None:
    """UID, days, SEQUENCE, DTSTAMP and STATUS. Times are in UTC: the name of a zone would tell the place."""
    event = revision.shown
    assert event is not None, "a removed event keeps its days"
    times = calendar_times(event.when, whole_days=event.kind is EventKind.TRIP, imprecise=options.imprecise)
    if times is None:
        return None
    component = Vevent()
    component.add("uid", vText(event_uid(event.id, settings.uid_domain)))
    component.add("dtstamp", stamped_at)
    component.add("sequence", revision.number - 1)
    for name, time in (("dtstart", times.starts), ("dtend", times.ends)):
        if time is not None:
            component.add(name, _in_utc(time, times))
    component.add("status", vText("CANCELLED"))
    return component


def _in_utc(time: date | datetime, times: CalendarTimes) -> date | datetime:
    if times.zone is None or not isinstance(time, datetime):
        return time
    return time.replace(tzinfo=zone_named(times.zone)).astimezone(UTC)
