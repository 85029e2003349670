"""The fixed words in Ukrainian; months and seasons stand in the genitive, which every pattern here asks for."""

# ruff: noqa: RUF001 (whole words in Cyrillic, no look-alikes)

from __future__ import annotations

from typing import Final

from timeline.model.vocabulary import EventKind, Presence, Role, Status, Tier
from timeline.render.words.table import DateWords, FeedWords, Words

UKRAINIAN: Final = Words(
    dates=DateWords(
        months=(
            "січня", "лютого", "березня", "квітня", "травня", "червня",
            "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
        ),
        seasons=("весни", "літа", "осені", "зими"),
        day="{day} {month} {year} року",
        month="{month} {year} року",
        season="{season} {year} року",
        span="{first} – {last}",
        between="між {first} та {last}",
        about="близько {day}",
        uncertain="{day}, не точно",
        inside="протягом {month}, день невідомий",
        inside_years="між {first} та {last} роками, день невідомий",
        starting="від {first}, кінець невідомий",
        until="не пізніше {last}",
        unknown="дата невідома",
        at_time="{day}, {time}, {zone}",
        zone="за часом {place} ({offset})",
        said="{date}: «{phrase}»",
        said_on="{date}: «{phrase}», станом на {dateline}",
    ),
    feeds=FeedWords(
        title="Дипломатична хроніка",
        about="{title}: {name}",
        of_year="{title}, {year}",
        description="Дипломатичні поїздки та зустрічі з джерелами для кожної події.",
        single="Одна подія дипломатичної хроніки з її джерелами.",
        cut=(
            "Календар завеликий для деяких програм, тому містить найближче до сьогодні. Кожен рік "
            "повністю стоїть у власному календарі: {pattern}"
        ),
        newest=(
            "Про останні дванадцять місяців і майбутнє нічого не відомо, тому календар містить "
            "найновіші дванадцять місяців із подіями. Кожен рік повністю стоїть у власному календарі: "
            "{pattern}"
        ),
    ),
    kinds={
        EventKind.TRIP: "Поїздка",
        EventKind.VISIT: "Візит",
        EventKind.MINISTERIAL: "Зустріч міністрів",
        EventKind.SUMMIT: "Саміт",
        EventKind.MEETING: "Зустріч",
        EventKind.CALL: "Телефонна розмова",
        EventKind.BRIEFING: "Брифінг",
        EventKind.STATEMENT: "Заява",
        EventKind.AGREEMENT: "Угода",
        EventKind.CEREMONY: "Церемонія",
    },
    statuses={
        Status.REPORTED: "Повідомлено",
        Status.ANNOUNCED: "Оголошено",
        Status.CONFIRMED: "Підтверджено",
        Status.UNDER_WAY: "Триває",
        Status.COMPLETED: "Завершено",
        Status.POSTPONED: "Відкладено",
        Status.CANCELLED: "Скасовано",
        Status.WITHDRAWN: "Відкликано",
    },
    tiers={
        Tier.UNVERIFIED: "не перевірено",
        Tier.PRESS: "преса",
        Tier.OFFICIAL: "офіційно",
        Tier.RECORD: "протокол",
        Tier.DESK: "редакція",
    },
    roles={
        Role.TRAVELLER: "у поїздці",
        Role.HOST: "приймає",
        Role.CHAIR: "головує",
        Role.ATTENDEE: "бере участь",
        Role.MEDIATOR: "посередник",
        Role.SPOKESPERSON: "речник",
    },
    presences={
        Presence.EXPECTED: "очікується",
        Presence.ATTENDED: "присутність",
        Presence.REPRESENTED: "представлено іншою особою",
        Presence.ABSENT: "відсутність",
        Presence.DECLINED: "відмова",
    },
    properties={
        "kind": "вид",
        "title": "назва",
        "summary": "опис",
        "status": "статус",
        "when": "дата",
        "where": "місце",
        "part_of": "поїздка",
        "url": "адреса",
        "participants": "учасники",
        "topics": "теми",
        "links": "посилання",
    },
    event="Подія",
    untitled="{kind}: {subject}",
    prefixed="{status}: {title}",
    participant="{name}",
    participant_office="{name} ({office})",
    participation="{participant} – {part}",
    date="Дата: {date}",
    status="Статус: {status}",
    participants="Учасники:",
    part_of="Частина: {url}",
    contested="Джерела розходяться щодо: {properties}",
    planned="Заплановано ({property}): {planned}",
    instead="Заплановано ({property}): {planned}; насправді: {actual}",
    sources="Джерела:",
    links="Більше:",
    page="Усі подробиці: {url}",
)  # fmt: skip
