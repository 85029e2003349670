"""The schema.org description of an event for its page, ready to stand between script tags (RELIABILITY.md E10).

StoredEvent -> `render.forms.jsonld`, the one mapping that `/v1/events.jsonld` uses too -> text without `<`, `>` and `&`.
"""

from __future__ import annotations

from markupsafe import Markup

from timeline.model.stored_event import StoredEvent
from timeline.reading.snapshot import Snapshot
from timeline.render.forms.jsonld import CONTEXT, described, script_safe
from timeline.render.forms.local_event import Telling, told


def event_json_ld(snapshot: Snapshot, stored: StoredEvent) -> Markup:
    """The event as schema.org Event, as the text of a data block."""
    telling = Telling(links=snapshot.links, catalogue=snapshot.catalogue, uid_domain=snapshot.render.uid_domain)
    return Markup(script_safe({"@context": CONTEXT} | described(told(stored, telling), telling)).decode())
