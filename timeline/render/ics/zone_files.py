"""A zone's file in the tzdata package: past transitions, and the POSIX TZ string of the rule after them.

TZif bytes (RFC 8536) -> `read_zone_file` -> `ZoneFile` -> `render.ics.zone_rules`.
The pinned package is read, never the machine's own files, so that the same event gives the same bytes everywhere.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import Final

from timeline.errors import InvalidDate
from timeline.model.dates.zones import is_time_zone

_HEADER: Final = struct.Struct(">4sc15x6L")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST_SECOND: Final = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // timedelta(seconds=1)

Transition = tuple[datetime, timedelta]
"""An instant (UTC) and the offset from UTC that applies from then on."""


@dataclass(frozen=True, slots=True)
class ZoneFile:
    """The transitions, oldest first, and the rule after the last of them.

    The first transition is at the earliest datetime, with the offset of the time before all other transitions.
    """

    transitions: tuple[Transition, ...]
    posix_tz: str


@dataclass(frozen=True, slots=True)
class _Block:
    """One data block: instants in seconds, the index of each one's offset, offsets in seconds, and the block's end."""

    instants: tuple[int, ...]
    indexes: bytes
    offsets: tuple[int, ...]
    end: int


def read_zone_file(name: str) -> ZoneFile:
    """The file of an IANA zone. Raises InvalidDate for a name that is not in the tzdata package."""
    if not is_time_zone(name):
        raise InvalidDate(name, "it is not an IANA time zone")
    try:
        content = resources.files("tzdata.zoneinfo").joinpath(*name.split("/")).read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        raise InvalidDate(name, "it is not in the tzdata package") from None
    # A TZif file holds its data twice: first with 32-bit instants for old programs, then with 64-bit ones.
    block = _read_block(content, _read_block(content, 0, "l").end, "q")
    beginning = (datetime.min.replace(tzinfo=UTC), timedelta(seconds=block.offsets[0]))
    transitions = (
        (_EPOCH + timedelta(seconds=max(instant, _EARLIEST_SECOND)), timedelta(seconds=block.offsets[index]))
        for instant, index in zip(block.instants, block.indexes, strict=True)
    )
    return ZoneFile((beginning, *transitions), content[block.end :].strip(b"\n").decode("ascii"))


def _read_block(content: bytes, start: int, number: str) -> _Block:
    """The block whose header begins at `start` (RFC 8536 §3.2); `number` is the struct letter of its instants."""
    _, _, ut_count, wall_count, leap_count, instant_count, type_count, names_size = _HEADER.unpack_from(content, start)
    instants = struct.Struct(f">{instant_count}{number}")
    indexes_at = start + _HEADER.size + instants.size
    types_at = indexes_at + instant_count
    leap_size = leap_count * (struct.calcsize(f">{number}") + 4)
    return _Block(
        instants=instants.unpack_from(content, start + _HEADER.size),
        indexes=content[indexes_at:types_at],
        offsets=tuple(struct.unpack_from(">l", content, types_at + 6 * index)[0] for index in range(type_count)),
        end=types_at + 6 * type_count + names_size + leap_size + wall_count + ut_count,
    )
