"""The clock time of a phrase: wall clock, zone named beside it, and whether it is the real time or only bounds one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


class UnclearClock(ValueError):
    """A clock time has no reading or several; the message is the reason."""


@dataclass(frozen=True, slots=True)
class NamedZone:
    """The zone that a source names beside a time.

    `region` (IANA): the wall clock of a region ("Brussels time"), whatever its offset. `offsets`: the offsets that the
    name can mean, each with the region in which it must be in use on the day; None if it always is (UTC, "+02:00").
    """

    words: str
    region: str | None = None
    offsets: tuple[tuple[str | None, timedelta], ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """Start and end as time since midnight on the first and on the last day; an end may lie on the day after it.

    `is_sharp` is False where the words do not give the time of the start itself ("around noon", "by 17:00", "TBC").
    `spans_days`: the start belongs to the first day and the end to the last ("from 10:00 on 4 to 12:00 on 5 March").
    `is_either_half`: morning and evening are both possible ("at 9 o'clock").
    """

    starts: timedelta
    ends: timedelta | None = None
    zone: NamedZone | None = None
    is_sharp: bool = True
    spans_days: bool = False
    is_either_half: bool = False

    def to_json(self) -> dict[str, object]:
        """The times as hh:mm, the zone as written, and `sharp`."""
        return {
            "starts": _hh_mm(self.starts),
            "ends": None if self.ends is None else _hh_mm(self.ends),
            "zone": None if self.zone is None else self.zone.words,
            "sharp": self.is_sharp and not self.is_either_half,
        }


def _hh_mm(since_midnight: timedelta) -> str:
    minutes = int(since_midnight.total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"
