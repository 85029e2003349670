"""The options of a feed: vague dates, cancelled events, trips or stops, language, the rich profile, jCal."""

from __future__ import annotations

import orjson
import pytest
from icalendar import Calendar

from tests.api.documents import HEAD, RECORDED_AT, RENDER, file_text
from tests.octet_linter import faults_of
from timeline.model.query import EventQuery, PageRequest
from timeline.model.sight import Public
from timeline.reading.feeds.entries import revision_of
from timeline.render.ics.vevent import Relatives, vevent
from timeline.store.engine.sessions import read_session
from timeline.store.logs.catalogue_log import load_catalogue
from timeline.store.logs.revision_log import load_revisions
from timeline.store.views.event_view import find_events
from timeline.store.views.feed_view import load_ancestry

LOCAL_HEAD = HEAD.replace("name: Ada Example}", "name: Ada Example, names: {uk: Ада}}").replace(
    "name: Vienna,", "name: Vienna, names: {de: Wien, fr: Vienne},"
)
YEAR = "/calendars/all/2024.ics"


def event(name: str, when: str, *, kind: str = "visit", status: str = "announced", part_of: str = "") -> str:
    """One report as a list entry of `reports`."""
    parent = f"\n      part_of: {part_of}" if part_of else ""
    return f"""
  - source: wire
    record: {name}
    event: {name}
    says:
      kind: {kind}
      status: {status}
      title: {name}
      when: {when}
      where: [vienna]
      participants: [{{who: ada, role: traveller, presence: expected}}]{parent}
"""


SEVERAL = (
    LOCAL_HEAD
    + event("exact", "{edtf: 2024-05-01}")
    + event("vague", '{edtf: "[2024-05-02..2024-05-09]"}')
    + event("wide", "{edtf: 2024-05}")
    + event("open", "{edtf: 2024-05-20/..}")
    + event("off", "{edtf: 2024-05-22}", status="cancelled")
    + event("tour", "{edtf: 2024-05-10/2024-05-14}", kind="trip")
    + event("stop", "{edtf: 2024-05-11}", part_of="tour")
    + event("talks", "{edtf: 2024-05-11}", kind="meeting", part_of="stop")
    + event("lonely-tour", "{edtf: 2024-05-16}", kind="trip")
    + event("summit", "{edtf: 2024-05-17}", kind="summit")
    + event("aside", "{edtf: 2024-05-17}", kind="meeting", part_of="summit")
    + event("someday", "{phrase: soon, dateline: 2024-05-01, edtf: null}")
)


@pytest.fixture
def several(engine, client, monkeypatch):
    """A client of the application with `SEVERAL` filed, in the month after."""
    monkeypatch.setattr("timeline.clock.now", lambda: RECORDED_AT)
    file_text(engine, SEVERAL)
    return client


def titles(answer) -> list[str]:
    assert answer.status_code == 200, answer.text
    return sorted(str(found["SUMMARY"]) for found in Calendar.from_ical(answer.data).walk("VEVENT"))


EXACT = ["Cancelled: off", "aside", "exact", "lonely-tour", "stop", "summit", "talks", "tour"]


@pytest.mark.parametrize(("imprecise", "more"), [("omit", []), ("span", ["vague"]), ("all", ["open", "vague", "wide"])])
@pytest.mark.parametrize("path", ["/calendars/all.ics", YEAR, "/v1/events.ics"])
def test_imprecise_chooses_among_vague_dates(several, path, imprecise, more):
    assert titles(several.get(f"{path}?imprecise={imprecise}")) == sorted([*EXACT, *more])


def test_date_with_an_open_end_spans_its_known_day(several):
    calendar = Calendar.from_ical(several.get(f"{YEAR}?imprecise=all").data)
    found = next(one for one in calendar.walk("VEVENT") if one["SUMMARY"] == "open")

    assert [found["DTSTART"].to_ical(), found["DTEND"].to_ical(), found["STATUS"]] == [
        b"20240520", b"20240521", "TENTATIVE",
    ]  # fmt: skip


def test_cancelled_events_can_be_left_out(several):
    assert titles(several.get(f"{YEAR}?cancelled=omit&imprecise=omit")) == EXACT[1:]


@pytest.mark.parametrize(
    ("detail", "expected"),
    [
        ("trips", ["Cancelled: off", "aside", "exact", "lonely-tour", "summit", "tour"]),
        ("stops", ["Cancelled: off", "aside", "exact", "lonely-tour", "stop", "summit", "talks"]),
        ("all", EXACT),
    ],
)
def test_detail_shows_trips_or_their_parts(several, detail, expected):
    assert titles(several.get(f"{YEAR}?detail={detail}&imprecise=omit")) == expected


@pytest.mark.parametrize(
    ("lang", "name", "title", "place"),
    [
        ("de", "Diplomatische Chronik, 2024", "Abgesagt: off", "Wien"),
        ("de-AT", "Diplomatische Chronik, 2024", "Abgesagt: off", "Wien"),
        ("fr", "Chronologie diplomatique, 2024", "Annulé : off", "Vienne"),
        ("ja", "Diplomatic timeline, 2024", "Cancelled: off", "Vienna"),
    ],
)
def test_lang_changes_fixed_words_and_names_in_head_and_entries(several, lang, name, title, place):
    calendar = Calendar.from_ical(several.get(f"{YEAR}?lang={lang}").data)
    off = next(one for one in calendar.walk("VEVENT") if str(one["SUMMARY"]).endswith("off"))

    assert [str(calendar["X-WR-CALNAME"]).replace("\\", ""), off["SUMMARY"], off["LOCATION"]] == [name, title, place]


