"""Rulings and merges: the tag that was seen decides, and the answer shows what the public sees from now on."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.api.writing import Writer, a_document, a_report
from timeline.model.writers.api_key import Scope
from timeline.store.engine.sessions import Engine

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
    event = disputed.writer.client.get("/v1/events/visit-1").json
    assert answer.json == {"ruling": answer.json["ruling"], "dry_run": False, "event": event}
    assert answer.headers["ETag"] == disputed.etag != before


def test_ruling_and_its_reason_are_on_the_page_of_the_event(disputed: Disputed):
    before = disputed.writer.client.get("/events/visit-1").text
    disputed.writer.post(PATH, disputed.body(), headers={"If-Match": disputed.etag})

    page = disputed.writer.client.get("/events/visit-1").text

    assert "An editor decided for this on " not in before
    assert page.count("An editor decided for this on ") == 1
    assert ": seen there" in page, page[page.index("An editor decided") :][:300]


def test_writer_who_saw_an_older_state_is_refused_and_gets_the_present_tag(disputed: Disputed):
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
    got = disputed.writer.read("/v1/events/visit-1", headers={"Accept-Encoding": "gzip"})
    assert got.headers["ETag"].endswith(':gzip"')

    answer = disputed.writer.post(PATH, disputed.body(), headers={"If-Match": got.headers["ETag"]})

    assert answer.status_code == 200


@pytest.mark.parametrize("given", ["*", "W/{}", "{}x", "nothing", '""', '"a" {}', "unquoted-{}"])
def test_if_match_compares_strongly_and_never_everything(disputed: Disputed, given: str):
    answer = disputed.writer.post(PATH, disputed.body(), headers={"If-Match": given.replace("{}", disputed.etag)})

    assert (answer.status_code, disputed.shown_day()) == (412, "2024-05-03")
    assert "`*` and weak tags never match" in answer.json["detail"]


def test_ruling_that_confirms_what_is_shown_is_a_change_for_writers_and_no_revision(disputed: Disputed):
    writer = disputed.writer
    seen, public = disputed.etag, writer.client.get("/v1/events/visit-1").json

    first = writer.post(PATH, disputed.body("ministry"), headers={"If-Match": seen})
    second = writer.post(PATH, disputed.body("wire"), headers={"If-Match": seen})

    assert (first.status_code, second.status_code) == (200, 412)
    assert disputed.shown_day() == "2024-05-03"
    assert writer.client.get("/v1/events/visit-1").json == public
    assert second.headers["ETag"] == first.headers["ETag"] == disputed.etag != seen


def test_report_that_changes_nothing_shown_is_a_change_for_writers_too(disputed: Disputed):
    seen = disputed.etag
    third = {"id": "paper", "publisher": "Paper", "tier": "press", "published_at": "2024-05-01"}
    document = a_document(a_report(1, source="paper"))
    disputed.writer.post("/v1/reports", document | {"sources": [*document["sources"], third]})

    ruled = disputed.writer.post(PATH, disputed.body(), headers={"If-Match": seen})

    assert ruled.status_code == 412


@pytest.mark.parametrize("query", ["?include=claims", "?fields=title", "?lang=de", "?include=reports,revisions"])
def test_tag_of_any_json_view_serves_a_writer_and_validates_that_view_alone(disputed: Disputed, query: str):
    writer = disputed.writer
    tag = writer.etag("visit-1", query=query)

    again = writer.read(f"/v1/events/visit-1{query}", headers={"If-None-Match": tag})
    other = writer.read("/v1/events/visit-1", headers={"If-None-Match": tag})
    ruled = writer.post(PATH, disputed.body(), headers={"If-Match": tag})

    assert (again.status_code, other.status_code, ruled.status_code) == (
        200,
        200,
        200,
    )  # an insider's answer is never stored


@pytest.mark.parametrize("headers", [{}, {"Accept": "application/geo+json"}])
def test_public_tag_serves_a_writer_who_sees_no_more_and_caches_keep_both_apart(
    disputed: Disputed, headers: dict[str, str]
):
    writer = disputed.writer
    public = writer.client.get("/v1/events/visit-1", headers=headers)
    past = writer.read("/v1/events/visit-1?known_at=2024-05-01")
    current = writer.client.get("/v1/events/visit-1").headers["ETag"]

    answers = [writer.post(PATH, disputed.body(), headers={"If-Match": tag}) for tag in (past.headers["ETag"], current)]
    again = writer.post(PATH, disputed.body(), headers={"If-Match": current})

    assert [answer.status_code for answer in (*answers, again)] == [412, 200, 412]
    assert "read it again with your key" in answers[0].json["detail"]
    assert again.headers["ETag"] == disputed.etag
    assert public.headers["Vary"] == "Accept, Accept-Encoding, Authorization"


def test_public_tag_serves_no_writer_where_a_report_is_hidden(disputed: Disputed):
    writer = disputed.writer
    writer.file(a_report(1, source="ministry", private=True, says={"url": "https://a.eu/"}) | {"record": "hidden"})
    public = writer.client.get("/v1/events/visit-1").headers["ETag"]

    refused = writer.post(PATH, disputed.body(), key=writer.key(Scope.ADMIN), headers={"If-Match": public})

    assert refused.status_code == 412


def test_merge_needs_only_the_tag_of_its_own_event_if_there_is_no_ruling_on_the_other(disputed: Disputed):
    writer = disputed.writer
    writer.file(a_report(2))

    answer = writer.post(
        "/v1/events/visit-1/merge", {"with": "visit-2", "reason": "x"}, headers={"If-Match": disputed.etag}
    )

    assert answer.status_code == 200


def test_merger_that_would_drop_an_unseen_ruling_on_the_other_event_is_refused(disputed: Disputed):
    writer = disputed.writer
    filed = writer.file(a_report(2), a_report(2, source="ministry", says={"when": {"edtf": "2024-05-03"}}))
    seen = [writer.etag("visit-1"), writer.etag("visit-2")]
    ruling = {"property": "when", "report": filed.json["new"][1]["report"], "reason": "seen there"}
    ruled = writer.post("/v1/events/visit-2/rulings", ruling, headers={"If-Match": seen[1]})

    merges = [
        writer.post("/v1/events/visit-1/merge", {"with": "visit-2", "reason": "x"}, headers={"If-Match": tags})
        for tags in (seen[0], ", ".join(seen), f"{seen[0]}, {ruled.headers['ETag']}")
    ]

    assert [merge.status_code for merge in merges] == [412, 412, 200]
    assert "that of the other event" in merges[0].json["detail"]


@pytest.mark.parametrize("address", [PATH, "/v1/events/visit-1/merge", "/v1/events/unknown/merge"])
def test_ruling_and_merge_need_if_match(disputed: Disputed, address: str):
    answer = disputed.writer.post(address, {})

    assert (answer.status_code, answer.json["type"]) == (428, "/problems/precondition-required")


def test_ruling_for_a_claim_that_a_report_does_not_make_names_the_reports_that_do(disputed: Disputed):
    body = {"property": "url", "report": disputed.reports["wire"], "reason": "x"}

    answer = disputed.writer.post(PATH, body, headers={"If-Match": disputed.etag})

    assert answer.status_code == 422
    assert answer.json["detail"].endswith("claims no 'url' of event 'visit-1'; no report does")


def test_admin_rules_on_a_claim_that_is_still_hidden(disputed: Disputed):
    hidden = disputed.writer.file(
        a_report(1, source="ministry", embargo_until=FUTURE, published_at="2024-05-04", says={"url": "https://a.eu/"})
    ).json["new"][0]["report"]
    body = {"property": "url", "report": hidden, "reason": "x"}
    admin = disputed.writer.key(Scope.ADMIN)

    ruled = disputed.writer.post(
        PATH, body, key=admin, headers={"If-Match": disputed.writer.etag("visit-1", key=admin)}
    )

    assert ruled.status_code == 200
    assert disputed.writer.client.get("/v1/events/visit-1").json["url"] is None


def test_hidden_event_is_unknown_to_a_key_that_only_submits_and_has_a_tag_for_editors(disputed: Disputed):
    writer = disputed.writer
    filed = writer.file(a_report(2, embargo_until=FUTURE)).json["new"][0]
    submitter, body = writer.key(Scope.SUBMIT), {"property": "when", "report": filed["report"], "reason": "x"}
    sent = {"If-Match": filed["etag"]}
    unknown = writer.post("/v1/events/unknown/rulings", body, key=submitter, headers=sent)

    for key in ("visit-2", filed["event_id"]):
        answer = writer.post(f"/v1/events/{key}/rulings", body, key=submitter, headers=sent)
        assert (answer.status_code, answer.json) == (403, unknown.json)
    ruled = writer.post("/v1/events/visit-2/rulings", body, headers=sent)
    again = writer.post("/v1/events/visit-2/rulings", body, headers=sent)

    assert (ruled.status_code, ruled.json["event"]) == (200, None)
    assert (again.status_code, again.headers["ETag"]) == (412, ruled.headers["ETag"])


def test_merged_event_lives_on_and_the_answer_names_both(disputed: Disputed):
    writer = disputed.writer
    writer.file(a_report(2))
    older, younger = (writer.client.get(f"/v1/events/visit-{number}").json["id"] for number in (1, 2))

    answer = writer.post(
        "/v1/events/visit-2/merge",
        {"with": "visit-1", "reason": "one visit"},
        headers={"If-Match": f"{writer.etag('visit-2')}, {writer.etag('visit-1')}"},
    )

    event = writer.client.get("/v1/events/visit-1").json
    assert (answer.status_code, answer.json) == (
        200,
        {"survivor": older, "merged": younger, "dry_run": False, "event": event},
    )
    assert answer.headers["ETag"] == writer.etag("visit-1")
    assert writer.client.get("/v1/events/visit-2").status_code == 308


def test_other_event_of_a_merge_has_to_exist(disputed: Disputed):
    answer = disputed.writer.post(
        "/v1/events/visit-1/merge", {"with": "unknown", "reason": "x"},
        key=disputed.writer.key(Scope.ADMIN), headers={"If-Match": disputed.etag},
    )  # fmt: skip

    assert (answer.status_code, answer.json["type"]) == (404, "/problems/event-not-found")


def test_event_cannot_be_merged_with_itself(disputed: Disputed):
    answer = disputed.writer.post(
        "/v1/events/visit-1/merge", {"with": "visit-1", "reason": "x"}, headers={"If-Match": disputed.etag}
    )

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/invalid-merge")


def test_cycle_that_a_merge_would_close_is_refused_and_shown_in_full(disputed: Disputed):
    writer = disputed.writer
    writer.file(a_report(2, says={"part_of": "visit-1"}), a_report(3, says={"part_of": "visit-2"}))
    tags = ", ".join(writer.etag(event) for event in ("visit-1", "visit-3"))

    in_full = writer.post("/v1/events/visit-1/merge", {"with": "visit-3", "reason": "x"}, headers={"If-Match": tags})

    assert in_full.status_code == 409
    assert in_full.json["detail"].startswith("part_of would form a cycle: visit-")


def test_audit_trail_records_who_ruled_merged_and_withdrew_what_and_why(disputed: Disputed):
    writer = disputed.writer
    younger = writer.file(a_report(2)).json["new"][0]["event_id"]
    older = writer.client.get("/v1/events/visit-1").json["id"]
    wire = disputed.reports["wire"]

    writer.post(PATH, disputed.body(), headers={"If-Match": disputed.etag})
    both = {"If-Match": f"{disputed.etag}, {writer.etag('visit-2')}"}
    writer.post("/v1/events/visit-1/merge", {"with": "visit-2", "reason": "one visit"}, headers=both)
    writer.post(f"/v1/reports/{wire}/withdraw", {"reason": "misread"})

    assert [(line.actor, line.object, line.outcome, line.reason) for line in writer.trail()[-3:]] == [
        (writer.key(*Scope).key.actor, f"{older} when {wire}", "200", "seen there"),
        (writer.key(*Scope).key.actor, f"{older} {younger}", "200", "one visit"),
        (writer.key(*Scope).key.actor, wire, "200", "misread"),
    ]
