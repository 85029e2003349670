"""The seed and exchange format: what a document means, and how its faults are reported."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.errors import InvalidDocument
from timeline.ingest.documents import open_document, read_document, read_documents, read_partly
from timeline.model.catalogue.entries import OfficeTerm, Organization, Person, Place, Topic
from timeline.model.dates.event_date import EventDate
from timeline.model.document import Document, FiledReport
from timeline.model.report import Correction, Report
from timeline.model.says import Link, Participation, Retraction, Says
from timeline.model.source import Source
from timeline.model.vocabulary import EventKind, Presence, Role, Status, Tier

RECORDED_AT = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
TASS = Source(
    id="tass-2023-11-27",
    publisher="TASS",
    tier=Tier.PRESS,
    language="en",
    published_at=datetime(2023, 11, 27, tzinfo=UTC),
)
TASS_SECTION = """\
sources:
  - id: tass-2023-11-27
    publisher: TASS
    tier: press
    language: en
    published_at: 2023-11-27
"""
STORY = f"""{TASS_SECTION}\
reports:
  - source: tass-2023-11-27
    record: nato-ministerial
    event: nato-foreign-ministers-2023-11
    attributed_to: Matthew Miller, spokesperson, US Department of State
    locator: paragraph 2
    says:
      kind: ministerial
      status: announced
      title: NATO foreign ministers' meeting
      when: {{phrase: this week, dateline: 2023-11-27}}
      where: [brussels]
      participants: [{{who: antony-blinken, role: attendee, presence: expected}}]
      part_of: blinken-trip-2023-11
"""


def read(text: str) -> Document:
    """The document of a YAML text."""
    return read_document(text.encode(), "story.yaml", recorded_at=RECORDED_AT)


def read_report(fields: str, source: str = "tier: press") -> Report:
    """The report of a document that has these lines in its only report."""
    sources = f"sources: [{{id: s, publisher: P, published_at: 2023-11-27, {source}}}]\n"
    lines = ("- source: s", "  record: r", *(f"  {line}" for line in fields.splitlines()))
    return read(f"{sources}reports:\n" + "\n".join(lines)).filed[0].report


def faults(text: str, name: str = "story.yaml") -> list[str]:
    """Every fault of a document, as lines."""
    with pytest.raises(InvalidDocument) as caught:
        read_document(text.encode(), name, recorded_at=RECORDED_AT)
    return [str(problem) for problem in caught.value.problems]


def test_document_of_the_design_is_read_as_it_means():
    document = read(STORY)

    says = Says(
        kind=EventKind.MINISTERIAL,
        status=Status.ANNOUNCED,
        title="NATO foreign ministers' meeting",
        when=EventDate.from_days(
            date(2023, 11, 27), date(2023, 12, 3), exact=False, phrase="this week", dateline=date(2023, 11, 27)
        ),
        where=("brussels",),
        participants=(Participation(who="antony-blinken", role=Role.ATTENDEE, presence=Presence.EXPECTED),),
        part_of=("blinken-trip-2023-11",),
    )
    report = Report(
        source=TASS,
        record="nato-ministerial",
        says=says,
        published_at=TASS.published_at,
        recorded_at=RECORDED_AT,
        attributed_to="Matthew Miller, spokesperson, US Department of State",
        locator="paragraph 2",
    )
    filed = FiledReport(report=report, event="nato-foreign-ministers-2023-11", place="story.yaml:8")
    assert document == Document(sources=(TASS,), filed=(filed,))


@pytest.mark.parametrize(("where", "starts"), [
    ("[lisbon]", datetime(2024, 3, 4, 9, tzinfo=timezone(timedelta(0)))),
    ("[lisbon, porto]", datetime(2024, 3, 4, 9, tzinfo=timezone(timedelta(0)))),
    ("[riga]", datetime(2024, 3, 4, 9, tzinfo=timezone(timedelta(hours=2)))),
    ("[lisbon, riga]", None),
    ("[nowhere]", None),
    ("[]", None),
])  # fmt: skip
def test_clock_time_is_that_of_the_place_of_the_report(where: str, starts: datetime | None):
    text = f"""{TASS_SECTION}
places:
  - {{slug: riga, name: Riga, country: LV, time_zone: Europe/Riga}}
