"""R10 for the whole service: what the public gets is the same as from a service that never had what is hidden.

Two services get the same public documents at the same times; one of them also gets embargoed, private and unbacked
reports, rulings, merges and withdrawals that could leak. Every address of the URL map is then asked of both, with names
that exist, names that only the hidden reports bring, and names that nobody has: status, headers and body must be equal.
"""

from __future__ import annotations

import itertools
import random
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from unittest.mock import patch
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from api import create_app
from tests.api.conftest import SETTINGS as APP_SETTINGS
from tests.engines.databases import Databases, temporary_database
from tests.timeline.operations.conftest import CATALOGUE, MAY_1, MAY_2, MAY_3, MAY_4, Service
from timeline import ids
from timeline.ingest.documents import open_document, read_documents
from timeline.model.report import RecordKey
from timeline.operations.filing.file_reports import file_document
from timeline.operations.merge_events import merge_events
from timeline.operations.rule import RuledClaim, rule
from timeline.operations.withdraw import withdraw
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, Session, open_engine
from timeline.store.logs import report_log

HOUR: Final = timedelta(hours=1)
LIFT: Final = "2025-06-01T12:00:00Z"
AFTER_LIFT: Final = datetime.fromisoformat("2025-06-02T12:00:00+00:00")

Action = Callable[[Service, datetime], object]


def document(reports: str) -> Action:
    """File these reports, which may bring names of their own above `reports:`."""

    def act(service: Service, at: datetime) -> object:
        content = (reports if "reports:" in reports else f"reports:\n{reports}").encode()

        def change(session: Session) -> object:
            opened = open_document(content, "test.yaml")
            sources = report_log.find_sources(session, sorted(opened.named_sources))
            filed = read_documents([opened], recorded_at=at, sources=sources)
            return file_document(service.work(session, at), filed)

        return service.write(change)

    return act


PUBLIC: Final[tuple[Action, ...]] = (
    document("""
  - source: ministry
    record: trip
    event: trip
    says: {kind: trip, status: announced, title: The trip, when: {edtf: 2025-06-10/2025-06-14},
      participants: [{who: ana-novak, role: traveller, presence: expected}]}
  - source: ministry
    record: stop
    event: stop
    says: {kind: visit, status: announced, title: Visit to Brussels, when: {edtf: 2025-06-11}, where: [brussels],
      part_of: trip, topics: [energy], participants: [{who: ana-novak, role: traveller, presence: expected}]}
"""),
    document("""
  - source: wire
    record: summit
    event: summit
    says: {kind: summit, status: announced, title: Summit of NATO, when: {edtf: 2025-06-12}, where: [brussels],
      participants: [{who: nato, role: host, presence: expected}, {who: ben-okoye, role: attendee}]}
"""),
    document("""
  - source: ministry
    record: summit
    event: summit
    says: {kind: summit, status: confirmed, when: {edtf: 2025-06-12/2025-06-13}, where: [belgium]}
  - source: wire
    record: call
    event: call
    says: {kind: call, status: completed, title: A call, when: {edtf: 2025-05-01},
      participants: [{who: ana-novak, presence: attended}, {who: ben-okoye, presence: attended}]}
"""),
)  # fmt: skip

_GHOSTS: Final = """
people: [{slug: ghost-person, name: Ghost Person}]
organizations: [{slug: ghost-org, name: Ghost Organization}]
places:
  - {slug: ghost-town, name: Ghosttown, country: IS, latitude: 64.1, longitude: -21.9, time_zone: Atlantic/Reykjavik}
topics: [{slug: ghost-topic, name: Ghost topic}]
sources: [{id: ghost-source, publisher: Ghost wire, tier: official, published_at: 2025-05-01}]
reports:
"""
_GHOST_SAYS: Final = (
    "kind: visit, status: announced, title: Ghost visit, when: {edtf: 2025-06-11}, where: [ghost-town], "
    "topics: [ghost-topic], participants: [{who: ghost-person, role: traveller, presence: expected}, "
    "{who: ghost-org, role: host, presence: expected}]"
)


