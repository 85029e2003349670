"""People, organizations, offices, places and topics as declared, append-only; the newest entry counts."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from timeline import ids
from timeline.model.catalogue.entries import Catalogue, Entry
from timeline.model.catalogue.entry_json import entry_from_json, entry_key, entry_kind, entry_to_json
from timeline.store.logs.write_log import append_rows
from timeline.store.tables import EntryRow, table_of

_ENTRIES = table_of(EntryRow)


def append_entries(session: Session, write_id: int, entries: Sequence[Entry]) -> None:
    """Append these entries; of two with the same kind and key the later counts, for all times."""
    append_rows(session, write_id, [_row_of(entry) for entry in entries])


def load_catalogue(session: Session) -> Catalogue:
    """The newest entry of every kind and key, in an order that does not depend on when they were stored."""
    newest = select(func.max(_ENTRIES.c.seq)).group_by(_ENTRIES.c.kind, _ENTRIES.c.key)
    statement = select(_ENTRIES).where(_ENTRIES.c.seq.in_(newest)).order_by(_ENTRIES.c.kind, _ENTRIES.c.key)
    return Catalogue.of(entry_from_json(row.kind, orjson.loads(row.content)) for row in session.execute(statement))


def _row_of(entry: Entry) -> EntryRow:
    content = ids.canonical_bytes(entry_to_json(entry)).decode()
    return EntryRow(kind=entry_kind(entry), key=entry_key(entry), content=content)
