"""The sort orders of a list, and the position in it at which a page begins (keyset paging).

Statement + `Sort` + `Position` -> sorted statement; row -> `Position`. Ties are broken by event id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, or_

from timeline.errors import InvalidCursor
from timeline.model.query import Position, Sort
from timeline.store.views.public_states import EVENTS, Condition


@dataclass(frozen=True, slots=True)
class _SortKey:
    """The column to sort by, and how a position writes its values as text."""

    column: str
    descending: bool
    write: Callable[[Any], str]
    read: Callable[[str], Any]


def _iso(moment: date) -> str:
    return moment.isoformat()


def _read_instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant.astimezone(UTC)


_SORT_KEYS: Final[Mapping[Sort, _SortKey]] = {
    Sort.START: _SortKey("first_day", descending=False, write=_iso, read=date.fromisoformat),
    Sort.START_DESCENDING: _SortKey("first_day", descending=True, write=_iso, read=date.fromisoformat),
    Sort.UPDATED: _SortKey("updated_at", descending=False, write=_iso, read=_read_instant),
    Sort.UPDATED_DESCENDING: _SortKey("updated_at", descending=True, write=_iso, read=_read_instant),
    Sort.TITLE: _SortKey("title_key", descending=False, write=str, read=str),
}


def ordered(statement: Select[Any], sort: Sort, after: Position | None) -> Select[Any]:
    """The statement in this order, from after the position on; rows without a key come last in both directions.

    Raises InvalidCursor if the position is not one of this order.
    """
    key = _SORT_KEYS[sort]
    column = EVENTS.c[key.column]
    if after is not None:
        statement = statement.where(_comes_after(column, key, after))
    if key.descending:
        return statement.order_by(column.desc().nulls_last(), EVENTS.c.event_id.desc())
    return statement.order_by(column.asc().nulls_last(), EVENTS.c.event_id.asc())


def position_of(row: Any, sort: Sort) -> Position:
    """The position of a row that has all columns of `EVENTS`."""
    key = _SORT_KEYS[sort]
    value = row._mapping[key.column]
    return Position(key=None if value is None else key.write(value), event_id=row.event_id)


def _comes_after(column: ColumnElement[Any], key: _SortKey, after: Position) -> Condition:
    event_id = EVENTS.c.event_id
    has_later_id = event_id < after.event_id if key.descending else event_id > after.event_id
    if after.key is None:
        return and_(column.is_(None), has_later_id)
    value = _value_of(key, after.key)
    is_further = column < value if key.descending else column > value
    return or_(is_further, and_(column == value, has_later_id), column.is_(None))


def _value_of(key: _SortKey, text: str) -> Any:
    """The column's value that is written so. Raises InvalidCursor for any other spelling."""
    try:
        value = key.read(text)
    except (ValueError, OverflowError):
        raise InvalidCursor from None
    if key.write(value) != text:
        raise InvalidCursor
    return value
