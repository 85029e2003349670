"""Events as a table: every column, one row for each place, texts that come back as they were."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.timeline.render.builders import BRUSSELS, SECRETARY, ministerial
from tests.timeline.render.stored import HEAD, SETTINGS, stored
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event
from timeline.model.vocabulary import Presence, Role
from timeline.render.forms.csv import COLUMNS, csv_form
from timeline.render.forms.safe_cell import cell_text
from timeline.render.plain_text import one_line, plain_text

_SKOPJE = replace(BRUSSELS, slug="skopje", name="Skopje", country="MK", latitude=-42.0, longitude=-21.43)


def rows_of(*events: Event, lang: str = "en") -> list[dict[str, str]]:
    """The table as a program reads it."""
    content = b"".join(csv_form([stored(event) for event in events], replace(SETTINGS, lang=lang), HEAD))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


COMPILED = "compiled from the sources named with each event"


def test_row_has_every_column():
    (row,) = rows_of(ministerial())

    assert tuple(row) == COLUMNS
    assert row == {
        "id": "evt-aaaa", "slug": "nato-foreign-ministers-2023-11", "kind": "ministerial", "status": "completed",
        "title": "NATO foreign ministers' meeting; first day, second day", "summary": "First council.\nSecond line.",
        "first_day": "2023-11-28", "last_day": "2023-11-29", "exact": "true", "edtf": "2023-11-28/2023-11-29",
        "starts_at": "", "ends_at": "", "time_zone": "Europe/Brussels", "phrase": "", "dateline": "",
        "place": "brussels", "place_name": "Brussels", "country": "BE", "territory": "", "latitude": "50.85",
        "longitude": "4.35", "participants": "Antony Blinken (attendee, attended)",
        "participant_slugs": "antony-blinken", "topics": "support-for-ukraine; not-in-the-catalogue",
        "part_of": "blinken-trip-2023-11", "sources": "nato-2023-10-23", "contested": "status",
        "deviations": "Planned date: 27 November to 3 December 2023; as it took place: 28 to 29 November 2023",
        "revision": "2", "known_from": "2024-08-29T00:00:00Z", "updated_at": "2026-01-02T03:04:05.000678Z",
        "url": "https://www.example.int/meeting",
        "html": "https://timeline.example.org/events/nato-foreign-ministers-2023-11",
        "moved": "",
        "postponed_from": "", "itinerary": "", "rank": "", "mode": "", "series": "", "ordinal": "", "no_place": "false",
        "licence": "CC0-1.0",
        "attribution": f"Diplomatic Timeline, https://timeline.example.org/, {COMPILED}",
    }  # fmt: skip


def test_file_begins_with_a_byte_order_mark_and_its_lines_end_with_crlf():
    content = b"".join(csv_form([stored(ministerial(summary=None))], SETTINGS, HEAD))

    assert content.startswith(b"\xef\xbb\xbfid,slug,")
    assert content.count(b"\r\n") == content.count(b"\n") == 2
    assert content.endswith(b"\r\n")


def test_event_has_a_row_for_each_place_and_one_without_any():
    two, none = rows_of(ministerial(where=(BRUSSELS, _SKOPJE))), rows_of(ministerial(where=()))

    assert [(row["id"], row["place"], row["latitude"]) for row in two] == [
        ("evt-aaaa", "brussels", "50.85"),
        ("evt-aaaa", "skopje", "-42.0"),
    ]
    assert [[row[name] for name in ("place", "place_name", "country", "latitude", "longitude")] for row in none] == [
        [""] * 5
    ]


def test_role_and_presence_of_a_participant_are_in_the_language():
    host = replace(SECRETARY, role=Role.HOST, presence=Presence.ABSENT)
    bare = replace(SECRETARY, role=None, presence=None)

    (row,) = rows_of(ministerial(participants=(host, bare)), lang="de")

    assert row["participants"] == "Antony Blinken (Gastgeber, abwesend); Antony Blinken"


def test_own_days_of_a_participant_are_shown():
    on_the_eve = replace(SECRETARY, when=EventDate.from_edtf("2023-11-27"))
    (row,) = rows_of(ministerial(participants=(on_the_eve,)))

    assert row["participants"] == "Antony Blinken (attendee, attended, 2023-11-27)"


def test_what_is_not_known_is_empty():
    (row,) = rows_of(Event(id="evt-b", slug="b", when=EventDate.unknown()))

    known = {name: value for name, value in row.items() if value}
    assert set(known) == {
        "id",
        "slug",
        "exact",
        "revision",
        "known_from",
        "updated_at",
        "html",
        "licence",
        "attribution",
        "no_place",
    }
    assert (known["exact"], known["no_place"]) == ("false", "false")


@given(st.text(), st.text(), st.text(max_size=20))
def test_texts_come_back_and_make_no_row_column_or_formula(title: str, summary: str, name: str):
    event = ministerial(
        title=title,
        summary=summary,
        participants=(replace(SECRETARY, name=name),),
        where=(replace(BRUSSELS, name=name),),
    )

    (row,) = rows_of(event)

    assert cell_text(row["title"]) == one_line(title)
    assert cell_text(row["summary"]) == plain_text(summary)
    assert cell_text(row["place_name"]) == one_line(name)
    assert len(row) == len(COLUMNS)
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
        for column, cell in row.items()
        if column not in ("latitude", "longitude")
    )
