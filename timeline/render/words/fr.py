"""The fixed words in French."""

from __future__ import annotations

from typing import Final

from timeline.model.vocabulary import EventKind, Presence, Role, Status, Tier
from timeline.render.words.table import DateWords, FeedWords, Words

FRENCH: Final = Words(
    dates=DateWords(
        months=(
            "janvier", "février", "mars", "avril", "mai", "juin",
            "juillet", "août", "septembre", "octobre", "novembre", "décembre",
        ),
        seasons=("printemps", "été", "automne", "hiver"),
        span="{first} – {last}",
        between="entre le {first} et le {last}",
        about="vers {day}",
        uncertain="{day}, incertain",
        inside="{month}, jour inconnu",
        inside_years="entre {first} et {last}, jour inconnu",
        starting="à partir du {first}, fin inconnue",
        until="au plus tard le {last}",
        unknown="date inconnue",
        at_time="{day}, {time}, {zone}",
        zone="heure de {place} ({offset})",
        said="{date} : « {phrase} »",
        said_on="{date} : « {phrase} », au {dateline}",
    ),
    feeds=FeedWords(
        title="Chronologie diplomatique",
        about="{title} : {name}",
        of_year="{title}, {year}",
        description="Voyages et rencontres diplomatiques, avec les sources de chaque événement.",
        single="Un événement de la chronologie diplomatique, avec ses sources.",
        cut=(
            "Le calendrier est trop grand pour certains programmes ; il contient ce qui est le plus "
            "proche d'aujourd'hui. Chaque année est complète dans son propre calendrier : {pattern}"
        ),
        newest=(
            "Rien n'est connu des douze derniers mois ni de l'avenir ; le calendrier contient les douze "
            "mois les plus récents avec des événements. Chaque année est complète dans son propre "
            "calendrier : {pattern}"
        ),
    ),
    kinds={
        EventKind.TRIP: "Voyage",
        EventKind.VISIT: "Visite",
        EventKind.MINISTERIAL: "Réunion ministérielle",
        EventKind.SUMMIT: "Sommet",
        EventKind.MEETING: "Réunion",
        EventKind.CALL: "Appel",
        EventKind.BRIEFING: "Point de presse",
        EventKind.STATEMENT: "Déclaration",
        EventKind.AGREEMENT: "Accord",
        EventKind.CEREMONY: "Cérémonie",
    },
    statuses={
        Status.REPORTED: "Rapporté",
        Status.ANNOUNCED: "Annoncé",
        Status.CONFIRMED: "Confirmé",
        Status.UNDER_WAY: "En cours",
        Status.COMPLETED: "Terminé",
        Status.POSTPONED: "Reporté",
        Status.CANCELLED: "Annulé",
        Status.WITHDRAWN: "Retiré",
    },
    tiers={
        Tier.UNVERIFIED: "non vérifié",
        Tier.PRESS: "presse",
        Tier.OFFICIAL: "officiel",
        Tier.RECORD: "compte rendu",
        Tier.DESK: "rédaction",
    },
    roles={
        Role.TRAVELLER: "en voyage",
        Role.HOST: "hôte",
        Role.CHAIR: "présidence",
        Role.ATTENDEE: "participation",
        Role.MEDIATOR: "médiation",
        Role.SPOKESPERSON: "porte-parole",
    },
    presences={
        Presence.EXPECTED: "présence attendue",
        Presence.ATTENDED: "présence constatée",
        Presence.REPRESENTED: "représentation par une autre personne",
        Presence.ABSENT: "absence",
        Presence.DECLINED: "refus",
    },
    properties={
        "kind": "genre",
        "title": "titre",
        "summary": "résumé",
        "status": "statut",
        "when": "date",
        "where": "lieu",
        "part_of": "voyage",
        "url": "adresse",
        "participants": "participants",
        "topics": "sujets",
        "links": "liens",
    },
    event="Événement",
    untitled="{kind} : {subject}",
    prefixed="{status} : {title}",
    participant="{name}",
    participant_office="{name} ({office})",
    participation="{participant} – {part}",
    date="Date : {date}",
    status="Statut : {status}",
    participants="Participants :",
    part_of="Fait partie de : {url}",
    contested="Les sources se contredisent sur : {properties}",
    planned="Prévu ({property}) : {planned}",
    instead="Prévu ({property}) : {planned} ; réalisé : {actual}",
    sources="Sources :",
    links="Plus :",
    page="Tous les détails : {url}",
)  # fmt: skip
