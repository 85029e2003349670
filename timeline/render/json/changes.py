"""The JSON of `/v1/changes`; stored event objects are joined as they are."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from timeline.model.change import Change, ChangePage
from timeline.render.json.event import instant_text


def change_list_json(page: ChangePage, *, next_url: str | None, rights: Mapping[str, str]) -> bytes:
    """The page; `event` is null where the event is not public now. `rights` are licence and attribution."""
    rows = b",".join(_row(change, page.events.get(change.event_id, b"null")) for change in page.changes)
    return b'{"changes":[' + rows + b"]," + orjson.dumps({"next": next_url, **rights})[1:]


def _row(change: Change, event: bytes) -> bytes:
    members = {
        "change": change.number,
        "at": instant_text(change.at),
        "type": change.type,
        "event_id": change.event_id,
    }
    return orjson.dumps(members)[:-1] + b',"event":' + event + b"}"
