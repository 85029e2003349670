"""`timeline submissions`: the editor's side of the queue, with trials, reasons and lines in the audit trail."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from tests.timeline.commands.conftest import Timeline
from timeline.ingest.documents import open_document
from timeline.model.writers.api_key import Scope
from timeline.operations.access.manage_keys import KeyChange, create_key
from timeline.operations.submissions.submit import SentDocument, submit
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import open_engine, write_session

SENT = datetime(2024, 3, 2, 10, tzinfo=UTC)


def a_document(place: str = "geneva", title: str = "Talks") -> bytes:
    return json.dumps(
        {
            "places": [{"slug": "geneva", "name": "Geneva", "country": "CH"}],
            "sources": [{"id": "wire", "publisher": "The Wire", "tier": "press", "published_at": "2024-03-01"}],
            "reports": [
                {
                    "source": "wire",
                    "record": "talks",
                    "event": "geneva-talks",
                    "says": {"kind": "meeting", "title": title, "when": {"edtf": "2024-03-07"}, "where": [place]},
                }
            ],
        }
    ).encode()


@pytest.fixture
def sent(database_url: str):
    """A function that puts a document before the editors and gives its id."""
    engine = open_engine(database_url)
    migrate(engine)
    with write_session(engine) as session:
        key = create_key(session, "Stringer", [Scope.SUBMIT], KeyChange(at=SENT, actor="tests")).key

    def send(content: bytes) -> str:
        with write_session(engine) as session:
            document = SentDocument(content, open_document(content, "body.json"))
            return submit(session, key, document, at=SENT).id

    yield send
    engine.dispose()


def test_list_show_take_and_refuse(timeline: Timeline, sent):
    assert "No submission waits." in timeline("submissions", "list").stderr
    first, second = sent(a_document()), sent(a_document(title="Other talks"))

    listed = json.loads(timeline("submissions", "list", "--json").stdout)
    assert [(one["id"], one["state"], one["sender"][:12]) for one in listed] == [
        (first, "waiting", "key Stringer"), (second, "waiting", "key Stringer"),
    ]  # fmt: skip
    shown = timeline("submissions", "show", first)
    assert json.loads(shown.stdout)["reports"][0]["record"] == "talks"
    assert "it waits" in shown.stderr

    trial = timeline("submissions", "take", first, "--dry-run")
    assert (trial.exit_code, "Dry run: nothing was stored" in trial.stdout) == (0, True)
    taken = timeline("submissions", "take", first, "--json")
    assert (taken.exit_code, len(json.loads(taken.stdout)["new"])) == (0, 1)
    refused = timeline("submissions", "refuse", second, "--reason", "Said twice")
    assert refused.stdout == f"{second} is refused.\n"

    assert json.loads(timeline("submissions", "list", "--json").stdout) == []
    told = json.loads(timeline("submissions", "list", "--state", "any", "--json").stdout)
    assert [(one["state"], one["decided_by"], one["reason"]) for one in told] == [
        ("taken", "command line", None), ("refused", "command line", "Said twice"),
    ]  # fmt: skip
    trail = [(line["action"], line["outcome"]) for line in json.loads(timeline("keys", "log", "--json").stdout)]
    assert trail == [
        ("create key", "done"), ("take submission", "taken dry run"), ("take submission", "taken"),
        ("refuse submission", "refused"),
    ]  # fmt: skip
    assert timeline("check").exit_code == 0


def test_faults_are_printed_and_the_submission_waits_on(timeline: Timeline, sent):
    id_ = sent(a_document(place="nowhere"))

    answer = timeline("submissions", "take", id_)

    assert answer.exit_code == 1
    assert f"{id_}" in answer.stderr
    assert "nowhere" in answer.stderr
    assert json.loads(timeline("submissions", "list", "--json").stdout)[0]["state"] == "waiting"


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        (("take", "sub-0"), 1, "there is no submission 'sub-0'"),
        (("show", "sub-0"), 1, "there is no submission 'sub-0'"),
        (("refuse", "sub-0"), 2, "--reason"),
        (("refuse", "sub-0", "--reason", ""), 2, "--reason"),
        (("list", "--state", "lost"), 2, "waiting"),
    ],
)
def test_wrong_call_says_what_is_wrong(timeline: Timeline, arguments: tuple[str, ...], exit_code: int, words: str):
    answer = timeline("submissions", *arguments)

    assert (answer.exit_code, words in answer.stderr) == (exit_code, True), answer.stderr


def test_decision_is_final(timeline: Timeline, sent):
    id_ = sent(a_document())
    assert timeline("submissions", "take", id_).exit_code == 0

    again = timeline("submissions", "refuse", id_, "--reason", "too late")

    assert (again.exit_code, "was taken before" in again.stderr) == (1, True)


def test_altered_submission_fails_the_check(timeline: Timeline, sent, database_url: str):
    id_ = sent(a_document())
    engine = open_engine(database_url)
    drop = "DROP TRIGGER submission_refuses_update"
    if engine.dialect.name == "postgresql":
        drop = "ALTER TABLE submission DISABLE TRIGGER ALL"
    with write_session(engine) as session:
        session.execute(text(drop))
        session.execute(text("UPDATE submission SET content = :content"), {"content": b"{}"})
    engine.dispose()

    checked = timeline("check")

    assert (checked.exit_code, f"submission {id_}" in checked.stdout.replace("\n", "")) == (1, True), checked.stdout
