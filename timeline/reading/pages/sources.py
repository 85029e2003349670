"""Titles and addresses of the sources of events, which are not stored with the events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import orjson

from timeline.model.source import Source
from timeline.model.stored_event import StoredEvent
from timeline.reading.snapshot import Snapshot
from timeline.store.logs.report_log import find_sources


def sources_of(snapshot: Snapshot, events: Iterable[StoredEvent]) -> Mapping[str, Source]:
    """Every source that speaks on one of these events, by id; one look-up for all."""
    source_ids = {source_id for event in events for source_id in orjson.loads(event.json)["sources"]}
    return find_sources(snapshot.session, sorted(source_ids))
