"""The tables of the store as row classes: append-only logs, read tables, API keys (`access`), and column types."""

from __future__ import annotations

from timeline.store.tables.access import ApiKeyRow, KeptAnswerRow
from timeline.store.tables.columns import CodePointText, Instant, Serial, table_of
from timeline.store.tables.logs import APPEND_ONLY_ROWS as APPEND_ONLY_LOGS
from timeline.store.tables.logs import (
    CHAINED_ROWS,
    LATER_CHAINED_ROWS,
    LATER_COLUMNS,
    AuditRow,
    ChangeRow,
    EntryRow,
    FilingRow,
    IdentityRow,
    LogRow,
    MentionRow,
    MergeRow,
    RenderingRow,
    ReportRow,
    RevisionRow,
    RulingRow,
    RulingWithdrawalRow,
    SealRow,
    SourceRow,
    WriteRow,
)
from timeline.store.tables.read_tables import (
    READ_ROWS,
    CountryRow,
    EventRow,
    FingerprintRow,
    NameLiftRow,
    ParentRow,
    ParticipantRow,
    PlaceRow,
    PointRow,
    PublicNumberRow,
    SpeakingSourceRow,
    TopicRow,
    WordsRow,
)
from timeline.store.tables.submissions import SUBMISSION_ROWS, SubmissionDecisionRow, SubmissionRow

__all__ = [
    "APPEND_ONLY_ROWS",
    "CHAINED_ROWS",
    "LATER_CHAINED_ROWS",
    "LATER_COLUMNS",
    "READ_ROWS",
    "SUBMISSION_ROWS",
    "ApiKeyRow",
    "AuditRow",
    "ChangeRow",
    "CodePointText",
    "CountryRow",
    "EntryRow",
    "EventRow",
    "FilingRow",
    "FingerprintRow",
    "IdentityRow",
    "Instant",
    "KeptAnswerRow",
    "LogRow",
    "MentionRow",
    "MergeRow",
    "NameLiftRow",
    "ParentRow",
    "ParticipantRow",
    "PlaceRow",
    "PointRow",
    "PublicNumberRow",
    "RenderingRow",
    "ReportRow",
    "RevisionRow",
    "RulingRow",
    "RulingWithdrawalRow",
    "SealRow",
    "Serial",
    "SourceRow",
    "SpeakingSourceRow",
    "SubmissionDecisionRow",
    "SubmissionRow",
    "TopicRow",
    "WordsRow",
    "WriteRow",
    "table_of",
]

APPEND_ONLY_ROWS = (*APPEND_ONLY_LOGS, *SUBMISSION_ROWS)
"""Every table that refuses UPDATE and DELETE."""
