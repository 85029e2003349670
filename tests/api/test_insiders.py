"""What a key with the scope `edit` or `admin` sees on every GET, and what no other client does (R10)."""

from __future__ import annotations

from typing import Any

import pytest

from api import create_app
from tests.api.conftest import SETTINGS
from tests.api.writing import Writer, a_document, a_report
from timeline import clock
from timeline.model.writers.api_key import Scope, spell_key
from timeline.model.writers.write import Write
from timeline.operations.access.manage_keys import KeyChange, revoke_key
from timeline.operations.rebuild import check
from timeline.operations.work import Work
from timeline.render.settings import RenderSettings
from timeline.store.engine.sessions import Engine, write_session

FUTURE = "2999-01-01T00:00:00Z"
NEW = {"people": [{"slug": "zoe-quiet", "name": "Zoe Quiet"}, {"slug": "max-quiet", "name": "Max Quiet"}],
       "organizations": [{"slug": "quiet-council", "name": "Quiet Council"}],
       "places": [{"slug": "oslo", "name": "Oslo Quiet", "country": "NO"}],
       "topics": [{"slug": "quiet-topic", "name": "Quiet topic"}]}  # fmt: skip
QUIET = {
    "title": "Quiet journey",
    "where": ["oslo"],
    "topics": ["quiet-topic"],
    "kind": "trip",
    "participants": [
        {"who": "zoe-quiet", "role": "traveller", "presence": "expected"},
        {"who": "max-quiet", "role": "attendee", "presence": "expected"},
        {"who": "quiet-council", "role": "host", "presence": "expected"},
    ],
}
SOURCE = {"id": "quiet-wire", "publisher": "Quiet Wire", "tier": "press", "published_at": "2024-05-01"}
FORUM = {"id": "quiet-wire", "publisher": "Quiet Wire", "tier": "unverified", "published_at": "2024-05-01"}

HIDING: dict[str, dict[str, Any]] = {
    "private": {"private": True},
    "embargo": {"embargo_until": FUTURE},
    "below the floor": {"floor": True},
}

SHOWING = {
    "/v1/events": "Quiet journey",
    "/v1/events?q=quiet": "Quiet journey",
    "/v1/events?person=zoe-quiet&include=claims,reports,parts,parents,revisions": "Quiet journey",
    "/v1/events?country=NO&topic=quiet-topic&count=true": "Quiet journey",
    "/v1/events.json": "Quiet journey",
    "/v1/events.ics": "Quiet journey",
    "/v1/events.jcal.json": "Quiet journey",
    "/v1/events.csv": "Quiet journey",
    "/v1/events.ndjson": "Quiet journey",
    "/v1/events.geojson": "Quiet journey",
    "/v1/events.atom": "Quiet journey",
    "/v1/events.jsonld": "Quiet journey",
    "/v1/events/quiet": "Quiet journey",
    "/v1/events/quiet.json": "Quiet journey",
    "/v1/events/quiet.ics": "Quiet journey",
    "/v1/events/quiet.jcal.json": "Quiet journey",
    "/v1/events/quiet.csv": "Quiet journey",
    "/v1/events/quiet.ndjson": "Quiet journey",
    "/v1/events/quiet.geojson": "Quiet journey",
    "/v1/events/quiet.atom": "Quiet journey",
    "/v1/events/quiet.jsonld": "Quiet journey",
    "/v1/events/quiet/reports": "quiet-wire",
    "/v1/events/quiet/history": "Quiet journey",
    "/v1/events/quiet/revisions": '"slug":"quiet"',
    "/v1/trips/quiet": "Quiet stop",
    "/v1/people": "zoe-quiet",
    "/v1/people/zoe-quiet": "Zoe Quiet",
    "/v1/organizations": "quiet-council",
    "/v1/organizations/quiet-council": "Quiet Council",
    "/v1/places": "oslo",
    "/v1/places/oslo": "Oslo Quiet",
    "/v1/topics": "quiet-topic",
    "/v1/topics/quiet-topic": "Quiet topic",
    "/v1/sources": "quiet-wire",
    "/v1/sources/quiet-wire": "Quiet Wire",
    "/v1/statistics?group_by=country": '"key":"NO"',
    "/v1/statistics?group_by=person&unit=days": "zoe-quiet",
    "/v1/copresence?person=zoe-quiet&person=max-quiet": "oslo",
    "/v1/changes": "Quiet journey",
    "/calendars/all.ics": "Quiet journey",
    "/calendars/all.jcal.json": "Quiet journey",
    "/calendars/people/zoe-quiet.ics": "Quiet journey",
    "/calendars/people/zoe-quiet.jcal.json": "Quiet journey",
    "/calendars/people/zoe-quiet/2998.ics": "Quiet journey",
    "/calendars/people/zoe-quiet/2998.jcal.json": "Quiet journey",
    "/calendars/all/2998.ics": "Quiet journey",
    "/calendars/all/2998.jcal.json": "Quiet journey",
    "/calendars/countries/NO.ics": "Quiet journey",
    "/calendars/trips/quiet.ics": "Quiet journey",
    "/": "Quiet journey",
    "/events/quiet": "Quiet journey",
    "/people/zoe-quiet": "Quiet journey",
    "/organizations/quiet-council": "Quiet journey",
    "/places/oslo": "Quiet journey",
    "/trips/quiet": "Quiet journey",
    "/topics/quiet-topic": "Quiet journey",
    "/sources/quiet-wire": "Quiet journey",
    "/people": "Zoe Quiet",
    "/organizations": "Quiet Council",
    "/places": "Oslo Quiet",
    "/topics": "Quiet topic",
    "/sources": "Quiet Wire",
    "/changes": "Quiet journey",
    "/statistics?group_by=person": "Zoe Quiet",
    "/sitemap.xml": "/events/quiet<",
    "/subscribe": "Zoe Quiet",
    "/map": "Zoe Quiet",
    "/pictures/calendar.csv": "2998-",
    "/pictures/calendar.svg": ">2998<",
    "/pictures/route/quiet.svg": "Quiet journey",
    "/pictures/route/quiet.csv": "Quiet stop",
    "/embed": "Quiet journey",
    "/embed/builder": "Quiet journey",
    "/embed.svg": "Quiet journey",
    "/oembed?url=https%3A%2F%2Ftimeline.example.org%2Fpeople%2Fzoe-quiet": "Zoe Quiet",
}
"""Every address that reads events or the catalogue, and what it shows to an insider alone."""

