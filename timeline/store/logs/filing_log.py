"""Which record is filed under which event, which events were merged, and everything that `resolve` needs of an event.

Identities, filings and merges are appended. `load_event_records` reads what `resolve` needs for many events, with a
constant number of statements for each five hundred of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import CTE, Select, exists, literal, select
from sqlalchemy.orm import Session

from timeline.errors import InvalidMerge
from timeline.model.report import EventRecord, RecordKey, Report, Ruling
from timeline.store.logs.report_log import is_one_of, read_reports
from timeline.store.logs.write_log import append_rows, chunks, columns_of, value_of
from timeline.store.tables import (
    FilingRow,
    IdentityRow,
    MentionRow,
    MergeRow,
    ReportRow,
    RulingRow,
    RulingWithdrawalRow,
    table_of,
)

_IDENTITIES = table_of(IdentityRow)
_FILINGS = table_of(FilingRow)
_MERGES = table_of(MergeRow)
_REPORTS = table_of(ReportRow)
_MENTIONS = table_of(MentionRow)
_RULINGS = table_of(RulingRow)
_RULING_WITHDRAWALS = table_of(RulingWithdrawalRow)

_MENTION_KINDS: Final = {"person": "participant", "organization": "participant", "place": "place", "topic": "topic"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventIdentity:
    """An event's id and slug, and the record that founded it (R13)."""

    id: str
    slug: str
    source: str
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """This (source, record) is about that event."""

    source: str
    record: str
    event_id: str


def append_identities(session: Session, write_id: int, identities: Sequence[EventIdentity]) -> None:
    """Append new events. An id or slug that exists already is an error of the database."""
    append_rows(session, write_id, [IdentityRow(**columns_of(identity)) for identity in identities])


def append_filings(session: Session, write_id: int, filings: Sequence[Filing]) -> None:
    """File records under events; the newest filing of a record counts, for all times (R9)."""
    append_rows(session, write_id, [FilingRow(**columns_of(filing)) for filing in filings])


def append_merge(session: Session, write_id: int, loser_id: str, survivor_id: str, reason: str) -> None:
    """Merge one event into another (R14). Raises InvalidMerge if they are one event or either was merged before."""
    if loser_id == survivor_id:
        raise InvalidMerge(f"{loser_id!r} cannot be merged with itself")
    for event_id in (loser_id, survivor_id):
        if (survivor := merged_into(session, event_id)) is not None:
            raise InvalidMerge(f"{event_id!r} was merged into {survivor!r} already")
    append_rows(session, write_id, [MergeRow(loser_id=loser_id, survivor_id=survivor_id, reason=reason)])


def find_filings(session: Session, records: Collection[RecordKey]) -> dict[RecordKey, str]:
    """The event id under which each of these (source, record) pairs is filed now; pairs never filed are left out."""
    event_ids: dict[RecordKey, str] = {}
    for chunk in chunks(dict.fromkeys(records)):
        statement = (
            select(_FILINGS).where(is_one_of(_FILINGS.c.source, _FILINGS.c.record, chunk)).order_by(_FILINGS.c.seq)
        )
        event_ids |= {RecordKey(row.source, row.record): row.event_id for row in session.execute(statement)}
    return event_ids


def find_heirs(session: Session, merged: Mapping[str, str]) -> dict[str, str]:
    """For each merged event (its id, that of its survivor) the event that has its records now.

    That is the survivor as long as it has any of them; after a split it is the event into which the last one went.
    """
    records: dict[str, list[RecordKey]] = {}
    for chunk in chunks(merged):
        statement = select(_FILINGS).where(_FILINGS.c.event_id.in_(chunk)).order_by(_FILINGS.c.seq)
        for row in session.execute(statement):
            records.setdefault(row.event_id, []).append(RecordKey(row.source, row.record))
    filed = find_filings(session, [record for listed in records.values() for record in listed])
    holders = {loser: [filed[record] for record in records.get(loser, ())] for loser in merged}
    return {
        loser: survivor if survivor in holders[loser] or not holders[loser] else holders[loser][-1]
        for loser, survivor in merged.items()
    }


