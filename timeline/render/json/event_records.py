"""What is recorded about one event, as JSON: its reports, its states and its numbered revisions.

Each document has the event, the instant `known_at` and one array.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from jsonpatch import make_patch

from timeline.model.event import PublicRevision
from timeline.model.related import RevisionState
from timeline.model.report import EventReports
from timeline.model.stored_event import StoredEvent
from timeline.render.json.event import instant_text
from timeline.render.json.report import report_json

_NUMBERING: Final = frozenset({"revision", "known_from", "updated_at"})


@dataclass(frozen=True, slots=True)
class RecordsHead:
    """Which event a document is about; `known_at` is null if the document shows what is known at present."""

    event: StoredEvent
    known_at: datetime | None


def reports_json(head: RecordsHead, reports: EventReports) -> bytes:
    """The reports, oldest first."""
    return _document(head, "reports", map(orjson.dumps, report_objects(reports)))


def history_json(head: RecordsHead, states: Sequence[StoredEvent]) -> bytes:
    """The states, oldest first, each with the event as it was shown."""
    return _document(head, "states", map(state_row, states))


def revisions_json(head: RecordsHead, revisions: Sequence[RevisionState]) -> bytes:
    """The revisions, oldest first, each with its state and the way to it from the one before.

    `patch` (RFC 6902) leads from the last event above to this one, without the members that number it. It is null for
    the first event and where `event` is null.
    """
    return _document(head, "revisions", _revision_rows(revisions))


def report_objects(reports: EventReports) -> list[dict[str, Any]]:
    """The objects of these reports, in their order."""
    return [report_json(report, reports.names) for report in reports.reports]


def revision_head(public: PublicRevision) -> dict[str, Any]:
    """Number and times of a revision; cause and author can name what is not public, so they are left out (R10)."""
    return {
        "number": public.revision.number,
        "known_from": instant_text(public.known_from),
        "recorded_at": instant_text(public.revision.recorded_at),
        "updated_at": instant_text(public.revision.updated_at),
    }


def _document(head: RecordsHead, name: str, rows: Iterable[bytes]) -> bytes:
    known_at = None if head.known_at is None else instant_text(head.known_at)
    members = {"event_id": head.event.event_id, "slug": head.event.slug, "known_at": known_at}
    return orjson.dumps(members)[:-1] + b',"%b":[%b]}' % (name.encode(), b",".join(rows))


def state_row(state: StoredEvent, localize: Callable[[bytes], bytes] = bytes) -> bytes:
    """One state with its times and the event as it was shown; `localize` may put it into another language."""
    members = {
        "known_from": instant_text(state.known_from),
        "known_to": None if state.known_to is None else instant_text(state.known_to),
        "revision": state.revision,
    }
    return _with_event(members, localize(state.json))


def _revision_rows(revisions: Iterable[RevisionState]) -> Iterator[bytes]:
    before: dict[str, Any] | None = None
    for row in revisions:
        content = None if row.state is None else _content(row.state.json)
        patch = None if before is None or content is None else make_patch(before, content).patch
        before = content or before
        yield _with_event(
            revision_head(row.revision) | {"patch": patch}, b"null" if row.state is None else row.state.json
        )


def _with_event(members: dict[str, Any], event: bytes) -> bytes:
    return orjson.dumps(members)[:-1] + b',"event":' + event + b"}"


def _content(event: bytes) -> dict[str, Any]:
    """The event object without what numbers it."""
    return {name: value for name, value in orjson.loads(event).items() if name not in _NUMBERING}
