"""Reads a source's words for a time ("this week", "28-29 November"): gives a date, or the reason why there is none.

phrase, dateline, tense, week start -> `read_phrase` -> `PhraseReading` (an `EventDate` and the rule that gave it).
The grammar is our own and English. Nothing is guessed, so no date parser of a library is used (docs/DATES.md, Phrases).
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
