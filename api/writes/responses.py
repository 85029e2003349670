"""The answers to writes as JSON.

`FilingResult` -> reports with their ids and links. A changed event -> the event as the public sees it now, with its new
tag, or null and no tag of a public answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from api.writes.body import NAME, pointer_of
from api.writes.events import current_tag, hidden_tags, public_event
from api.writes.request import WriteOutcome, WriteRequest
from timeline.operations.filing.file_reports import Filed, FilingResult
from timeline.reading.write_tags import public_among
from timeline.render.links import Links


def filing_outcome(write_request: WriteRequest, result: FilingResult) -> WriteOutcome:
    """201 if anything was stored, else 200."""
    count = len(result.new) + len(result.unchanged)
    is_new = not result.is_empty and not write_request.is_dry_run
    body = orjson.dumps(filing_members(write_request, result))
    return WriteOutcome(201 if is_new else 200, body, object=f"{count} report{'s' * (count != 1)}")


def filing_members(write_request: WriteRequest, result: FilingResult) -> dict[str, Any]:
    """What became of a document. `conflicting` and `matched` are also in `new`."""
    filed = _FiledJson.of(write_request, (*result.new, *result.unchanged))
    return {
        "new": filed.of_all(result.new),
        "unchanged": filed.of_all(result.unchanged),
        "matched": filed.of_all(result.matched),
        "conflicting": filed.of_all(result.conflicting),
        "new_sources": result.new_sources,
        "new_entries": result.new_entries,
        "revisions": len(result.revisions),
        "dry_run": write_request.is_dry_run,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange:
    """A write on one event: what the audit trail names as its object, the reason, and further members of the answer."""

    event_id: str
    object: str
    reason: str
    members: Mapping[str, Any]


def event_outcome(write_request: WriteRequest, change: EventChange) -> WriteOutcome:
    """200 with the members and `event`: the event as the public sees it now, or null."""
    shown = public_event(write_request, change.event_id)
    body = orjson.dumps(dict(change.members))[:-1] + (b"," if change.members else b"")
    body += b'"event":' + (b"null" if shown is None else shown.body) + b"}"
    etag = current_tag(write_request, change.event_id)
    return WriteOutcome(200, body, object=change.object, etag=etag, reason=change.reason)


@dataclass(frozen=True, slots=True)
class _FiledJson:
    """What the answer says of the events of filed reports: which are public, and the tags of the others."""

    public: Collection[str]
    tags: Mapping[str, str]
    links: Links

    @classmethod
    def of(cls, write_request: WriteRequest, filed: Sequence[Filed]) -> _FiledJson:
        """Look up all events together."""
        event_ids = {one.event_id for one in filed}
        public = public_among(write_request.session, event_ids, at=write_request.now)
        return cls(public, hidden_tags(write_request, event_ids - public), write_request.work.render.links)

    def of_all(self, filed: Sequence[Filed]) -> list[dict[str, Any]]:
        """The reports in the order of the document."""
        return [self._one(one) for one in filed]

    def _one(self, filed: Filed) -> dict[str, Any]:
        """`links` is null while the event is not public; `etag` then serves If-Match."""
        slug, tag = filed.slug, self.tags.get(filed.event_id)
        links = {"self": self.links.self_url(slug), "html": self.links.html_url(slug)}
        return {
            "report": filed.report_id,
            "pointer": pointer_of(filed.place.removeprefix(NAME)),
            "source": filed.source,
            "record": filed.record,
            "event_id": filed.event_id,
            "slug": slug,
            "links": links if filed.event_id in self.public else None,
            "etag": None if tag is None else f'"{tag}"',
        }
