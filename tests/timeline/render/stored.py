"""Events of the tests as stored rows, and what the forms are written with."""

from __future__ import annotations

from dataclasses import replace

from tests.timeline.render.builders import CATALOGUE, LINKS, RECORDED_AT, UID_DOMAIN, numbered
from timeline.model.event import Event, JudgedClaim
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import Relation
from timeline.render.forms.settings import FormHead, FormSettings
from timeline.render.json.event import claims_json, event_json
from timeline.render.json.phases import phases_to_json
from timeline.render.settings import RenderSettings

SETTINGS = FormSettings(render=RenderSettings(base_url=LINKS.base_url, uid_domain=UID_DOMAIN), catalogue=CATALOGUE)
HEAD = FormHead(
    title="Diplomatic timeline",
    name="/v1/events",
    self_url=f"{LINKS.base_url}/v1/events",
    page_url=f"{LINKS.base_url}/",
    updated_at=RECORDED_AT,
)


def stored(event: Event) -> StoredEvent:
    """A row of the read table with the real bytes of the event; each source claims the kind."""
    claims = tuple(
        JudgedClaim(
            property="kind",
            value=event.kind,
            relation=Relation.SHOWN,
            report_id=f"rep-{source.id}",
            source=source.id,
            record="record",
            publisher=source.publisher,
            tier=source.tier,
            published_at=source.published_at,
            url=source.url,
        )
        for source in event.sources
    )
    state = numbered(event)
    return StoredEvent(
        event_id=event.id,
        slug=event.slug,
        revision=state.revision.number,
        known_from=state.revision.known_from,
        known_to=None,
        updated_at=state.revision.updated_at,
        first_day=event.when.first_day,
        last_day=event.when.last_day,
        exact=event.when.exact,
        kind=event.kind,
        status=event.status,
        title=event.title,
        json=event_json(state, LINKS),
        claims=claims_json(replace(event, claims=claims)),
        vevent=b"",
        vevent_zones=(),
        phases=phases_to_json(event.phases),
        digest="",
    )
