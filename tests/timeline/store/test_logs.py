"""What is appended comes back as the same values; the newest row counts where one has to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import JUNE_1, MAY_1, MAY_2, MAY_3, a_report, a_revision, a_source, an_event
from tests.timeline.store.statements import statements
from timeline.errors import InvalidMerge
from timeline.model.catalogue.entries import Catalogue, OfficeTerm, Organization, Person, Place, Topic
from timeline.model.dates.event_date import EventDate
from timeline.model.report import Correction, EventRecord, RecordKey, Report, Ruling
from timeline.model.says import Link, Participation, Retraction, Says
from timeline.model.vocabulary import EventKind, Role, Tier
from timeline.store.engine.sessions import Engine, Session, read_session, write_session
from timeline.store.logs import catalogue_log as catalogue
from timeline.store.logs import filing_log, report_log, revision_log
from timeline.store.logs.filing_log import EventIdentity, Filing
from timeline.store.logs.write_log import begin_write

FULL_REPORT = a_report(
    "full",
    says=Says(
        kind=EventKind.MEETING,
        title="Meeting in Skopje – eve",
        when=EventDate.from_edtf("2023-11-28/2023-11-29", phrase="this week", dateline=date(2023, 11, 27)),
        where=("skopje",),
        part_of=("trip",),
        participants=(Participation(who="antony-blinken", role=Role.ATTENDEE),),
        topics=("hostages",),
        links=(Link(url="https://example.org/a"),),
        retracts=Retraction(participants=("hamas",), topics=("gaza",)),
    ),
    published_at=MAY_1 + timedelta(microseconds=1),
    embargo_until=JUNE_1,
    private=True,
    withdrawn=True,
    attributed_to="Matthew Miller",
    locator="paragraph 2",
    note="as filed",
    corrects=Correction(source="tass", record="visit", property="where", reason="swapped"),
)


def begin(session: Session) -> int:
    """A new write."""
    return begin_write(session, recorded_at=MAY_2, author="desk", cause="load")


def found_events(session: Session, write_id: int, *names: str) -> None:
    """Found the events evt-<name>, each by the record <name> of the source tass."""
    filing_log.append_identities(session, write_id, [identity(name) for name in names])
    file(session, write_id, **{name: name for name in names})


def identity(name: str) -> EventIdentity:
    """The identity of evt-<name>."""
    return EventIdentity(id=f"evt-{name}", slug=name, source="tass", record=name)


def file(session: Session, write_id: int, **records: str) -> None:
    """File each record of tass under the event of that name."""
    filings = [Filing(source="tass", record=record, event_id=f"evt-{name}") for record, name in records.items()]
    filing_log.append_filings(session, write_id, filings)


def test_writes_are_numbered_without_gaps_although_one_failed(engine: Engine):
    def write_and_fail() -> None:
        with write_session(engine) as session:
            begin(session)
            raise KeyError("gone")

    numbers = []
    for _ in range(2):
        with write_session(engine) as session:
            numbers.append(begin(session))
        with pytest.raises(KeyError):
            write_and_fail()

    assert numbers == [1, 2]


def test_newest_row_of_a_source_counts(engine: Engine):
    early, late = a_source(title="Early"), a_source(title="Late", via="ria", url="https://example.org/é")
    with write_session(engine) as session:
        report_log.append_sources(session, begin(session), [early, a_source("ria")])
    with write_session(engine) as session:
        report_log.append_sources(session, begin(session), [late])

    with read_session(engine) as session:
        found = report_log.find_sources(session, ["tass", "ria", "unknown"])
    assert found == {"tass": late, "ria": a_source("ria")}


def test_every_row_of_a_record_comes_back_in_storing_order(engine: Engine):
    changed = a_report(says=Says(kind=EventKind.CALL))
    stored = [a_report(), FULL_REPORT, changed, a_report(recorded_at=MAY_3)]
    with write_session(engine) as session:
        write_id = begin(session)
        report_log.append_sources(session, write_id, [a_source()])
        report_log.append_reports(session, write_id, [*stored, a_report("other")])

    with read_session(engine) as session:
        found = report_log.find_reports(
            session, [RecordKey("tass", "visit"), RecordKey("tass", "full"), RecordKey("tass", "unknown")]
        )
    assert found == tuple(stored)
    assert found[0].id == found[3].id


def test_report_is_shown_with_the_newest_row_of_its_source(engine: Engine):
    corrected = a_source(tier=Tier.OFFICIAL)
    with write_session(engine) as session:
        write_id = begin(session)
        report_log.append_sources(session, write_id, [a_source(), corrected])
        report_log.append_reports(session, write_id, [a_report()])

    with read_session(engine) as session:
        assert report_log.find_reports(session, [RecordKey("tass", "visit")]) == (a_report(source=corrected),)


def test_newest_filing_of_a_record_counts(engine: Engine):
    with write_session(engine) as session:
        write_id = begin(session)
        found_events(session, write_id, "a", "b")
        file(session, write_id, a="b")

    with read_session(engine) as session:
        found = filing_log.find_filings(
            session, [RecordKey("tass", "a"), RecordKey("tass", "b"), RecordKey("tass", "c")]
        )
    assert found == {("tass", "a"): "evt-b", ("tass", "b"): "evt-b"}


def test_event_is_found_by_id_and_slug_and_through_every_merge(engine: Engine):
    with write_session(engine) as session:
        write_id = begin(session)
        found_events(session, write_id, "a", "b", "c", "d")
        filing_log.append_merge(session, write_id, "evt-a", "evt-b", "one meeting")
        filing_log.append_merge(session, write_id, "evt-b", "evt-c", "one meeting")

    with read_session(engine) as session:
        found = filing_log.find_event_ids(session, ["a", "evt-b", "c", "d", "unknown"])
        assert found == {"a": "evt-c", "evt-b": "evt-c", "c": "evt-c", "d": "evt-d"}
        assert [filing_log.merged_into(session, key) for key in ("a", "evt-a", "c", "x")] == [
            "evt-c",
            "evt-c",
            None,
            None,
        ]
        assert filing_log.find_event_id(session, "unknown") is None
        assert filing_log.all_event_ids(session) == ("evt-a", "evt-b", "evt-c", "evt-d")
        assert filing_log.identities(session, ["evt-a", "evt-x"]) == {"evt-a": identity("a")}


@pytest.mark.parametrize(("loser", "survivor"), [("evt-a", "evt-a"), ("evt-a", "evt-c"), ("evt-c", "evt-a")])
def test_event_is_not_merged_with_itself_nor_when_one_of_the_two_is_gone(engine: Engine, loser: str, survivor: str):
    with write_session(engine) as session:
        write_id = begin(session)
        found_events(session, write_id, "a", "b", "c")
        filing_log.append_merge(session, write_id, "evt-a", "evt-b", "one meeting")

        with pytest.raises(InvalidMerge):
            filing_log.append_merge(session, write_id, loser, survivor, "again")


def three_events(session: Session) -> tuple[Report, Report, Report, Ruling]:
    """Store the events evt-a, evt-b and evt-c, with one report each and a ruling on evt-a."""
    a, b, c = (a_report(name, says=replace(FULL_REPORT.says, title=name)) for name in "abc")
    ruling = Ruling(
        id="rul-1", event_id="evt-a", property="kind", report_id=a.id, reason="seen", author="desk", made_at=MAY_3
    )
    write_id = begin(session)
    report_log.append_sources(session, write_id, [a_source()])
    report_log.append_reports(session, write_id, [a, b, c])
    found_events(session, write_id, "a", "b", "c")
    report_log.append_rulings(session, write_id, [ruling])
    return a, b, c, ruling


def test_event_record_holds_the_reports_filed_under_it_now_and_its_rulings(engine: Engine):
    with write_session(engine) as session:
        a, b, c, ruling = three_events(session)
        file(session, begin(session), a="b", c="a")

    with read_session(engine) as session:
        assert filing_log.load_event_records(session, ["evt-a", "evt-b", "evt-c", "evt-x"]) == {
            "evt-a": EventRecord(id="evt-a", slug="a", reports=(c,), rulings=(ruling,)),
            "evt-b": EventRecord(id="evt-b", slug="b", reports=(a, b)),
            "evt-c": EventRecord(id="evt-c", slug="c"),
        }


def test_event_records_take_the_same_number_of_statements_for_one_and_for_three_events(engine: Engine):
    with write_session(engine) as session:
        three_events(session)
    counts = []
    for event_ids in (["evt-a"], ["evt-a", "evt-b", "evt-c"]):
        with read_session(engine) as session, statements(engine) as seen:
            filing_log.load_event_records(session, event_ids)
        counts.append(len(seen))

    assert counts == [4, 4]


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        ("person", "antony-blinken"),
        ("organization", "hamas"),
        ("place", "skopje"),
        ("topic", "hostages"),
        ("topic", "gaza"),
        ("source", "tass"),
    ],
)
def test_events_are_found_by_what_their_reports_mention_where_they_are_or_were_filed(
    engine: Engine, kind: str, slug: str
):
    with write_session(engine) as session:
        three_events(session)
        file(session, begin(session), c="b")

    with read_session(engine) as session:
        assert filing_log.events_mentioning(session, kind, [slug, "unknown"]) == ("evt-a", "evt-b", "evt-c")
        assert filing_log.events_mentioning(session, kind, ["unknown"]) == ()


def test_parts_are_found_by_the_slug_or_id_that_their_reports_name(engine: Engine):
    with write_session(engine) as session:
        three_events(session)

    with read_session(engine) as session:
        assert filing_log.events_naming(session, ["trip", "evt-x"]) == ("evt-a", "evt-b", "evt-c")
        assert filing_log.events_naming(session, ["skopje"]) == ()


def test_revisions_come_back_in_storing_order_with_the_state_that_showed_nothing(engine: Engine):
    shown = a_revision(an_event(part_of=("trip",)))
    gone = a_revision(None, event_id="evt-a", number=2, known_from=MAY_3, cause="withdraw")
    again = a_revision(an_event(title="Again"), number=2, known_from=MAY_2)
    with write_session(engine) as session:
        write_id = begin(session)
        found_events(session, write_id, "a", "b")
        revision_log.append_revisions(session, write_id, [shown, gone])
        revision_log.append_revisions(session, write_id, [again])

    with read_session(engine) as session:
        assert revision_log.load_revisions(session, ["evt-a", "evt-b"]) == {"evt-a": (shown, gone, again)}


def test_catalogue_holds_the_newest_entry_of_every_kind_and_key(engine: Engine):
    blinken = Person(slug="antony-blinken", name="Antony Blinken", names=(("de", "Antony Blinken"),), aliases=("AB",))
    term = OfficeTerm(
        person="antony-blinken", office="Secretary of State", body="us", first_day=date(2021, 1, 26), last_day=None
    )
    us = Organization(slug="us", name="United States", country="US")
    place = Place(slug="us", name="United States", latitude=38.5, longitude=-77.25, country="US")
    old, new = Topic(slug="us", name="Old"), Topic(slug="us", name="New")
    with write_session(engine) as session:
        catalogue.append_entries(session, begin(session), [blinken, replace(term, last_day=MAY_1.date()), us, old])
    with write_session(engine) as session:
        catalogue.append_entries(session, begin(session), [term, place, new])

    with read_session(engine) as session:
        assert catalogue.load_catalogue(session) == Catalogue.of([blinken, term, us, place, new])
