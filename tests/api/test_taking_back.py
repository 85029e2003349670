"""What was done can be tried first and taken back: dry runs, splits, rulings withdrawn, and our own withdrawals."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.documents import RENDER
from tests.api.writing import Writer, a_document, a_report
from timeline import clock
from timeline.model.writers.write import Write
from timeline.operations.rebuild import check
from timeline.operations.work import Work
from timeline.store.engine.sessions import Engine, write_session
from timeline.store.logs.hash_chain import verify_chain


@pytest.fixture
def writer(engine: Engine) -> Writer:
    """A writer over two visits; the first one has reports of two sources that name different days."""
    made = Writer.over(engine)
    made.file(a_report(1), a_report(1, source="ministry", says={"when": {"edtf": "2024-05-03"}}), a_report(2))
    return made


def reports_of(writer: Writer, event: str) -> dict[str, str]:
    """The ids of the event's reports by source."""
    answer = writer.client.get(f"/v1/events/{event}/reports").json
    return {one["source"]: one["id"] for one in answer["reports"]}


def is_whole(writer: Writer) -> bool:
    """True if the read tables are what the logs give, and the logs are what was stored."""
    with write_session(writer.engine) as session:
        write = Write(recorded_at=clock.now(), author="tests", cause="check")
        found = (*check(Work(session, RENDER, write)), *verify_chain(session))
        session.rollback()
    return found == ()


def put(writer: Writer, path: str, body: dict[str, Any], *events: str) -> Any:
    """POST with the tags of these events."""
    tags = ", ".join(writer.etag(event) for event in events)
    return writer.post(path, body, headers={"If-Match": tags} if tags else None)


@pytest.mark.parametrize(
    ("path", "body", "events"),
    [
        ("/v1/reports/{wire}/withdraw", {"reason": "misread"}, ()),
        ("/v1/events/visit-1/rulings", {"property": "when", "report": "{wire}", "reason": "seen"}, ("visit-1",)),
        ("/v1/events/visit-1/merge", {"with": "visit-2", "reason": "one"}, ("visit-1",)),
        ("/v1/events/visit-1/split", {"reports": ["{wire}"], "slug": "apart", "reason": "two"}, ("visit-1",)),
    ],
)
def test_every_write_can_be_tried_and_leaves_nothing_but_a_line_of_the_trail(
    writer: Writer, path: str, body: dict[str, Any], events: tuple[str, ...]
):
    wire = reports_of(writer, "visit-1")["wire"]
    path = path.replace("{wire}", wire)
    body = {key: [wire] if isinstance(value, list) else value.replace("{wire}", wire) for key, value in body.items()}
    before = (writer.writes(), writer.client.get("/v1/events").text)

    tried = put(writer, f"{path}?dry_run=true", body, *events)

    assert (tried.status_code, tried.json["dry_run"]) == (200, True)
    assert (writer.writes(), writer.client.get("/v1/events").text) == before
    assert [line.outcome for line in writer.trail()][-1] == "200 dry run"
    done = put(writer, path, body, *events)
    assert (done.status_code, done.json["dry_run"]) == (200, False)
    assert {**tried.json, "dry_run": False, "event": None, "ruling": None} == {
        **done.json, "event": None, "ruling": None,
    }  # fmt: skip
    assert is_whole(writer)


def test_split_gives_reports_an_event_of_their_own(writer: Writer):
    before = writer.client.get("/v1/events/visit-1").json

    answer = put(
        writer,
        "/v1/events/visit-1/split",
        {"reports": [reports_of(writer, "visit-1")["ministry"]], "slug": "talks", "reason": "two visits"},
        "visit-1",
    )

    assert (answer.status_code, answer.json["remaining"], answer.json["slug"]) == (200, before["id"], "talks")
    remaining, own = (writer.client.get(f"/v1/events/{slug}").json for slug in ("visit-1", "talks"))
    assert (remaining["when"]["edtf"], remaining["contested"], remaining["id"]) == ("2024-05-01", [], before["id"])
    assert (own["when"]["edtf"], own["id"]) == ("2024-05-03", answer.json["split"])
    assert answer.json["event"] == own
    assert is_whole(writer)


def test_merge_is_undone_by_a_split_and_no_id_is_used_again(writer: Writer):
    merged_id = writer.client.get("/v1/events/visit-2").json["id"]
    put(writer, "/v1/events/visit-1/merge", {"with": "visit-2", "reason": "one"}, "visit-1")
    second = next(
        one["id"]
        for one in writer.client.get("/v1/events/visit-1/reports").json["reports"]
        if one["record"] == "visit-2"
    )

    answer = put(writer, "/v1/events/visit-1/split", {"reports": [second], "reason": "no"}, "visit-1")

    assert answer.status_code == 200, answer.text
    assert answer.json["split"] != merged_id
    assert answer.json["event"]["when"]["edtf"] == "2024-05-02"
    assert writer.client.get("/v1/events/visit-1").json["when"]["edtf"] == "2024-05-03"
    moved = writer.client.get("/v1/events/visit-2")
    assert (moved.status_code, moved.headers["Location"].rpartition("/")[2]) == (308, "visit-1")
    assert is_whole(writer)


