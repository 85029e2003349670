"""Documents that wait for an editor, apart from all logs, and the decisions on them. Both are append-only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from timeline.store.tables.columns import Serial
from timeline.store.tables.logs import instant, text


class SubmissionRow(SQLModel, table=True):
    """A document as it was sent. Its id is made of the key and the content, which shows any change of either."""

    __tablename__ = "submission"
    __table_args__ = (Index("ix_submission_key_id_seq", "key_id", "seq"),)

    seq: int = Field(sa_type=Serial, primary_key=True, sa_column_kwargs={"autoincrement": False})
    id: str = text(unique=True)
    key_id: str = text(foreign_key="api_key.id")
    actor: str = text()
    received_at: datetime = instant()
    content: bytes = Field(sa_type=LargeBinary)


class SubmissionDecisionRow(SQLModel, table=True):
    """What an editor decided; there is at most one decision on a submission. `write_id` filed the document."""

    __tablename__ = "submission_decision"

    submission_id: str = text(primary_key=True, foreign_key="submission.id")
    state: str = text()
    actor: str = text()
    decided_at: datetime = instant()
    reason: str | None = text(default=None)
    write_id: int | None = Field(default=None, sa_type=Serial, foreign_key="write_log.id")


SUBMISSION_ROWS: tuple[type[SQLModel], ...] = (SubmissionRow, SubmissionDecisionRow)
