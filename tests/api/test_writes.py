"""POST /v1/reports and withdrawals: what is stored, what is answered, what is refused, and what hidden things tell."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import orjson
import pytest

from tests.api.documents import HEAD as YAML_HEAD
from tests.api.documents import a_visit, file_text
from tests.api.writing import ALL, MINISTRY, Writer, a_document, a_report
from timeline import ids
from timeline.model.writers.api_key import Scope
from timeline.store.engine.sessions import Engine, read_session
from timeline.store.logs.hash_chain import verify_chain

FUTURE = "2999-01-01"
HEADERS_OF_WRITES = {
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Type": "application/json",
}


@pytest.fixture
def writer(engine: Engine) -> Writer:
    """A writer over an empty database."""
    return Writer.over(engine)


def events(writer: Writer) -> list[str]:
    """The slugs of the public events."""
    return [event["slug"] for event in writer.client.get("/v1/events").json["events"]]


def places(answer: Any) -> list[tuple[str, str]]:
    """Pointer and first words of each fault."""
    return [(error["pointer"], error["detail"]) for error in answer.json["errors"]]


def test_new_report_is_filed_and_the_next_read_shows_it(writer: Writer):
    assert events(writer) == []

    answer = writer.post("/v1/reports", a_document(a_report(1)))

    assert answer.status_code == 201
    assert {name: answer.headers[name] for name in HEADERS_OF_WRITES} == HEADERS_OF_WRITES
    filed = answer.json["new"][0]
    assert answer.json == {
        "new": [filed], "unchanged": [], "matched": [], "conflicting": [],
        "new_sources": 2, "new_entries": 2, "revisions": 1, "dry_run": False,
    }  # fmt: skip
    assert filed == {
        "report": filed["report"],
        "pointer": "/reports/0",
        "source": "wire",
        "record": "visit-1",
        "event_id": filed["event_id"],
        "slug": "visit-1",
        "links": {
            "self": "https://timeline.example.org/v1/events/visit-1",
            "html": "https://timeline.example.org/events/visit-1",
        },
        "etag": None,
    }
    assert writer.client.get(f"/v1/events/{filed['event_id']}").json["slug"] == "visit-1"
    assert events(writer) == ["visit-1"]


def test_same_document_again_is_unchanged_and_no_write(writer: Writer):
    first = writer.file(a_report(1), a_report(2))

    again = writer.post("/v1/reports", a_document(a_report(1), a_report(2)))

    assert again.status_code == 200
    assert again.json == {
        "new": [], "unchanged": first.json["new"], "matched": [], "conflicting": [],
        "new_sources": 0, "new_entries": 0, "revisions": 0, "dry_run": False,
    }  # fmt: skip
    assert writer.writes() == 1


def test_report_on_an_event_that_was_there_is_matched_and_a_contradiction_conflicts(writer: Writer):
    writer.file(a_report(1))

    answer = writer.file(a_report(1, source="ministry", says={"when": {"edtf": "2024-05-03"}}))

    assert [one["source"] for one in answer.json["matched"]] == ["ministry"]
    assert [one["source"] for one in answer.json["conflicting"]] == ["ministry"]
    assert writer.client.get("/v1/events/visit-1").json["contested"] == ["when"]


def test_http_gives_the_same_ids_as_loading_a_file(writer: Writer, engine: Engine):
    file_text(engine, YAML_HEAD + a_visit(1))
    loaded = writer.client.get("/v1/events/visit-1").json

    answer = writer.post("/v1/reports", {"reports": [a_report(1)]})

    assert [(one["event_id"], one["slug"]) for one in answer.json["unchanged"]] == [(loaded["id"], "visit-1")]


def test_dry_run_says_the_same_and_stores_nothing(writer: Writer):
    tried = writer.post("/v1/reports?dry_run=true", a_document(a_report(1)), headers={"Idempotency-Key": "k"})
    assert (writer.writes(), events(writer)) == (0, [])
    assert [(line.outcome, line.write_id) for line in writer.trail()] == [("200 dry run", None)]

    done = writer.post("/v1/reports?dry_run=false", a_document(a_report(1)), headers={"Idempotency-Key": "k"})

    assert tried.status_code == 200
    assert done.status_code == 201
    assert tried.json == done.json | {"dry_run": True}


def test_write_names_the_key_as_its_author_in_log_and_trail_only(writer: Writer, engine: Engine):
    made = writer.key(Scope.EDIT)
    answer = writer.file(a_report(1), key=made)

    line = writer.trail()[0]

    assert (line.actor, line.action, line.object, line.outcome, line.write_id) == (
        f"key Desk ({made.key.id})", "POST /v1/reports", "1 report", "201", 1,
    )  # fmt: skip
    assert line.request_id == answer.headers["Request-Id"]
    with read_session(engine) as session:
        assert verify_chain(session) == ()
    for path in ("/v1/events", "/v1/events/visit-1", "/v1/events/visit-1/revisions", "/v1/changes"):
        assert "Desk" not in writer.client.get(path).text


@pytest.mark.parametrize(
    ("document", "faults"),
    [
        ({"reportz": []}, [("", "unknown key 'reportz'; did you mean reports?")]),
        (
            a_document(a_report(1) | {"id": "rep-1"}),
            [("/reports/0", "unknown key 'id'; known keys: source, record, event")],
        ),
        (
            a_document(a_report(1, says={"when": {"edtf": "soon"}})),
            [("/reports/0/says/when", "'soon' is not a valid date")],
        ),
        (
            a_document(a_report(1), a_report(2, says={"where": ["atlantis"]})),
            [("/reports/1/says/where", "there is no place 'atlantis'")],
        ),
        (
            a_document(a_report(1, says={"participants": [{"who": "ada"}, {"who": "nobody"}]})),
            [("/reports/0/says/participants", "there is no person or organization 'nobody'")],
        ),
        (a_document(a_report(1, says={"part_of": "visit-1"})), [("/reports/0/says/part_of", "part_of would form")]),
        (a_document({"source": "wire"}), [("/reports/0/record", "is missing"), ("/reports/0/says", "is missing")]),
        (
            {"sources": [{**MINISTRY, "via": "nobody"}]},
            [("/sources/0/via", "there is no source 'nobody'")],
        ),
        (
            {"places": [{"slug": "a", "name": "A", "parent": "b"}, {"slug": "b", "name": "B", "parent": "a"}]},
            [
                ("/places/0/parent", "'a' would lie within itself"),
                ("/places/1/parent", "'b' would lie within itself"),
            ],
        ),
        (
            {"offices": [{"person": "ada", "office": "Chair", "body": "nobody"}]},
            [
                ("/offices/0/person", "there is no person 'ada'"),
                ("/offices/0/body", "there is no organization 'nobody'"),
            ],
        ),
        (
            a_document(
                a_report(1, says={"kind": "meating", "where": ["atlantis"]}), a_report(2, says={"topics": ["x"]})
            ),
            [
                ("/reports/0/says/kind", "'meating' is not a valid kind"),
                ("/reports/0/says/where", "there is no place 'atlantis'; if it is new, bring it under places:"),
                ("/reports/1/says/topics", "there is no topic 'x'"),
            ],
        ),
        ({"people": [{"slug": "a", "names": {"de/x": "A"}}]}, [("/people/0/name", "is missing")]),
    ],
)
def test_every_fault_is_named_with_its_pointer_and_nothing_is_stored(
    writer: Writer, document: object, faults: list[tuple[str, str]]
):
    answer = writer.post("/v1/reports", document)

    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    shown = [place for place in places(answer) if place[0] != "/people/0/names"]
    beginnings = [(pointer, detail[: len(start)]) for (pointer, detail), (_, start) in zip(shown, faults, strict=True)]
    assert beginnings == faults
    assert writer.writes() == 0
    assert [line.outcome for line in writer.trail()] == ["422"]


CORRECTION = {"report": {"source": "wire", "record": "visit-1"}, "property": "kind", "reason": "r"}
DEEP = b'{"a":' * 10_000 + b"1" + b"}" * 10_000


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"null", b"[]", b"7", b'"x"', b"{} {}", b"sources: []", b"{'a': 1}", b'{"a": NaN}', b"<a/>",
        b'{"a": Infinity}', b'{"sources": [], "sources": []}', b'{"a": "\\ud800"}', b'{"a": ' + b"9" * 5_000 + b"}",
        DEEP, b"\xef\xbb\xbf{}", '{"reports": []}'.encode("utf-16"), b'{"a": "\xff"}',
    ],
    ids=lambda content: repr(content[:20]),
)  # fmt: skip
def test_body_that_is_not_a_json_object_is_malformed(writer: Writer, content: bytes):
    answer = writer.post("/v1/reports", content)

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/malformed-body")
    assert "body.json" not in answer.text
    assert [line.outcome for line in writer.trail()] == ["400"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": ""}, 415),
        ({"Content-Type": "application/yaml"}, 415),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ({"Content-Encoding": "gzip"}, 415),
        ({"Content-Type": "application/json; charset=utf-8"}, 201),
        ({"Content-Encoding": "identity"}, 201),
    ],
)
def test_only_plain_json_is_read(writer: Writer, headers: dict[str, str], status: int):
    answer = writer.post("/v1/reports", a_document(a_report(1)), headers=headers)

    assert answer.status_code == status
    assert events(writer) == (["visit-1"] if status == 201 else [])


@pytest.mark.parametrize(
    ("headers", "detail"),
    [
        ({"Content-Type": "text/csv"}, "the only accepted Content-Type is application/json, UTF-8"),
        ({"Content-Type": ""}, "the only accepted Content-Type is application/json, UTF-8"),
        (
            {"Content-Encoding": "br"},
            "a compressed body is not accepted; send application/json without Content-Encoding",
        ),
    ],
)
def test_refused_type_of_a_body_names_the_accepted_one(writer: Writer, headers: dict[str, str], detail: str):
    answer = writer.post("/v1/reports", a_document(a_report(1)), headers=headers)

    assert answer.json["detail"] == detail
    assert answer.headers["Accept-Post"] == "application/json"


def test_bad_office_has_the_pointer_of_its_member(writer: Writer):
    offices = [
        {"person": "ada", "office": "Minister", "body": "nato"},
        {"person": "nobody-known", "office": "Minister", "body": "no-such-body", "first_day": "2024-01-01"},
        {"person": "ada", "office": "", "body": "nato"},
    ]
    answers = [writer.post("/v1/reports", {"offices": rows}) for rows in (offices[:2], [offices[2]])]

    assert [(answer.status_code, [one["pointer"] for one in answer.json["errors"]]) for answer in answers] == [
        (422, ["/offices/0/person", "/offices/0/body", "/offices/1/person", "/offices/1/body"]),
        (422, ["/offices/0/office", "/offices/0/person", "/offices/0/body"]),
    ]


def test_connection_ends_after_a_body_that_was_not_read_and_goes_on_after_others(writer: Writer):
    unread = [
        writer.post("/v1/reports", a_document(a_report(1)), headers=headers)
        for headers in ({"Content-Type": "text/plain"}, {"Authorization": "Bearer x"}, {"Content-Encoding": "gzip"})
    ]
    read = [writer.post("/v1/reports", content) for content in (b"{", a_document(a_report(2)))]

    assert [answer.headers.get("Connection") for answer in unread] == ["close"] * 3
    assert [answer.headers.get("Connection") for answer in read] == [None, None]
    assert writer.client.get("/v1/events").headers.get("Connection") is None


def test_body_beyond_a_megabyte_is_refused_with_and_without_a_declared_length(writer: Writer):
    content = orjson.dumps({"reports": []}).ljust(1_000_000)
    key = {"Authorization": f"Bearer {writer.key(*ALL).text}", "Content-Type": "application/json"}

    def chunked(body: bytes) -> int:
        environ = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
        answer = writer.client.post("/v1/reports", input_stream=BytesIO(body), headers=key, environ_overrides=environ)
        return int(answer.status_code)

    assert (writer.post("/v1/reports", content).status_code, chunked(content)) == (200, 200)
    assert (writer.post("/v1/reports", content + b" ").status_code, chunked(content + b" ")) == (413, 413)


def test_unknown_parameter_is_refused_on_writes_too(writer: Writer):
    answer = writer.post("/v1/reports/x/withdraw?dry=true", {"reason": "x"})

    assert (answer.status_code, answer.json["errors"]) == (
        422,
        [{"parameter": "dry", "detail": "'dry' is not a parameter of this address; allowed: dry_run"}],
    )


@pytest.mark.parametrize(
    ("more", "scope"),
    [
        ({"private": True}, Scope.EDIT),
        ({"embargo_until": FUTURE}, Scope.EDIT),
        ({"published_at": FUTURE}, Scope.EDIT),
        ({"source": "desk", "corrects": CORRECTION}, Scope.ADMIN),
    ],
)  # fmt: skip
def test_editors_file_hidden_reports_and_admins_also_what_the_desk_says(
    writer: Writer, more: dict[str, Any], scope: Scope
):
    desk = {"id": "desk", "publisher": "Desk", "tier": "desk", "published_at": "2024-05-01"}
    document = a_document(a_report(1), a_report(2, **more))
    document["sources"] = [*document["sources"], *([desk] if scope is Scope.ADMIN else [])]
    lower = {Scope.EDIT: Scope.SUBMIT, Scope.ADMIN: Scope.EDIT}[scope]

    refused = writer.post("/v1/reports", document, key=writer.key(lower))

    if lower is Scope.SUBMIT:
        assert refused.status_code == 202  # it waits for an editor
    else:
        assert refused.status_code == 403
        assert refused.json["detail"] == f"this request needs a key with the scope '{scope}'"
    assert writer.writes() == 0
    assert writer.post("/v1/reports", document, key=writer.key(scope)).status_code == 201
    assert writer.client.get("/v1/events/visit-2").status_code == (404 if scope is Scope.EDIT else 200)


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ({"sources": [{**MINISTRY, "tier": "press"}]}, "/sources/0"),
        ({"people": [{"slug": "new", "name": "New"}, {"slug": "ada", "name": "Ada Other"}]}, "/people/1"),
    ],
)
def test_what_is_known_is_declared_differently_by_admins_only(writer: Writer, document: object, pointer: str):
    writer.file(a_report(1))

    refused = writer.post("/v1/reports", document, key=writer.key(Scope.EDIT))
    taken = writer.post("/v1/reports", document, key=writer.key(Scope.ADMIN))

    assert (refused.status_code, places(refused)) == (
        403,
        [(pointer, "is known already and would be declared differently")],
    )
    assert taken.status_code == 201


def test_hidden_report_is_answered_without_links_and_with_a_tag(writer: Writer):
    answer = writer.file(a_report(1, embargo_until=FUTURE))

    filed = answer.json["new"][0]

    assert filed["links"] is None
    assert filed["etag"].startswith('"')
    assert events(writer) == []


def test_record_that_founded_another_event_is_refused_with_its_name(writer: Writer):
    writer.file(a_report(1, event="secret-talks", embargo_until=FUTURE))
    writer.file(a_report(1, event="other-talks", source="ministry"))
    document = a_document(a_report(1, event="new-talks"))

    refused = writer.post("/v1/reports", document, key=writer.key(Scope.EDIT))

    assert places(refused) == [
        ("/reports/0", "this record founded the event 'secret-talks'; file it there, or merge the two")
    ]


def test_report_that_is_not_public_for_want_of_backing_can_be_filed_again(writer: Writer):
    """R11 hides what only an unverified source says of the future; who said it may still correct it."""
    rumour = {"sources": [{"id": "forum", "publisher": "Forum", "tier": "unverified", "published_at": "2024-05-01"}]}
    key = writer.key(Scope.EDIT)
    answers = [
        writer.post(
            "/v1/reports",
            a_document() | rumour | {"reports": [a_report(1, source="forum", says={"when": {"edtf": day}})]},
            key=key,
        )
        for day in ("2999-01-01", "2999-01-02")
    ]

    assert [(answer.status_code, len(answer.json["new"])) for answer in answers] == [(201, 1), (201, 1)]


def test_filing_checks_a_given_if_match_so_that_concurrent_refiling_is_refused(writer: Writer):
    writer.file(a_report(1), a_report(2))
    seen = writer.etag("visit-1")
    mine, yours = (a_document(a_report(1, says={"title": title})) for title in ("Mine", "Yours"))

    first = writer.post("/v1/reports", mine, headers={"If-Match": seen})
    second = writer.post("/v1/reports", yours, headers={"If-Match": seen})
    both = writer.post(
        "/v1/reports", a_document(a_report(1), a_report(2)), headers={"If-Match": writer.etag("visit-1")}
    )
    new = writer.post("/v1/reports", a_document(a_report(3)), headers={"If-Match": seen})

    assert [answer.status_code for answer in (first, second, both, new)] == [201, 412, 412, 412]
    assert second.headers["ETag"] == writer.etag("visit-1")
    assert writer.client.get("/v1/events/visit-1").json["title"] == "Mine"
    assert len(events(writer)) == 2


def test_slug_that_looks_like_an_id_is_refused_so_that_no_event_is_called_by_anothers(writer: Writer):
    taken = ids.event_id("wire", "visit-2")

    refused = writer.post("/v1/reports", a_document(a_report(1, event=taken)))
    writer.file(a_report(2))
    joined = writer.file(a_report(1, event=taken))

    assert places(refused) == [("/reports/0/event", f"no event has the id '{taken}'; a slug has another form")]
    assert joined.json["new"][0]["slug"] == "visit-2"


def test_withdrawn_report_no_longer_counts_and_withdrawing_twice_changes_nothing(writer: Writer):
    report = writer.file(a_report(1)).json["new"][0]["report"]

    first = writer.post(f"/v1/reports/{report}/withdraw", {"reason": "was wrong"}, key=writer.key(Scope.EDIT))
    writes = writer.writes()
    again = writer.post(f"/v1/reports/{report}/withdraw", {"reason": "was wrong"})

    assert (first.status_code, again.status_code, writer.writes()) == (200, 200, writes)
    event = writer.client.get("/v1/events/visit-1").json
    assert event["status"] == "withdrawn"
    assert first.json == again.json == {
        "report": report, "withdrawn": True, "dry_run": False, "event": event,
    }  # fmt: skip
    assert first.headers["ETag"] == writer.etag("visit-1")
    assert [line.write_id for line in writer.trail()] == [1, 2, None]


def test_only_the_newest_report_of_a_record_can_be_withdrawn(writer: Writer):
    older = writer.file(a_report(1)).json["new"][0]["report"]
    newer = writer.file(a_report(1, published_at="2024-05-03", says={"title": "Later"})).json["new"][0]["report"]

    answer = writer.post(f"/v1/reports/{older}/withdraw", {"reason": "x"}, key=writer.key(Scope.EDIT))

    assert (answer.status_code, answer.json["detail"]) == (
        409, f"the newest report of this record is '{newer}'; withdraw that one",
    )  # fmt: skip


def test_withdrawal_looks_at_if_match_when_it_is_given(writer: Writer):
    report = writer.file(a_report(1)).json["new"][0]["report"]
    path = f"/v1/reports/{report}/withdraw"

    stale = writer.post(path, {"reason": "x"}, headers={"If-Match": '"stale"'})
    fresh = writer.post(path, {"reason": "x"}, headers={"If-Match": writer.etag("visit-1")})

    assert (stale.status_code, fresh.status_code) == (412, 200)


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({}, [("/reason", "is missing")]),
        ({"reason": "x", "author": "me"}, [("", "unknown key 'author'; known keys: reason")]),
        ({"reason": 7}, [("/reason", 'is not a text; write it in quotes, as "7"')]),
        ({"reason": "a\nb"}, [("/reason", "has a line break; write it on one line")]),
        ({"reason": ""}, [("/reason", "is empty; leave the key out if it is not known")]),
    ],
)
def test_small_body_takes_its_members_and_no_others(writer: Writer, body: object, faults: list[tuple[str, str]]):
    report = writer.file(a_report(1)).json["new"][0]["report"]

    answer = writer.post(f"/v1/reports/{report}/withdraw", body)

    assert (answer.status_code, places(answer)) == (422, faults)


@pytest.mark.parametrize("name", ["id", "version", "revision", "created_by", "author", "recorded_at", "updated_at"])
def test_member_that_the_service_sets_itself_is_refused_by_name(writer: Writer, name: str):
    in_document = writer.post("/v1/reports", {**a_document(a_report(1)), name: "x"})
    in_report = writer.post("/v1/reports", a_document({**a_report(1), name: "x"}))
    in_claims = writer.post("/v1/reports", a_document(a_report(1, says={name: "x"})))

    answers = (in_document, in_report, in_claims)
    faults = [(answer.status_code, error["pointer"]) for answer in answers for error in answer.json["errors"]]
    assert faults == [(422, ""), (422, "/reports/0"), (422, "/reports/0/says")]
    assert [name in answer.json["errors"][0]["detail"] for answer in answers] == [True] * 3
    assert writer.writes() == 0