def ghost(
    says: str, *, event: str = "ghost-visit", record: str = "ghost", hidden: str = f"embargo_until: {LIFT}"
) -> str:
    """One hidden report of the hidden source, with all the names that only it brings."""
    return f"{_GHOSTS}  - {{source: ghost-source, record: {record}, event: {event}, {hidden}, says: {{{says}}}}}\n"


def _ghost_report_id() -> str:
    return ids.report_id("ghost-source", "ghost-title", {"title": "Ghost title"})


def _rule_for_the_ghost(service: Service, at: datetime) -> object:
    document(ghost("title: Ghost title", event="summit", record="ghost-title"))(service, at)
    claim = RuledClaim(property="title", report_id=_ghost_report_id())
    return service.write(lambda session: rule(service.work(session, at + HOUR / 4), "summit", claim, "it is so"))


def _merge_ghosts(into: str) -> Action:
    def act(service: Service, at: datetime) -> object:
        document(ghost(_GHOST_SAYS, event="ghost-other", record="ghost-other"))(service, at)
        return service.write(
            lambda session: merge_events(service.work(session, at + HOUR / 4), into, "ghost-other", "one event")
        )

    return act


def _withdraw_a_ghost(service: Service, at: datetime) -> object:
    document(ghost(_GHOST_SAYS, event="ghost-gone", record="ghost-gone"))(service, at)
    record = RecordKey("ghost-source", "ghost-gone")
    return service.write(lambda session: withdraw(service.work(session, at + HOUR / 4), record, "it was none"))


def beside(entries: str, *, times: str = f"embargo_until: {LIFT}") -> str:
    """These catalogue entries or sources with one report of these times, which itself changes nothing that is shown."""
    return (
        f"{entries}\nreports:\n  - {{source: rumour, record: b, event: stop, {times}, says: {{status: announced}}}}\n"
    )


CATALOGUED: Final[dict[str, str]] = {
    "an office": "offices: [{person: ana-novak, office: Ghost Minister, body: nato, first_day: 2025-01-01}]",
    "other names": (
        "people: [{slug: ana-novak, name: Ana Ghost}]\n"
        "organizations: [{slug: nato, name: Ghost Alliance}]\n"
        "topics: [{slug: energy, name: Ghost energy}]\n"
        "places: [{slug: brussels, name: Ghost city, country: IS, parent: belgium}]"
    ),
    "an alias": "people: [{slug: ana-novak, name: Ana Novak, aliases: [Ghost alias], names: {de: Ana Geist}}]",
    "a body's name": "organizations: [{slug: nato, name: Ghost Body}]",
    "a source": (
        "sources: [{id: ministry, publisher: Ghost Ministry, tier: record, published_at: 2024-01-01, title: Ghost}]"
    ),
}
"""Entries and sources that wait for their time with the embargoed report beside them."""

