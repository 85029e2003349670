"""A stored event as those see it who ask for a participant: with that one's days, and a word for who stayed away.

`StoredEvent` + `EventQuery` -> `as_asked`, for calendars and pages. The API's objects always have the event's days.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson

from timeline.model.figures.own_days import asked_days, missed_as, names_somebody
from timeline.model.query import EventQuery
from timeline.model.stored_event import StoredEvent
from timeline.render.json.stored_event import event_of_object
from timeline.render.text import event_title, missed_title


def as_asked(stored: StoredEvent, query: EventQuery) -> StoredEvent:
    """The event with the days of those whom the query names; if they stayed away, with the word before the title.

    The same event if that changes nothing. A changed one has no VEVENT: it has to be written for this query.
    """
    if stored.removed or not names_somebody(query):
        return stored
    members: dict[str, Any] = orjson.loads(stored.json)
    event = event_of_object(members)
    days, missed = asked_days(event, query), missed_as(event, query)
    if days == event.when and missed is None:
        return stored
    title = missed_title(event_title(event), missed)
    return replace(
        stored,
        first_day=days.first_day,
        last_day=days.last_day,
        exact=days.exact,
        title=title,
        json=orjson.dumps(members | {"when": days.to_json(), "title": title}),
        vevent=b"",
        vevent_zones=(),
    )
