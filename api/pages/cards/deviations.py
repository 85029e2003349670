"""Where the outcome differs from the plan, and what the sources disagree on, as one line each (R5, R7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.pages.cards.members import place_name
from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import Deviation, Event
from timeline.render.text import edtf_words
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

_WORDS: Final = words_of(DEFAULT_LANGUAGE)


def contested_note(event: Event) -> str | None:
    """The properties that the sources disagree on, in one line; None if they agree."""
    if not event.contested:
        return None
    names = _names_of(event)
    return _WORDS.contested.format(
        properties=", ".join(dict.fromkeys(_property_name(name, names) for name in event.contested))
    )


def deviation_notes(event: Event, catalogue: Catalogue) -> tuple[str, ...]:
    """One line for each deviation, with the plan and the outcome.

    For example "Planned 27 November to 2 December 2023, took place 28 November to 1 December 2023".
    """
    names = _names_of(event)
    return tuple(_note(deviation, names, catalogue) for deviation in event.deviations)


def _names_of(event: Event) -> Mapping[str, str]:
    return {participant.who: participant.name for participant in event.participants}


def _note(deviation: Deviation, names: Mapping[str, str], catalogue: Catalogue) -> str:
    planned = _value_words(deviation.planned, deviation.property, catalogue)
    actual = _value_words(deviation.actual, deviation.property, catalogue)
    if deviation.property == "when":
        return f"Planned {planned}, took place {actual}"
    if deviation.property == "where":
        return f"Planned in {planned}, took place in {actual}"
    return f"{_property_name(deviation.property, names)}: planned {planned}, then {actual}"


def _property_name(name: str, names: Mapping[str, str]) -> str:
    """ "when" is "date"; "participants.antony-blinken.role" is the participant's name."""
    head, _, member = name.partition(".")
    return names.get(member.partition(".")[0]) or _WORDS.properties.get(head, head)


def _value_words(value: str | None, name: str, catalogue: Catalogue) -> str:
    if value is None:
        return "not known"
    if name.endswith("when"):
        return edtf_words(value)
    if name == "where":
        return ", ".join(place_name(slug, catalogue) for slug in value.split(", "))
    return value
