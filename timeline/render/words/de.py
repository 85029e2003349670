"""The fixed words in German."""

from __future__ import annotations

from typing import Final

from timeline.model.vocabulary import EventKind, Presence, Role, Status, Tier
from timeline.render.words.table import DateWords, FeedWords, Words

GERMAN: Final = Words(
    dates=DateWords(
        months=(
            "Januar", "Februar", "März", "April", "Mai", "Juni",
            "Juli", "August", "September", "Oktober", "November", "Dezember",
        ),
        seasons=("Frühling", "Sommer", "Herbst", "Winter"),
        day="{day}. {month} {year}",
        day_and_month="{day}. {month}",
        day_alone="{day}.",
        span="{first} bis {last}",
        between="zwischen {first} und {last}",
        about="um {day}",
        uncertain="{day}, nicht sicher",
        inside="{month}, Tag nicht bekannt",
        inside_years="in den Jahren {first} bis {last}, Tag nicht bekannt",
        starting="ab {first}, Ende nicht bekannt",
        until="bis {last}",
        unknown="Datum nicht bekannt",
        at_time="{day}, {time} Uhr {zone}",
        zone="Ortszeit {place} ({offset})",
        said="{date}: „{phrase}“",
        said_on="{date}: „{phrase}“, Stand {dateline}",
    ),
    feeds=FeedWords(
        title="Diplomatische Chronik",
        about="{title}: {name}",
        of_year="{title}, {year}",
        description="Diplomatische Reisen und Treffen, mit den Quellen jedes Ereignisses.",
        single="Ein Ereignis der diplomatischen Chronik, mit seinen Quellen.",
        cut=(
            "Der Kalender ist für manche Programme zu groß; er enthält, was dem heutigen Tag am "
            "nächsten liegt. Jedes Jahr steht vollständig in einem eigenen Kalender: {pattern}"
        ),
        newest=(
            "Aus den letzten zwölf Monaten und für die Zukunft ist nichts bekannt; der Kalender enthält "
            "die neuesten zwölf Monate mit Ereignissen. Jedes Jahr steht vollständig in einem eigenen "
            "Kalender: {pattern}"
        ),
    ),
    kinds={
        EventKind.TRIP: "Reise",
        EventKind.VISIT: "Besuch",
        EventKind.MINISTERIAL: "Ministertreffen",
        EventKind.SUMMIT: "Gipfel",
        EventKind.MEETING: "Treffen",
        EventKind.CALL: "Telefonat",
        EventKind.BRIEFING: "Pressegespräch",
        EventKind.STATEMENT: "Erklärung",
        EventKind.AGREEMENT: "Abkommen",
        EventKind.CEREMONY: "Zeremonie",
    },
    statuses={
        Status.REPORTED: "Berichtet",
        Status.ANNOUNCED: "Angekündigt",
        Status.CONFIRMED: "Bestätigt",
        Status.UNDER_WAY: "Im Gange",
        Status.COMPLETED: "Abgeschlossen",
        Status.POSTPONED: "Verschoben",
        Status.CANCELLED: "Abgesagt",
        Status.WITHDRAWN: "Zurückgezogen",
    },
    tiers={
        Tier.UNVERIFIED: "ungeprüft",
        Tier.PRESS: "Presse",
        Tier.OFFICIAL: "amtlich",
        Tier.RECORD: "Protokoll",
        Tier.DESK: "Redaktion",
    },
    roles={
        Role.TRAVELLER: "reist",
        Role.HOST: "Gastgeber",
        Role.CHAIR: "Vorsitz",
        Role.ATTENDEE: "Teilnahme",
        Role.MEDIATOR: "Vermittlung",
        Role.SPOKESPERSON: "Sprecher",
    },
    presences={
        Presence.EXPECTED: "erwartet",
        Presence.ATTENDED: "anwesend",
        Presence.REPRESENTED: "durch jemand anderen vertreten",
        Presence.ABSENT: "abwesend",
        Presence.DECLINED: "hat abgesagt",
    },
    properties={
        "kind": "Art",
        "title": "Titel",
        "summary": "Zusammenfassung",
        "status": "Status",
        "when": "Datum",
        "where": "Ort",
        "part_of": "Reise",
        "url": "Adresse",
        "participants": "Beteiligte",
        "topics": "Themen",
        "links": "Links",
    },
    event="Ereignis",
    untitled="{kind}: {subject}",
    prefixed="{status}: {title}",
    participant="{name}",
    participant_office="{name} ({office})",
    participation="{participant} – {part}",
    date="Datum: {date}",
    status="Status: {status}",
    participants="Beteiligte:",
    part_of="Teil von: {url}",
    contested="Die Quellen widersprechen sich bei: {properties}",
    planned="Geplant ({property}): {planned}",
    instead="Geplant ({property}): {planned}; tatsächlich: {actual}",
    sources="Quellen:",
    links="Mehr:",
    page="Alle Einzelheiten: {url}",
)  # fmt: skip
