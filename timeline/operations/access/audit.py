"""Lines of the audit trail: each write over HTTP, accepted or refused, leaves one (`store.logs.audit_log`)."""

from __future__ import annotations

from timeline.model.writers.write import AuditLine
from timeline.store.engine.sessions import Session
from timeline.store.logs import audit_log, write_log


def append_audit_line(session: Session, line: AuditLine) -> None:
    """Append the line, in the transaction of what it records."""
    audit_log.append_line(session, line)


def newest_write(session: Session) -> int:
    """The number of the newest write in the log; 0 before the first."""
    return write_log.newest_write(session)
