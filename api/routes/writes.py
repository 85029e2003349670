"""POST: file reports, withdraw one, rule on an event, merge two or split one, take a ruling back. Each needs a key with
the scope of `api.writes.table`.

body -> an `Act` -> `api.writes.transaction.answer_write` runs it in one transaction -> an operation -> answer with the
event's new tag.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response

from api.http.auth import writer
from api.openapi.members import shape
from api.openapi.operation import PathParameter, in_json
from api.openapi.samples import EXCHANGE_DOCUMENT
from api.openapi.schema import ADDRESS, COUNT, FLAG, SLUG, TEXT, described, many, maybe, ref
from api.writes.body import Body, faults_as_pointers, open_body, read_opened, read_small_body, read_texts
from api.writes.description import write_operation
from api.writes.events import check_filing, find_target, precondition
from api.writes.headers import check_if_match
from api.writes.request import WriteOutcome, WriteRequest
from api.writes.responses import EventChange, event_outcome, filing_outcome
from api.writes.submissions import only_submits, submission
from api.writes.table import (
    FILE_REPORTS,
    MERGE,
    RULE,
    SPLIT,
    SUBMIT,
    WITHDRAW,
    WITHDRAW_RULING,
)
from api.writes.transaction import Act, answer_write
from timeline.operations.filing.file_reports import file_document
from timeline.operations.merge_events import merge_events
from timeline.operations.rule import RuledClaim, find_ruling, has_rulings, rule, take_back
from timeline.operations.split_event import split_event
from timeline.operations.withdraw import find_withdrawable, withdraw_report

blueprint = Blueprint("writes", __name__)

_FILED: Final = many(ref("FiledReport"))
_EVENT_NOW: Final = described("As it is public now; null if it is not public.", maybe(ref("Event")))

SHAPES: Final = {
    "FiledReport": shape(
        "A report of the document, and the event it belongs to.",
        "report pointer source record event_id slug links etag",
        pointer=described("Its place in the body (RFC 6901)."),
        links=described(
            "Null while the event is not public.", maybe(shape("Addresses of the event.", self=ADDRESS, html=ADDRESS))
        ),
        etag=described("For If-Match, while the event is not public.", maybe(TEXT)),
    ),
    "Filing": shape(
        "What became of the document.",
        "new unchanged matched conflicting new_sources new_entries revisions dry_run",
        new=_FILED,
        unchanged=_FILED,
        matched=described("New reports that joined an existing event.", _FILED),
        conflicting=described("New reports that contradict what the event shows.", _FILED),
        revisions=described("The number of new states of events.", COUNT),
    ),
    "Withdrawal": shape("The withdrawn report and its event.", "report dry_run", withdrawn=FLAG, event=_EVENT_NOW),
    "RulingMade": shape(
        "The event after the ruling.",
        "dry_run",
        ruling=described("Id with which it can be taken back."),
        event=_EVENT_NOW,
    ),
    "RulingTakenBack": shape(
        "The event without the ruling.",
        "dry_run",
        ruling=described("Id of the ruling."),
        taken_back=FLAG,
        event=_EVENT_NOW,
    ),
    "Merger": shape(
        "The ids of the two events, and the one that remains.", "survivor merged dry_run", event=_EVENT_NOW
    ),
    "Split": shape(
        "The event that keeps its id, and the new one.",
        "slug dry_run",
        remaining=described("Id of the event that was split."),
        split=described("Id of the new event."),
        event=described("The new event as it is public now; null if it is not public.", maybe(ref("Event"))),
    ),
}

_EVENT_ID: Final = (PathParameter("id", SLUG, "Id or slug of an event.", "blinken-trip-2023-11"),)
_RULING_ID: Final = (PathParameter("id", SLUG, "Id of a ruling.", "rul-0"),)
_REPORT_ID: Final = (PathParameter("id", SLUG, "Id of a report.", "rep-0"),)


OPERATIONS: Final = (
    write_operation(
        "fileReports", FILE_REPORTS, "Filing", success=(201, 200), accepted=in_json("SubmissionSent"),
        description="With a key that has the scope `submit` alone, the document waits for an editor, as after"
        " `POST /v1/submissions`, whose answer it gets (202).",
        body=in_json("ExchangeDocument", EXCHANGE_DOCUMENT), body_meaning="A document of the exchange format.",
    ),
    write_operation(
        "withdrawReport", WITHDRAW, "Withdrawal", "report-not-found", "report-replaced", path_parameters=_REPORT_ID,
    ),
    write_operation("ruleOnEvent", RULE, "RulingMade", "event-not-found", "invalid-ruling", path_parameters=_EVENT_ID),
    write_operation("mergeEvents", MERGE, "Merger", "event-not-found", "invalid-merge", path_parameters=_EVENT_ID),
    write_operation("splitEvent", SPLIT, "Split", "event-not-found", "invalid-split", path_parameters=_EVENT_ID),
    write_operation(
        "withdrawRuling", WITHDRAW_RULING, "RulingTakenBack", "ruling-not-found", path_parameters=_RULING_ID,
    ),
)  # fmt: skip


@blueprint.post(FILE_REPORTS.rule)
def file_reports() -> Response:
    """File a document of the exchange format: 201 if anything is new, 200 if the store holds all of it.

    With a key that may only submit, the document waits for an editor: 202.
    """
    if only_submits(writer()):
        return answer_write(SUBMIT, "document", submission)
    return answer_write(FILE_REPORTS, "document", _filing)


def _filing(body: Body) -> Act:
    opened = open_body(body)

    def act(write_request: WriteRequest) -> WriteOutcome:
        with faults_as_pointers(body):
            document = read_opened(opened, write_request)
            check_filing(write_request, document)
            result = file_document(write_request.work, document)
        return filing_outcome(write_request, result)

    return act


@blueprint.post(WITHDRAW.rule)
def withdraw(key: str) -> Response:
    """Withdraw the report with this id. 200 also if it was withdrawn before; then nothing is written."""

    def read(body: Body) -> Act:
        reason = read_texts(body, WITHDRAW.fields)["reason"]

        def act(write_request: WriteRequest) -> WriteOutcome:
            withdrawable = find_withdrawable(write_request.work, key)
            check_if_match(precondition(write_request, withdrawable.event_id))
            withdraw_report(write_request.work, withdrawable, reason)
            members = {"report": withdrawable.report.id, "withdrawn": True, "dry_run": write_request.is_dry_run}
            change = EventChange(event_id=withdrawable.event_id, object=key, reason=reason, members=members)
            return event_outcome(write_request, change)

        return act

    return answer_write(WITHDRAW, key, read)


@blueprint.post(RULE.rule)
def rulings(key: str) -> Response:
    """Let one report's claim prevail for one property of the event."""

    def read(body: Body) -> Act:
        texts = read_texts(body, RULE.fields)
        claim, reason = RuledClaim(property=texts["property"], report_id=texts["report"]), texts["reason"]

        def act(write_request: WriteRequest) -> WriteOutcome:
            event_id = find_target(write_request, key)
            check_if_match(precondition(write_request, event_id))
            made = rule(write_request.work, event_id, claim, reason)
            change = EventChange(
                event_id=event_id,
                object=f"{event_id} {claim.property} {claim.report_id}",
                reason=reason,
                members={"ruling": made.ruling_id, "dry_run": write_request.is_dry_run},
            )
            return event_outcome(write_request, change)

        return act

    return answer_write(RULE, key, read)