@pytest.mark.parametrize(
    ("named", "status", "words"),
    [
        (["wire", "ministry"], 409, "no report of 'visit-1' would stay"),
        (["unknown"], 409, "no report rep-unknown is filed under 'visit-1'"),
        ([], 409, "no report is named"),
    ],
)
def test_split_that_is_none_is_refused(writer: Writer, named: list[str], status: int, words: str):
    known = reports_of(writer, "visit-1")
    body = {"reports": [known.get(name, f"rep-{name}") for name in named], "reason": "x"}

    answer = put(writer, "/v1/events/visit-1/split", body, "visit-1")

    assert (answer.status_code, answer.json["type"]) == (status, "/problems/invalid-split")
    assert words in answer.json["detail"]


def test_split_under_a_taken_slug_is_refused(writer: Writer):
    body = {"reports": [reports_of(writer, "visit-1")["wire"]], "slug": "visit-2", "reason": "x"}

    answer = put(writer, "/v1/events/visit-1/split", body, "visit-1")

    assert (answer.status_code, "belongs to another event" in answer.json["detail"]) == (409, True)


def test_ruling_is_taken_back_and_the_earlier_one_holds_again(writer: Writer):
    known = reports_of(writer, "visit-1")
    made: list[str] = []
    for source in ("wire", "ministry", "wire"):
        body = {"property": "when", "report": known[source], "reason": f"seen by {source} {len(made)}"}
        made.append(put(writer, "/v1/events/visit-1/rulings", body, "visit-1").json["ruling"])
    days = [shown_day(writer)]
    claims = writer.client.get("/v1/events/visit-1?include=claims").json["claims"]
    assert [one["ruling"] for one in claims if one["ruling"]] == [made[2]]

    for ruling in (made[2], made[1], made[0]):
        answer = writer.post(f"/v1/rulings/{ruling}/withdraw", {"reason": "wrong"})
        assert (answer.status_code, answer.json["taken_back"]) == (200, True)
        days.append(shown_day(writer))

    assert days == ["2024-05-01", "2024-05-03", "2024-05-01", "2024-05-03"]
    writes = writer.writes()
    assert writer.post(f"/v1/rulings/{made[0]}/withdraw", {"reason": "again"}).status_code == 200
    assert writer.writes() == writes
    assert writer.post("/v1/rulings/rul-none/withdraw", {"reason": "x"}).status_code == 404
    assert is_whole(writer)


def shown_day(writer: Writer) -> str:
    """The day that the public sees."""
    return str(writer.client.get("/v1/events/visit-1").json["when"]["edtf"])


def test_withdrawing_a_misread_report_says_that_we_withdrew_it(writer: Writer):
    report = reports_of(writer, "visit-2")["wire"]

    writer.post(f"/v1/reports/{report}/withdraw", {"reason": "We had read another week."})

    (told,) = writer.client.get("/v1/events/visit-2/reports").json["reports"]
    assert (told["withdrawn"], told["withdrawn_by"], told["withdrawal_reason"]) == (
        True,
        "desk",
        "We had read another week.",
    )
    sentence = "This service withdrew what it had filed. We had read another week."
    feed = writer.client.get("/v1/events/visit-2.ics").text.replace("\r\n ", "")
    assert sentence in feed.replace("\\", "")
    german = writer.client.get("/v1/events/visit-2.ics?lang=de").text.replace("\r\n ", "")
    assert "Dieser Dienst hat zurückgezogen" in german
    assert sentence in writer.client.get("/events/visit-2").text


def test_source_that_takes_its_report_back_is_told_apart(writer: Writer):
    taken = a_report(2) | {"withdrawn": True, "published_at": "2024-05-09", "note": "The ministry erred."}
    writer.post("/v1/reports", a_document(taken))

    (told,) = writer.client.get("/v1/events/visit-2/reports").json["reports"]
    assert (told["withdrawn_by"], told["withdrawal_reason"]) == ("source", "The ministry erred.")
    assert "The source took its report back. The ministry erred." in writer.client.get("/events/visit-2").text


def test_merge_keeps_the_id_that_readers_have_known_longer(engine: Engine):
    writer = Writer.over(engine)
    hidden = writer.file(a_report(1, embargo_until="2999-01-01")).json["new"][0]
    public = writer.file(a_report(2)).json["new"][0]

    answer = writer.post(
        "/v1/events/visit-1/merge",
        {"with": "visit-2", "reason": "one"},
        headers={"If-Match": hidden["etag"]},
    )

    assert (answer.json["survivor"], answer.json["merged"]) == (public["event_id"], hidden["event_id"])
    assert writer.client.get("/v1/events/visit-2").json["id"] == public["event_id"]
    assert is_whole(writer)


@pytest.mark.parametrize("kind", ["places", "people", "topics"])
def test_rebuild_agrees_after_a_merge_and_a_later_rename(writer: Writer, kind: str):
    put(writer, "/v1/events/visit-1/merge", {"with": "visit-2", "reason": "one"}, "visit-1")
    renamed: dict[str, Any] = {
        "places": [{"slug": "vienna", "name": "Wien", "country": "AT", "names": {"fr": "Vienne"}}],
        "people": [{"slug": "ada", "name": "Ada Renamed"}],
        "topics": [{"slug": "unused", "name": "Unused"}],
    }

    assert writer.post("/v1/reports", {kind: renamed[kind]}).status_code == 201

    assert is_whole(writer)
