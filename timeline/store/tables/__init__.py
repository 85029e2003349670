"""The tables of the store as row classes: append-only logs, read tables (`views`) and column types (`columns`)."""

from __future__ import annotations

from timeline.store.tables.columns import Instant, Serial, Words, table_of
from timeline.store.tables.logs import (
    APPEND_ONLY_ROWS,
    CHAINED_ROWS,
    EntryRow,
    FilingRow,
    IdentityRow,
    LogRow,
    MentionRow,
    MergeRow,
    ReportRow,
    RevisionRow,
    RulingRow,
    SealRow,
    SourceRow,
    WriteRow,
)
from timeline.store.tables.views import (
    READ_ROWS,
    CountryRow,
    EventRow,
    FingerprintRow,
    ParticipantRow,
    PlaceRow,
    SpeakingSourceRow,
    TopicRow,
)

__all__ = [
    "APPEND_ONLY_ROWS",
    "CHAINED_ROWS",
    "READ_ROWS",
    "CountryRow",
    "EntryRow",
    "EventRow",
    "FilingRow",
    "FingerprintRow",
    "IdentityRow",
    "Instant",
    "LogRow",
    "MentionRow",
    "MergeRow",
    "ParticipantRow",
    "PlaceRow",
    "ReportRow",
    "RevisionRow",
    "RulingRow",
    "SealRow",
    "Serial",
    "SourceRow",
    "SpeakingSourceRow",
    "TopicRow",
    "Words",
    "WriteRow",
    "table_of",
]
