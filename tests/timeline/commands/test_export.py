"""`timeline export`: the public data set in one file, and a seed that gives the same ids elsewhere."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.engines.databases import Databases, temporary_database
from tests.timeline.commands.conftest import STORY, Timeline

SECOND = """\
sources:
  - {id: desk-1, publisher: Desk, tier: desk, published_at: 2024-03-03}
  - {id: agency, publisher: Agency, tier: press, published_at: 2024-03-02, via: wire, title: 'no', note: "1e3"}
reports:
  - {source: agency, record: talks, event: geneva-talks, says: {status: confirmed, when: {starts_at: 2024-03-07T10:00,
     time_zone: Europe/Zurich}, links: [https://example.org/talks], participants: [{who: jane-doe, presence: expected,
     when: {edtf: 2024-03-07}}]}}
  - {source: agency, record: talks, published_at: 2024-03-04, withdrawn: true, event: geneva-talks}
  - {source: desk-1, record: c, event: geneva-talks, says: {title: The talks in Geneva, not: {links: [https://example.org/x]}},
     corrects: {report: {source: wire, record: talks}, property: title, reason: Name of the event}}
  - {source: wire, record: secret, private: true, says: {kind: call, part_of: geneva-talks}}
  - {source: wire, record: later, embargo_until: 2999-01-01, says: {title: Later}}
"""


def shown(timeline: Timeline) -> list[dict[str, Any]]:
    """The public events without what depends on the time of loading."""
    lines = timeline("export", "--format", "ndjson").stdout.splitlines()
    return [{key: value for key, value in json.loads(line).items() if key != "updated_at"} for line in lines]


@pytest.fixture
def loaded(timeline: Timeline, story: Path) -> Timeline:
    """The program on a database with every kind of report."""
    second = story.with_name("second.yaml")
    second.write_text(SECOND)
    result = timeline("load", story, second)
    assert (result.exit_code, result.stderr) == (0, "")
    return timeline


def test_json_and_ndjson_contain_the_public_events_with_their_claims(loaded: Timeline):
    as_list = json.loads(loaded("export", "--format", "json").stdout)
    as_lines = [json.loads(line) for line in loaded("export", "--format", "ndjson").stdout.splitlines()]

    rights = {name: as_list[name] for name in ("licence", "attribution")}
    assert [event | rights for event in as_list["events"]] == as_lines
    assert rights["licence"] == "CC0-1.0"
    assert (as_list["count"], as_list["next"]) == (1, None)
    assert [event["slug"] for event in as_lines] == ["geneva-talks"]
    assert "wire" in {claim["source"] for claim in as_lines[0]["claims"]}


def test_ics_is_a_complete_calendar(loaded: Timeline):
    lines = loaded("export", "--format", "ics").stdout_bytes.split(b"\r\n")

    assert (lines[0], lines[-2:]) == (b"BEGIN:VCALENDAR", [b"END:VCALENDAR", b""])
    assert lines.count(b"BEGIN:VEVENT") == 1


def test_csv_geojson_atom_and_jsonld_contain_the_public_events(loaded: Timeline):
    def content(form: str) -> bytes:
        return loaded("export", "--format", form).stdout_bytes

    (row,) = csv.DictReader(io.StringIO(content("csv").decode("utf-8-sig"), newline=""))
    (feature,) = json.loads(content("geojson"))["features"]
    (entry,) = ElementTree.fromstring(content("atom")).findall("{*}entry")
    (described,) = json.loads(content("jsonld"))["@graph"]

    assert row["slug"] == feature["properties"]["slug"] == "geneva-talks"
    assert entry.findtext("{*}id") == f"tag:diplomatic-timeline.invalid,2026:{row['id']}"
    assert described["identifier"] == row["id"]


def test_export_of_nothing_is_well_formed_in_each_form(timeline: Timeline):
    def content(form: str) -> str:
        return timeline("export", "--format", form).stdout_bytes.decode()

    assert content("ndjson") == ""
    listed = json.loads(content("json"))
    rights = {name: listed.pop(name) for name in ("licence", "attribution")}
    assert listed == {"events": [], "next": None, "count": 0, "query": {}, "known_at": None}
    assert rights["licence"] == "CC0-1.0"
    assert content("csv").count("\r\n") == 1
    assert json.loads(content("geojson"))["features"] == json.loads(content("jsonld"))["@graph"] == []
    assert ElementTree.fromstring(content("atom")).findall("{*}entry") == []


def test_seed_gives_the_same_events_elsewhere(
    loaded: Timeline, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    seed = tmp_path / "seed.json"
    assert loaded("export", "--format", "seed", "--output", seed).exit_code == 0
    before, seed_before = shown(loaded), seed.read_bytes()

    with temporary_database(databases) as elsewhere:
        monkeypatch.setenv("TIMELINE_DATABASE_URL", elsewhere)
        result = loaded("load", seed)
        after, seed_after = shown(loaded), loaded("export", "--format", "seed").stdout_bytes

    assert (result.exit_code, result.stderr) == (0, "")
    assert after == before
    assert seed_after == seed_before


EVERYTHING = """\
people: [{slug: max-muster, name: Max Muster}]
organizations: [{slug: forum, name: The Forum}]
offices: [{person: jane-doe, office: Minister, body: forum, first_day: 2020-01-01}]
reports:
  - {source: wire, record: tour, event: tour, says: {kind: trip, status: announced, title: Tour,
     when: {edtf: 2024-03-05/2024-03-08}, itinerary: [second-stop, first-stop],
     participants: [{who: jane-doe, role: traveller}]}}
  - {source: wire, record: other, event: other-tour, says: {kind: trip, status: announced, title: Other tour}}
  - {source: wire, record: first, event: first-stop, says: {kind: visit, status: announced, title: First, where: [],
     rank: official-working, mode: mixed, series: forum, ordinal: 31st Council, part_of: [tour, other-tour],
     when: {starts_at: 2024-03-06T10:00, time_zone: Europe/Zurich},
     participants: [{who: jane-doe, presence: represented, by: max-muster, reason: unwell},
     {who: max-muster, role: delegation, with: jane-doe}, {who: forum, role: host, level: ministers}]}}
  - {source: wire, record: second, event: second-stop, says: {kind: stopover, status: announced, title: Second,
     part_of: tour, mode: in-person, where: []}}
  - {source: wire, record: move, event: moved, published_at: 2024-03-01, says: {kind: meeting, status: announced,
     title: Moved, when: {edtf: 2024-04-01}}}
  - {source: wire, record: move, event: moved, published_at: 2024-03-02, says: {kind: meeting, status: postponed,
     title: Moved, when: {edtf: null}}}
  - {source: wire, record: broken, event: broken, says: {kind: visit, status: broken-off, title: Broken off,
     when: {edtf: 2024-02-01/2024-02-02}}}
"""


def test_seed_keeps_everything_that_a_report_can_say(
    timeline: Timeline, story: Path, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    everything, seed = tmp_path / "everything.yaml", tmp_path / "seed.json"
    everything.write_text(EVERYTHING)
    result = timeline("load", story, everything)
    assert (result.exit_code, result.stderr) == (0, ""), result.stderr
    assert timeline("export", "--format", "seed", "--output", seed).exit_code == 0
    before = {event["slug"]: event for event in shown(timeline)}

    with temporary_database(databases) as elsewhere:
        monkeypatch.setenv("TIMELINE_DATABASE_URL", elsewhere)
        assert timeline("load", seed).exit_code == 0
        after, again = shown(timeline), timeline("export", "--format", "seed").stdout_bytes

    first = before["first-stop"]
    assert {event["slug"]: event for event in after} == before
    assert again == seed.read_bytes()
    assert [first[name] for name in ("rank", "mode", "series", "ordinal", "no_place", "part_of")] == [
        "official-working", "mixed", "forum", "31st Council", True, ["other-tour", "tour"],
    ]  # fmt: skip
    assert {one["who"]: [one[name] for name in ("by", "with", "reason", "level")] for one in first["participants"]} == {
        "jane-doe": ["max-muster", None, "unwell", None],
        "max-muster": [None, "jane-doe", None, None],
        "forum": [None, None, None, "ministers"],
    }
    assert before["tour"]["itinerary"] == ["second-stop", "first-stop"]
    assert before["moved"]["postponed_from"] == "2024-04-01"


def test_seed_contains_private_and_embargoed_reports_too(loaded: Timeline):
    found = json.loads(loaded("export", "--format", "seed").stdout)

    assert sorted((one["source"], one["record"]) for one in found["reports"]) == [
        ("agency", "talks"), ("agency", "talks"), ("desk-1", "c"), ("wire", "later"), ("wire", "secret"),
        ("wire", "talks"),
    ]  # fmt: skip
    assert [one["id"] for one in found["sources"]] == ["agency", "desk-1", "wire"]


def test_seed_names_the_events_that_will_get_another_id_elsewhere(timeline: Timeline, story: Path):
    timeline("load", story)
    story.write_text(
        "sources: [{id: early, publisher: E, tier: press, published_at: 2024-01-01}]\n"
        "reports: [{source: early, record: r, event: geneva-talks, says: {title: T}}]\n"
    )
    timeline("load", story)

    result = timeline("export", "--format", "seed")

    assert result.stderr == (
        "geneva-talks: founded by a record that is not its earliest now; elsewhere it will get another id.\n"
    )


def test_output_that_cannot_be_written_leaves_the_old_file(loaded: Timeline, tmp_path: Path):
    missing = tmp_path / "no-folder" / "out.json"

    result = loaded("export", "--output", missing)

    assert (result.exit_code, result.stderr) == (1, f"{missing}: cannot be written: No such file or directory\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["second.yaml", "story.yaml"]


def test_phrases_are_exported_with_their_days(timeline: Timeline, story: Path):
    story.write_text(STORY)
    timeline("load", story)

    (report,) = json.loads(timeline("export", "--format", "seed").stdout)["reports"]

    assert report["says"]["when"] == {
        "edtf": "2024-03-07", "first_day": "2024-03-07", "last_day": "2024-03-07", "exact": True,
        "starts_at": None, "ends_at": None, "time_zone": None, "phrase": "next Thursday", "dateline": "2024-03-01",
    }  # fmt: skip
