"""Real events, revisions and a small catalogue for the tests of `timeline.render`: the Brussels ministerial of 2023."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from timeline.model.catalogue.entries import Catalogue, Place, Topic
from timeline.model.dates.event_date import EventDate
from timeline.model.event import (
    Deviation,
    Event,
    EventParticipant,
    EventPlace,
    EventSource,
    NumberedState,
    Revision,
    State,
)
from timeline.model.says import Link
from timeline.model.vocabulary import EventKind, ParticipantType, Presence, Role, Status, Tier
from timeline.render.ics.vevent import Relatives, RenderedVevent, vevent
from timeline.render.links import Links
from timeline.render.settings import RenderSettings

LINKS = Links("https://timeline.example.org")
UID_DOMAIN = "timeline.example.org"
SETTINGS = RenderSettings(base_url=LINKS.base_url, uid_domain=UID_DOMAIN)
KNOWN_FROM = datetime(2024, 8, 29, tzinfo=UTC)
RECORDED_AT = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)

CATALOGUE = Catalogue.of(
    [
        Place(slug="middle-east", name="Middle East"),
        Place(slug="belgium", name="Belgium", country="BE"),
        Place(slug="brussels", name="Brussels", country="BE", parent="belgium"),
        Place(slug="israel", name="Israel", country="IL", parent="middle-east"),
        Topic(slug="support-for-ukraine", name="Support for Ukraine"),
    ]
)

BRUSSELS = EventPlace(
    slug="brussels",
    name="Brussels",
    country="BE",
    territory=None,
    latitude=50.85,
    longitude=4.35,
    time_zone="Europe/Brussels",
)
SECRETARY = EventParticipant(
    who="antony-blinken",
    name="Antony Blinken",
    type=ParticipantType.PERSON,
    office="Secretary of State, United States",
    role=Role.ATTENDEE,
    presence=Presence.ATTENDED,
    when=None,
)
PROGRAMME = EventSource(
    id="nato-2023-10-23",
    publisher="NATO",
    title="Programme, first edition",
    url="https://www.example.int/programme?day=28,29",
    tier=Tier.OFFICIAL,
    published_at=datetime(2023, 10, 23, tzinfo=UTC),
)
MINISTERIAL = Event(
    id="evt-aaaa",
    slug="nato-foreign-ministers-2023-11",
    kind=EventKind.MINISTERIAL,
    status=Status.COMPLETED,
    title="NATO foreign ministers' meeting; first day, second day",
    summary="First council.\nSecond line.",
    url="https://www.example.int/meeting",
    when=EventDate.from_edtf("2023-11-28/2023-11-29", time_zone="Europe/Brussels"),
    where=(BRUSSELS,),
    participants=(SECRETARY,),
    topics=("support-for-ukraine", "not-in-the-catalogue"),
    links=(Link(url="https://www.example.int/readout", label="Readout"),),
    part_of=("blinken-trip-2023-11",),
    contested=("status",),
    deviations=(Deviation(property="when", planned="2023-11-27/2023-12-03", actual="2023-11-28/2023-11-29"),),
    sources=(PROGRAMME,),
)


def ministerial(**changes: Any) -> Event:
    """The ministerial with some fields changed."""
    return replace(MINISTERIAL, **changes)


def revision_of(event: Event | None, *, number: int = 2) -> Revision:
    """A revision that shows the event, recorded long after it could be known."""
    return Revision(
        event_id=MINISTERIAL.id if event is None else event.id,
        number=number,
        known_from=KNOWN_FROM,
        recorded_at=RECORDED_AT,
        shown=event,
        cause="load",
        author="desk",
    )


def numbered(event: Event | None) -> NumberedState:
    """The state that holds now, with its revision."""
    return NumberedState(state=State(known_from=KNOWN_FROM, known_to=None, event=event), revision=revision_of(event))


def rendered(event: Event | None, *, parent_ids: Sequence[str] = ()) -> RenderedVevent:
    """The event as a VEVENT."""
    return vevent(revision_of(event), SETTINGS, CATALOGUE, relatives=Relatives(parent_ids=parent_ids))


def timed(starts: str, ends: str | None, zone: str) -> EventDate:
    """A date with times, given as ISO 8601 wall clocks of the zone (or with its offset)."""
    ends_at = None if ends is None else datetime.fromisoformat(ends)
    return EventDate.from_times(datetime.fromisoformat(starts), ends_at, zone)
