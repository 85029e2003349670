"""A store with one row in every log, for tests of what holds for all of them."""

from __future__ import annotations

from tests.builders import MAY_1, MAY_2, MAY_3, a_report, a_revision, a_source, an_event
from timeline.model.catalogue.entries import Topic
from timeline.model.change import Change
from timeline.model.report import Decision, Ruling
from timeline.model.says import Says
from timeline.model.writers.api_key import ApiKey, Scope
from timeline.model.writers.submission import Submission, SubmissionDecision, SubmissionState
from timeline.model.writers.write import AuditLine
from timeline.store.engine.sessions import Engine, Session, write_session
from timeline.store.logs import (
    api_keys,
    audit_log,
    change_log,
    filing_log,
    rendering_log,
    report_log,
    revision_log,
    submission_log,
)
from timeline.store.logs import catalogue_log as catalogue
from timeline.store.logs.filing_log import EventIdentity, Filing
from timeline.store.logs.hash_chain import seal_write
from timeline.store.logs.write_log import begin_write


def fill_logs(engine: Engine, *, is_older: bool = False) -> None:
    """Two sealed writes: the first has a row in every log, the second files one more report.

    With `is_older` they are as the first schema wrote them, which knew no log of changes.
    """
    with write_session(engine) as session:
        write_id = begin_write(session, recorded_at=MAY_2, author="desk", cause="load")
        _append_everything(session, write_id)
        if not is_older:
            decision = Decision(reason="seen wrongly", author="desk", made_at=MAY_3)
            report_log.append_ruling_withdrawal(session, write_id, "rul-1", decision)
            first = Change(number=1, at=MAY_2, event_id="evt-a", shown_digest="shown")
            gone = Change(number=2, at=MAY_2, event_id="evt-b", shown_digest=None)
            change_log.append_changes(session, write_id, [first, gone])
        seal_write(session, write_id)
    with write_session(engine) as session:
        write_id = begin_write(session, recorded_at=MAY_3, author="desk", cause="load")
        report_log.append_reports(session, write_id, [a_report("call")])
        seal_write(session, write_id)


def _append_everything(session: Session, write_id: int) -> None:
    report = a_report(says=Says(topics=("hostages",)))
    ruling = Ruling(
        id="rul-1", event_id="evt-a", property="kind", report_id=report.id, reason="seen", author="desk", made_at=MAY_2
    )
    catalogue.append_entries(session, write_id, [Topic(slug="hostages", name="Hostages")])
    report_log.append_sources(session, write_id, [a_source()])
    report_log.append_reports(session, write_id, [report])
    filing_log.append_identities(
        session,
        write_id,
        [
            EventIdentity(id="evt-a", slug="a", source="tass", record="visit"),
            EventIdentity(id="evt-b", slug="b", source="tass", record="call"),
        ],
    )
    filing_log.append_filings(session, write_id, [Filing(source="tass", record="visit", event_id="evt-a")])
    filing_log.append_merge(session, write_id, "evt-b", "evt-a", "one meeting")
    report_log.append_rulings(session, write_id, [ruling])
    revision_log.append_revisions(session, write_id, [a_revision(an_event())])
    key = ApiKey(id="key-1", name="Wire", scopes=(Scope.SUBMIT,), created_at=MAY_1)
    api_keys.append_key(session, key, "digest")
    sent = Submission(seq=0, id="sub-1", key_id="key-1", actor="key Wire (key-1)", received_at=MAY_1, size=2)
    submission_log.append_submission(session, sent, b"{}")
    refused = SubmissionDecision(state=SubmissionState.REFUSED, actor="desk", decided_at=MAY_2, reason="no source")
    submission_log.append_decision(session, "sub-1", refused)
    rendering_log.begin_rendering(session, "identity", at=MAY_1)
    line = AuditLine(at=MAY_2, actor="desk", action="load", object="evt-a", outcome="done", write_id=write_id)
    audit_log.append_line(session, line)
