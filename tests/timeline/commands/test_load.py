"""`timeline load`: all or nothing, twice is once, and every refusal with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.timeline.commands.conftest import STORY, Timeline


def report(timeline: Timeline, *arguments: object) -> dict[str, Any]:
    """What a load that succeeds says in JSON, lists of reports as their slugs."""
    result = timeline("load", "--json", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    return {key: [one["slug"] for one in value] if isinstance(value, list) else value for key, value in found.items()}


def stored(timeline: Timeline) -> list[str]:
    """Titles of the public events."""
    return [event["title"] for event in json.loads(timeline("export").stdout)["events"]]


def test_load_stores_a_file_and_says_what_came_of_it(timeline: Timeline, story: Path):
    assert report(timeline, story) == {
        "dry_run": False, "new": ["geneva-talks"], "matched": [], "conflicting": [], "unchanged": [], "refused": [],
        "new_sources": 1, "new_entries": 2, "revisions": 1,
    }  # fmt: skip
    assert stored(timeline) == ["Talks in Geneva"]


def test_load_twice_changes_nothing(timeline: Timeline, story: Path):
    report(timeline, story)
    before = timeline("export").stdout

    again = report(timeline, story)

    assert (again["new"], again["unchanged"], again["revisions"]) == ([], ["geneva-talks"], 0)
    assert timeline("export").stdout == before


def test_dry_run_says_the_same_and_stores_nothing(timeline: Timeline, story: Path):
    dry = report(timeline, "--dry-run", story)

    assert stored(timeline) == []
    assert dry == report(timeline, story) | {"dry_run": True}


def test_second_source_on_a_known_event_is_matched_and_conflicting_if_it_contradicts_what_is_shown(
    timeline: Timeline, story: Path, tmp_path: Path
):
    report(timeline, story)
    rival = tmp_path / "rival.yaml"
    rival.write_text(
        "sources: [{id: gazette, publisher: Gazette, tier: press, published_at: 2024-02-28}]\n"
        "reports: [{source: gazette, record: r, event: geneva-talks, says: {when: {edtf: 2024-05-01}}}]\n"
    )

    found = report(timeline, rival)

    assert (found["new"], found["matched"]) == (["geneva-talks"], ["geneva-talks"])
    assert found["conflicting"] == ["geneva-talks"]


def test_report_may_name_a_source_that_is_in_the_store(timeline: Timeline, story: Path, tmp_path: Path):
    report(timeline, story)
    more = tmp_path / "more.yaml"
    more.write_text("reports: [{source: wire, record: second, event: other, says: {title: Other talks}}]\n")

    assert report(timeline, more)["new"] == ["other"]


def test_folder_is_loaded_with_everything_below_it(timeline: Timeline, tmp_path: Path):
    head, reports = STORY.split("reports:")
    (tmp_path / "b").mkdir()
    (tmp_path / "a.yaml").write_text(f"reports:{reports}")
    (tmp_path / "b" / "names.yml").write_text(head)
    (tmp_path / "readme.txt").write_text("no document")

    assert report(timeline, tmp_path)["new"] == ["geneva-talks"]


def test_refused_file_stores_nothing_of_any_file_and_tells_every_fault(timeline: Timeline, story: Path, tmp_path: Path):
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text("reports:\n  - source: wyre\n    record: r\n    says: {kind: meating, where: [geneva]}\n")

    result = timeline("load", story, faulty)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f"{faulty}:2 reports[0].source: there is no source 'wyre'; did you mean wire?"
        " If it is new, declare it under sources:",
        f"{faulty}:4 reports[0].says.kind: 'meating' is not a valid kind; allowed: trip, visit, stopover,"
        " ministerial, summit, meeting, call, remarks, briefing, statement, agreement, ceremony",
        "2 refused, nothing was stored.",
    ]
    assert stored(timeline) == []


def test_unknown_names_are_refused_with_the_nearest_ones(timeline: Timeline, story: Path):
    story.write_text(STORY.replace("who: jane-doe", "who: jane-do"))

    result = timeline("load", "--json", story)

    assert (result.exit_code, result.stderr) == (1, "1 refused, nothing was stored.\n")
    assert json.loads(result.stdout) == {
        "refused": [
            {
                "place": f"{story}:5 says.participants",
                "detail": "there is no person or organization 'jane-do'; did you mean jane-doe?"
                " If it is new, bring it under people: or organizations:",
            }
        ]
    }


def test_every_file_that_is_no_document_is_told(timeline: Timeline, tmp_path: Path):
    (tmp_path / "a.yaml").write_text("a: &x 1\n")
    (tmp_path / "b.json").write_text("{")

    result = timeline("load", tmp_path)

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{tmp_path / 'b.json'}:1: the document is not JSON: expecting property name enclosed in double quotes",
        f"{tmp_path / 'a.yaml'}:1: anchors are not allowed; remove &x",
        f"{tmp_path / 'a.yaml'}:1: unknown key 'a'; known keys: people, organizations, offices, places, topics,"
        " sources, reports, origin",
        "3 refused, nothing was stored.",
    ]


def test_one_pass_tells_the_faults_of_syntax_keys_values_and_names_of_all_files(timeline: Timeline, tmp_path: Path):
    files = {
        "a.yaml": "people: [{slug: ada, name: Ada\n",  # never closed: only its text tells that it brings `ada`
        "b.yaml": "places: [{slug: lima, nam: Lima}]\n"
        "sources: [{id: wire, publisher: P, tier: pres, published_at: x}]\n",
        "c.yaml": (
            "reports:\n"
            "  - {source: wire, record: r, event: talks, says: {kind: meeting, where: [lima, limma],"
            " participants: [{who: ada}, {who: asean}]}}\n"
            "  - {source: wire, record: q, says: {title: T, part_of: talks, status: begun}}\n"
            "  - {source: wire, record: p, says: {title: T, part_of: talkz}}\n"
        ),
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text)

    result = timeline("load", tmp_path)

    told = [line.removeprefix(f"{tmp_path}/").split("; ")[0] for line in result.stderr.splitlines()]
    assert told == [
        "a.yaml:2: the document is not YAML: did not find expected ',' or '}'",
        "b.yaml:1 places[0]: unknown key 'nam'",
        "b.yaml:1 places[0].name: is missing",
        "b.yaml:2 sources[0].tier: 'pres' is not a valid tier",
        "b.yaml:2 sources[0].published_at: 'x' is not a date or a time with an offset",
        "c.yaml:3 reports[1].says.status: 'begun' is not a valid status",
        "c.yaml:2 says.where: there is no place 'limma'",
        "c.yaml:2 says.participants: there is no person or organization 'asean'",
        "c.yaml:4 says.part_of: there is no event 'talkz'",
        "9 refused, nothing was stored.",
    ]
    assert stored(timeline) == []


def test_folder_without_documents_is_refused(timeline: Timeline, tmp_path: Path):
    result = timeline("load", tmp_path)

    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        1, f"{tmp_path}: holds no file that ends in .yaml, .yml, .json"
    )  # fmt: skip


def test_load_with_another_address_than_the_service_is_refused(timeline: Timeline, story: Path, monkeypatch):
    report(timeline, story)
    monkeypatch.setenv("TIMELINE_PUBLIC_URL", "https://timeline.example.org")

    result = timeline("load", story)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "rendered for another address" in result.stderr
    assert timeline("rebuild").exit_code == 0
    assert timeline("load", story).exit_code == 0


def test_table_for_people_counts_the_same(timeline: Timeline, story: Path):
    result = timeline("load", story)

    rows = [[cell.strip() for cell in line.split("│")[1:3]] for line in result.stdout.splitlines() if "│" in line]
    assert rows == [
        ["new reports", "1"],
        ["matched (on events that existed before)", "0"],
        ["conflicting (with what is shown)", "0"],
        ["unchanged reports", "0"],
        ["refused", "0"],
        ["new or changed sources", "1"],
        ["new or changed people, organizations, offices, places, topics", "2"],
        ["new revisions of events", "1"],
    ]
