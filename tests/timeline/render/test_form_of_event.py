"""Rank, mode, series, "no place", reasons and representatives in every form: in words, in every language."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest

from tests.timeline.render.builders import CATALOGUE, LINKS, SECRETARY, SETTINGS, ministerial, rendered
from tests.timeline.render.stored import stored
from timeline.model.catalogue.entries import Organization, Topic
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Deviation, Event, Moved
from timeline.model.vocabulary import EventKind, Level, Mode, ParticipantType, Presence, Rank, Role, Status
from timeline.render.forms.atom import summary
from timeline.render.forms.csv import csv_form
from timeline.render.forms.jsonld import schema_event
from timeline.render.forms.local_event import local_event
from timeline.render.forms.settings import FormHead, FormSettings
from timeline.render.ics.description import description
from timeline.render.local_names import in_language
from timeline.render.text import form_words
from timeline.render.words.languages import LANGUAGES

COUNCIL = CATALOGUE.with_entries([Organization(slug="nato-ukraine-council", name="NATO-Ukraine Council")])
TOLD_AT = ministerial().sources[0].published_at
DENYS = replace(SECRETARY, who="denys-bo", name="Denys Bo", office=None)


def rich_event(**changes: Any) -> Event:
    """An event that has everything of which forms tell."""
    told: dict[str, Any] = {
        "kind": EventKind.VISIT,
        "status": Status.POSTPONED,
        "rank": Rank.OFFICIAL_WORKING,
        "mode": Mode.MIXED,
        "series": "nato-ukraine-council",
        "ordinal": 31,
        "where": (),
        "no_place": True,
        "participants": (
            SECRETARY,
            replace(DENYS, presence=Presence.REPRESENTED, by="x", by_name="Olha Bo", reason="unwell"),
            replace(DENYS, who="c", role=Role.DELEGATION, presence=None, together_with="a", together_with_name="Ada"),
            replace(DENYS, who="d", name="NATO", type=ParticipantType.ORGANIZATION, level=Level.MINISTERS),
            replace(DENYS, who="e", name="Eva", presence=Presence.DECLINED, reason="will not sit with Russia"),
        ),
        "contested": ("when", "participants.denys-bo.presence", "part_of.some-trip", "rank"),
        "deviations": (
            Deviation(property="when", planned="2023-11-27T09:00:00+01:00", actual="2023-11-28/2023-11-29"),
            Deviation(property="participants.denys-bo.presence", planned="attended", actual="absent"),
        ),
        "moved": (Moved(before="2023-11-20", after="2023-11-28", known_from=TOLD_AT),),
        "postponed_from": EventDate.from_edtf("2023-11-28"),
    }
    return ministerial(**told | changes)


def description_of(event: Event, lang: str = "en") -> str:
    return description(event, LINKS, COUNCIL, lang)


def test_description_tells_rank_mode_series_and_no_place():
    lines = description_of(rich_event()).splitlines()

    assert [line for line in lines if line.startswith(("Rank", "Held", "NATO-Ukraine", "No place"))] == [
        "Rank: Official working visit",
        "Held: partly online",
        "NATO-Ukraine Council: 31",
        "No place",
    ]
    assert "- Denys Bo – represented by Olha Bo (unwell)" in lines
    assert "- Denys Bo – delegation of Ada" in lines
    assert "- NATO (ministers) – attended" in lines
    assert "- Eva – declined (will not sit with Russia)" in lines


@pytest.mark.parametrize(
    ("series", "ordinal", "line"),
    [
        ("nato-ukraine-council", None, "NATO-Ukraine Council"),
        ("nato-ukraine-council", "31st Council", "NATO-Ukraine Council: 31st Council"),
        ("g20-summit", 18, "G20 summit: 18"),
        (None, None, None),
    ],
)
def test_series_is_told_by_its_name(series: str | None, ordinal: Any, line: str | None):
    event = ministerial(series=series, ordinal=ordinal)

    assert form_words(event, COUNCIL) == (() if line is None else (line,))


@pytest.mark.parametrize(
    "entry",
    [
        Organization(slug="otan-ukraine", name="NATO-Ukraine Council", names=(("fr", "Conseil OTAN-Ukraine"),)),
        Topic(slug="otan-ukraine", name="NATO-Ukraine Council", names=(("fr", "Conseil OTAN-Ukraine"),)),
    ],
    ids=["organization", "topic"],
)
@pytest.mark.parametrize(
    ("lang", "line"), [("en", "NATO-Ukraine Council"), ("fr", "Conseil OTAN-Ukraine"), ("de", "NATO-Ukraine Council")]
)
def test_series_is_told_in_the_language_of_the_reader(entry: Organization | Topic, lang: str, line: str):
    event = ministerial(series="otan-ukraine", ordinal=None)

    assert form_words(*in_language(event, CATALOGUE.with_entries([entry]), lang), lang) == (line,)


def test_place_that_is_not_known_is_not_told_as_none():
    assert "No place" not in description_of(ministerial(where=())).splitlines()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_of_words_has_a_slug_with_a_property_or_a_raw_time(lang: str):
    event = rich_event()
    one = local_event(stored(event), FormSettings(render=SETTINGS, catalogue=COUNCIL, lang=lang))
    texts = (description_of(event, lang), summary(one, lang))

    for line in "\n".join(texts).splitlines():
        words = re.sub(r"https?://\S+", "", line)
        assert not re.search(r"[a-z0-9-]+\.(presence|role|when|by|with|some)|part_of|[0-9]T[0-9]{2}:", words), line
        assert "denys-bo" not in words


def test_csv_has_them_in_columns_at_the_end():
    head = FormHead(name="all", title="All", self_url="https://x.example/", page_url="https://x.example/")
    content = b"".join(csv_form([stored(rich_event())], FormSettings(render=SETTINGS, catalogue=COUNCIL), head))
    (row,) = csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""))

    assert [row[name] for name in ("rank", "mode", "series", "ordinal", "no_place")] == [
        "official-working", "mixed", "nato-ukraine-council", "31", "true",
    ]  # fmt: skip
    assert "Denys Bo (attendee, represented by Olha Bo (unwell))" in row["participants"]


@pytest.mark.parametrize(("mode", "is_online"), [(Mode.ONLINE, True), (Mode.MIXED, True), (Mode.IN_PERSON, False)])
def test_schema_org_gets_a_virtual_location_for_what_is_online(mode: Mode, is_online: bool):  # noqa: FBT001
    event = ministerial(mode=mode)
    settings = FormSettings(render=SETTINGS, catalogue=COUNCIL)
    told = schema_event(local_event(stored(event), settings), settings)

    types = [place["@type"] for place in told["location"]]
    assert ("VirtualLocation" in types) is is_online


def test_categories_stay_one_line_and_name_the_rank():
    lines = rendered(ministerial(rank=Rank.STATE)).lines.decode().replace("\r\n ", "")

    assert lines.count("CATEGORIES:") == 1
    assert "CATEGORIES:Ministerial meeting,State visit,Support for Ukraine" in lines
