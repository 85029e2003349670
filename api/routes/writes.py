"""POST: file reports, withdraw one, rule on an event, merge two. Each needs a key with the scope of `api.writes.table`.

body -> an `Act` -> `api.writes.transaction.answer_write` runs it in one transaction -> an operation -> answer with the
event's new tag.
"""

from __future__ import annotations

from flask import Blueprint, Response

from api.writes.body import Body, read_texts
from api.writes.document import faults_as_pointers, open_body, read_opened
from api.writes.events import check_filing, find_target, precondition
from api.writes.headers import check_if_match
from api.writes.request import WriteOutcome, WriteRequest
from api.writes.responses import EventChange, event_outcome, filing_outcome
from api.writes.table import FILE_REPORTS, MERGE, RULE, WITHDRAW
from api.writes.transaction import Act, answer_write
from timeline.operations.file_reports import file_document
from timeline.operations.merge_events import merge_events
from timeline.operations.rule import RuledClaim, has_rulings, rule
from timeline.operations.withdraw import find_withdrawable, withdraw_report

blueprint = Blueprint("writes", __name__)


@blueprint.post(FILE_REPORTS.rule)
def file_reports() -> Response:
    """File a document of the exchange format: 201 if anything is new, 200 if the store holds all of it."""
    return answer_write(FILE_REPORTS, "document", _filing)


def _filing(body: Body) -> Act:
    opened = open_body(body)

    def act(asked: WriteRequest) -> WriteOutcome:
        with faults_as_pointers(body):
            document = read_opened(opened, asked)
            check_filing(asked, document)
            result = file_document(asked.work, document)
        return filing_outcome(asked, result)

    return act


@blueprint.post(WITHDRAW.rule)
def withdraw(key: str) -> Response:
    """Withdraw the report with this id. 200 also if it was withdrawn before; then nothing is written."""

    def read(body: Body) -> Act:
        reason = read_texts(body, WITHDRAW.fields)["reason"]

        def act(asked: WriteRequest) -> WriteOutcome:
            withdrawable = find_withdrawable(asked.work, key)
            check_if_match(precondition(asked, withdrawable.event_id))
            withdraw_report(asked.work, withdrawable, reason)
            members = {"report": withdrawable.report.id, "withdrawn": True}
            change = EventChange(event_id=withdrawable.event_id, object=key, reason=reason, members=members)
            return event_outcome(asked, change)

        return act

    return answer_write(WITHDRAW, key, read)


@blueprint.post(RULE.rule)
def rulings(key: str) -> Response:
    """Let one report's claim prevail for one property of the event."""

    def read(body: Body) -> Act:
        texts = read_texts(body, RULE.fields)
        claim, reason = RuledClaim(property=texts["property"], report_id=texts["report"]), texts["reason"]

        def act(asked: WriteRequest) -> WriteOutcome:
            event_id = find_target(asked, key)
            check_if_match(precondition(asked, event_id))
            rule(asked.work, event_id, claim, reason)
            about = f"{event_id} {claim.property} {claim.report_id}"
            return event_outcome(asked, EventChange(event_id=event_id, object=about, reason=reason, members={}))

        return act

    return answer_write(RULE, key, read)


@blueprint.post(MERGE.rule)
def merge(key: str) -> Response:
    """Merge the event with another one. The answer names the survivor, and the event that is now an alias of it."""

    def read(body: Body) -> Act:
        texts = read_texts(body, MERGE.fields)

        def act(asked: WriteRequest) -> WriteOutcome:
            event_id, other_id = find_target(asked, key), find_target(asked, texts["with"])
            ruled = [other_id] if other_id != event_id and has_rulings(asked.session, other_id) else []
            check_if_match(*(precondition(asked, one) for one in (event_id, *ruled)))
            merged = merge_events(asked.work, event_id, other_id, texts["reason"])
            change = EventChange(
                event_id=merged.survivor_id,
                object=f"{merged.survivor_id} {merged.merged_id}",
                reason=texts["reason"],
                members={"survivor": merged.survivor_id, "merged": merged.merged_id},
            )
            return event_outcome(asked, change)

        return act

    return answer_write(MERGE, key, read)