HIDDEN: Final[dict[str, Action]] = {
    "an embargoed event": document(ghost(_GHOST_SAYS)),
    "a private event": document(ghost(_GHOST_SAYS, event="ghost-private", record="private", hidden="private: true")),
    "an embargoed stay": document(
        ghost(
            "kind: visit, status: completed, title: Ghost stay, when: {edtf: 2025-05-02}, where: [ghost-town], "
            "participants: [{who: ana-novak, role: traveller, presence: attended}]",
            event="ghost-stay",
            record="stay",
        )
    ),
    "an embargoed cancellation": document(
        ghost("status: cancelled, title: Ghost cancelled", event="summit", record="c")
    ),
    "a private contradiction": document(
        ghost("title: Ghost title, where: [ghost-town]", event="summit", record="p", hidden="private: true")
    ),
    "an embargoed stop": document(ghost(f"{_GHOST_SAYS}, part_of: trip", event="ghost-stop", record="s")),
    "a hidden parent": document(
        ghost("kind: trip, title: Ghost trip, when: {edtf: 2025-06-01/2025-06-30}", event="ghost-trip", record="t")
        + f"  - {{source: ghost-source, record: call, event: call, embargo_until: {LIFT}, "
        "says: {part_of: ghost-trip}}\n"
    ),
    "a rumour of the future": document(
        "  - {source: rumour, record: r, event: ghost-rumour, says: {kind: visit, status: reported, "
        "title: Ghost rumour, when: {edtf: 2025-09-09}, where: [belgium], participants: [{who: ana-novak}]}}\n"
    ),
    "an embargoed confirmation": document(
        f"  - {{source: rumour, record: e, event: stop, embargo_until: {LIFT}, says: {{status: announced}}}}\n"
    ),
    "an embargoed correction": document(
        f"  - {{source: desk, record: d, event: call, embargo_until: {LIFT}, says: {{title: Ghost call}}, "
        "corrects: {report: {source: wire, record: call}, property: title, reason: Ghost reason}}\n"
    ),
    "a ruling for a hidden report": _rule_for_the_ghost,
    "a hidden event merged into a public one": _merge_ghosts("call"),
    "a withdrawn hidden record": _withdraw_a_ghost,
    **{f"{name} in a hidden document": document(beside(entries)) for name, entries in CATALOGUED.items()},
    "an office with a time of its own": document(
        "offices: [{person: ben-okoye, office: Ghost Chair, body: nato, published_at: 2025-05-01, "
        f"embargo_until: {LIFT}}}]\nreports: []"
    ),
}  # fmt: skip

NAMES: Final = (
    "trip", "stop", "summit", "call", "ana-novak", "nato", "brussels", "belgium", "energy", "ministry", "be",
    "ghost-visit", "ghost-private", "ghost-stop", "ghost-trip", "ghost-rumour", "ghost-other", "ghost-gone",
    "ghost-person", "ghost-org", "ghost-town", "ghost-topic", "ghost-source", "is", "rumour", "nobody-has-this",
    *(ids.event_id(source, record) for source, record in (("ministry", "trip"), ("ghost-source", "ghost"))),
    ids.event_id("ghost-source", "ghost-other"),
)  # fmt: skip
FORMS: Final = ("", ".json", ".ics", ".jcal.json", ".csv", ".ndjson", ".geojson", ".atom", ".jsonld")
VALUES: Final[dict[str, tuple[str, ...]]] = {
    "key": (*NAMES, *(name + form for name in ("summit", "ghost-visit", "ghost-other") for form in FORMS if form)),
    "slug": NAMES,
    "path": tuple(f"People/{name}.ICS/" for name in NAMES),
    "trip": NAMES,
    "source": NAMES,
    "folder": ("people", "organizations", "places", "topics", "trips", "countries", "sources", "events"),
    "year": ("2025", "2026"),
    "form": tuple(form.removeprefix(".") for form in FORMS if form),
}
"""What the parts of an address can be; a part that is not here makes the test fail until somebody adds it."""

WITHOUT_EVENTS: Final = frozenset({"code", "filename", "version", "language", "module", "_unknown_path"})
QUERIES: Final = (
    "", "q=ghost", "q=summit", "q=gho*", "person=ghost-person", "person=ana-novak", "person=ana-novak&person=ben-okoye",
    "person=ana-novak&person=ghost-person", "place=ghost-town", "place=brussels", "country=IS", "country=BE",
    "topic=ghost-topic", "organization=ghost-org", "source=ghost-source", "source=ministry", "source=rumour",
    "trip=ghost-visit", "trip=trip", "trip=ghost-trip", "status=cancelled", "contested=true", "deviated=true",
    "tier=unverified", "kind=visit&count=true", "count=true", "sort=-updated&limit=1", "limit=1", "sort=title",
    "bbox=-25,63,-13,67", "include=claims&include=reports&include=parts&include=parents&include=revisions,history",
    "fields=id,title", "lang=de", "from=2025-09-01", "from=2025-06-11&to=2025-06-11", "known_at=2025-05-03",
    "after=0", "after=1&limit=2", "after=1000", "group_by=country", "group_by=person&unit=stays",
    "group_by=place&unit=days", "group_by=kind", "group_by=month&unit=events", "group_by=year&unit=trips",
)  # fmt: skip

