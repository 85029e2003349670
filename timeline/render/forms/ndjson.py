"""Events as lines of JSON: each line is the event object of the API, byte for byte as a list has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timeline.model.stored_event import StoredEvent
from timeline.render.forms.settings import FormHead, FormSettings


def ndjson_form(events: Iterable[StoredEvent], settings: FormSettings, _head: FormHead) -> Iterator[bytes]:
    """One line for each event, every line with an end; nothing if there is no event."""
    for stored in events:
        yield settings.write_object(stored) + b"\n"
