"""The answers of writes as JSON.

`FilingResult` -> reports with their ids and links; a changed event -> the event as the public sees it now, with its new
tag, or null and no tag of a public answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from api.writes.body import NAME, pointer_of
from api.writes.events import current_tag, hidden_tags, public_event
from api.writes.transaction import Done, Turn
from timeline.model.sight import Public
from timeline.operations.file_reports import Filed, FilingResult
from timeline.render.links import Links
from timeline.store.views.public_events import public_slugs


def filing_done(turn: Turn, result: FilingResult) -> Done:
    """201 if anything was stored, else 200. `conflicting` and `matched` are also in `new`."""
    filed = _FiledJson.of(turn, (*result.new, *result.unchanged))
    members = {
        "new": filed.of_all(result.new),
        "unchanged": filed.of_all(result.unchanged),
        "matched": filed.of_all(result.matched),
        "conflicting": filed.of_all(result.conflicting),
        "new_sources": result.new_sources,
        "new_entries": result.new_entries,
        "revisions": len(result.revisions),
        "dry_run": turn.is_dry_run,
    }
    count = len(result.new) + len(result.unchanged)
    is_new = not result.is_empty and not turn.is_dry_run
    return Done(201 if is_new else 200, orjson.dumps(members), object=f"{count} report{'s' if count != 1 else ''}")


def event_done(turn: Turn, event_id: str, members: Mapping[str, Any], *, about: str, reason: str) -> Done:
    """200 with these members and `event`: the event as the public sees it now, or null."""
    shown = public_event(turn, event_id)
    body = orjson.dumps(dict(members))[:-1] + (b"," if members else b"")
    body += b'"event":' + (b"null" if shown is None else shown.body) + b"}"
    return Done(200, body, object=about, etag=current_tag(turn, event_id), reason=reason)


@dataclass(frozen=True, slots=True)
class _FiledJson:
    """What is known of the events that reports went to: slugs of the public ones, tags of the others."""

    slugs: Mapping[str, str]
    tags: Mapping[str, str]
    links: Links

    @classmethod
    def of(cls, turn: Turn, filed: Sequence[Filed]) -> _FiledJson:
        """Look at all events at once."""
        event_ids = {one.event_id for one in filed}
        slugs = public_slugs(turn.session, event_ids, sight=Public(turn.now))
        return cls(slugs, hidden_tags(turn, event_ids - slugs.keys()), turn.service.render.links)

    def of_all(self, filed: Sequence[Filed]) -> list[dict[str, Any]]:
        """The reports in the order of the document."""
        return [self._one(one) for one in filed]

    def _one(self, filed: Filed) -> dict[str, Any]:
        """`links` is null while the event is not public; `etag` then serves If-Match."""
        slug, tag = self.slugs.get(filed.event_id), self.tags.get(filed.event_id)
        return {
            "report": filed.report_id,
            "pointer": pointer_of(filed.place.removeprefix(NAME)),
            "source": filed.source,
            "record": filed.record,
            "event_id": filed.event_id,
            "slug": filed.slug,
            "links": None if slug is None else {"self": self.links.self_url(slug), "html": self.links.html_url(slug)},
            "etag": None if tag is None else f'"{tag}"',
        }
