"""Reads a source's words for a time ("this week", "28-29 November"): gives a date, or the reason why there is none.

phrase, dateline, tense, week start -> `read_phrase` -> `PhraseReading` (an `EventDate` and the rule that gave it).
The grammar is our own; other languages are put into its English words. Nothing is guessed, so no date parser of a
library is used (docs/DATES.md, Phrases).
"""

from timeline.ingest.phrases.any_language import read_phrase, read_phrase_of_source
from timeline.ingest.phrases.context import Tense, WeekStart
from timeline.ingest.phrases.json_lines import read_line, reading_to_json, unresolved_to_json
from timeline.ingest.phrases.reader import PhraseReading

__all__ = [
    "PhraseReading",
    "Tense",
    "WeekStart",
    "read_line",
    "read_phrase",
    "read_phrase_of_source",
    "reading_to_json",
    "unresolved_to_json",
]
