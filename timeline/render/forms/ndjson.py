"""Events as lines of JSON: each line is the event object of the API, byte for byte as a list has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timeline.model.stored_event import StoredEvent
from timeline.render.forms.local_event import Frame, Telling


def ndjson_form(events: Iterable[StoredEvent], _telling: Telling, _frame: Frame) -> Iterator[bytes]:
    """One line for each event, the last one ended too; nothing for no event."""
    for stored in events:
        yield stored.json + b"\n"
