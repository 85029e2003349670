"""The fixed words in English, the language of everybody without a table of their own."""

from __future__ import annotations

from typing import Final

from timeline.model.vocabulary import EventKind, Presence, Role, Status, Tier
from timeline.render.words.table import DateWords, FeedWords, Words

ENGLISH: Final = Words(
    dates=DateWords(
        months=(
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ),
        seasons=("spring", "summer", "autumn", "winter"),
    ),
    feeds=FeedWords(
        title="Diplomatic timeline",
        about="{title}: {name}",
        of_year="{title}, {year}",
        description="Diplomatic travel and meetings, with the sources of each event.",
        single="One event of the diplomatic timeline, with its sources.",
        cut=(
            "The feed is too large for some calendars, so it holds what is nearest to today. "
            "Each year is complete in a feed of its own: {pattern}"
        ),
        newest=(
            "Nothing is known of the last twelve months or ahead, so the feed holds the newest twelve months with "
            "events. Each year is complete in a feed of its own: {pattern}"
        ),
    ),
    kinds={
        EventKind.TRIP: "Trip",
        EventKind.VISIT: "Visit",
        EventKind.MINISTERIAL: "Ministerial meeting",
        EventKind.SUMMIT: "Summit",
        EventKind.MEETING: "Meeting",
        EventKind.CALL: "Call",
        EventKind.BRIEFING: "Briefing",
        EventKind.STATEMENT: "Statement",
        EventKind.AGREEMENT: "Agreement",
        EventKind.CEREMONY: "Ceremony",
    },
    statuses={
        Status.REPORTED: "Reported",
        Status.ANNOUNCED: "Announced",
        Status.CONFIRMED: "Confirmed",
        Status.UNDER_WAY: "Under way",
        Status.COMPLETED: "Completed",
        Status.POSTPONED: "Postponed",
        Status.CANCELLED: "Cancelled",
        Status.WITHDRAWN: "Withdrawn",
    },
    tiers={
        Tier.UNVERIFIED: "unverified",
        Tier.PRESS: "press",
        Tier.OFFICIAL: "official",
        Tier.RECORD: "record",
        Tier.DESK: "desk",
    },
    roles={
        Role.TRAVELLER: "traveller",
        Role.HOST: "host",
        Role.CHAIR: "chair",
        Role.ATTENDEE: "attendee",
        Role.MEDIATOR: "mediator",
        Role.SPOKESPERSON: "spokesperson",
    },
    presences={
        Presence.EXPECTED: "expected",
        Presence.ATTENDED: "attended",
        Presence.REPRESENTED: "represented by somebody else",
        Presence.ABSENT: "absent",
        Presence.DECLINED: "declined",
    },
    properties={
        "kind": "kind",
        "title": "title",
        "summary": "summary",
        "status": "status",
        "when": "date",
        "where": "place",
        "part_of": "trip",
        "url": "address",
        "participants": "participants",
        "topics": "topics",
        "links": "links",
    },
    event="Event",
    untitled="{kind}: {subject}",
    prefixed="{status}: {title}",
    participant="{name}",
    participant_office="{name} ({office})",
    participation="{participant} – {part}",
    date="Date: {date}",
    status="Status: {status}",
    participants="Participants:",
    part_of="Part of: {url}",
    contested="Sources disagree on: {properties}",
    planned="Planned {property}: {planned}",
    instead="Planned {property}: {planned}; as it took place: {actual}",
    sources="Sources:",
    links="More:",
    page="All details: {url}",
)  # fmt: skip
