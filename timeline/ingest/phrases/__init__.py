"""A source's words for a time ("this week", "28-29 November") -> bounds, exactness and rule name, or a reason why not.

phrase, dateline, tense, week start -> `read_phrase` -> `PhraseReading` (an `EventDate` and how it was read).
Own grammar, English; nothing is guessed and no parser of another library sees a source's text (DATES.md, Phrases).
"""

from timeline.ingest.phrases.context import Tense, WeekStart
from timeline.ingest.phrases.json_lines import read_line, reading_to_json, unresolved_to_json
from timeline.ingest.phrases.reader import PhraseReading, read_phrase

__all__ = [
    "PhraseReading",
    "Tense",
    "WeekStart",
    "read_line",
    "read_phrase",
    "reading_to_json",
    "unresolved_to_json",
]
