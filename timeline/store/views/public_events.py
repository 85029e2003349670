"""Which of many events are public at an instant, and under which slug: one statement for each five hundred of them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from timeline.model.sight import Public
from timeline.store.logs.write_log import chunks
from timeline.store.views.event_query import EVENTS, holding


def public_slugs(session: Session, event_ids: Iterable[str], *, sight: Public) -> dict[str, str]:
    """The slug of each of these events that is public at this instant, by id; the others are left out."""
    found: dict[str, str] = {}
    for chunk in chunks(dict.fromkeys(event_ids)):
        statement = select(EVENTS.c.event_id, EVENTS.c.slug).where(holding(sight), EVENTS.c.event_id.in_(chunk))
        found |= {row.event_id: row.slug for row in session.execute(statement)}
    return found