EMBEDS: Final = ("/embed", "/embed/builder", "/embed.svg")
PUBLIC_URL: Final = "https://timeline.example.org"


@dataclass(frozen=True, slots=True)
class Pair:
    """The service with hidden things and the one that never had them."""

    telling: FlaskClient
    plain: FlaskClient

    def differences(self, addresses: Sequence[str]) -> list[str]:
        """The addresses that do not answer alike, with what differs."""
        found = []
        for address in addresses:
            mine, other = _answer(self.telling.get(address)), _answer(self.plain.get(address))
            if mine != other:
                found.append(f"{address}: {mine} != {other}")
        return found


def _answer(response: TestResponse) -> tuple[int, dict[str, str], bytes]:
    headers = {name: value for name, value in response.headers.items() if name not in ("Date", "Request-Id")}
    return response.status_code, headers, response.get_data()


def addresses_of(rules: Sequence[Rule]) -> Iterator[str]:
    """Every path of the URL map that a reader can ask, with every value of its parts."""
    for rule_ in sorted(rules, key=str):
        if "GET" not in (rule_.methods or ()) or rule_.arguments & WITHOUT_EVENTS:
            continue
        values = {name: _choices(rule_, name) for name in sorted(rule_.arguments)}
        for chosen in itertools.product(*values.values()):
            path = str(rule_)
            for name, value in zip(values, chosen, strict=True):
                path = re.sub(rf"<(?:[^<>:]+:)?{name}>", quote(value), path)
            yield path


def _sample(paths: Sequence[str]) -> list[str]:
    """All paths with few names in them and a fixed choice of the others: calendars combine every name and year."""
    short = [path for path in paths if not path.startswith("/calendars/")]
    return short + random.Random(1).sample(sorted(set(paths) - set(short)), 200)


def _choices(rule_: Rule, name: str) -> tuple[str, ...]:
    """The values of one part of an address; `any(…)` names its own."""
    named = re.search(rf"<any\(([^)]*)\):{name}>", str(rule_))
    return tuple(word.strip() for word in named.group(1).split(",")) if named else VALUES[name]


@contextmanager
def two_services(first: Engine, second: Engine, hidden: Sequence[tuple[int, str]]) -> Iterator[Pair]:
    """Fill both; `hidden` says after which public step (0 to 2) which hidden thing is done to the first one only."""
    steps = [MAY_2, MAY_3, MAY_3 + 6 * HOUR]
    for engine, is_telling in ((first, True), (second, False)):
        service = _with_catalogue(engine)
        for number, (at, action) in enumerate(zip(steps, PUBLIC, strict=True)):
            action(service, at)
            names = [name for after, name in hidden if after == number] if is_telling else []
            for turn, name in enumerate(names, start=1):
                HIDDEN[name](service, at + turn * HOUR / 8)
    unlimited = APP_SETTINGS.model_copy(update={"reads_per_minute": 0})
    apps = [create_app(unlimited, engine) for engine in (first, second)]
    with patch("timeline.clock.now", lambda: MAY_4):
        yield Pair(apps[0].test_client(), apps[1].test_client())


def _with_catalogue(engine: Engine) -> Service:
    migrate(engine)
    service = Service(engine)
    document(CATALOGUE + "reports: []")(service, MAY_1)
    return service


def _everything() -> list[tuple[int, str]]:
    """Every hidden thing after the last public step, when all it speaks of is there."""
    return [(2, name) for name in HIDDEN]


@pytest.fixture
def plain_engine(databases: Databases) -> Iterator[Engine]:
    """A second database on the same engine, for the service without anything hidden."""
    with temporary_database(databases) as url:
        engine = open_engine(url)
        yield engine
        engine.dispose()