def test_name_of_the_feed_is_in_its_language(several):
    calendar = Calendar.from_ical(several.get("/calendars/people/ada.ics?lang=uk").data)

    assert str(calendar["X-WR-CALNAME"]) == "Дипломатична хроніка: Ада"


def test_rich_profile_adds_components_and_is_off_by_default(several):
    plain = several.get(YEAR)
    rich = several.get(f"{YEAR}?profile=rich")

    assert b"BEGIN:PARTICIPANT" not in plain.data
    assert rich.data.count(b"BEGIN:PARTICIPANT") == rich.data.count(b"BEGIN:VLOCATION") == len(titles(plain))


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("imprecise=some", "imprecise"), ("imprecise=omit&imprecise=all", "imprecise"), ("cancelled=keep", "cancelled"),
        ("nope=1", "nope"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", [YEAR, "/calendars/all.jcal.json", "/v1/events.ics"])
def test_unknown_option_is_refused_by_name(several, path, query, parameter):
    answer = several.get(f"{path}?{query}")

    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert [error["parameter"] for error in answer.json["errors"]] == [parameter]


def test_list_refuses_options_of_calendars(several):
    assert several.get("/v1/events.json?detail=trips").status_code == 422


def test_single_event_accepts_the_options_that_make_sense_for_one(several):
    def shown(query: str) -> list[str]:
        return titles(several.get(f"/v1/events/wide.ics{query}"))

    assert [shown(""), shown("?imprecise=all"), shown("?imprecise=omit")] == [["wide"]] * 3
    assert titles(several.get("/v1/events/off.ics?lang=es")) == ["Cancelado: off"]
    assert several.get("/v1/events/wide.ics?detail=trips").status_code == 422


def test_called_off_events_are_tentative_where_they_shall_be_visible(several):
    marked, visible = (several.get(f"{YEAR}{query}").text for query in ("", "?cancelled=visible"))

    assert marked.count("STATUS:CANCELLED") == visible.count("SUMMARY:Cancelled: ") + visible.count("Withdrawn: ") > 0
    assert "STATUS:CANCELLED" not in visible
    assert several.get(f"{YEAR}?cancelled=marked").status_code == 422


def test_event_without_any_day_has_a_file_that_says_so(several):
    response = several.get("/v1/events/someday.ics")
    calendar = Calendar.from_ical(response.data)

    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
    assert "No day of this event is known" in str(calendar["DESCRIPTION"])


def test_feed_without_an_event_says_so(several):
    calendar = Calendar.from_ical(several.get("/calendars/all/1871.ics").data)

    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
    assert "No event matches now" in str(calendar["DESCRIPTION"])


def test_address_file_name_and_tag_are_those_of_the_variant(several):
    usual, german = several.get(YEAR), several.get(f"{YEAR}?lang=de")
    source = str(Calendar.from_ical(german.data)["SOURCE"])

    assert source == "https://timeline.example.org/calendars/all/2024.ics?lang=de"
    assert german.headers["Content-Disposition"] == 'inline; filename="all-2024.ics"'
    assert len({usual.headers["ETag"], german.headers["ETag"], several.get(f"{YEAR}?lang=fr").headers["ETag"]}) == 3


@pytest.mark.parametrize(
    ("path", "filename"),
    [
        ("/v1/events", "events"),
        ("/calendars/all", "all"),
        ("/calendars/all/2024", "all-2024"),
        ("/calendars/people/ada", "people-ada"),
        ("/calendars/people/ada/2024", "people-ada-2024"),
        ("/v1/events/talks", "talks"),
    ],
)
def test_jcal_has_the_same_events_as_the_calendar(several, path, filename):
    answer = several.get(f"{path}.jcal.json")
    name, head, components = orjson.loads(answer.data)
    found = [{one[0]: one[3] for one in part[1]}["summary"] for part in components if part[0] == "vevent"]

    assert answer.content_type == "application/calendar+json"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{filename}.jcal.json"'
    assert name == "vcalendar"
    assert ["source", {}, "uri", f"https://timeline.example.org{path}.jcal.json"] in head
    assert sorted(found) == titles(several.get(f"{path}.ics"))
    assert answer.headers["ETag"] != several.get(f"{path}.ics").headers["ETag"]


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es", "uk", "ar"])
@pytest.mark.parametrize("more", ["", "&imprecise=all", "&imprecise=omit&detail=stops&cancelled=omit"])
def test_every_variant_of_the_reference_story_is_sound_octet_by_octet(story, lang, more):
    answer = story.get(f"/calendars/all/2023.ics?lang={lang}{more}")

    assert faults_of(answer.data) == []
    assert answer.data.count(b"BEGIN:VEVENT") > 5


def parent_ids(ancestry, stored):
    """The events that this one is part of, by id."""
    return () if stored.removed else ancestry[stored.event_id].parent_ids


def test_every_stored_entry_can_be_written_again_from_its_revision(story_engine):
    with read_session(story_engine) as session:
        at = RECORDED_AT.replace(year=2100)
        events = find_events(session, EventQuery(), PageRequest(limit=None), sight=Public(at)).events
        revisions = load_revisions(session, [stored.event_id for stored in events])
        ancestry = load_ancestry(session, [stored.event_id for stored in events], sight=Public(at))
        catalogue = load_catalogue(session)

    written = [
        vevent(
            revision_of(stored, revisions[stored.event_id]),
            RENDER,
            catalogue,
            relatives=Relatives(parent_ids=parent_ids(ancestry, stored)),
        ).lines
        for stored in events
    ]

    assert len(events) > 10
    assert written == [stored.vevent for stored in events]
