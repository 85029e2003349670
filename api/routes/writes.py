"""POST: file reports, withdraw one, rule on an event, merge two. Each needs a key with the scope of `api.writes.table`.

body -> what is to be done -> one writer's turn (`api.writes.transaction`) -> an operation -> answer with the event's new tag.
"""

from __future__ import annotations

from flask import Blueprint, Response

from api.writes.body import NAME, Body, Pointers, invalid_document, read_texts
from api.writes.events import check_filing, find_target, has_rulings, precondition
from api.writes.headers import check_if_match
from api.writes.responses import event_done, filing_done
from api.writes.table import FILE_REPORTS, MERGE, RULE, WITHDRAW
from api.writes.transaction import Act, Done, Turn, answer_write
from timeline.errors import InvalidDocument, MissingScope
from timeline.ingest.documents import OpenDocument, open_tree, read_documents
from timeline.operations.file_reports import file_document
from timeline.operations.merge_events import merge_events
from timeline.operations.rule import rule
from timeline.operations.visible_names import visible_sources
from timeline.operations.withdraw import find_withdrawable, withdraw_report

blueprint = Blueprint("writes", __name__)


@blueprint.post(FILE_REPORTS.rule)
def file_reports() -> Response:
    """File a document of the exchange format: 201 if anything is new, 200 if all of it was there."""
    return answer_write(FILE_REPORTS, "document", _filing)


def _filing(body: Body) -> Act:
    opened = _opened(body)

    def act(turn: Turn) -> Done:
        try:
            sources = visible_sources(turn.session, opened.named_sources, turn.sight)
            document = read_documents([opened], recorded_at=turn.now, sources=sources)
            check_filing(turn, document)
            result = file_document(turn.session, document, settings=turn.render, write=turn.write, rights=turn.rights)
        except InvalidDocument as error:
            raise invalid_document(error, body) from None
        except MissingScope as error:
            raise MissingScope(error.scope, Pointers(body.tree).of(error.problems)) from None
        return filing_done(turn, result)

    return act


def _opened(body: Body) -> OpenDocument:
    try:
        return open_tree(body.tree, NAME)
    except InvalidDocument as error:
        raise invalid_document(error, body) from None


@blueprint.post(WITHDRAW.rule)
def withdraw(key: str) -> Response:
    """Withdraw the report with this id; 200 also if it was withdrawn before, and then nothing is written."""

    def read(body: Body) -> Act:
        reason = read_texts(body, WITHDRAW.fields)["reason"]

        def act(turn: Turn) -> Done:
            found = find_withdrawable(turn.session, key, rights=turn.rights, write=turn.write)
            check_if_match(precondition(turn, found.event_id))
            withdraw_report(turn.session, found, reason, settings=turn.render, write=turn.write)
            return event_done(
                turn, found.event_id, {"report": found.report.id, "withdrawn": True}, about=key, reason=reason
            )

        return act

    return answer_write(WITHDRAW, key, read)


@blueprint.post(RULE.rule)
def rulings(key: str) -> Response:
    """Let one report's claim prevail for one property of the event."""

    def read(body: Body) -> Act:
        asked = read_texts(body, RULE.fields)

        def act(turn: Turn) -> Done:
            event_id = find_target(turn, key)
            check_if_match(precondition(turn, event_id))
            rule(
                turn.session, event_id, asked["property"], asked["report"], asked["reason"],
                settings=turn.render, write=turn.write, rights=turn.rights,
            )  # fmt: skip
            return event_done(
                turn, event_id, {}, about=f"{event_id} {asked['property']} {asked['report']}", reason=asked["reason"]
            )

        return act

    return answer_write(RULE, key, read)


@blueprint.post(MERGE.rule)
def merge(key: str) -> Response:
    """Join the event with another one; the answer names the survivor and the one that is now an alias of it."""

    def read(body: Body) -> Act:
        asked = read_texts(body, MERGE.fields)

        def act(turn: Turn) -> Done:
            event_id, other_id = find_target(turn, key), find_target(turn, asked["with"])
            ruled = [other_id] if other_id != event_id and has_rulings(turn, other_id) else []
            check_if_match(*(precondition(turn, one) for one in (event_id, *ruled)))
            merged = merge_events(
                turn.session, event_id, other_id, asked["reason"], settings=turn.render, write=turn.write
            )
            members = {"survivor": merged.survivor_id, "merged": merged.merged_id}
            about = f"{merged.survivor_id} {merged.merged_id}"
            return event_done(turn, merged.survivor_id, members, about=about, reason=asked["reason"])

        return act

    return answer_write(MERGE, key, read)
