"""People, organizations, offices, places and topics as declared, append-only; the newest entry counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from timeline import ids
from timeline.model.catalogue.dated import ALWAYS
from timeline.model.catalogue.entries import Catalogue, Entry
from timeline.model.catalogue.entry_json import entry_from_json, entry_key, entry_kind, entry_to_json
from timeline.store.logs.write_log import append_rows, chunks
from timeline.store.tables import EntryRow, WriteRow, table_of

_ENTRIES = table_of(EntryRow)
_WRITES = table_of(WriteRow)


def append_entries(session: Session, write_id: int, entries: Sequence[Entry]) -> None:
    """Append these entries; of two with the same kind and key the later counts, from its `public_from` on."""
    append_rows(session, write_id, [_row_of(entry) for entry in entries])


def load_catalogue(session: Session) -> Catalogue:
    """The newest entry of every kind and key, in an order that does not depend on when they were stored.

    The older wordings are read too where the public has not always known all of the catalogue.
    """
    statement = (
        select(_ENTRIES, _WRITES.c.recorded_at)
        .join(_WRITES, _WRITES.c.id == _ENTRIES.c.write_id)
        .order_by(_ENTRIES.c.kind, _ENTRIES.c.key, _ENTRIES.c.seq)
    )
    if session.execute(select(_ENTRIES.c.seq).where(_ENTRIES.c.public_from.is_not(None)).limit(1)).first() is None:
        newest = select(func.max(_ENTRIES.c.seq)).group_by(_ENTRIES.c.kind, _ENTRIES.c.key)
        statement = statement.where(_ENTRIES.c.seq.in_(newest))
    return Catalogue.of(_entry_of(row) for row in session.execute(statement))


def _entry_of(row: Row[Any]) -> Entry:
    entry = entry_from_json(row.kind, orjson.loads(row.content))
    public_from = ALWAYS if row.public_from is None else row.public_from
    return replace(entry, public_from=public_from, was_hidden=public_from > row.recorded_at)


def load_name_changes(
    session: Session, keys: Iterable[tuple[str, str]], name_of: Callable[[Entry], str], *, until: datetime
) -> dict[tuple[str, str], datetime]:
    """When the name of each of these entries, given as (kind, key), changed last; one that never did is left out.

    `name_of` gives the name that counts, such as the one in a language. A wording that the public does not know at
    `until` (UTC, inclusive) does not count (R10); a later one counts from its publication.
    """
    wanted = set(keys)
    names: dict[tuple[str, str], str] = {}
    changed_at: dict[tuple[str, str], datetime] = {}
    for chunk in chunks(sorted({key for _, key in wanted})):
        statement = (
            select(_ENTRIES, _WRITES.c.recorded_at)
            .join(_WRITES, _WRITES.c.id == _ENTRIES.c.write_id)
            .where(_ENTRIES.c.key.in_(chunk))
            .order_by(_ENTRIES.c.seq)
        )
        for row in session.execute(statement):
            entry = (row.kind, row.key)
            public_from = ALWAYS if row.public_from is None else row.public_from
            if entry in wanted and public_from <= until:
                name = name_of(entry_from_json(row.kind, orjson.loads(row.content)))
                if names.get(entry, name) != name:
                    changed_at[entry] = max(row.recorded_at, public_from)
                names[entry] = name
    return changed_at


def _row_of(entry: Entry) -> EntryRow:
    content = ids.canonical_bytes(entry_to_json(entry)).decode()
    public_from = None if entry.public_from == ALWAYS else entry.public_from
    return EntryRow(kind=entry_kind(entry), key=entry_key(entry), content=content, public_from=public_from)