reports:
  - source: tass-2023-11-27
    record: talks
    says: {{kind: meeting, where: {where}, when: {{phrase: "4 March 2024, 9 a.m.", dateline: 2023-11-27}}}}
"""
    opened = [open_document(text.encode(), "story.yaml")]
    zones = {"lisbon": "Europe/Lisbon", "porto": "Europe/Lisbon", "riga": "Asia/Tokyo"}

    read = read_partly(opened, recorded_at=RECORDED_AT, sources={}, zones=zones)
    when = read.document.filed[0].report.says.when

    assert read.problems == ()
    assert when is not None
    assert (when.edtf, when.starts_at, when.time_zone is None) == ("2024-03-04", starts, starts is None)


def test_json_document_gives_the_same_reports_as_yaml():
    as_json = (
        '{"sources": [{"id": "tass-2023-11-27", "publisher": "TASS", "tier": "press", "language": "en",'
        ' "published_at": "2023-11-27"}], "reports": [{"source": "tass-2023-11-27", "record": "nato-ministerial",'
        ' "event": "nato-foreign-ministers-2023-11", "locator": "paragraph 2",'
        ' "attributed_to": "Matthew Miller, spokesperson, US Department of State", "says": {"kind": "ministerial",'
        ' "status": "announced", "title": "NATO foreign ministers\' meeting",'
        ' "when": {"phrase": "this week", "dateline": "2023-11-27"}, "where": ["brussels"],'
        ' "participants": [{"who": "antony-blinken", "role": "attendee", "presence": "expected"}],'
        ' "part_of": "blinken-trip-2023-11"}}]}'
    )

    filed = read_document(as_json.encode(), "body.json", recorded_at=RECORDED_AT).filed

    assert [one.report for one in filed] == [one.report for one in read(STORY).filed]
    assert [one.place for one in filed] == ["body.json reports[0]"]


def test_report_keeps_every_key_of_the_format():
    report = read_report(
        "attributed_to: A spokesperson\nlocator: page 3\nnote: |\n  One.\n  Two.\n"
        "published_at: 2023-11-28T10:00:00+01:00\nembargo_until: 2023-12-01\nprivate: true\n"
        "corrects: {report: {source: tass, record: exchange}, property: participants.hamas, reason: Sides swapped}\n"
        "says:\n  summary: It happened.\n  url: https://example.org/x\n  topics: [hostages]\n"
        "  links: [https://example.org/a, {url: https://example.org/b, label: The text}]\n"
        "  not: {participants: [hamas], topics: [climate], links: [https://example.org/c]}",
        source="tier: desk",
    )

    source = Source(id="s", publisher="P", tier=Tier.DESK, published_at=datetime(2023, 11, 27, tzinfo=UTC))
    assert report == Report(
        source=source,
        record="r",
        published_at=datetime(2023, 11, 28, 9, tzinfo=UTC),
        recorded_at=RECORDED_AT,
        attributed_to="A spokesperson",
        locator="page 3",
        note="One.\nTwo.",
        embargo_until=datetime(2023, 12, 1, tzinfo=UTC),
        private=True,
        corrects=Correction(source="tass", record="exchange", property="participants.hamas", reason="Sides swapped"),
        says=Says(
            summary="It happened.",
            url="https://example.org/x",
            topics=("hostages",),
            links=(Link(url="https://example.org/a"), Link(url="https://example.org/b", label="The text")),
            retracts=Retraction(participants=("hamas",), topics=("climate",), links=("https://example.org/c",)),
        ),
    )


def test_source_keeps_every_key_of_the_format():
    document = read(
        "sources:\n  - {id: s, publisher: P, title: T, url: 'https://example.org/', tier: official, language: no,"
        " published_at: '2023-11-27T23:30:00-05:00', published_at_inferred: true, via: other, note: N,"
        " licence: CC0-1.0}\n"
    )

    assert document.sources == (
        Source(
            id="s", publisher="P", title="T", url="https://example.org/", tier=Tier.OFFICIAL, language="no",
            published_at=datetime(2023, 11, 28, 4, 30, tzinfo=UTC), published_at_inferred=True, via="other", note="N",
            licence="CC0-1.0",
        ),
    )  # fmt: skip


def test_withdrawal_may_leave_out_what_it_says():
    report = read_report("withdrawn: true")

    assert (report.withdrawn, report.says) == (True, Says())


def test_catalogue_sections_become_entries():
    document = read(
        "origin: {source: ours, retrieved: 2026-11-22}\n"
        "people: [{slug: jane-doe, name: Jane Doe, names: {uk: Джейн, de: Jane}, aliases: [J. Doe]}]\n"
        "organizations: [{slug: nato, name: NATO, country: null}]\n"
        "offices: [{person: jane-doe, office: Chair, body: nato, first_day: 2020-01-01, last_day: null}]\n"
        "places: [{slug: brussels, name: Brussels, country: BE, latitude: 50.85, longitude: 4,"
        " time_zone: Europe/Brussels, parent: belgium}]\n"
        "topics: [{slug: hostages, name: Hostages}]\n"
    )

    assert document.entries == (
        Person(slug="jane-doe", name="Jane Doe", names=(("de", "Jane"), ("uk", "Джейн")), aliases=("J. Doe",)),
        Organization(slug="nato", name="NATO"),
        OfficeTerm(person="jane-doe", office="Chair", body="nato", first_day=date(2020, 1, 1), last_day=None),
        Place(
            slug="brussels", name="Brussels", country="BE", latitude=50.85, longitude=4.0, time_zone="Europe/Brussels",
            parent="belgium",
        ),
        Topic(slug="hostages", name="Hostages"),
    )  # fmt: skip


def test_all_faults_of_a_document_are_reported_with_file_line_and_field():
    text = STORY + (
        "  - source: tas-2023-11-27\n"
        "    record: 12\n"
        "    kind: call\n"
        "    says:\n"
        "      kind: ministral\n"
        "      title: 2023\n"
        "      where: brussels\n"
        "      participants: [{who: A B, rol: attendee}]\n"
    )

    assert faults(text) == [
        "story.yaml:23 reports[1]: unknown key 'kind'; known keys: source, record, event, attributed_to, locator, note,"
        " published_at, embargo_until, private, withdrawn, corrects, says",
        "story.yaml:21 reports[1].source: there is no source 'tas-2023-11-27'; did you mean tass-2023-11-27?"
        " If it is new, declare it under sources:",
        'story.yaml:22 reports[1].record: is not a text; write it in quotes, as "12"',
        "story.yaml:25 reports[1].says.kind: 'ministral' is not a valid kind; allowed: trip, visit,"
        " stopover, ministerial, summit,"
        " meeting, call, remarks, briefing, statement, agreement, ceremony",
        'story.yaml:26 reports[1].says.title: is not a text; write it in quotes, as "2023"',
        "story.yaml:27 reports[1].says.where: is not a list; write it as [brussels]",
        "story.yaml:28 reports[1].says.participants[0]: unknown key 'rol'; did you mean role? known keys: who, role,"
        " presence, when, by, with, reason, level",
        "story.yaml:28 reports[1].says.participants[0].who: 'A B' is not a slug;"
        " write 1 to 80 of the characters a-z, 0-9 and -",
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("private: 'true'\nsays: {title: T}",
         "story.yaml:5 reports[0].private: is neither true nor false; write one of these words without quotes"),
        ("published_at: 2023-11-31\nsays: {title: T}",
         "story.yaml:5 reports[0].published_at: '2023-11-31' is not a date; write it as 2023-11-28"),
        ("embargo_until: 2023-11-28T10:30\nsays: {title: T}",
         "story.yaml:5 reports[0].embargo_until: '2023-11-28T10:30' is not a date or a time with an offset; write it as"
         " 2023-11-28 or 2023-11-28T10:30:00+01:00"),
        ("embargo_until: 9999-12-31T23:59:00-12:00\nsays: {title: T}",
         "story.yaml:5 reports[0].embargo_until: '9999-12-31T23:59:00-12:00' is not a date or a time with an offset;"
         " write it as 2023-11-28 or 2023-11-28T10:30:00+01:00"),
        ("locator: ''\nsays: {title: T}",
         "story.yaml:5 reports[0].locator: is empty; leave the key out if it is not known"),
        ("event: A\nsays: {title: T}",
         "story.yaml:5 reports[0].event: 'A' is not a slug; write 1 to 80 of the characters a-z, 0-9 and -"),
        ("locator: p. 2",
         "story.yaml:3 reports[0].says: is missing; only a report with withdrawn: true may leave it out"),
        ("says: {}", "story.yaml:5 reports[0].says: is empty; give at least one property"),
        ("says: [title]", "story.yaml:5 reports[0].says: is not a mapping of keys and values"),
        ("says: {ordinal: 0}",
         "story.yaml:5 reports[0].says.ordinal: is 0; write a number from 1 to 100,000, or words such as 31st Council"),
        ("says: {rank: royal}",
         "story.yaml:5 reports[0].says.rank: 'royal' is not a valid rank; allowed: state, official,"
         " official-working, working, private"),
        ("says: {mode: hybrid}",
         "story.yaml:5 reports[0].says.mode: 'hybrid' is not a valid mode; allowed: in-person, online, mixed"),
        ("says: {series: G20 summit}",
         "story.yaml:5 reports[0].says.series: 'G20 summit' is not a slug; write 1 to 80 of the characters"
         " a-z, 0-9 and -"),
        ("says: {participants: [{who: a, presence: absent, by: b}]}",
         "story.yaml:5 reports[0].says.participants[0].by: names who represented 'a'; write presence: represented"
         " with it"),
        ("says: {participants: [{who: a, role: host, with: b}]}",
         "story.yaml:5 reports[0].says.participants[0].with: names whose delegation 'a' belongs to; write"
         " role: delegation with it"),
        ("says: {participants: [{who: a, presence: represented, by: a}]}",
         "story.yaml:5 reports[0].says.participants[0].by: names 'a', who is the participant; name somebody else"),
        ("says: {participants: [{who: a, level: kings}]}",
         "story.yaml:5 reports[0].says.participants[0].level: 'kings' is not a valid level; allowed: heads, ministers,"
         " officials"),
        ("says: {participants: [{who: a}, {who: a}]}",
         "story.yaml:5 reports[0].says.participants: names 'a' twice; write everything about a participant in"
         " one member"),
        ("says: {topics: [" + "a, " * 50 + "b]}",
         "story.yaml:5 reports[0].says.topics: has 51 members; the limit is 50"),
        ("says: {links: [{label: L}]}", "story.yaml:5 reports[0].says.links[0].url: is missing"),
        ("says: {title: T}\ncorrects: {report: {source: s, record: r}, property: title, reason: wrong}",
         "story.yaml:6 reports[0].corrects: only a source of the tier desk may correct a report; 's' has the"
         " tier press"),
    ],
)  # fmt: skip
def test_faulty_field_is_reported_in_one_line(fields, expected):
    with pytest.raises(InvalidDocument) as caught:
        read_report(fields)

    assert expected in [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("places: [{slug: a, name: A, latitude: 91, longitude: 0}]",
         "story.yaml:1 places[0].latitude: is 91; write a number of degrees from -90 to 90"),
        ("places: [{slug: a, name: A, latitude: '50', longitude: true}]",
         "story.yaml:1 places[0].longitude: is not a number of degrees; write it as 50.85"),
        ("places: [{slug: a, name: A, latitude: 50}]",
         "story.yaml:1 places[0].longitude: latitude and longitude belong together; give both or neither"),
        ("places: [{slug: a, name: A, country: Belgium}]",
         "story.yaml:1 places[0].country: 'Belgium' is not a country code; write two capital letters, such as BE"),
        ("people: [{slug: a}]", "story.yaml:1 people[0].name: is missing"),
        ("people: [{slug: a, name: A}, {slug: a, name: B}]",
         "story.yaml:1 people[1]: appears twice, first at story.yaml:1; keep one of them"),
        ("people: [{slug: a, name: A, names: {EN: A}}]",
         "story.yaml:1 people[0].names: 'EN' is not a language tag; write it as en or pt-BR"),
        ("offices: [{person: a, office: O, body: b, first_day: 2021-01-02, last_day: 2021-01-01}]",
         "story.yaml:1 offices[0]: ends on 2021-01-01, before it begins on 2021-01-02; correct one of the two days"),
        ("sources: [{id: s, publisher: P, tier: high, published_at: 2023-11-27}]",
         "story.yaml:1 sources[0].tier: 'high' is not a valid tier; allowed: unverified, press, official,"
         " record, desk"),
        ("report: []", "story.yaml:1: unknown key 'report'; did you mean reports? known keys: people, organizations,"
         " offices, places, topics, sources, reports, origin"),
        ("- a", "story.yaml:1: the document is not a mapping; write some of the keys people, organizations, offices,"
         " places, topics, sources, reports, origin"),
    ],
)  # fmt: skip
def test_faulty_section_is_reported_in_one_line(section, expected):
    assert expected in faults(section)


def test_record_that_appears_twice_with_one_publication_time_is_refused():
    row = "  - {source: s, record: r, says: {title: T}}\n"
    head = "sources: [{id: s, publisher: P, tier: press, published_at: 2023-11-27}]\nreports:\n"

    assert faults(head + row + row) == [
        "story.yaml:4 reports[1]: the record 'r' of 's' appears twice with the same publication time, first at"
        " story.yaml:3; keep one of them"
    ]


def test_record_may_stand_twice_when_its_source_spoke_again_later():
    head = "sources: [{id: s, publisher: P, tier: press, published_at: 2023-11-27}]\nreports:\n"
    rows = (
        "  - {source: s, record: r, says: {title: T}}\n"
        "  - {source: s, record: r, published_at: 2023-11-28, withdrawn: true}\n"
    )

    assert [one.report.withdrawn for one in read(head + rows).filed] == [False, True]


def test_only_the_first_200_faults_are_listed_and_the_rest_is_counted():
    found = faults("people: [" + "{}, " * 150 + "]")

    assert (len(found), found[-1]) == (201, "story.yaml: and 100 more faults; repair these first")


def test_report_may_name_a_source_that_was_handed_in():
    text = "reports: [{source: tass-2023-11-27, record: r, says: {title: T}}]"

    document = read_document(text.encode(), "body", recorded_at=RECORDED_AT, sources={TASS.id: TASS})

    assert [one.report.source for one in document.filed] == [TASS]
    assert document.sources == ()


def test_documents_read_together_share_their_sources():
    sources = open_document(TASS_SECTION.encode(), "a.yaml")
    reports = open_document(b"reports: [{source: tass-2023-11-27, record: r, says: {title: T}}]", "b.yaml")

    document = read_documents([reports, sources], recorded_at=RECORDED_AT, sources={})

    assert reports.named_sources == {"tass-2023-11-27"}
    assert document.sources == (TASS,)
    assert [(one.place, one.report.source) for one in document.filed] == [("b.yaml:1", TASS)]


def test_documents_read_together_tell_the_faults_of_all_and_disagreeing_sources():
    one = open_document(TASS_SECTION.encode(), "a.yaml")
    other = open_document(TASS_SECTION.replace("press", "official").encode() + b"people: [{}]\n", "b.yaml")

    with pytest.raises(InvalidDocument) as caught:
        read_documents([one, other], recorded_at=RECORDED_AT, sources={})

    assert [str(problem) for problem in caught.value.problems] == [
        "b.yaml:7 people[0].slug: is missing",
        "b.yaml:7 people[0].name: is missing",
        "b.yaml:1 sources: another document declares the source 'tass-2023-11-27' differently",
    ]


def test_shipped_catalogue_and_stories_are_documents(shipped_files):
    opened = [open_document(content, name) for name, content in shipped_files]

    document = read_documents(opened, recorded_at=RECORDED_AT, sources={})

    assert len(document.filed) > 0
    assert len(document.entries) > 0


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_document_or_are_refused_with_problems(content: bytes):
    _read_or_refuse(content)


@settings(deadline=None)
@given(st.data())
def test_any_change_of_a_story_is_a_document_or_is_refused_with_problems(data: st.DataObject):
    place = data.draw(st.integers(0, len(STORY)))
    length = data.draw(st.integers(0, 40))
    inserted = data.draw(st.text(alphabet="ab1-:[]{},'\"\n #&*!|>%@`~\\\x00\u2028é", max_size=10))
    _read_or_refuse((STORY[:place] + inserted + STORY[place + length :]).encode())


def _read_or_refuse(content: bytes) -> None:
    """Read the content; any other error than InvalidDocument fails the test, and so does one without a problem."""
    try:
        read_document(content, "any.yaml", recorded_at=RECORDED_AT)
    except InvalidDocument as error:
        if not error.problems:
            raise
