"""`timeline explain`: as JSON and as a table, for public and hidden events, with a hint for an unknown one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.timeline.commands.conftest import Timeline

DOCUMENT = """\
people: [{slug: jane-doe, name: Jane Doe}]
places:
  - {slug: switzerland, name: Switzerland, country: CH}
  - {slug: geneva, name: Geneva, country: CH, parent: switzerland}
sources:
  - {id: wire, publisher: The Wire, tier: press, published_at: 2024-03-01}
  - {id: ministry, publisher: The Ministry, tier: official, published_at: 2024-03-02}
  - {id: desk, publisher: Desk, tier: desk, published_at: 2024-03-03}
reports:
  - source: wire
    record: talks
    event: geneva-talks
    says:
      kind: meeting
      status: announced
      title: Talks [of peace]
      url: https://wire.example/wrong
      when: {edtf: 2024-03-07}
      where: [geneva]
      topics: []
      participants: [{who: jane-doe, role: attendee}]
  - {source: ministry, record: talks, event: geneva-talks, says: {title: Peace talks, when: {edtf: 2024-03}}}
  - source: desk
    record: fix
    event: geneva-talks
    corrects: {report: {source: wire, record: talks}, property: url, reason: dead link}
    says: {url: "https://wire.example/right"}
  - {source: wire, record: secret, event: secret-talks, private: true, says: {title: Secret talks}}
  - {source: wire, record: tour, event: tour, says: {kind: trip, status: announced, title: Tour, where: [switzerland]}}
  - source: wire
    record: stop
    event: stop
    says: {kind: visit, status: announced, title: Stop, when: {edtf: 2024-03-07}, where: [geneva], part_of: tour}
"""


@pytest.fixture
def loaded(timeline: Timeline, tmp_path: Path) -> Timeline:
    """The program over a database with the document."""
    path = tmp_path / "talks.yaml"
    path.write_text(DOCUMENT)
    result = timeline("load", path)
    assert result.exit_code == 0, result.output
    return timeline


def explained(timeline: Timeline, *arguments: str) -> dict[str, Any]:
    """The explanation as JSON."""
    result = timeline("explain", *arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def rules(found: dict[str, Any]) -> dict[str, tuple[object, list[str]]]:
    """For each property the shown value and the rules behind it."""
    return {
        one["property"]: (one["value"], [reason["rule"] for reason in one["reasons"]]) for one in found["properties"]
    }


def test_public_event_is_explained_property_by_property(loaded: Timeline):
    found = explained(loaded, "geneva-talks")

    shown = rules(found)
    assert (found["public"], found["hidden_because"], found["known_from"], found["known_to"]) == (
        True, None, "2024-03-03T00:00:00+00:00", None,
    )  # fmt: skip
    assert shown.pop("when")[1] == ["R4", "R3"]
    assert shown == {
        "kind": ("meeting", ["R3"]),
        "title": ("Peace talks", ["R3"]),
        "status": ("announced", ["R3"]),
        "where": (["geneva"], ["R3"]),
        "url": ("https://wire.example/right", ["R8", "R3"]),
        "participants.jane-doe": ("jane-doe", ["R6"]),
        "participants.jane-doe.role": ("attendee", ["R3"]),
    }
    (title,) = [one for one in found["properties"] if one["property"] == "title"]
    assert [(claim["source"], claim["relation"], claim["reasons"]) for claim in title["claims"]] == [
        ("ministry", "shown", []),
        ("wire", "contradicts", [
            {"rule": "R3", "sentence": "ranks below ministry / talks: tier: official comes before press"},
        ]),
    ]  # fmt: skip


def test_earlier_day_is_explained_as_it_was_known(loaded: Timeline):
    found = explained(loaded, "geneva-talks", "--known-at", "2024-03-01")

    assert rules(found)["title"] == ("Talks [of peace]", ["R3"])
    assert (found["known_from"], found["known_to"]) == ("2024-03-01T00:00:00+00:00", "2024-03-02T00:00:00+00:00")
    assert [(report["source"], report["reasons"][0]["rule"]) for report in found["other_reports"]] == [
        ("ministry", "R10"), ("desk", "R10"),
    ]  # fmt: skip


def test_private_event_is_explained_to_the_operator(loaded: Timeline):
    found = explained(loaded, "secret-talks")

    assert (found["public"], found["hidden_because"]["rule"], found["revision"]) == (False, "R10", None)
    assert [report["reasons"] for report in found["other_reports"]] == [[{"rule": "R10", "sentence": "is private"}]]


def test_places_of_a_trip_come_from_its_stops(loaded: Timeline):
    assert rules(explained(loaded, "tour"))["where"] == (["geneva"], ["R6"])


def test_table_is_for_people_and_shows_texts_as_they_are(loaded: Timeline):
    table = loaded("explain", "geneva-talks", "--known-at", "2024-03-01")

    assert table.exit_code == 0
    first, second = table.stdout.splitlines()[:2]
    assert first.startswith("geneva-talks (evt-")
    assert second == "Public as shown from 2024-03-01T00:00Z until 2024-03-02T00:00Z, revision 1."
    assert all(words in table.stdout for words in ("Talks [of peace]", "why it does not count", "shown"))


def test_table_of_a_private_event_says_that_it_stays_hidden(loaded: Timeline):
    table = loaded("explain", "secret-talks")

    assert table.stdout.splitlines()[1] == (
        "Not public (R10: no report of it is public: each is private, or was withdrawn before its publication). "
        "Nothing that is stored will make it public."
    )


def test_unknown_event_is_refused_with_the_nearest_slugs(loaded: Timeline):
    result = loaded("explain", "geneva-talk")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("there is no event 'geneva-talk'; did you mean geneva-talks")


def test_day_that_is_none_is_an_error_of_usage(loaded: Timeline):
    result = loaded("explain", "geneva-talks", "--known-at", "yesterday")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "'yesterday' is not a date; write it as 2023-11-28" in result.stderr