WITHOUT_EVENTS = {
    "/healthz", "/readyz", "/metrics", "/openapi.json", "/docs", "/problems/<code>",
    "/static/<path:filename>",
    "/widget/diplomatic-timeline.js", "/widget/diplomatic-timeline.<version>.js", "/widget/words/<language>.json",
    "/widget/<module>.js", "/widget/land.json",
    "/calendars/", "/calendars/<path:_unknown_path>", "/calendars/<path:path>", "/v1/events.ics/", "/v1/events/<key>/",
    "/robots.txt", "/v1/submissions", "/v1/submissions/<key>",
}  # fmt: skip
"""Rules whose answers hold no event (some only lead on; submissions are in
`test_submissions`)."""


def hiding(engine: Engine, more: dict[str, Any]) -> Writer:
    """A service with one public event and a hidden one that brought names of its own."""
    writer = Writer.over(engine)
    writer.file(a_report(1))
    more = dict(more)
    source = FORUM if more.pop("floor", False) else SOURCE
    quiet = {**QUIET, "when": {"edtf": "2998-05-02"}}
    stop = {**quiet, "title": "Quiet stop", "kind": "visit", "part_of": "quiet"}
    document = a_document(
        a_report(2, event="quiet", source="quiet-wire", says=quiet, **more),
        a_report(3, event="quiet-stop", source="quiet-wire", says=stop, **more),
    )
    for name, members in NEW.items():
        document[name] = [*document.get(name, []), *members]
    document["sources"] = [*document["sources"], source]
    answer = writer.post("/v1/reports", document, key=writer.key(Scope.ADMIN))
    assert answer.status_code == 201, answer.text
    return writer


@pytest.mark.parametrize("kind", HIDING)
def test_insiders_see_what_is_hidden_on_every_address_and_nobody_else_does(engine: Engine, kind: str):
    writer = hiding(engine, HIDING[kind])

    for path, shown in SHOWING.items():
        public = writer.client.get(path)
        submitter = writer.read(path, key=writer.key(Scope.SUBMIT))
        assert shown not in public.text, path
        assert (submitter.status_code, submitter.data) == (public.status_code, public.data), path
        for scope in (Scope.EDIT, Scope.ADMIN):
            own = writer.read(path, key=writer.key(scope))
            assert own.status_code == 200, (path, own.text)
            assert shown in own.text.replace("\r\n ", ""), path
            assert own.headers["Cache-Control"] == "private, no-store", path
        again = writer.client.get(path)
        assert (again.status_code, again.data) == (public.status_code, public.data), path
        if public.status_code == 200:
            assert "Authorization" in public.headers["Vary"], path


def test_every_get_rule_is_walked(engine: Engine):
    app = create_app(SETTINGS, engine)
    rules = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    adapter = app.url_map.bind("timeline.example.org")
    walked = {adapter.match(path.partition("?")[0], return_rule=True)[0].rule for path in SHOWING}

    assert rules - walked - WITHOUT_EVENTS == set()