@blueprint.post(MERGE.rule)
def merge(key: str) -> Response:
    """Merge the event with another one. The answer names the survivor, and the event that is now an alias of it."""

    def read(body: Body) -> Act:
        texts = read_texts(body, MERGE.fields)

        def act(write_request: WriteRequest) -> WriteOutcome:
            event_id, other_id = find_target(write_request, key), find_target(write_request, texts["with"])
            ruled = [other_id] if other_id != event_id and has_rulings(write_request.session, other_id) else []
            check_if_match(*(precondition(write_request, one) for one in (event_id, *ruled)))
            merged = merge_events(write_request.work, event_id, other_id, texts["reason"])
            change = EventChange(
                event_id=merged.survivor_id,
                object=f"{merged.survivor_id} {merged.merged_id}",
                reason=texts["reason"],
                members={
                    "survivor": merged.survivor_id,
                    "merged": merged.merged_id,
                    "dry_run": write_request.is_dry_run,
                },
            )
            return event_outcome(write_request, change)

        return act

    return answer_write(MERGE, key, read)


@blueprint.post(SPLIT.rule)
def split(key: str) -> Response:
    """Give these reports an event of their own. The answer shows the new event."""

    def read(body: Body) -> Act:
        given = read_small_body(body, SPLIT.fields)

        def act(write_request: WriteRequest) -> WriteOutcome:
            event_id = find_target(write_request, key)
            check_if_match(precondition(write_request, event_id))
            done = split_event(write_request.work, event_id, given.lists["reports"], given.texts.get("slug"))
            change = EventChange(
                event_id=done.split_id,
                object=f"{done.event_id} {done.split_id}",
                reason=given.texts["reason"],
                members={
                    "remaining": done.event_id,
                    "split": done.split_id,
                    "slug": done.slug,
                    "dry_run": write_request.is_dry_run,
                },
            )
            return event_outcome(write_request, change)

        return act

    return answer_write(SPLIT, key, read)


@blueprint.post(WITHDRAW_RULING.rule)
def withdraw_ruling(key: str) -> Response:
    """Take the ruling with this id back. 200 also if that was done before; then nothing is written."""

    def read(body: Body) -> Act:
        reason = read_texts(body, WITHDRAW_RULING.fields)["reason"]

        def act(write_request: WriteRequest) -> WriteOutcome:
            event_id = find_ruling(write_request.work, key).event_id
            take_back(write_request.work, key, reason)
            members = {"ruling": key, "taken_back": True, "dry_run": write_request.is_dry_run}
            return event_outcome(
                write_request, EventChange(event_id=event_id, object=key, reason=reason, members=members)
            )

        return act

    return answer_write(WITHDRAW_RULING, key, read)
