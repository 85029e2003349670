"""What the claims of one event refer to, named as a reader knows it: parents by title, passing sources by publisher.

Stored claims -> slugs and source ids -> titles, publishers and links of what was public then -> `References`.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

import orjson

from api.pages.claims import Reference, References
from api.parameters.values import InvalidValue, read_name
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.reading.names import is_named
from timeline.reading.snapshot import Snapshot
from timeline.store.logs.report_log import find_sources
from timeline.store.views.event_view import find_event


def references_of(snapshot: Snapshot, stored: StoredEvent, *, at: datetime) -> References:
    """The events and sources that the claims name, as public at `at`; only what is public links to a page (R10)."""
    claims = orjson.loads(stored.claims)
    parents = sorted({claim["value"] for claim in claims if claim["property"] == "part_of"})
    passed_on = sorted({claim["via"] for claim in claims if claim["via"]})
    events = {
        key: event for key in parents if (event := find_event(snapshot.session, key, sight=Public(at))) is not None
    }
    sources = find_sources(snapshot.session, passed_on)
    return References(
        events={
            key: Reference(words=event.title or event.slug, href=f"/events/{quote(event.slug, safe='')}")
            for key, event in events.items()
        },
        sources={
            key: Reference(words=source.publisher, href=_events_of(snapshot, key)) for key, source in sources.items()
        },
    )


def _events_of(snapshot: Snapshot, source: str) -> str | None:
    """The list of the events on which the source speaks now; None if there is none, or its id fits no address."""
    try:
        read_name(source)
    except InvalidValue:
        return None
    is_public = is_named(snapshot.session, "source", source, sight=Public(snapshot.now))
    return f"/?source={quote(source, safe='')}" if is_public else None
