"""A stored event as a value with the names of one language, for the forms that describe it themselves.

`StoredEvent` + `FormSettings` -> `local_event` -> `LocalEvent` -> CSV, Atom, JSON-LD. What a source said is never
translated. One event at a time, so that memory stays flat.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import Event
from timeline.model.stored_event import StoredEvent
from timeline.render.forms.settings import FormSettings
from timeline.render.json.stored_event import read_event_without_claims
from timeline.render.local_names import in_language


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEvent:
    """One event with names in one language; `names` holds the catalogue entries of its places and topics.

    `source_ids` are the event's sources as its JSON lists them; those without a claim are not in `event.sources`.
    """

    stored: StoredEvent
    event: Event
    names: Catalogue
    source_ids: tuple[str, ...]


def local_event(stored: StoredEvent, settings: FormSettings) -> LocalEvent:
    """The stored state with the catalogue's names in the language of the settings."""
    public = read_event_without_claims(stored)
    event, names = in_language(public.event, settings.catalogue, settings.lang)
    return LocalEvent(stored=stored, event=event, names=names, source_ids=public.source_ids)
