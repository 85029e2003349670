"""Stored JSON read back into values: the one place that knows both the event object of the API and the model.

`StoredEvent` -> `read_event` -> `PublicEvent`; an event object -> `event_of_object`; stored claims -> `read_claims`.
`timeline.render.json.event` writes what is read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from timeline.model.event import Event, EventSource, JudgedClaim, Withdrawal
from timeline.model.event_json import event_from_json
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import Relation, Tier, Withdrawer


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEvent:
    """One public state. `source_ids` are all its sources; `event.sources` lacks those without a claim.

    The titles of sources are not stored with an event, so they are None.
    """

    event: Event
    source_ids: tuple[str, ...]


def read_event(stored: StoredEvent) -> PublicEvent:
    """The stored state as values, with its claims."""
    claims = orjson.loads(stored.claims)
    return _public_event(stored, claims, tuple(map(_claim, claims)))


def read_event_without_claims(stored: StoredEvent) -> PublicEvent:
    """The same without the claims, for forms that show none: the claims would take as long as all the rest."""
    return _public_event(stored, orjson.loads(stored.claims), ())


def itinerary_of(stored: StoredEvent) -> tuple[str, ...]:
    """The slugs of the stops of a stored trip in the order announced."""
    return tuple(orjson.loads(stored.json)["itinerary"])


def event_of_object(members: Mapping[str, Any]) -> Event:
    """The event of an event object, without claims and sources, of which the object has the ids only."""
    return event_from_json({**members, "links": members["links"]["related"], "sources": ()})


def read_claims(stored_claims: bytes) -> tuple[JudgedClaim, ...]:
    """The claims in their stored order."""
    return tuple(_claim(members) for members in orjson.loads(stored_claims))


def _public_event(
    stored: StoredEvent, claim_members: Sequence[Mapping[str, Any]], claims: tuple[JudgedClaim, ...]
) -> PublicEvent:
    members = orjson.loads(stored.json)
    source_ids = tuple(members["sources"])
    event = replace(
        event_of_object(members),
        claims=claims,
        sources=_sources(source_ids, claim_members),
        withdrawal=_withdrawal(claims),
    )
    return PublicEvent(event=event, source_ids=source_ids)


def _withdrawal(claims: Iterable[JudgedClaim]) -> Withdrawal | None:
    """What every claim of a withdrawn event says of its withdrawal."""
    withdrawn = (Withdrawal(by=one.withdrawn_by, reason=one.withdrawal_reason) for one in claims if one.withdrawn_by)
    return next(withdrawn, None)


def _claim(members: Mapping[str, Any]) -> JudgedClaim:
    """The inverse of what `claims_json` writes for one claim."""
    typed = {
        "report_id": members["report"],
        "relation": Relation(members["relation"]),
        "tier": Tier(members["tier"]),
        "published_at": datetime.fromisoformat(members["published_at"]),
        "withdrawn_by": None if members["withdrawn_by"] is None else Withdrawer(members["withdrawn_by"]),
        "ruled_at": None if members["ruled_at"] is None else datetime.fromisoformat(members["ruled_at"]),
    }
    untyped = {name: value for name, value in members.items() if name != "report"}
    return JudgedClaim(**{**untyped, **typed})


def _sources(source_ids: Sequence[str], claims: Sequence[Mapping[str, Any]]) -> tuple[EventSource, ...]:
    """The sources in the event's order, each with the earliest publication among its claims."""
    earliest: dict[str, EventSource] = {}
    for claim in claims:
        published_at = datetime.fromisoformat(claim["published_at"])
        known = earliest.get(claim["source"])
        if known is None or published_at < known.published_at:
            earliest[claim["source"]] = _source(claim, published_at)
    return tuple(
        replace(earliest[source_id], locators=_locators(source_id, claims))
        for source_id in source_ids
        if source_id in earliest
    )


def _locators(source_id: str, claims: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Where in the source its reports stand, in the order of `resolve.assembly`."""
    told = {
        (claim["published_at"], claim["record"], claim["report"]): claim["locator"]
        for claim in claims
        if claim["source"] == source_id and claim["locator"]
    }
    return tuple(dict.fromkeys(told[key] for key in sorted(told)))


def _source(claim: Mapping[str, Any], published_at: datetime) -> EventSource:
    return EventSource(
        id=claim["source"],
        publisher=claim["publisher"],
        title=None,
        url=claim["url"],
        tier=Tier(claim["tier"]),
        published_at=published_at,
    )