def test_no_address_tells_of_anything_hidden(empty_engine: Engine, plain_engine: Engine):
    with two_services(empty_engine, plain_engine, _everything()) as pair:
        rules = list(pair.plain.application.url_map.iter_rules())
        paths = list(addresses_of(rules))

        assert pair.differences(_sample(paths)) == []
        listing = [path for path in paths if path.count("/") == 2 and path.startswith(("/v1/", "/pictures/"))]
        assert "/pictures/map.csv" in listing
        listing += ["/", "/map", "/people", "/places", "/sources", "/statistics"]
        assert pair.differences([f"{path}?{query}" for path in listing for query in QUERIES]) == []
        assert pair.differences([f"{path}?{query}" for path in EMBEDS for query in QUERIES]) == []
        assert pair.differences([f"/oembed?url={quote(PUBLIC_URL + path, safe='')}" for path in _sample(paths)]) == []


def test_pictures_could_have_told_of_a_hidden_stay(empty_engine: Engine, plain_engine: Engine):
    files = [f"/pictures/{name}.{form}" for name in ("map", "calendar", "countries") for form in ("svg", "csv")]
    with two_services(empty_engine, plain_engine, [(2, "an embargoed stay")]) as pair:
        assert pair.differences([*files, "/map"]) == []
        with patch("timeline.clock.now", lambda: AFTER_LIFT):
            assert len(pair.differences([*files, "/map"])) == len(files) + 1


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_hidden_could_have_leaked(name: str, empty_engine: Engine, plain_engine: Engine):
    with two_services(empty_engine, plain_engine, [(2, name)]) as pair:
        assert pair.differences(["/v1/events"]) == []
        is_for_ever = name in ("a private event", "a private contradiction", "a withdrawn hidden record")
        with patch("timeline.clock.now", lambda: AFTER_LIFT if name != "a rumour of the future" else _SEPTEMBER):
            is_different = pair.differences(["/v1/events?include=claims", "/v1/events?q=ghost"]) != []

        assert is_different is not is_for_ever


@pytest.mark.parametrize("name", CATALOGUED)
def test_catalogue_after_the_lift_is_that_of_a_service_which_was_told_then(
    name: str, empty_engine: Engine, plain_engine: Engine
):
    lift = datetime.fromisoformat(LIFT)
    with two_services(empty_engine, plain_engine, []) as pair:
        document(beside(CATALOGUED[name]))(Service(empty_engine), MAY_3 + 12 * HOUR)
        document(beside(CATALOGUED[name], times=f"published_at: {LIFT}"))(Service(plain_engine), lift)
        listing = ["/v1/people", "/v1/organizations", "/v1/places", "/v1/topics", "/v1/sources"]
        asked = [
            "/v1/events", "/v1/events.ics", "/v1/events?lang=de", "/v1/events?q=ghost",
            "/v1/events?known_at=2025-05-20",
            "/v1/events/stop/history", "/events/stop", "/v1/people/ana-novak",
            "/v1/people/ana-novak?known_at=2025-05-20", "/v1/changes", "/v1/statistics?group_by=person", *listing,
            "/people", "/organizations", "/places", "/topics", "/sources", "/people/ana-novak", "/changes",
            "/sitemap.xml", "/statistics?group_by=person",
        ]  # fmt: skip
        with patch("timeline.clock.now", lambda: AFTER_LIFT):
            assert pair.differences(asked) == []
            assert "Ghost" not in pair.telling.get("/v1/events?known_at=2025-05-20").text


def _withdraw_b(service: Service, at: datetime) -> object:
    return service.write(lambda session: withdraw(service.work(session, at), RecordKey("rumour", "b"), "it was none"))


def _file_b_again(times: str) -> Action:
    """The report of `beside` once more, without the names that came with it."""
    return document(f"  - {{source: rumour, record: b, event: stop, {times}, says: {{status: announced}}}}\n")


TAKEN_BACK: Final[dict[str, Action]] = {
    "withdrawn": _withdraw_b,
    "withdrawn by its source": _file_b_again(f"embargo_until: {LIFT}, withdrawn: true"),
    "private": _file_b_again(f"embargo_until: {LIFT}, private: true"),
    "later": _file_b_again("embargo_until: 2025-06-20T12:00:00Z"),
}
"""What becomes of a report that is still under embargo."""


