"""The public JSON of an event and of its claims: the bytes that are stored on every write.

All keys are always present, in one order, and `null` means "not known".
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import orjson

from timeline.errors import EventNotFound
from timeline.model.event import Event, EventParticipant, EventPlace, JudgedClaim, NumberedState, Revision
from timeline.render.links import Links

MEMBERS: Final = (
    "id", "slug", "kind", "status", "title", "summary", "url", "when", "where", "participants", "topics", "part_of",
    "sources", "contested", "deviations", "revision", "known_from", "updated_at", "links",
)  # fmt: skip
"""The keys of an event object, in their order."""


def event_json(numbered: NumberedState, links: Links) -> bytes:
    """The event object of the API. Raises EventNotFound for a state in which the event is not public.

    The shown values and the sources come from the state, number and times from the revision that numbers it.
    """
    event = numbered.state.event
    if event is None:
        raise EventNotFound(numbered.revision.event_id)
    return orjson.dumps(_shown(event) | _numbered(numbered.revision) | {"links": _links(event, links)})


def claims_json(event: Event) -> bytes:
    """The judged claims as one flat array, in the event's order; every claim has every key."""
    return orjson.dumps([_claim(claim) for claim in event.claims])


def place_json(place: EventPlace) -> dict[str, Any]:
    """A member of `where`."""
    return {
        "slug": place.slug,
        "name": place.name,
        "country": place.country,
        "territory": place.territory,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "time_zone": place.time_zone,
    }


def participant_json(participant: EventParticipant) -> dict[str, Any]:
    """A member of `participants`."""
    return {
        "who": participant.who,
        "name": participant.name,
        "type": participant.type,
        "office": participant.office,
        "role": participant.role,
        "presence": participant.presence,
        "when": None if participant.when is None else participant.when.to_json(),
    }


def instant_text(instant: datetime) -> str:
    """RFC 3339 in UTC with `Z`; without a fraction if it is zero."""
    return instant.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"


def _shown(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "slug": event.slug,
        "kind": event.kind,
        "status": event.status,
        "title": event.title,
        "summary": event.summary,
        "url": event.url,
        "when": event.when.to_json(),
        "where": [place_json(place) for place in event.where],
        "participants": [participant_json(participant) for participant in event.participants],
        "topics": list(event.topics),
        "part_of": event.part_of,
        "sources": [source.id for source in event.sources],
        "contested": list(event.contested),
        "deviations": [
            {"property": deviation.property, "planned": deviation.planned, "actual": deviation.actual}
            for deviation in event.deviations
        ],
    }


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
    return {
        "property": claim.property,
        "value": claim.value,
        "relation": claim.relation,
        "report": claim.report_id,
        "source": claim.source,
        "record": claim.record,
        "publisher": claim.publisher,
        "tier": claim.tier,
        "published_at": instant_text(claim.published_at),
        "attributed_to": claim.attributed_to,
        "locator": claim.locator,
        "via": claim.via,
        "url": claim.url,
        "note": claim.note,
        "corrected_by": claim.corrected_by,
        "reason": claim.reason,
        "ruled_at": None if claim.ruled_at is None else instant_text(claim.ruled_at),
        "ruling_reason": claim.ruling_reason,
    }
