"""Since when the public may know a catalogue entry or a source, and which of several wordings it knows at an instant.

Every row of the catalogue log and of the source log is public from an instant: its own, else that of the earliest
report that came with it in the same document; reference data always were (R10). Newer is the order of the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, TypeVar

ALWAYS: Final = datetime.min.replace(tzinfo=UTC)
"""Public for every day: shipped reference data, and what was filed without reports."""

NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)
"""What came with private reports alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """`public_from` is an instant (UTC, inclusive). `was_hidden` tells whether it lay in the future when it was stored.

    Neither belongs to the content: two wordings are equal if they say the same.
    """

    public_from: datetime = field(default=ALWAYS, compare=False)
    was_hidden: bool = field(default=False, compare=False)


Wording = TypeVar("Wording", bound=Dated)


def known_wording(rows: Sequence[Wording], moment: datetime) -> Wording | None:
    """The newest of these wordings of one thing that is public at that instant; rows in the order of the log.

    Before the first one is public, the first counts all the same, unless it was stored as a secret: what was public
    when it came may name what an older report mentions. None if nothing may be told.
    """
    public = [row for row in without_moved(rows) if row.public_from <= moment]
    if public:
        return public[-1]
    return None if rows[0].was_hidden or rows[0].public_from == NEVER else rows[0]


def lifts(rows: Iterable[Dated]) -> set[datetime]:
    """The instants at which one of these becomes public."""
    return {row.public_from for row in rows} - {ALWAYS, NEVER}


def public_from(times: Iterable[datetime | None]) -> datetime:
    """Since when what came with these reports is public; None stands for a private one. ALWAYS without reports."""
    listed = list(times)
    return min((time for time in listed if time is not None), default=NEVER) if listed else ALWAYS


def without_moved(rows: Sequence[Wording]) -> tuple[Wording, ...]:
    """The wordings of one thing without those that were stored again with a later time, while they were a secret."""
    following: tuple[Wording | None, ...] = (*rows[1:], None)
    return tuple(row for row, after in zip(rows, following, strict=True) if not _is_moved(row, after))


def _is_moved(row: Dated, after: Dated | None) -> bool:
    return after == row and after is not None and after.public_from > row.public_from