@pytest.mark.parametrize("fate", TAKEN_BACK)
@pytest.mark.parametrize("name", CATALOGUED)
def test_what_came_with_a_report_that_never_was_public_never_shows(
    name: str, fate: str, empty_engine: Engine, plain_engine: Engine
):
    with two_services(empty_engine, plain_engine, []) as pair:
        service = Service(empty_engine)
        document(beside(CATALOGUED[name]))(service, MAY_3 + 12 * HOUR)
        TAKEN_BACK[fate](service, MAY_3 + 13 * HOUR)

        for now in (MAY_4, AFTER_LIFT):
            with patch("timeline.clock.now", lambda now=now: now):
                assert pair.differences(_TELLING) == []
        if fate == "later":
            with patch("timeline.clock.now", lambda: _SEPTEMBER):
                assert pair.differences(_TELLING) != []


@pytest.mark.parametrize("name", CATALOGUED)
def test_what_came_with_a_report_shows_with_it_if_it_is_told_earlier(
    name: str, empty_engine: Engine, plain_engine: Engine
):
    with two_services(empty_engine, plain_engine, []) as pair:
        service = Service(empty_engine)
        document(beside(CATALOGUED[name]))(service, MAY_3 + 12 * HOUR)
        _file_b_again("embargo_until: 2025-05-10T12:00:00Z")(service, MAY_3 + 13 * HOUR)

        assert pair.differences(_TELLING) == []
        with patch("timeline.clock.now", lambda: datetime.fromisoformat("2025-05-10T13:00:00+00:00")):
            assert pair.differences(_TELLING) != []


@pytest.mark.parametrize("name", CATALOGUED)
def test_what_another_document_told_stays_when_the_hidden_report_is_withdrawn(
    name: str, empty_engine: Engine, plain_engine: Engine
):
    with two_services(empty_engine, plain_engine, []) as pair:
        service = Service(empty_engine)
        document(beside(CATALOGUED[name]))(service, MAY_3 + 12 * HOUR)
        for one in (service, Service(plain_engine)):
            document(f"{CATALOGUED[name]}\nreports: []")(one, MAY_3 + 13 * HOUR)
        _withdraw_b(service, MAY_3 + 14 * HOUR)

        for now in (MAY_4, AFTER_LIFT):
            with patch("timeline.clock.now", lambda now=now: now):
                assert pair.differences(_TELLING) == []


_TELLING: Final = (
    "/v1/events", "/v1/events?include=claims", "/v1/events.ics", "/v1/events.ics?lang=de", "/v1/events?q=ghost",
    "/v1/events?lang=de", "/v1/events/stop/history", "/events/stop", "/v1/people/ana-novak", "/v1/changes",
    "/v1/people", "/v1/organizations", "/v1/places", "/v1/topics", "/v1/sources", "/calendars/all.ics?lang=de",
)  # fmt: skip
_SEPTEMBER: Final = datetime.fromisoformat("2025-09-10T12:00:00+00:00")


@given(
    hidden=st.lists(st.tuples(st.integers(2, 2), st.sampled_from(sorted(HIDDEN))), unique_by=lambda one: one[1]),
    early=st.lists(st.sampled_from(["an embargoed event", "a private event", "an embargoed stop"]), unique=True),
    chance=st.integers(0, 2**32),
)
@settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_answers_are_the_same_for_any_hidden_things(hidden: list[tuple[int, str]], early: list[str], chance: int):
    after_first = [(0, name) for name in early]
    later = [(after, name) for after, name in hidden if name not in early]
    with tempfile.TemporaryDirectory() as folder:
        engines = [open_engine(f"sqlite:///{Path(folder) / name}.db") for name in ("telling", "plain")]
        with two_services(engines[0], engines[1], [*after_first, *later]) as pair:
            paths = list(addresses_of(list(pair.plain.application.url_map.iter_rules())))
            picked = random.Random(chance)
            asked = [f"{picked.choice(paths)}?{picked.choice(QUERIES)}" for _ in range(250)]

            assert pair.differences(asked) == []
        for engine in engines:
            engine.dispose()