def records_filed_in(session: Session, write_id: int) -> frozenset[RecordKey]:
    """The records that this write filed, for the first time or under another event."""
    statement = select(_FILINGS.c.source, _FILINGS.c.record).where(_FILINGS.c.write_id == write_id)
    return frozenset(RecordKey(*row) for row in session.execute(statement))


def find_event_id(session: Session, key: str) -> str | None:
    """The id of the event with this id or slug, merges followed to the survivor; None if there is none."""
    return find_event_ids(session, (key,)).get(key)


def find_event_ids(session: Session, keys: Iterable[str]) -> dict[str, str]:
    """For each key (id or slug) the id of the event, merges followed to the survivor; unknown keys are left out."""
    event_ids: dict[str, str] = {}
    for chunk in chunks(dict.fromkeys(keys)):
        event_ids |= {row.key: row.id for row in session.execute(select_survivors(chunk))}
    return event_ids


def merged_into(session: Session, key: str) -> str | None:
    """The id of the event into which this one (id or slug) was merged; None if it was not merged or is not known."""
    own = session.execute(
        select(_IDENTITIES.c.id).where((_IDENTITIES.c.id == key) | (_IDENTITIES.c.slug == key))
    ).scalar()
    survivor = find_event_id(session, key)
    return None if survivor == own else survivor


def identities(session: Session, event_ids: Iterable[str]) -> dict[str, EventIdentity]:
    """The identities of these events by id; unknown ids are left out."""
    by_id: dict[str, EventIdentity] = {}
    for chunk in chunks(dict.fromkeys(event_ids)):
        for row in session.execute(select(_IDENTITIES).where(_IDENTITIES.c.id.in_(chunk))):
            by_id[row.id] = value_of(EventIdentity, row)
    return by_id


def keys_of(session: Session, event_ids: Iterable[str]) -> frozenset[str]:
    """The ids and slugs of these events and of all that were merged into them, step by step."""
    keys: set[str] = set()
    for chunk in chunks(dict.fromkeys(event_ids)):
        walk = select(_IDENTITIES.c.id).where(_IDENTITIES.c.id.in_(chunk)).cte("merged_walk", recursive=True)
        walk = walk.union(select(_MERGES.c.loser_id).join(walk, _MERGES.c.survivor_id == walk.c.id))
        named = select(_IDENTITIES.c.id, _IDENTITIES.c.slug).join(walk, _IDENTITIES.c.id == walk.c.id)
        for row in session.execute(named):
            keys |= {row.id, row.slug}
    return frozenset(keys)


def all_event_ids(session: Session) -> tuple[str, ...]:
    """Every id ever given, those of merged events included, in ascending order."""
    return tuple(session.execute(select(_IDENTITIES.c.id).order_by(_IDENTITIES.c.id)).scalars())


def oldest_first(session: Session, event_ids: Iterable[str]) -> tuple[str, ...]:
    """These ids in the order in which their events were founded, each once; unknown ids are left out."""
    wanted = list(dict.fromkeys(event_ids))
    ordered = session.execute(select(_IDENTITIES.c.id).where(_IDENTITIES.c.id.in_(wanted)).order_by(_IDENTITIES.c.seq))
    return tuple(dict.fromkeys(ordered.scalars()))


def load_event_records(session: Session, event_ids: Iterable[str]) -> dict[str, EventRecord]:
    """For each known event all report rows now filed under it (storing order, newest sources) and its rulings.

    Rulings made on an event before it was merged stay with that event's id.
    """
    records: dict[str, EventRecord] = {}
    for chunk in chunks(dict.fromkeys(event_ids)):
        reports = _reports_by_event(session, chunk)
        rulings = _rulings_by_event(session, chunk)
        for event_id, identity in identities(session, chunk).items():
            records[event_id] = EventRecord(
                id=event_id,
                slug=identity.slug,
                reports=tuple(reports[event_id]),
                rulings=tuple(rulings[event_id]),
            )
    return records


def events_naming(session: Session, event_keys: Iterable[str]) -> tuple[str, ...]:
    """The ids, ascending, of events with a report row, now or once, that names one of these slugs or ids.

    Those are their parts (`part_of`), and the trips that have them in their itinerary.
    """
    return _events_with_mention(session, "event", event_keys)


