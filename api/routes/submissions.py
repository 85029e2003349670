"""`/v1/submissions`: documents that wait for an editor. Senders read their own, editors all of them and decide.

request -> key with the scope `submit` or `edit` -> one look-up -> JSON that no cache stores; a write -> an act of
`api.writes.submissions`.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

import orjson
from flask import Blueprint, Response, request

from api.http.auth import writer
from api.http.service import service
from api.openapi.members import shape
from api.openapi.operation import Operation, PathParameter, in_json
from api.openapi.samples import EXCHANGE_DOCUMENT
from api.openapi.schema import ADDRESS, INSTANT, SLUG, TEXT, described, many, maybe, ref, words
from api.parameters.read import Params, read_params
from api.parameters.table import LIMIT, Parameter
from api.writes.description import write_operation
from api.writes.submissions import refusal, sender_of, submission, submission_members, taking
from api.writes.table import REFUSE, SUBMIT, TAKE
from api.writes.transaction import JSON, answer_write
from timeline import clock
from timeline.model.limits import DEFAULT_LIMIT
from timeline.model.writers.submission import Queue, SubmissionState
from timeline.reading.submissions import find_submission, read_document, read_queue
from timeline.store.engine.sessions import read_session

blueprint = Blueprint("submissions", __name__)

STATE: Final = Parameter(
    "state", "word", "Only submissions in this state.", tuple(state.value for state in SubmissionState)
)
AFTER: Final = Parameter("after", "text", "Id of a submission: the list begins after it.")
PARAMETERS: Final = (STATE, AFTER, LIMIT)

_MEMBERS: Final[dict[str, Any]] = {
    "state": words(*(state.value for state in SubmissionState)),
    "received_at": INSTANT,
    "sender": described("The key with which it came; null for senders.", maybe(TEXT)),
    "decided_at": maybe(INSTANT),
    "decided_by": described("Who took or refused it; null for senders.", maybe(TEXT)),
    "reason": described("What the editor said to it.", maybe(TEXT)),
    "links": shape("Addresses of the submission.", "self"),
}

SHAPES: Final = {
    "Submission": shape("A document that waits for an editor, or what became of it.", "id", **_MEMBERS),
    "SubmissionWithDocument": shape(
        "A submission with its document as it was sent.", "id", **_MEMBERS, document={"type": "object"}
    ),
    "SubmissionSent": shape("A submission after its document came.", "id dry_run", **_MEMBERS),
    "SubmissionTaken": shape(
        "A submission and what became of its document.", "id dry_run", **_MEMBERS, filing=ref("Filing")
    ),
    "SubmissionRefused": shape("A submission that was refused.", "id dry_run", **_MEMBERS),
    "SubmissionList": shape(
        "Submissions in the order in which they came.",
        submissions=many(ref("Submission")),
        next=described("Address of the next page; null on the last page.", maybe(ADDRESS)),
    ),
}
_SUBMISSION_ID: Final = (PathParameter("id", SLUG, "Id of a submission.", "sub-0"),)
_WHO_READS: Final = "A key with the scope `edit` reads all submissions, one with `submit` its own."

OPERATIONS: Final = (
    Operation(
        "listSubmissions", "/v1/submissions", "writes", "Submissions, in pages", in_json("SubmissionList"), PARAMETERS,
        description=_WHO_READS, problems=("missing-scope", "submission-not-found"), has_etag=False, scope="edit submit",
    ),
    Operation(
        "getSubmission", "/v1/submissions/{id}", "writes", "One submission with its document",
        in_json("SubmissionWithDocument"), (), description=_WHO_READS, path_parameters=_SUBMISSION_ID,
        problems=("missing-scope", "submission-not-found"), has_etag=False, scope="edit submit",
    ),
    write_operation(
        "submitDocument", SUBMIT, "SubmissionSent", "too-many-submissions",
        success=(), accepted=in_json("SubmissionSent"),
        body=in_json("ExchangeDocument", EXCHANGE_DOCUMENT), body_meaning="A document of the exchange format.",
        description="The answer depends on the document and the sender's own submissions alone.",
    ),
    write_operation(
        "takeSubmission", TAKE, "SubmissionTaken", "submission-not-found", "submission-decided",
        path_parameters=_SUBMISSION_ID,
    ),
    write_operation(
        "refuseSubmission", REFUSE, "SubmissionRefused", "submission-not-found", "submission-decided",
        path_parameters=_SUBMISSION_ID,
    ),
)  # fmt: skip


@blueprint.get("/v1/submissions")
def submissions() -> Response:
    """Submissions in the order in which they came."""
    key_id = sender_of(writer())
    params = read_params(request.args, PARAMETERS, now=clock.now())
    limit = params.values.get(LIMIT.name, (DEFAULT_LIMIT,))[0]
    with read_session(service().engine) as session:
        after = _first(params, AFTER)
        place = 0 if after is None else find_submission(session, after, key_id=key_id).seq
        state = _first(params, STATE)
        queue = Queue(state=None if state is None else SubmissionState(state), key_id=key_id, after=place)
        found = read_queue(session, queue, limit=limit + 1)
    listed = found[:limit]
    members = [submission_members(one, for_editor=key_id is None) for one in listed]
    following = {"limit": limit, "after": listed[-1].id} | ({} if state is None else {"state": state}) if listed else {}
    address = f"{service().settings.base_url}{SUBMIT.address}?{urlencode(following)}"
    return _answer({"submissions": members, "next": address if len(found) > limit else None})


@blueprint.get("/v1/submissions/<key>")
def one_submission(key: str) -> Response:
    """One submission with its document."""
    key_id = sender_of(writer())
    read_params(request.args, (), now=clock.now())
    with read_session(service().engine) as session:
        found = find_submission(session, key, key_id=key_id)
        document = read_document(session, found)
    members = submission_members(found, for_editor=key_id is None)
    return _answer(members | {"document": orjson.loads(document)})


@blueprint.post(SUBMIT.rule)
def submit_document() -> Response:
    """Put a document before the editors: 202 with the address at which its sender sees what became of it."""
    return answer_write(SUBMIT, "document", submission)


@blueprint.post(TAKE.rule)
def take_submission(key: str) -> Response:
    """File the document of the submission."""
    return answer_write(TAKE, key, partial(taking, key))


@blueprint.post(REFUSE.rule)
def refuse_submission(key: str) -> Response:
    """Refuse the submission with a reason."""
    return answer_write(REFUSE, key, partial(refusal, key))


def _first(params: Params, parameter: Parameter) -> Any:
    """The value of a parameter that takes one; None if it is not given."""
    return next(iter(params.values.get(parameter.name, ())), None)


def _answer(members: dict[str, Any]) -> Response:
    return Response(orjson.dumps(members), 200, content_type=JSON)
