"""What is read about events besides their state: reports, history, revisions, parts, parents; nothing hidden."""

from __future__ import annotations

import orjson

from tests.api.documents import HEAD, a_visit, file_text
from tests.timeline.reading.snapshots import may, public_at
from tests.timeline.store.statements import statements
from timeline.model.query import EventQuery, PageRequest
from timeline.model.related import NOTHING_RELATED, ONLY_CLAIMS, Include, Related
from timeline.model.report import RecordKey
from timeline.reading.events import find_page, shown_event
from timeline.reading.related import related_to
from timeline.reading.reports import reports_of
from timeline.reading.revisions import revision_states, revisions_of, states_of
from timeline.store.engine.sessions import Engine
from timeline.store.logs.filing_log import find_event_id

EVERYTHING = tuple(Include)
HIDDEN = "embargo_until: 2999-01-01"


def a_part(number: int, of: int, *, extra: str = "", source: str = "wire") -> str:
    return a_visit(number, extra=extra, source=source).replace("kind: visit", f"kind: visit\n      part_of: visit-{of}")


def test_reports_are_those_that_are_public_at_the_instant(engine: Engine):
    file_text(
        engine,
        HEAD
        + a_visit(1)
        + a_visit(1, source="ministry")
        + a_visit(1, extra=HIDDEN).replace("record: visit-1", "record: x"),
    )

    with public_at(engine) as snapshot:
        event_id = shown_event(snapshot, "visit-1").event_id
        now = reports_of(snapshot, (event_id,))[event_id]
        then = reports_of(snapshot.seen_at(may(1)), (event_id,))[event_id]

    wire, ministry = RecordKey("wire", "visit-1"), RecordKey("ministry", "visit-1")
    assert [one.report.record_key for one in now.reports] == [wire, ministry]
    assert now.names.records == {wire, ministry}
    assert [one.report.record_key for one in then.reports] == [wire]
    assert then.names.records == {wire}


def test_reports_may_name_public_parents_only(engine: Engine):
    file_text(engine, HEAD + a_visit(1) + a_part(2, 1) + a_visit(3, extra=HIDDEN) + a_part(4, 3))

    with public_at(engine) as snapshot:
        ids = [shown_event(snapshot, slug).event_id for slug in ("visit-2", "visit-4")]
        reports = reports_of(snapshot, ids)

    assert [set(reports[event_id].names.events) for event_id in ids] == [{"visit-1"}, set()]


def test_event_without_reports_has_none(engine: Engine):
    with public_at(engine) as snapshot:
        found = reports_of(snapshot, ("evt-none",))["evt-none"]

    assert (found.reports, set(found.names.events), set(found.names.records)) == ((), set(), set())


def test_last_state_has_no_end_although_a_later_state_is_stored(engine: Engine):
    file_text(engine, HEAD + a_visit(1) + a_visit(1, extra=HIDDEN, source="ministry", title="Later"))

    with public_at(engine) as snapshot:
        event = shown_event(snapshot, "visit-1")
        (state,) = states_of(snapshot, event.event_id)

    assert event.known_to is not None
    assert (state.revision, state.known_to) == (1, None)


def test_states_follow_each_other_without_a_gap(engine: Engine):
    file_text(engine, HEAD + a_visit(1) + a_visit(1, source="ministry", title="Later"))

    with public_at(engine) as snapshot:
        first, second = states_of(snapshot, shown_event(snapshot, "visit-1").event_id)

    assert [first.title, second.title] == ["Visit 1", "Later"]
    assert (first.known_to, second.known_to) == (second.known_from, None)


def test_revisions_are_those_known_at_the_instant_each_with_its_state(engine: Engine):
    file_text(engine, HEAD + a_visit(1) + a_visit(1, source="ministry", title="Later"))

    with public_at(engine) as snapshot:
        event_id = shown_event(snapshot, "visit-1").event_id
        now = revision_states(snapshot, event_id)
        then = revision_states(snapshot.seen_at(may(1)), event_id)

        assert [one.revision for one in now] == list(revisions_of(snapshot, (event_id,))[event_id])

    assert [(one.revision.revision.number, one.state and one.state.title) for one in now] == [
        (1, "Visit 1"),
        (2, "Later"),
    ]
    assert [one.revision for one in then] == [now[0].revision]


def test_revision_under_which_the_event_left_the_public_view_has_no_state(engine: Engine):
    file_text(engine, HEAD + a_visit(1))
    file_text(engine, HEAD + a_visit(1, extra="private: true\n    published_at: 2024-05-03"))

    with public_at(engine) as snapshot:
        event_id = find_event_id(snapshot.session, "visit-1")
        assert event_id is not None
        revisions = revision_states(snapshot, event_id)

    assert [one.state is None for one in revisions] == [True]


def test_nothing_is_read_that_is_not_included(engine: Engine):
    file_text(engine, HEAD + a_visit(1) + a_part(2, 1))

    with public_at(engine) as snapshot:
        events = find_page(snapshot, EventQuery(), PageRequest()).events
        with statements(engine) as sent:
            assert related_to(snapshot, events, ()) == NOTHING_RELATED
            assert related_to(snapshot, events, (Include.CLAIMS,)) == ONLY_CLAIMS

    assert list(sent) == []


def test_parts_and_parents_are_public_events(engine: Engine):
    file_text(engine, HEAD + a_visit(1) + a_part(2, 1) + a_part(3, 1, extra=HIDDEN) + a_part(4, 2))

    with public_at(engine) as snapshot:
        events = find_page(snapshot, EventQuery(), PageRequest()).events
        related = related_to(snapshot, events, (Include.PARTS, Include.PARENTS))

    ids = {event.slug: event.event_id for event in events}
    assert {slug: [part.slug for part in related.parts[ids[slug]]] for slug in ids} == {
        "visit-1": ["visit-2"], "visit-2": ["visit-4"], "visit-4": [],
    }  # fmt: skip
    assert {slug: [parent.slug for parent in related.parents[ids[slug]]] for slug in ids} == {
        "visit-1": [], "visit-2": ["visit-1"], "visit-4": ["visit-2", "visit-1"],
    }  # fmt: skip


def test_what_is_related_to_three_events_takes_as_many_statements_as_to_one(engine: Engine):
    file_text(engine, HEAD + a_visit(1) + a_part(2, 1) + a_part(3, 2))

    def sent_for(how_many: int) -> tuple[int, Related]:
        with public_at(engine) as snapshot:
            events = find_page(snapshot, EventQuery(), PageRequest()).events[-how_many:]
            with statements(engine) as sent:
                related = related_to(snapshot, events, EVERYTHING)
        return len(sent), related

    (for_one, one), (for_three, three) = sent_for(1), sent_for(3)

    assert for_one == for_three
    assert [len(found.revisions) for found in (one, three)] == [1, 3]
    assert {key: reports for key, reports in three.reports.items() if key in one.reports} == one.reports


def test_claims_come_with_the_event_itself(engine: Engine):
    file_text(engine, HEAD + a_visit(1))

    with public_at(engine) as snapshot:
        claims = orjson.loads(shown_event(snapshot, "visit-1").claims)

    assert {claim["source"] for claim in claims} == {"wire"}
