"""Documents that wait for an editor: compared with nothing, seen by their sender and by editors, decided once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.api.writing import MINISTRY, Writer, a_document, a_report
from timeline.model.writers.api_key import Scope
from timeline.store.engine.sessions import Engine

HIDDEN = {"embargo_until": "2999-01-01"}


@pytest.fixture
def writer(engine: Engine) -> Writer:
    return Writer.over(engine)


def sent(writer: Writer, *reports: dict[str, Any], path: str = "/v1/submissions", fresh: bool = False) -> Any:
    key = writer.key(Scope.SUBMIT, fresh=fresh)
    return writer.post(path, a_document(*reports), key=key)


def read(writer: Writer, path: str, *scopes: Scope) -> Any:
    return writer.read(path, key=writer.key(*scopes))


def decided(writer: Writer, id_: str, what: str, **body: str) -> Any:
    return writer.post(f"/v1/submissions/{id_}/{what}", body, key=writer.key(Scope.EDIT))


def test_document_waits_and_nothing_is_filed(writer: Writer):
    before = writer.client.get("/v1/changes").data

    answer = sent(writer, a_report(1))

    assert answer.status_code == 202
    assert (answer.json["state"], answer.json["sender"], answer.json["dry_run"]) == ("waiting", None, False)
    assert answer.headers["Location"].endswith(f"/v1/submissions/{answer.json['id']}")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert (writer.writes(), writer.client.get("/v1/changes").data) == (0, before)
    assert writer.client.get("/v1/events").json["events"] == []


@pytest.mark.parametrize("path", ["/v1/submissions", "/v1/reports"])
def test_key_that_may_only_submit_gets_the_same_answer_at_both_addresses(writer: Writer, path: str):
    answer = sent(writer, a_report(1), path=path)

    assert (answer.status_code, answer.json["state"]) == (202, "waiting")
    assert [(line.action, line.outcome) for line in writer.trail()] == [("POST /v1/submissions", "202")]


SAID: dict[str, Callable[[], dict[str, Any]]] = {
    "new": lambda: a_report(7),
    "known": lambda: a_report(1),
    "known with another word": lambda: a_report(1, says={"title": "Another"}),
    "hidden": lambda: a_report(2, **HIDDEN),
    "about a hidden event": lambda: a_report(3, event="visit-2"),
    "about an unknown event": lambda: a_report(3, event="nothing"),
    "an unknown place": lambda: a_report(4, says={"where": ["nowhere"]}),
    "an unknown source": lambda: a_report(5, source="nobody"),
    "a hidden parent": lambda: a_report(6, says={"part_of": "visit-2"}),
    "an unknown parent": lambda: a_report(6, says={"part_of": "nothing"}),
}


@pytest.mark.parametrize("name", SAID)
def test_answer_is_the_same_whatever_is_stored(engine: Engine, name: str):
    writer = Writer.over(engine)
    empty = sent(writer, SAID[name]())
    writer.file(a_report(1), a_report(2, **HIDDEN))

    full = sent(writer, SAID[name](), fresh=True)

    assert (empty.status_code, full.status_code) == (202, 202)
    varies = ("id", "received_at", "links")
    assert [{k: v for k, v in one.json.items() if k not in varies} for one in (empty, full)] == [
        {"state": "waiting", "sender": None, "decided_at": None, "decided_by": None, "reason": None, "dry_run": False}
    ] * 2


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        ({"reports": [{"source": "wire"}]}, 422),
        ({"reports": [a_report(1, says={"kind": "party"})]}, 422),
        ({"nothing": []}, 422),
        ({"sources": [MINISTRY], "reports": [a_report(1, says={"when": {"edtf": "2024-13"}})]}, 422),
    ],
)
def test_faults_of_the_document_itself_are_told(writer: Writer, body: object, status: int):
    answer = writer.post("/v1/submissions", body, key=writer.key(Scope.SUBMIT))

    assert answer.status_code == status
    assert read(writer, "/v1/submissions", Scope.EDIT).json["submissions"] == []


def test_sender_reads_his_own_and_editors_read_all(writer: Writer):
    first = sent(writer, a_report(1)).json["id"]
    own = writer.key(Scope.SUBMIT)
    other = writer.key(Scope.SUBMIT, fresh=True)
    second = writer.post("/v1/submissions", a_document(a_report(2)), key=other).json["id"]

    assert [one["id"] for one in writer.read("/v1/submissions", key=own).json["submissions"]] == [first]
    assert writer.read(f"/v1/submissions/{first}", key=own).json["document"]["reports"][0]["record"] == "visit-1"
    assert writer.read(f"/v1/submissions/{second}", key=own).status_code == 404
    editors = read(writer, "/v1/submissions", Scope.EDIT)
    assert [one["id"] for one in editors.json["submissions"]] == [first, second]
    assert editors.json["submissions"][0]["sender"].startswith("key Desk (")
    assert editors.headers["Cache-Control"] == "private, no-store"
    assert writer.client.get("/v1/submissions").status_code == 401
    assert writer.read("/v1/submissions", key=writer.key()).status_code == 403
    unknown = writer.read("/v1/submissions/sub-0", key=own)
    foreign = writer.read(f"/v1/submissions/{second}", key=own)
    assert unknown.json["type"] == foreign.json["type"]


def test_list_comes_in_pages_and_by_state(writer: Writer):
    ids = [sent(writer, a_report(number)).json["id"] for number in range(1, 6)]
    decided(writer, ids[1], "refuse", reason="no source")
    decided(writer, ids[2], "take")

    pages, path = [], "/v1/submissions?limit=2"
    while path:
        page = read(writer, path, Scope.EDIT).json
        pages.append([one["id"] for one in page["submissions"]])
        path = page["next"] and page["next"].partition("example.org")[2]
    assert pages == [ids[:2], ids[2:4], ids[4:]]
    by_state = {
        state: [one["id"] for one in read(writer, f"/v1/submissions?state={state}", Scope.EDIT).json["submissions"]]
        for state in ("waiting", "taken", "refused")
    }
    assert by_state == {"waiting": [ids[0], *ids[3:]], "taken": [ids[2]], "refused": [ids[1]]}
    assert read(writer, "/v1/submissions?state=lost", Scope.EDIT).status_code == 422
    assert read(writer, "/v1/submissions?after=sub-0", Scope.EDIT).status_code == 404


def test_taking_files_the_document_as_the_editor(writer: Writer):
    id_ = sent(writer, a_report(1)).json["id"]

    trial = writer.post(f"/v1/submissions/{id_}/take?dry_run=true", {}, key=writer.key(Scope.EDIT))
    assert (trial.status_code, trial.json["dry_run"], len(trial.json["filing"]["new"])) == (200, True, 1)
    assert (writer.writes(), read(writer, f"/v1/submissions/{id_}", Scope.EDIT).json["state"]) == (0, "waiting")

    taken = decided(writer, id_, "take", reason="thank you")

    assert (taken.status_code, taken.json["state"], taken.json["reason"]) == (200, "taken", "thank you")
    assert writer.client.get("/v1/events/visit-1").status_code == 200
    told = read(writer, f"/v1/submissions/{id_}", Scope.SUBMIT).json
    assert (told["state"], told["reason"], told["decided_by"], told["sender"]) == ("taken", "thank you", None, None)
    assert [(line.action, line.outcome, line.write_id) for line in writer.trail()] == [
        ("POST /v1/submissions", "202", None),
        ("POST /v1/submissions/{id}/take", "200 dry run", None),
        ("POST /v1/submissions/{id}/take", "200", 1),
    ]


def test_document_with_faults_is_not_taken_and_waits_on(writer: Writer):
    id_ = sent(writer, a_report(1, says={"where": ["nowhere"]})).json["id"]

    answer = decided(writer, id_, "take")

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"].startswith("/reports/0/says/where")
    assert read(writer, f"/v1/submissions/{id_}", Scope.SUBMIT).json["state"] == "waiting"


def test_what_only_an_admin_may_file_only_an_admin_takes(writer: Writer):
    document = a_document(a_report(1, source="desk"))
    document["sources"] = [{"id": "desk", "publisher": "Desk", "tier": "desk", "published_at": "2024-05-01"}]
    id_ = writer.post("/v1/submissions", document, key=writer.key(Scope.SUBMIT)).json["id"]

    assert decided(writer, id_, "take").status_code == 403
    taken = writer.post(f"/v1/submissions/{id_}/take", {}, key=writer.key(Scope.ADMIN))
    assert taken.status_code == 200


def test_refusal_is_told_to_the_sender_and_decisions_are_final(writer: Writer):
    id_ = sent(writer, a_report(1)).json["id"]

    refused = decided(writer, id_, "refuse", reason="the ministry says otherwise")

    assert (refused.status_code, refused.json["state"]) == (200, "refused")
    assert read(writer, f"/v1/submissions/{id_}", Scope.SUBMIT).json["reason"] == "the ministry says otherwise"
    for what in ("take", "refuse"):
        again = decided(writer, id_, what, reason="x")
        assert (again.status_code, again.json["type"]) == (409, "/problems/submission-decided")
    assert sent(writer, a_report(1)).json["state"] == "refused"  # the same document of the same key, once more
    assert decided(writer, "sub-0", "refuse", reason="x").status_code == 404
    assert decided(writer, id_, "refuse").status_code == 422


def test_two_editors_at_once_and_one_wins(engine: Engine):
    writer = Writer.over(engine)
    id_ = sent(writer, a_report(1)).json["id"]
    key = writer.key(Scope.EDIT)

    def act(what: str, editor: Writer) -> int:
        return int(editor.post(f"/v1/submissions/{id_}/{what}", {"reason": "x"}, key=key).status_code)

    acts = ["take", "refuse", "take", "refuse"]
    editors = [Writer.over(engine) for _ in acts]  # not in the threads: two apps made at once fail in Python 3.11
    with ThreadPoolExecutor(len(acts)) as pool:
        statuses = sorted(pool.map(act, acts, editors))

    assert statuses == [200, 409, 409, 409]


def test_same_document_is_kept_once_and_idempotency_keys_are_honoured(writer: Writer):
    first, again = sent(writer, a_report(1)), sent(writer, a_report(1))
    assert first.json["id"] == again.json["id"]
    assert len(read(writer, "/v1/submissions", Scope.EDIT).json["submissions"]) == 1

    headers = {"Idempotency-Key": "one"}
    key = writer.key(Scope.SUBMIT)
    kept = [writer.post("/v1/submissions", a_document(a_report(2)), key=key, headers=headers) for _ in range(2)]
    assert kept[0].data == kept[1].data
    assert kept[1].headers["Idempotency-Replayed"] == "true"


def test_trial_of_a_submission_keeps_only_a_line_of_the_trail(writer: Writer):
    answer = writer.post("/v1/submissions?dry_run=true", a_document(a_report(1)), key=writer.key(Scope.SUBMIT))

    assert (answer.status_code, answer.json["dry_run"], "Location" in answer.headers) == (202, True, False)
    assert read(writer, "/v1/submissions", Scope.EDIT).json["submissions"] == []
    assert [line.outcome for line in writer.trail()] == ["202 dry run"]


def test_only_so_many_submissions_of_one_key_wait(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("timeline.operations.submissions.submit.MOST_WAITING", 2)
    writer = Writer.over(engine)
    ids = [sent(writer, a_report(number)).json["id"] for number in (1, 2)]
    own = writer.key(Scope.SUBMIT)

    over = sent(writer, a_report(3))
    assert (over.status_code, over.json["type"]) == (409, "/problems/too-many-submissions")
    assert "2 submissions" in over.json["detail"]
    assert sent(writer, a_report(3), fresh=True).status_code == 202
    decided(writer, ids[0], "refuse", reason="x")
    assert writer.post("/v1/submissions", a_document(a_report(3)), key=own).status_code == 202
