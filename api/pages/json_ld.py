"""The schema.org description of an event for its page, ready to stand between script tags (RELIABILITY.md E10).

`timeline.render.forms.jsonld` describes it, as it does for `/v1/events.jsonld`; the text has no `<`, `>` and `&`.
"""

from __future__ import annotations

from markupsafe import Markup

from timeline.model.stored_event import StoredEvent
from timeline.reading.snapshot import Snapshot
from timeline.render.forms.jsonld import CONTEXT, schema_event, script_safe
from timeline.render.forms.local_event import local_event
from timeline.render.forms.settings import FormSettings


def event_json_ld(snapshot: Snapshot, stored: StoredEvent) -> Markup:
    """The event as schema.org Event, as the text of a data block."""
    settings = FormSettings(render=snapshot.render, catalogue=snapshot.catalogue)
    return Markup(script_safe({"@context": CONTEXT} | schema_event(local_event(stored, settings), settings)).decode())
