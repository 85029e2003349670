"""The settings of a form, and the metadata around its events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from timeline.model.catalogue.entries import Catalogue
from timeline.model.stored_event import StoredEvent
from timeline.render.links import Links
from timeline.render.settings import RenderSettings
from timeline.render.words.languages import DEFAULT_LANGUAGE


def stored_object(stored: StoredEvent) -> bytes:
    """The event object of the API as it is stored."""
    return stored.json


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSettings:
    """How events are written: addresses and ids as `render` says, names of the `catalogue` in `lang` (BCP 47).

    The forms that hold event objects of the API take them from `write_object`.
    """

    render: RenderSettings
    catalogue: Catalogue
    lang: str = DEFAULT_LANGUAGE
    write_object: Callable[[StoredEvent], bytes] = stored_object

    @property
    def links(self) -> Links:
        """Makes addresses of the service."""
        return self.render.links


@dataclass(frozen=True, slots=True, kw_only=True)
class FormHead:
    """The metadata of a form: its title, its own address, those of the first and the next page.

    `name` stays the same from page to page and from day to day: the path and the filters, without the paging.
    `updated_at` is the last change of any of the events; None if there is none or the form does not say it.
    """

    title: str
    name: str
    self_url: str
    page_url: str
    first_url: str | None = None
    next_url: str | None = None
    updated_at: datetime | None = None
