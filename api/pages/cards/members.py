"""The places, participants and sources of an event in words, and the names that the catalogue has for slugs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from timeline.model.catalogue.entries import Catalogue
from timeline.model.catalogue.folders import participant_folder
from timeline.model.event import EventParticipant, EventPlace, EventSource
from timeline.model.source import Source
from timeline.model.vocabulary import STAYED_AWAY
from timeline.render.text import place_words, presence_words, role_words, tier_words
from timeline.render.words.date_words import date_words, day_words
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

_WORDS: Final = words_of(DEFAULT_LANGUAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCard:
    """A place; `words` are its name with its country or territory."""

    slug: str
    name: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantCard:
    """A participant; `part` is level, role, presence with its reason and own days in words.

    `is_missing` if the participant did not come; `folder` is that of the participant's page.
    """

    who: str
    name: str
    folder: str
    office: str | None
    part: str
    is_missing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """A source that speaks on the event; `day` is that of its earliest publication, `url` is None if not http(s)."""

    source_id: str
    publisher: str
    title: str | None
    url: str | None
    tier: str
    day: str
    day_iso: str


def place_card(place: EventPlace, catalogue: Catalogue) -> PlaceCard:
    """The place in words."""
    return PlaceCard(slug=place.slug, name=place.name, words=place_words(place, catalogue))


def participant_card(participant: EventParticipant) -> ParticipantCard:
    """The participant in words."""
    role = role_words(participant) or ("" if participant.role is None else _WORDS.roles[participant.role])
    level = "" if participant.level is None else _WORDS.levels[participant.level]
    days = "" if participant.when is None else date_words(participant.when)
    parts = [part for part in (level, role, presence_words(participant), days) if part]
    return ParticipantCard(
        who=participant.who,
        name=participant.name,
        folder=participant_folder(participant.type),
        office=participant.office,
        part=", ".join(parts),
        is_missing=participant.presence in STAYED_AWAY,
    )


def source_card(source: EventSource, details: Source | None) -> SourceCard:
    """The source in words; title and address come from its `details`."""
    day = source.published_at.date()
    return SourceCard(
        source_id=source.id,
        publisher=source.publisher,
        title=None if details is None else details.title,
        url=None if details is None else safe_url(details.url),
        tier=tier_words(source.tier),
        day=day_words(day),
        day_iso=day.isoformat(),
    )


def safe_url(url: str | None) -> str | None:
    """The address if it is absolute http(s), else None: nothing else becomes a link (RELIABILITY E11)."""
    is_safe = url is not None and url.isprintable() and url.startswith(("http://", "https://"))
    return url if is_safe else None


def place_name(slug: str, catalogue: Catalogue) -> str:
    """The place's name, or the slug."""
    return catalogue.places[slug].name if slug in catalogue.places else slug


def topic_name(slug: str, catalogue: Catalogue) -> str:
    """The topic's name, or the slug."""
    return catalogue.topics[slug].name if slug in catalogue.topics else slug


def participant_name(slug: str, catalogue: Catalogue) -> str:
    """The person's or organization's name, or the slug."""
    entry = catalogue.people.get(slug) or catalogue.organizations.get(slug)
    return slug if entry is None else entry.name
