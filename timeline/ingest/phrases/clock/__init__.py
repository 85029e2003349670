"""Clock times in a source's words: "at 10:00 CET on 4 March", "3:30 p.m.", "9-11 a.m." (docs/DATES.md rule 10).

plain text -> `strip_clock` -> the words without the time, and a `Clock` -> `timed` -> the day with its times.
"""

from timeline.ingest.phrases.clock.apply import timed
from timeline.ingest.phrases.clock.find import strip_clock
from timeline.ingest.phrases.clock.value import Clock, UnclearClock
from timeline.ingest.phrases.clock.zones import is_zone_name

__all__ = ["Clock", "UnclearClock", "is_zone_name", "strip_clock", "timed"]