def test_insider_gets_the_whole_answer_whatever_tag_the_public_was_given(engine: Engine):
    writer = hiding(engine, {"embargo_until": FUTURE})

    for path in ("/v1/events", "/v1/people", "/v1/events/visit-1", "/calendars/all.ics", "/"):
        public = writer.client.get(path)
        validators = {"If-None-Match": public.headers["ETag"], "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
        own = writer.read(path, key=writer.key(Scope.EDIT), headers=validators)
        any_tag = writer.read(path, key=writer.key(Scope.EDIT), headers={"If-None-Match": "*"})

        assert (own.status_code, any_tag.status_code) == (200, 200)
        assert writer.client.get(path, headers={"If-None-Match": public.headers["ETag"]}).status_code == 304


def test_insider_sees_a_hidden_write_at_once_while_the_public_keeps_its_answer(engine: Engine):
    writer = Writer.over(engine)
    writer.file(a_report(1))
    public = writer.client.get("/v1/events?lang=de").data
    writer.read("/v1/events?lang=de", key=writer.key(Scope.EDIT))

    name = {"slug": "ines-quiet", "name": "Ines Quiet", "names": {"de": "Ines Leise"}}
    says = {"participants": [{"who": "ines-quiet", "role": "host", "presence": "expected"}]}
    document = a_document(a_report(2, event="visit-1", says=says, embargo_until=FUTURE))
    document["people"] = [*document.get("people", []), name]
    answer = writer.post("/v1/reports", document, key=writer.key(Scope.EDIT))

    assert answer.status_code == 201, answer.text
    assert "Ines Leise" in writer.read("/v1/events?lang=de", key=writer.key(Scope.EDIT)).text
    assert writer.client.get("/v1/events?lang=de").data == public


def test_known_at_shows_insiders_too_what_the_public_knew(engine: Engine):
    writer = hiding(engine, {"private": True})
    path = f"/v1/events?known_at={clock.now().isoformat().replace('+00:00', 'Z')}"

    assert writer.read(path, key=writer.key(Scope.EDIT)).json["events"] == writer.client.get(path).json["events"]


@pytest.mark.parametrize("path", ["/v1/events", "/v1/changes", "/", "/calendars/all.ics", "/events/visit-1"])
def test_unknown_and_revoked_keys_are_refused_on_every_get(engine: Engine, path: str):
    writer = Writer.over(engine)
    writer.file(a_report(1))
    revoked = writer.key(Scope.EDIT)
    with write_session(engine) as session:
        revoke_key(session, revoked.key.id, KeyChange(at=clock.now(), actor="tests"))

    for text in (revoked.text, spell_key("abcdefgh", b"x" * 32), "dt_short"):
        answer = writer.client.get(path, headers={"Authorization": f"Bearer {text}"})
        assert (answer.status_code, answer.headers["Cache-Control"]) == (401, "private, no-store")
    assert writer.client.get(path).status_code == 200


def test_event_with_a_hidden_report_is_shown_with_it_to_insiders_only(engine: Engine):
    writer = Writer.over(engine)
    writer.file(a_report(1), a_report(3, says={"part_of": "visit-1"}))
    writer.file(
        a_report(1, source="ministry", private=True, published_at="2024-05-03", says={"title": "In fact secret"})
    )

    public, own = writer.client.get("/v1/events/visit-1"), writer.read("/v1/events/visit-1", key=writer.key(Scope.EDIT))

    assert (public.json["title"], own.json["title"]) == ("Visit 1", "In fact secret")
    assert own.json["revision"] == public.json["revision"] + 1
    part = writer.read("/v1/events/visit-3", key=writer.key(Scope.EDIT)).json
    assert part == writer.client.get("/v1/events/visit-3").json


def test_pages_of_a_list_and_changes_hold_every_event_once_for_insiders(engine: Engine):
    writer = Writer.over(engine)
    writer.file(*(a_report(day, private=day % 2 == 0, embargo_until=FUTURE if day % 3 == 0 else None)
                  for day in range(1, 10)))  # fmt: skip
    key = writer.key(Scope.EDIT)
    slugs: list[str] = []
    path = "/v1/events?limit=2"
    while path:
        page = writer.read(path, key=key).json
        slugs += [event["slug"] for event in page["events"]]
        path = (page["next"] or "").partition("example.org")[2]
    changes = writer.read("/v1/changes?limit=1", key=key).json
    held: dict[str, Any] = {}
    while True:
        held |= {change["event_id"]: change["event"] for change in changes["changes"]}
        if changes["next"] is None:
            break
        changes = writer.read(changes["next"].partition("example.org")[2], key=key).json

    assert slugs == [f"visit-{day}" for day in range(1, 10)]
    assert sorted(event["slug"] for event in held.values()) == slugs
    assert [event["slug"] for event in writer.client.get("/v1/events").json["events"]] == [
        "visit-1", "visit-5", "visit-7",
    ]  # fmt: skip


def test_rebuilt_read_tables_are_equal_with_hidden_events_of_every_kind(engine: Engine):
    writer = hiding(engine, {"private": True})
    writer.file(a_report(1, private=True), a_report(4, embargo_until=FUTURE))
    write = Write(recorded_at=clock.now(), author="tests", cause="check")

    with write_session(engine) as session:
        render = RenderSettings(base_url=SETTINGS.base_url, uid_domain=SETTINGS.uid_domain)
        problems = check(Work(session, render, write))
        session.rollback()

    assert problems == ()
