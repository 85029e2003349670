"""`seeds/README.md`: its example loads into an empty service as it stands, its tables name what is read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from timeline import clock
from timeline.cli import main
from timeline.ingest import entries, reports, says
from timeline.ingest.documents import read_document
from timeline.ingest.phrases import Tense, WeekStart
from timeline.ingest.strict_document import MAX_JSON_BYTES, MAX_YAML_BYTES
from timeline.model.dates.event_date import EventDate
from timeline.model.limits import MAX_MEMBERS, MAX_TOPICS
from timeline.model.sight import Public
from timeline.model.vocabulary import (
    SINGLE_PROPERTIES,
    UNION_PROPERTIES,
    EventKind,
    Level,
    Mode,
    Presence,
    Rank,
    Role,
    Status,
    Tier,
)
from timeline.store.engine.sessions import open_engine, read_session
from timeline.store.views.event_view import find_event

PAGE = (Path(__file__).parents[2] / "seeds" / "README.md").read_text()
RECORDED_AT = datetime(2024, 1, 1, tzinfo=UTC)
BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
EXAMPLE = BLOCK.findall(PAGE)[0]


def load(path: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["load", str(path), "--json", *options])


@pytest.fixture
def example(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The example of the page as a file, with an empty database to load it into."""
    monkeypatch.setenv("TIMELINE_DATABASE_URL", database_url)
    for name in ("PUBLIC_URL", "UID_DOMAIN", "HOST", "PORT", "WORKERS"):
        monkeypatch.delenv(f"TIMELINE_{name}", raising=False)
    path = tmp_path / "example.yaml"
    path.write_text(EXAMPLE)
    return path


def test_example_of_the_page_loads_into_an_empty_service_and_only_once(example):
    first, again = load(example), load(example)

    assert (first.exit_code, again.exit_code) == (0, 0), first.output
    told = orjson.loads(first.stdout)
    assert (len(told["new"]), told["new_sources"], told["new_entries"], told["refused"]) == (8, 3, 6, [])
    assert orjson.loads(again.stdout)["new"] == []


def test_example_of_the_page_gives_the_event_that_its_reports_say(example, database_url):
    assert load(example).exit_code == 0
    engine = open_engine(database_url)
    with read_session(engine) as session:
        stored = find_event(session, "doe-geneva-2024-03", sight=Public(clock.now()))
    engine.dispose()
    assert stored is not None
    event = orjson.loads(stored.json)

    assert (event["status"], event["part_of"], event["topics"]) == ("completed", ["doe-trip-2024-03"], [])
    assert event["when"]["starts_at"] == "2024-03-08T09:00:00+01:00"
    assert [(one["who"], one["role"], one["presence"]) for one in event["participants"]] == [
        ("jane-doe", "traveller", "attended")
    ]
    assert event["participants"][0]["office"] == "Minister of Foreign Affairs, Ruritania"
    assert [link["label"] for link in event["links"]["related"]] == [None, "The talks"]


@pytest.mark.parametrize("vocabulary", [EventKind, Status, Tier, Role, Presence, Rank, Mode, Level, Tense, WeekStart])
def test_page_names_every_word_that_is_allowed(vocabulary):
    assert [word for word in vocabulary if f"`{word}`" not in PAGE] == []


def test_page_names_every_field_that_is_read():
    fields = {
        *entries.SECTIONS, *entries._NAMED, *reports._SOURCE_KEYS, *reports._REPORT_KEYS, *says._KEYS,
        *says._PARTICIPANT_KEYS,
        *SINGLE_PROPERTIES, *UNION_PROPERTIES, "sources", "reports", "person", "edtf", "phrase", "dateline",
        "office", "body", "first_day", "last_day",
        "country", "territory", "latitude", "longitude", "time_zone", "parent", "who", "role", "presence", "label",
    }  # fmt: skip
    written = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]+)`", BLOCK.sub("", PAGE)))))

    assert fields - written == set()


FORMS = (
    "{edtf: 2023-11-28/2023-11-29}",
    "{first_day: 2023-11-28, last_day: 2023-11-29}",
    "{phrase: this week, dateline: 2023-11-27}",
)
DATED = """
places: [{slug: here, name: Here}]
sources: [{id: wire, publisher: The Wire, tier: press, published_at: 2023-11-27}]
reports: [{source: wire, record: one, says: {title: A visit, when: WHEN}}]
"""


def when_of(written: str) -> EventDate | None:
    """What a document's `when` means."""
    text = DATED.replace("WHEN", written).encode()
    return read_document(text, "test.yaml", recorded_at=RECORDED_AT).filed[0].report.says.when


def test_every_form_of_when_on_the_page_is_read():
    row = PAGE.partition("| EDTF: ")[2].partition(" |")[0]
    notations = [word for word in re.findall(r"`([^`]+)`", row) if re.match(r"\[?[0-9.]", word) and len(word) > 2]

    assert len(notations) == 7
    assert [word for word in notations if when_of(f'{{edtf: "{word}"}}') is None] == []
    assert [form for form in FORMS if f"`{form}`" not in PAGE or when_of(form) is None] == []


def test_days_beside_a_phrase_are_bounds_as_the_page_says():
    beside = "phrase: about then, dateline: 2023-11-27, first_day: 2023-11-28, last_day: 2023-11-29"

    assert when_of(f"{{{beside}}}") == EventDate.from_days(
        date(2023, 11, 28), date(2023, 11, 29), exact=False, phrase="about then", dateline=date(2023, 11, 27)
    )
    assert when_of(f"{{{beside}, exact: true}}") == EventDate.from_days(
        date(2023, 11, 28), date(2023, 11, 29), exact=True, phrase="about then", dateline=date(2023, 11, 27)
    )


def test_page_names_the_limits():
    text = " ".join(PAGE.split())

    assert f"({MAX_YAML_BYTES:,} and {MAX_JSON_BYTES:,} bytes)" in text
    assert f"most {MAX_MEMBERS} members" in text
    assert f"at most {MAX_TOPICS} |" in text
