"""Rulings and merges: the tag that was seen decides, and the answer shows what the public sees from now on."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.api.writing import Writer, a_report
from timeline.model.api_key import Scope
from timeline.store.engine import Engine

FUTURE = "2999-01-01"


@dataclass(slots=True)
class Disputed:
    """An event whose two sources name different days."""

    writer: Writer
    reports: dict[str, str]

    @property
    def etag(self) -> str:
        """Its present tag."""
        return self.writer.etag("visit-1")

    def body(self, source: str = "wire") -> dict[str, str]:
        """A ruling for that source's days."""
        return {"property": "when", "report": self.reports[source], "reason": "seen there"}

    def shown_day(self) -> str:
        """The day that the public sees."""
        return str(self.writer.client.get("/v1/events/visit-1").json["when"]["edtf"])


@pytest.fixture
def disputed(engine: Engine) -> Disputed:
    """The ministry's day is shown, since it stands higher than the wire."""
    writer = Writer.over(engine)
    filed = writer.file(a_report(1), a_report(1, source="ministry", says={"when": {"edtf": "2024-05-03"}}))
    return Disputed(writer, {one["source"]: one["report"] for one in filed.json["new"]})


PATH = "/v1/events/visit-1/rulings"


def test_ruling_prevails_and_is_answered_with_the_event_and_its_new_tag(disputed: Disputed):
    assert disputed.shown_day() == "2024-05-03"
    before = disputed.etag

    answer = disputed.writer.post(PATH, disputed.body(), headers={"If-Match": before})

    assert disputed.shown_day() == "2024-05-01"
    assert answer.status_code == 200
    assert answer.json == {"event": disputed.writer.client.get("/v1/events/visit-1").json}
    assert answer.headers["ETag"] == disputed.etag != before


def test_writer_who_saw_an_older_state_changes_nothing_and_is_told_the_present_tag(disputed: Disputed):
    before = disputed.etag
    disputed.writer.post(PATH, disputed.body(), headers={"If-Match": before})
    present, writes = disputed.etag, disputed.writer.writes()

    answer = disputed.writer.post(PATH, disputed.body("ministry"), headers={"If-Match": before})

    assert (answer.status_code, answer.headers["ETag"]) == (412, present)
    assert (disputed.shown_day(), disputed.writer.writes()) == ("2024-05-01", writes)
    assert [line.outcome for line in disputed.writer.trail()] == ["201", "200", "412"]


@pytest.mark.parametrize("coding", [":zstd", ":br", ":gzip", ""])
def test_tag_of_a_packed_answer_serves_as_well(disputed: Disputed, coding: str):
    tag = f'{disputed.etag[:-1]}{coding}"'

    answer = disputed.writer.post(PATH, disputed.body(), headers={"If-Match": f'"other", {tag}'})

    assert answer.status_code == 200


def test_tag_as_a_packing_client_gets_it_serves(disputed: Disputed):
    got = disputed.writer.client.get("/v1/events/visit-1", headers={"Accept-Encoding": "gzip"})
    assert got.headers["ETag"].endswith(':gzip"')

    answer = disputed.writer.post(PATH, disputed.body(), headers={"If-Match": got.headers["ETag"]})

    assert answer.status_code == 200


@pytest.mark.parametrize("given", ["*", "W/{}", "{}x", "nothing", '""', '"a" {}', "unquoted-{}"])
def test_if_match_compares_strongly_and_never_everything(disputed: Disputed, given: str):
    answer = disputed.writer.post(PATH, disputed.body(), headers={"If-Match": given.replace("{}", disputed.etag)})

    assert (answer.status_code, disputed.shown_day()) == (412, "2024-05-03")
    assert "`*` and weak tags never match" in answer.json["detail"]


@pytest.mark.parametrize("address", [PATH, "/v1/events/visit-1/merge", "/v1/events/unknown/merge"])
def test_ruling_and_merge_need_if_match(disputed: Disputed, address: str):
    answer = disputed.writer.post(address, {})

    assert (answer.status_code, answer.json["type"]) == (428, "/problems/precondition-required")


def test_ruling_for_a_claim_that_nobody_made_names_those_who_did(disputed: Disputed):
    body = {"property": "url", "report": disputed.reports["wire"], "reason": "x"}

    answer = disputed.writer.post(PATH, body, headers={"If-Match": disputed.etag})

    assert answer.status_code == 422
    assert answer.json["detail"].endswith("claims no 'url' of event 'visit-1'; no report does")


