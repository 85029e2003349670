"""The snapshot of an event in the revision log: everything that is shown, and back again."""

from __future__ import annotations

from dataclasses import replace

from tests.timeline.resolve.builders import correction, link, report, resolve, who
from timeline.ids import canonical_bytes
from timeline.model.event import Event, Phases
from timeline.model.event_json import event_from_json, event_to_json, shown_part, snapshot_of
from timeline.model.vocabulary import Level, Mode, Rank

PLAN = report(
    "nato",
    "official",
    at=2,
    kind="ministerial",
    status="announced",
    title="NATO ministers",
    summary="Two days",
    url="https://nato.example/",
    when="2023-11-27",
    where=("israel",),
    participants=(
        who("blinken", "attendee", "expected", "2023-11-28"),
        who("hamas"),
        who("kuleba", "head-of-delegation", "represented", by="miller", reason="ill"),
        who("miller", "delegation", together_with="kuleba"),
        who("nato", level=Level.MINISTERS),
    ),
    rank=Rank.WORKING,
    mode=Mode.MIXED,
    series="nato-ministers",
    ordinal="31st Council",
    topics=("ukraine",),
    links=(link("https://a.example/", "Programme"),),
    part_of=("trip-1",),
)
OUTCOME = report("historian", "record", at=20, when="2023-11-28", where=("skopje",), title="Skopje")
RIVAL = report("other-historian", "record", at=21, when="2023-11-29")
FULL = resolve(PLAN, OUTCOME, RIVAL, correction(PLAN, "participants.hamas"))


def test_event_read_back_from_its_snapshot_is_the_same_but_for_claims_and_phases():
    assert event_from_json(event_to_json(FULL)) == replace(FULL, claims=(), phases=Phases())


def test_snapshot_is_json_with_one_spelling():
    snapshot = event_to_json(FULL)

    assert canonical_bytes(event_to_json(event_from_json(snapshot))) == canonical_bytes(snapshot)


def test_snapshot_of_an_event_of_which_nothing_is_known_keeps_every_key():
    empty = resolve(report("tass", at=2))

    assert event_to_json(empty).keys() == event_to_json(FULL).keys()
    assert event_from_json(event_to_json(empty)) == empty


def test_snapshot_leaves_out_later_keys_that_say_nothing():
    empty = snapshot_of(resolve(report("tass", at=2, participants=(who("hamas"),))))

    assert list(empty) == [
        "id", "slug", "kind", "status", "title", "summary", "url", "when", "where", "participants", "topics", "links",
        "part_of", "contested", "deviations", "sources",
    ]  # fmt: skip
    assert list(empty["participants"][0]) == ["who", "name", "type", "office", "role", "presence", "when"]


def test_event_read_back_from_the_snapshot_of_the_log_is_the_same():
    nowhere = resolve(report("tass", at=2, where=()))

    assert event_from_json(snapshot_of(FULL)) == replace(FULL, claims=(), phases=Phases())
    assert event_from_json(snapshot_of(nowhere)) == replace(nowhere, claims=(), phases=Phases())


def test_snapshot_holds_every_field_of_an_event_but_claims_and_phases():
    assert event_to_json(FULL).keys() == {*Event.__dataclass_fields__} - {"claims", "phases"}


def test_shown_part_leaves_out_claims_sources_and_phases_only():
    assert shown_part(FULL) == replace(FULL, claims=(), sources=(), phases=Phases())
    assert FULL.claims
    assert FULL.sources
    assert FULL.phases != Phases()
