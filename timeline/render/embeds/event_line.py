"""One event in one line of words, for embeds that no script fills: frames, snippets, pictures.

`StoredEvent` + `FormSettings` -> `event_line` -> `EventLine`. Every text is on one line and without controls; whoever
shows it escapes it for its form.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import CANCELS_ENTRY
from timeline.render.forms.local_event import local_event
from timeline.render.forms.settings import FormSettings
from timeline.render.plain_text import one_line
from timeline.render.text import event_title, place_words, status_words
from timeline.render.words.date_words import date_words

RIGHT_TO_LEFT: frozenset[str] = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Primary subtags of languages that are written from right to left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """The event as words. `first_day` is in ISO 8601 and None if unknown, `status_code` the word of the API.

    `places` have their countries, `url` is the event's page.
    """

    title: str
    date: str
    first_day: str | None
    status: str | None
    status_code: str
    places: tuple[str, ...]
    url: str

    @property
    def is_cancelled(self) -> bool:
        """True if the event was cancelled or withdrawn."""
        return self.status_code in CANCELS_ENTRY


def event_line(stored: StoredEvent, settings: FormSettings) -> EventLine:
    """The line of one stored state, in the language of the settings."""
    local = local_event(stored, settings)
    event, lang = local.event, settings.lang
    return EventLine(
        title=event_title(event, lang),
        date=one_line(date_words(event.when, lang)),
        first_day=None if event.when.first_day is None else event.when.first_day.isoformat(),
        status=None if event.status is None else status_words(event.status, lang),
        status_code=event.status or "unknown",
        places=tuple(one_line(place_words(place, local.names)) for place in event.where),
        url=settings.links.html_url(stored.slug),
    )


def direction_of(lang: str) -> str:
    """The value of `dir` for a language: "rtl" or "ltr"."""
    return "rtl" if lang in RIGHT_TO_LEFT else "ltr"
