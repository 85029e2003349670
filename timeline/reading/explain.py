"""Why an event shows what it shows: the explanation of `timeline.resolve`, with what related events add to it.

key + `Insider` -> the event's record -> `resolve.explanation.explain` -> if the event is public, compared with the
public state, in which the places of a trip come from its stops (R6) and a parent that is not public is left out (R10).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import orjson

from timeline.errors import UnknownName
from timeline.ingest.near_names import nearest
from timeline.model.report import EventRecord
from timeline.model.sight import Insider, Public
from timeline.model.stored_event import StoredEvent
from timeline.resolve.explanation import ExplainedProperty, Explanation, Reason, explain
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log
from timeline.store.logs.catalogue_log import load_catalogue
from timeline.store.views.event_view import find_event


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedEvent:
    """An event and its explanation. `revision` is the number of the public state; None if the event is not public."""

    id: str
    slug: str
    revision: int | None
    explanation: Explanation


def explain_event(session: Session, key: str, sight: Insider) -> ExplainedEvent:
    """Explain the event with this id or slug, merges followed, at the instant of the sight.

    Raises UnknownName with the nearest slugs.
    """
    record = _find_record(session, key)
    explanation = explain(record, load_catalogue(session), at=sight.at)
    public = find_event(session, record.id, sight=Public(sight.at))
    if public is not None:
        explanation = _as_public(explanation, public)
    return ExplainedEvent(
        id=record.id, slug=record.slug, revision=public.revision if public else None, explanation=explanation
    )


def _find_record(session: Session, key: str) -> EventRecord:
    event_id = filing_log.find_event_id(session, key)
    if event_id is None:
        identities = filing_log.identities(session, filing_log.all_event_ids(session))
        raise UnknownName("event", key, nearest(key, [identity.slug for identity in identities.values()]))
    return filing_log.load_event_records(session, [event_id])[event_id]


def _as_public(explanation: Explanation, public: StoredEvent) -> Explanation:
    """The explanation with the interval of the public state, and with the values that come from related events."""
    shown = orjson.loads(public.json)
    return replace(
        explanation,
        known_from=public.known_from,
        known_to=public.known_to,
        properties=tuple(_with_relatives(explanation, shown)),
    )


def _with_relatives(explanation: Explanation, shown: dict[str, Any]) -> Iterator[ExplainedProperty]:
    places = [place["slug"] for place in shown["where"]]
    for one in explanation.properties:
        if one.property == "where" and (one.shown or []) != places:
            yield replace(one, shown=places, reasons=(_OF_STOPS,))
        elif one.property.startswith("part_of.") and one.shown is not None and not shown["part_of"]:
            yield replace(one, shown=None, reasons=(_HIDDEN_PARENT,))
        else:
            yield one
    if places and not any(one.property == "where" for one in explanation.properties):
        yield ExplainedProperty("where", places, (_OF_STOPS,), ())


_OF_STOPS = Reason("R6", "the places of a trip come from its public stops")
_HIDDEN_PARENT = Reason("R10", "the event that it is said to be part of is not public")
