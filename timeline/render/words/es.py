"""The fixed words in Spanish."""

from __future__ import annotations

from typing import Final

from timeline.model.vocabulary import EventKind, Presence, Role, Status, Tier
from timeline.render.words.table import DateWords, FeedWords, Words

SPANISH: Final = Words(
    dates=DateWords(
        months=(
            "enero", "febrero", "marzo", "abril", "mayo", "junio",
            "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
        ),
        seasons=("primavera", "verano", "otoño", "invierno"),
        day="{day} de {month} de {year}",
        day_and_month="{day} de {month}",
        month="{month} de {year}",
        season="{season} de {year}",
        span="{first} a {last}",
        between="entre el {first} y el {last}",
        about="hacia {day}",
        uncertain="{day}, sin certeza",
        inside="{month}, día desconocido",
        inside_years="entre {first} y {last}, día desconocido",
        starting="desde el {first}, fin desconocido",
        until="a más tardar el {last}",
        unknown="fecha desconocida",
        at_time="{day}, {time}, {zone}",
        zone="hora de {place} ({offset})",
        said="{date}: «{phrase}»",
        said_on="{date}: «{phrase}», a {dateline}",
    ),
    feeds=FeedWords(
        title="Cronología diplomática",
        about="{title}: {name}",
        of_year="{title}, {year}",
        description="Viajes y reuniones diplomáticas, con las fuentes de cada acontecimiento.",
        single="Un acontecimiento de la cronología diplomática, con sus fuentes.",
        cut=(
            "El calendario es demasiado grande para algunos programas; contiene lo más cercano a hoy. "
            "Cada año está completo en su propio calendario: {pattern}"
        ),
        newest=(
            "No se sabe nada de los últimos doce meses ni del futuro; el calendario contiene los doce "
            "meses más recientes con acontecimientos. Cada año está completo en su propio calendario: "
            "{pattern}"
        ),
    ),
    kinds={
        EventKind.TRIP: "Viaje",
        EventKind.VISIT: "Visita",
        EventKind.MINISTERIAL: "Reunión ministerial",
        EventKind.SUMMIT: "Cumbre",
        EventKind.MEETING: "Reunión",
        EventKind.CALL: "Llamada",
        EventKind.BRIEFING: "Rueda de prensa",
        EventKind.STATEMENT: "Declaración",
        EventKind.AGREEMENT: "Acuerdo",
        EventKind.CEREMONY: "Ceremonia",
    },
    statuses={
        Status.REPORTED: "Informado",
        Status.ANNOUNCED: "Anunciado",
        Status.CONFIRMED: "Confirmado",
        Status.UNDER_WAY: "En curso",
        Status.COMPLETED: "Concluido",
        Status.POSTPONED: "Aplazado",
        Status.CANCELLED: "Cancelado",
        Status.WITHDRAWN: "Retirado",
    },
    tiers={
        Tier.UNVERIFIED: "sin verificar",
        Tier.PRESS: "prensa",
        Tier.OFFICIAL: "oficial",
        Tier.RECORD: "acta",
        Tier.DESK: "redacción",
    },
    roles={
        Role.TRAVELLER: "viaja",
        Role.HOST: "anfitrión",
        Role.CHAIR: "presidencia",
        Role.ATTENDEE: "participación",
        Role.MEDIATOR: "mediación",
        Role.SPOKESPERSON: "portavoz",
    },
    presences={
        Presence.EXPECTED: "presencia prevista",
        Presence.ATTENDED: "presencia constatada",
        Presence.REPRESENTED: "representación por otra persona",
        Presence.ABSENT: "ausencia",
        Presence.DECLINED: "declinó",
    },
    properties={
        "kind": "tipo",
        "title": "título",
        "summary": "resumen",
        "status": "estado",
        "when": "fecha",
        "where": "lugar",
        "part_of": "viaje",
        "url": "dirección",
        "participants": "participantes",
        "topics": "temas",
        "links": "enlaces",
    },
    event="Acontecimiento",
    untitled="{kind}: {subject}",
    prefixed="{status}: {title}",
    participant="{name}",
    participant_office="{name} ({office})",
    participation="{participant} – {part}",
    date="Fecha: {date}",
    status="Estado: {status}",
    participants="Participantes:",
    part_of="Parte de: {url}",
    contested="Las fuentes discrepan sobre: {properties}",
    planned="Previsto ({property}): {planned}",
    instead="Previsto ({property}): {planned}; realizado: {actual}",
    sources="Fuentes:",
    links="Más:",
    page="Todos los detalles: {url}",
)  # fmt: skip
