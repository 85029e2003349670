"""The schema.org description of an event for its page, ready to stand between script tags (RELIABILITY.md E10).

StoredEvent -> `render.forms.jsonld`, the one mapping that `/v1/events.jsonld` uses too -> text without `<`, `>` and `&`.
"""

from __future__ import annotations

from markupsafe import Markup

from api.http.service import Reading
from timeline.model.query import StoredEvent
from timeline.render.forms.jsonld import CONTEXT, described, script_safe
from timeline.render.forms.local_event import Telling, told


def event_json_ld(found: Reading, stored: StoredEvent) -> Markup:
    """The event as schema.org Event, as the text of a data block."""
    telling = Telling(
        links=found.service.links, catalogue=found.catalogue, uid_domain=found.service.settings.uid_domain
    )
    return Markup(script_safe({"@context": CONTEXT} | described(told(stored, telling), telling)).decode())
