"""What a kept answer depends on: how often the public view has changed, and what became public by itself since.

A write that changes what the public sees moves the number; a hidden write does not, so that nobody learns of it by the
time that an answer takes (R10). An instant that passes (a state or a wording that begins, a state that ends, a new day)
changes the mark without a write.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import BindParameter, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from timeline.store.tables import NameLiftRow, PublicNumberRow, WriteRow, table_of
from timeline.store.views.public_states import EVENTS

_NUMBERS: Final = table_of(PublicNumberRow)
_LIFTS: Final = table_of(NameLiftRow)
_WRITES: Final = table_of(WriteRow)

# Built once, because every request sends it.
_AT: Final[BindParameter[Any]] = bindparam("at", type_=EVENTS.c.known_from.type)
_MARK: Final = select(
    select(func.max(_NUMBERS.c.number)).scalar_subquery().label("number"),
    select(func.max(_WRITES.c.id)).scalar_subquery().label("write_id"),
    select(func.max(EVENTS.c.known_from)).where(EVENTS.c.known_from <= _AT).scalar_subquery().label("begun_at"),
    select(func.max(EVENTS.c.known_to)).where(EVENTS.c.known_to <= _AT).scalar_subquery().label("ended_at"),
    select(func.max(_LIFTS.c.at)).where(_LIFTS.c.at <= _AT).scalar_subquery().label("named_at"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMark:
    """What a public answer depends on. Two reads with equal marks and equal queries have equal answers.

    `number` counts the writes that changed the public view. The three instants are the last ones passed at which a
    state began, one ended, and a name or source became public. `day` is the day of the read (UTC): calendars leave out
    what is older than some days. `write_id` is the newest write, hidden ones too: only an insider's view depends on it.
    """

    number: int
    begun_at: datetime | None
    ended_at: datetime | None
    named_at: datetime | None
    day: date
    write_id: int = field(compare=False)


def read_mark(session: Session, *, at: datetime) -> ReadMark:
    """What answers depend on at this instant; one statement of indexed look-ups."""
    row = session.execute(_MARK, {"at": at}).one()
    return ReadMark(
        number=row.number or 0,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        named_at=row.named_at,
        day=at.astimezone(UTC).date(),
        write_id=row.write_id or 0,
    )


def view_begins_at(session: Session, *, at: datetime) -> datetime | None:
    """The last instant up to `at` (inclusive) at which a state began or ended or a name became public; None before.

    Whoever looks from it sees what is public at `at`. It moves only when the public view does, so that an address that
    holds it does not change with every request or with a hidden write.
    """
    mark = read_mark(session, at=at)
    passed = (mark.begun_at, mark.ended_at, mark.named_at)
    return max((instant for instant in passed if instant is not None), default=None)


def count_public_write(session: Session) -> None:
    """Say that this transaction changes what the public sees."""
    if session.execute(update(_NUMBERS).values(number=_NUMBERS.c.number + 1)).rowcount == 0:  # type: ignore[attr-defined]
        session.execute(insert(_NUMBERS), [{"number": 1}])


def replace_name_lifts(session: Session, lifts: Iterable[datetime], *, after: datetime) -> None:
    """Make these the instants after `after` (exclusive) at which names and sources become public."""
    session.execute(delete(_LIFTS).where(_LIFTS.c.at > after))
    rows = [{"at": at} for at in sorted(set(lifts)) if at > after]
    if rows:
        session.execute(insert(_LIFTS), rows)