def test_admin_without_embargo_hears_nothing_of_a_hidden_claim(disputed: Disputed):
    hidden = disputed.writer.file(
        a_report(1, source="ministry", embargo_until=FUTURE, published_at="2024-05-04", says={"url": "https://a.eu/"})
    ).json["new"][0]["report"]
    body = {"property": "url", "report": hidden, "reason": "x"}
    sent = {"If-Match": disputed.etag}

    refused = disputed.writer.post(PATH, body, key=disputed.writer.key(Scope.ADMIN), headers=sent)
    ruled = disputed.writer.post(PATH, body, headers=sent)

    assert refused.json["detail"] == f"report '{hidden}' claims no 'url' of event 'visit-1'; no report does"
    assert (refused.status_code, ruled.status_code) == (422, 200)


def test_hidden_event_is_not_found_without_embargo_and_has_a_tag_with_it(disputed: Disputed):
    writer = disputed.writer
    filed = writer.file(a_report(2, embargo_until=FUTURE)).json["new"][0]
    admin, body = writer.key(Scope.ADMIN), {"property": "when", "report": filed["report"], "reason": "x"}
    sent = {"If-Match": filed["etag"]}
    unknown = writer.post("/v1/events/unknown/rulings", body, key=admin, headers=sent)

    for key in ("visit-2", filed["event_id"]):
        answer = writer.post(f"/v1/events/{key}/rulings", body, key=admin, headers=sent)
        assert (answer.status_code, answer.json) == (404, unknown.json)
    ruled = writer.post("/v1/events/visit-2/rulings", body, headers=sent)
    again = writer.post("/v1/events/visit-2/rulings", body, headers=sent)

    assert (ruled.status_code, ruled.json) == (200, {"event": None})
    assert (again.status_code, again.headers["ETag"]) == (412, ruled.headers["ETag"])


def test_merged_event_lives_on_and_the_answer_names_both(disputed: Disputed):
    writer = disputed.writer
    writer.file(a_report(2))
    older, younger = (writer.client.get(f"/v1/events/visit-{number}").json["id"] for number in (1, 2))

    answer = writer.post(
        "/v1/events/visit-2/merge",
        {"with": "visit-1", "reason": "one visit"},
        headers={"If-Match": writer.etag("visit-2")},
    )

    event = writer.client.get("/v1/events/visit-1").json
    assert (answer.status_code, answer.json) == (200, {"survivor": older, "merged": younger, "event": event})
    assert answer.headers["ETag"] == writer.etag("visit-1")
    assert writer.client.get("/v1/events/visit-2").status_code == 308


@pytest.mark.parametrize("other", ["unknown", "hidden"])
def test_other_event_of_a_merge_is_not_found_alike_if_unknown_or_hidden(disputed: Disputed, other: str):
    writer = disputed.writer
    writer.file(a_report(2, event="hidden", embargo_until=FUTURE))

    answer = writer.post(
        "/v1/events/visit-1/merge", {"with": other, "reason": "x"},
        key=writer.key(Scope.ADMIN), headers={"If-Match": disputed.etag},
    )  # fmt: skip

    assert (answer.status_code, answer.json["detail"]) == (404, "No public event has this id or slug.")


def test_event_can_not_be_merged_with_itself(disputed: Disputed):
    answer = disputed.writer.post(
        "/v1/events/visit-1/merge", {"with": "visit-1", "reason": "x"}, headers={"If-Match": disputed.etag}
    )

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/invalid-merge")


def test_cycle_that_a_merge_would_close_is_refused_and_told_in_full_only_with_embargo(disputed: Disputed):
    writer = disputed.writer
    writer.file(a_report(2, says={"part_of": "visit-1"}), a_report(3, says={"part_of": "visit-2"}))
    sent = {"If-Match": disputed.etag}
    body = {"with": "visit-3", "reason": "x"}

    without = writer.post("/v1/events/visit-1/merge", body, key=writer.key(Scope.ADMIN), headers=sent)
    told = writer.post("/v1/events/visit-1/merge", body, headers=sent)

    assert (without.status_code, without.json["detail"]) == (
        409, "an event would become part of itself, or of too long a chain",
    )  # fmt: skip
    assert told.status_code == 409
    assert told.json["detail"].startswith("part_of would form a cycle: visit-")
