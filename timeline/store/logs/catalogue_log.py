"""People, organizations, offices, places and topics as declared, append-only; the newest entry counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

import orjson
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from timeline import ids
from timeline.model.catalogue.dated import ALWAYS, without_moved
from timeline.model.catalogue.entries import Catalogue, Entry
from timeline.model.catalogue.entry_json import entry_from_json, entry_key, entry_kind, entry_to_json
from timeline.store.logs.write_log import append_rows, chunks
from timeline.store.tables import EntryRow, WriteRow, table_of

_ENTRIES = table_of(EntryRow)
_WRITES = table_of(WriteRow)
_OFFICE_TERM = "office-term"


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


def find_secret_entries(session: Session, *, after: datetime) -> dict[int, list[Entry]]:
    """The entries that are public only after that instant, by the write that appended them."""
    found: dict[int, list[Entry]] = {}
    for row in session.execute(select(_ENTRIES).where(_ENTRIES.c.public_from > after).order_by(_ENTRIES.c.seq)):
        entry = replace(entry_from_json(row.kind, orjson.loads(row.content)), public_from=row.public_from)
        found.setdefault(row.write_id, []).append(entry)
    return found


def find_dated_terms(session: Session, write_ids: Iterable[int]) -> dict[int, list[Entry]]:
    """The office terms that came with reports in these writes, by the write; what was always public is left out."""
    found: dict[int, list[Entry]] = {}
    for chunk in chunks(sorted(write_ids)):
        wanted = (_ENTRIES.c.write_id.in_(chunk), _ENTRIES.c.kind == _OFFICE_TERM, _ENTRIES.c.public_from.is_not(None))
        for row in session.execute(select(_ENTRIES).where(*wanted).order_by(_ENTRIES.c.seq)):
            entry = replace(entry_from_json(row.kind, orjson.loads(row.content)), public_from=row.public_from)
            found.setdefault(row.write_id, []).append(entry)
    return found


def load_name_changes(
    session: Session, keys: Iterable[tuple[str, str]], name_of: Callable[[Entry], str], *, until: datetime
) -> dict[tuple[str, str], datetime]:
    """When the name of each of these entries, given as (kind, key), changed last; one that never did is left out.

    `name_of` gives the name that counts, such as the one in a language. A wording that the public does not know at
    `until` (UTC, inclusive) does not count (R10); a later one counts from its publication.
    """
    wanted = set(keys)
    changed_at: dict[tuple[str, str], datetime] = {}
    for chunk in chunks(sorted({key for _, key in wanted})):
        statement = (
            select(_ENTRIES, _WRITES.c.recorded_at)
            .join(_WRITES, _WRITES.c.id == _ENTRIES.c.write_id)
            .where(_ENTRIES.c.key.in_(chunk))
            .order_by(_ENTRIES.c.seq)
        )
        wordings: dict[tuple[str, str], list[tuple[Entry, datetime]]] = {}
        for row in session.execute(statement):
            wordings.setdefault((row.kind, row.key), []).append((_entry_of(row), row.recorded_at))
        for key in wanted & wordings.keys():
            changed = _name_changed(wordings[key], name_of, until)
            changed_at |= {} if changed is None else {key: changed}
    return changed_at


def _name_changed(
    rows: Sequence[tuple[Entry, datetime]], name_of: Callable[[Entry], str], until: datetime
) -> datetime | None:
    """When the name of one entry changed last. `rows` are its wordings, each with the time at which it was recorded."""
    counting = {id(entry) for entry in without_moved([entry for entry, _ in rows])}
    told = [(max(at, entry.public_from), name_of(entry)) for entry, at in rows if id(entry) in counting]
    moments = sorted({moment for moment, _ in told if moment <= until})
    # At every moment the newest row of the log counts that is public then, whatever was told in between.
    names = [next(name for since, name in reversed(told) if since <= moment) for moment in moments]
    changes = (moment for moment, (before, after) in zip(moments[1:], pairwise(names), strict=True) if before != after)
    return max(changes, default=None)


def _row_of(entry: Entry) -> EntryRow:
    content = ids.canonical_bytes(entry_to_json(entry)).decode()
    public_from = None if entry.public_from == ALWAYS else entry.public_from
    return EntryRow(kind=entry_kind(entry), key=entry_key(entry), content=content, public_from=public_from)
