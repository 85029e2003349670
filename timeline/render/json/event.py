"""The public JSON of an event and of its claims: the bytes that are stored on every write.

All keys are always present, in one order, and `null` means "not known".
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import orjson

from timeline.errors import EventNotFound
from timeline.model.event import Event, JudgedClaim, NumberedState, Revision
from timeline.model.event_json import event_to_json
from timeline.model.field_values import field_values
from timeline.render.links import Links

MEMBERS: Final = (
    "id", "slug", "kind", "status", "title", "titles", "summary", "summaries", "url", "when", "where", "no_place",
    "participants", "topics", "part_of", "itinerary", "rank", "mode", "series", "ordinal", "sources",
    "contested", "deviations", "moved", "postponed_from",
    "revision", "known_from", "updated_at", "links",
)  # fmt: skip
"""The keys of an event object, in their order."""


def event_json(numbered: NumberedState, links: Links) -> bytes:
    """The event object of the API. Raises EventNotFound for a state in which the event is not public.

    The shown values and the sources come from the state, number and times from the revision that numbers it.
    """
    event = numbered.state.event
    if event is None:
        raise EventNotFound(numbered.revision.event_id)
    members = event_to_json(event) | _numbered(numbered.revision)
    members |= {"sources": [source.id for source in event.sources], "links": _links(event, links)}
    return orjson.dumps({name: members[name] for name in MEMBERS})


def claims_json(event: Event) -> bytes:
    """The judged claims as one flat array, in the event's order; every claim has every key."""
    return orjson.dumps([_claim(claim) for claim in event.claims])


def instant_text(instant: datetime) -> str:
    """RFC 3339 in UTC with `Z`; without a fraction if it is zero."""
    return instant.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"


def _numbered(revision: Revision) -> dict[str, Any]:
    return {
        "revision": revision.number,
        "known_from": instant_text(revision.known_from),
        "updated_at": instant_text(revision.updated_at),
    }


def _links(event: Event, links: Links) -> dict[str, Any]:
    """The event's own addresses; `related` holds those that its reports gave."""
    return {
        "self": links.self_url(event.slug),
        "html": links.html_url(event.slug),
        "ics": links.ics_url(event.slug),
        "related": [link.to_json() for link in event.links],
    }


def _claim(claim: JudgedClaim) -> dict[str, Any]:
    """The fields in their order; the key of `report_id` is "report"."""
    values = field_values(claim) | {
        "published_at": instant_text(claim.published_at),
        "withdrawn_by": claim.withdrawn_by,
        "withdrawal_reason": claim.withdrawal_reason,
        "ruling": claim.ruling,
        "ruled_at": None if claim.ruled_at is None else instant_text(claim.ruled_at),
    }
    return {"report" if name == "report_id" else name: value for name, value in values.items()}
