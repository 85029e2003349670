"""Submissions over HTTP: what their senders and editors read of them, and the acts of the three writes.

body -> `submission` -> 202 with id and address; id -> `taking`, `refusal` -> the decision in one transaction. A sender
reads of his own submissions alone, an editor of all.
"""

from __future__ import annotations

from typing import Any, Final

import orjson

from api.http.service import service
from api.writes.body import NAME, Body, faults_as_pointers, open_body, read_texts
from api.writes.request import WriteOutcome, WriteRequest
from api.writes.responses import filing_members
from api.writes.table import REFUSE, TAKE
from api.writes.transaction import Act
from timeline.ingest.document_tree import MapNode
from timeline.ingest.strict_document import read_tree
from timeline.model.writers.api_key import ApiKey, Scope
from timeline.model.writers.submission import Submission
from timeline.operations.access.rights import Rights
from timeline.operations.submissions.decide import find_waiting, refuse, take
from timeline.operations.submissions.submit import SentDocument, submit
from timeline.reading.submissions import read_document
from timeline.render.json.event import instant_text

ACCEPTED: Final = 202


def only_submits(key: ApiKey) -> bool:
    """True if the key may put documents before the editors, and not file them."""
    rights = Rights(frozenset(key.scopes))
    return rights.has(Scope.SUBMIT) and not rights.has(Scope.EDIT)


def sender_of(key: ApiKey) -> str | None:
    """The id of the key whose submissions this key may read; None for those of all. Raises MissingScope."""
    rights = Rights(frozenset(key.scopes))
    if rights.has(Scope.EDIT):
        return None
    rights.require(Scope.SUBMIT)
    return key.id


def submission_members(one: Submission, *, for_editor: bool) -> dict[str, Any]:
    """What a reader is told; who sent it and who decided is for editors."""
    decision = one.decision
    return {
        "id": one.id,
        "state": one.state,
        "received_at": instant_text(one.received_at),
        "sender": one.actor if for_editor else None,
        "decided_at": None if decision is None else instant_text(decision.decided_at),
        "decided_by": decision.actor if decision is not None and for_editor else None,
        "reason": None if decision is None else decision.reason,
        "links": {"self": _address(one)},
    }


def submission(body: Body) -> Act:
    """Keep the document until an editor decides."""
    sent = SentDocument(body.content, open_body(body))

    def act(write_request: WriteRequest) -> WriteOutcome:
        with faults_as_pointers(body):
            kept = submit(write_request.session, write_request.key, sent, at=write_request.now)
        members = submission_members(kept, for_editor=False) | {"dry_run": write_request.is_dry_run}
        location = None if write_request.is_dry_run else _address(kept)
        return WriteOutcome(ACCEPTED, orjson.dumps(members), object=kept.id, location=location)

    return act


def taking(submission_id: str, body: Body) -> Act:
    """File the document of the submission."""
    reason = read_texts(body, TAKE.fields).get("reason")

    def act(write_request: WriteRequest) -> WriteOutcome:
        waiting = find_waiting(write_request.session, submission_id)
        content = read_document(write_request.session, waiting)
        tree = read_tree(content, NAME)
        assert isinstance(tree, MapNode), "it was an object when it came"
        with faults_as_pointers(Body(content, tree)):
            taken = take(write_request.work, waiting, reason, name=NAME)
        members = submission_members(taken.submission, for_editor=True)
        members |= {"filing": filing_members(write_request, taken.filing), "dry_run": write_request.is_dry_run}
        return WriteOutcome(200, orjson.dumps(members), object=submission_id, reason=reason)

    return act


def refusal(submission_id: str, body: Body) -> Act:
    """Refuse the submission with a reason."""
    reason = read_texts(body, REFUSE.fields)["reason"]

    def act(write_request: WriteRequest) -> WriteOutcome:
        refused = refuse(write_request.work, submission_id, reason)
        members = submission_members(refused, for_editor=True) | {"dry_run": write_request.is_dry_run}
        return WriteOutcome(200, orjson.dumps(members), object=submission_id, reason=reason)

    return act


def _address(one: Submission) -> str:
    return f"{service().settings.base_url}/v1/submissions/{one.id}"