def events_mentioning(session: Session, kind: str, slugs: Iterable[str]) -> tuple[str, ...]:
    """The ids, ascending, of events whose reports mention these names, or mentioned them when they were filed there.

    An event that lost its reports, by a merge or a split, still shows in calendars what it was, so it counts too.
    `kind` is person, organization, place, topic or source. People and organizations share one set of slugs.
    """
    if kind != "source":
        return _events_with_mention(session, _MENTION_KINDS[kind], slugs)
    event_ids: set[str] = set()
    for chunk in chunks(dict.fromkeys(slugs)):
        event_ids.update(
            session.execute(select(_FILINGS.c.event_id).distinct().where(_FILINGS.c.source.in_(chunk))).scalars()
        )
    return tuple(sorted(event_ids))


def select_survivors(keys: Sequence[str]) -> Select[tuple[str, str]]:
    """(key, id) for each of these ids and slugs: the event into which it was merged in the end, or the event itself."""
    walk = _merge_walk(keys)
    was_merged = exists().where(_MERGES.c.loser_id == walk.c.id)
    return select(walk.c.key, walk.c.id).where(~was_merged)


def _merge_walk(keys: Sequence[str]) -> CTE:
    """(key, id): the event of each key and, step by step, every event into which it was merged."""
    by_id = select(_IDENTITIES.c.id.label("key"), _IDENTITIES.c.id.label("id")).where(_IDENTITIES.c.id.in_(keys))
    by_slug = select(_IDENTITIES.c.slug.label("key"), _IDENTITIES.c.id.label("id")).where(_IDENTITIES.c.slug.in_(keys))
    own = by_id.union(by_slug).subquery()
    walk = select(own.c.key, own.c.id).cte("merge_walk", recursive=True)
    return walk.union(select(walk.c.key, _MERGES.c.survivor_id).join(_MERGES, _MERGES.c.loser_id == walk.c.id))


def _current_filings(*columns: Any) -> Select[Any]:
    """These columns of the filings that count: those without a newer filing of the same record."""
    newer = _FILINGS.alias("newer")
    is_replaced = exists(literal(1)).where(
        newer.c.source == _FILINGS.c.source, newer.c.record == _FILINGS.c.record, newer.c.seq > _FILINGS.c.seq
    )
    return select(*columns).where(~is_replaced)


def _same_record() -> Any:
    return (_REPORTS.c.source == _FILINGS.c.source) & (_REPORTS.c.record == _FILINGS.c.record)


def _reports_by_event(session: Session, event_ids: Sequence[str]) -> dict[str, list[Report]]:
    statement = (
        _current_filings(_FILINGS.c.event_id, *_REPORTS.columns)
        .join(_REPORTS, _same_record())
        .where(_FILINGS.c.event_id.in_(event_ids))
        .order_by(_REPORTS.c.seq)
    )
    rows = session.execute(statement).all()
    reports: dict[str, list[Report]] = defaultdict(list)
    for row, report in zip(rows, read_reports(session, rows), strict=True):
        reports[row.event_id].append(report)
    return reports


def _rulings_by_event(session: Session, event_ids: Sequence[str]) -> dict[str, list[Ruling]]:
    taken_back = _RULING_WITHDRAWALS.c
    statement = (
        select(_RULINGS, taken_back.made_at.label("taken_back_at"))
        .outerjoin(_RULING_WITHDRAWALS, taken_back.ruling_id == _RULINGS.c.id)
        .where(_RULINGS.c.event_id.in_(event_ids))
        .order_by(_RULINGS.c.seq)
    )
    rulings: dict[str, list[Ruling]] = defaultdict(list)
    for row in session.execute(statement):
        rulings[row.event_id].append(value_of(Ruling, row))
    return rulings


def _events_with_mention(session: Session, mention_kind: str, slugs: Iterable[str]) -> tuple[str, ...]:
    event_ids: set[str] = set()
    for chunk in chunks(dict.fromkeys(slugs)):
        statement = (
            select(_FILINGS.c.event_id)
            .join(_REPORTS, _same_record())
            .join(_MENTIONS, _MENTIONS.c.report_seq == _REPORTS.c.seq)
            .where(_MENTIONS.c.kind == mention_kind, _MENTIONS.c.slug.in_(chunk))
            .distinct()
        )
        event_ids.update(session.execute(statement).scalars())
    return tuple(sorted(event_ids))
