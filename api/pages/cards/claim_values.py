"""The property of a claim and the value that it gives, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.pages.cards.members import participant_name, place_name, topic_name
from timeline.model.catalogue.entries import Catalogue
from timeline.model.dates.event_date import EventDate
from timeline.model.event import JsonValue
from timeline.model.vocabulary import EventKind, Level, Mode, Presence, Rank, Role, Status
from timeline.render.text import kind_words, mode_words, rank_words, series_name, status_words
from timeline.render.words.date_words import said_words
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

_WORDS: Final = words_of(DEFAULT_LANGUAGE)

_PARTS: Final = {"by": "represented by", "with": "delegation of"}
"""Members of a participant that refer to another one, as headings."""

Names = Mapping[str, str]
"""Names of participants by slug, as the event shows them."""


def claim_label(name: str, participants: Names, catalogue: Catalogue) -> str:
    """The property as a heading.

    "participants.antony-blinken.role" is "Antony Blinken, role"; "topics.hostages" is "Topic: Hostages".
    """
    head, _, member = name.partition(".")
    who, _, part = member.partition(".")
    if head == "participants" and who:
        named = _participant(who, participants, catalogue)
        return f"{named}, {_PARTS.get(part) or _WORDS.properties.get(part, part)}" if part else f"{named} takes part"
    if head == "topics" and member:
        return f"Topic: {topic_name(member, catalogue)}"
    if head == "links" and member:
        return "Link"
    if head == "part_of":
        return "Part of"
    return _WORDS.properties.get(head, head).capitalize()


def claim_words(name: str, value: JsonValue, participants: Names, catalogue: Catalogue) -> str:
    """The value of this property in words."""
    if isinstance(value, dict):
        return said_words(EventDate.from_json(value))
    if isinstance(value, list):
        return ", ".join(place_name(str(slug), catalogue) for slug in value) or "no place"
    text = str(value)
    if name == "kind":
        return kind_words(EventKind(text))
    if name == "status":
        return status_words(Status(text))
    if name == "rank":
        return rank_words(Rank(text))
    if name == "mode":
        return mode_words(Mode(text))
    if name == "series":
        return series_name(text, catalogue)
    if name.startswith("topics."):
        return topic_name(text, catalogue)
    return _participant_words(name, text, participants, catalogue) if name.startswith("participants.") else text


def _participant_words(name: str, text: str, participants: Names, catalogue: Catalogue) -> str:
    """The role or presence that the claim gives, or the participant's name."""
    who, _, part = name.removeprefix("participants.").rpartition(".")
    if who and part == "role":
        return _WORDS.roles[Role(text)]
    if who and part == "presence":
        return _WORDS.presences[Presence(text)]
    if who and part == "level":
        return _WORDS.levels[Level(text)]
    if who and part == "reason":
        return text
    return _participant(text, participants, catalogue)


def _participant(who: str, participants: Names, catalogue: Catalogue) -> str:
    return participants[who] if who in participants else participant_name(who, catalogue)
