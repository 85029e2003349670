"""The ten worked examples do what they say: each is run as printed, only with the address of the service under test."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from api.pages.docs.examples_table import EXAMPLES, Example
from tests.served import Served

ROOT = Path(__file__).parents[2]
RUNNERS = {".sh": ("bash", "-euo", "pipefail"), ".py": (sys.executable, "-I"), ".mjs": ("node",)}


@pytest.fixture
def run(served: Served, tmp_path: Path, node_path: Path):
    """Runs an example by its file's name in a folder of its own; what it prints."""

    def run_example(file: str) -> str:
        example = next(example for example in EXAMPLES if example.file == file)
        script = tmp_path / file
        if script.suffix == ".sh" and shutil.which("curl") is None:
            pytest.skip("no curl; mend it with: sudo apt-get install curl")
        script.write_text(example.shown_at(served.url), "utf-8")
        environment = {"PATH": os.environ["PATH"], "TIMELINE_KEY": served.token, "LANG": "C.UTF-8"}
        command = [*RUNNERS[script.suffix], str(script)]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return str(done.stdout)

    return run_example


def told(printed: str) -> Any:
    """What was printed, as JSON."""
    return json.loads(printed)


class _BusyOnce(BaseHTTPRequestHandler):
    """Answers 429 the first time, then one empty page; `server.asked` holds the seconds at which it was asked."""

    def do_GET(self) -> None:
        asked: list[float] = self.server.asked  # type: ignore[attr-defined]
        asked.append(time.monotonic())
        body = b'{"changes": [], "events": [], "participants": [], "next": null}'
        self.send_response(200 if len(asked) > 1 else 429)
        self.send_header("Retry-After", "1")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize("file", [one.file for one in EXAMPLES if one.file != "spreadsheet.txt"])
def test_example_waits_as_long_as_it_is_told_to(file: str, tmp_path: Path, node_path: Path):
    example = next(one for one in EXAMPLES if one.file == file)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _BusyOnce)
    server.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    script = tmp_path / file
    script.write_text(
        example.shown_at(f"http://127.0.0.1:{server.server_port}").replace("print(len", "last = 0\nprint(len")
    )
    if script.suffix == ".sh" and shutil.which("curl") is None:
        pytest.skip("no curl; mend it with: sudo apt-get install curl")
    environment = {"PATH": os.environ["PATH"], "TIMELINE_KEY": "dt_x", "LANG": "C.UTF-8"}

    subprocess.run(
        [*RUNNERS[script.suffix], str(script)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        timeout=60,
        check=True,
    )
    server.shutdown()
    server.server_close()

    first, second, *_ = server.asked  # type: ignore[attr-defined]
    assert second - first >= 1


def test_there_are_ten_examples_and_every_file_is_one_of_them():
    folder = ROOT / "api" / "pages" / "docs" / "examples"

    assert len(EXAMPLES) == 10
    assert sorted(path.name for path in folder.iterdir()) == sorted(example.file for example in EXAMPLES)


def test_readme_prints_the_examples_as_they_are_run():
    section = (ROOT / "README.md").read_text("utf-8").partition("\n## Ten examples\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"\*\*(.+?)\.\*\* (.+?)\n\n```(\w+)\n(.*?)\n```", section, re.DOTALL)

    assert blocks == [(one.title, one.sentence, one.language, one.text) for one in EXAMPLES]


def test_stops_of_a_trip(run):
    page = told(run("one_trip.sh"))

    assert [event["title"] for event in page["events"]] == [
        f"US Secretary of State visits {place}" for place in ("Brussels", "Skopje", "Israel", "the West Bank", "Dubai")
    ]
    assert {frozenset(event) for event in page["events"]} == {frozenset({"id", "title", "when", "where"})}


def test_what_was_known_on_a_day(run):
    page = told(run("known_at.sh"))

    assert (page["known_at"], page["count"], len(page["events"])) == ("2023-11-28T23:59:59.999999Z", 9, 1)


def test_who_says_what(run):
    event = told(run("claims.sh"))

    summaries = [(claim["publisher"], claim["relation"]) for claim in event["claims"] if claim["property"] == "summary"]
    assert event["contested"] == []
    assert summaries == [
        ("Desk of the diplomatic timeline", "shown"),
        ("TASS", "corrected"),
        ("CNN", "agrees"),
    ]


def test_numbers(run):
    statistics = told(run("statistics.sh"))

    assert {row["key"]: row["value"] for row in statistics["rows"]} == {"AE": 1, "BE": 1, "IL": 1, "MK": 1, "PS": 1}
    assert statistics["unit"] == "stays"


def test_list_to_its_end(run, served):
    lines = run("every_page.py").splitlines()
    with urllib.request.urlopen(f"{served.url}/v1/events?person=antony-blinken&count=true&limit=1") as answer:
        assert len(lines) == json.load(answer)["count"] > 5


def test_copy_of_everything(run, served):
    printed = run("replay.py")
    with urllib.request.urlopen(f"{served.url}/v1/events?count=true&limit=1") as answer:
        count = json.load(answer)["count"]

    assert re.fullmatch(rf"{count} events; continue with after = [0-9]+\n", printed)


def test_in_javascript(run):
    lines = run("who_was_there.mjs").splitlines()

    assert len(lines) == 12
    assert lines[0] == "Dimitar Kovačevski (person): host, attended"
    assert "Dmytro Kuleba (person): attendee, declined" in lines


def test_in_a_spreadsheet(served):
    """No spreadsheet program runs here: Python's csv module reads the address that the formula names."""
    (example,) = (example for example in EXAMPLES if example.file == "spreadsheet.txt")
    formula = re.fullmatch(r'=IMPORTDATA\("([^"]+)"\)', example.shown_at(served.url))
    assert formula is not None
    with urllib.request.urlopen(formula[1]) as answer:
        rows = list(csv.reader(answer.read().decode("utf-8-sig").splitlines()))

    column = {name: number for number, name in enumerate(rows[0])}
    visits = [
        (row[column["first_day"]], row[column["place_name"]]) for row in rows[1:] if row[column["kind"]] == "visit"
    ]
    assert {len(row) for row in rows} == {len(column)}
    assert visits == [
        ("2023-11-28", "Brussels"),
        ("2023-11-29", "Skopje"),
        ("2023-11-30", "Tel Aviv"),
        ("2023-11-30", "Ramallah"),
        ("2023-12-01", "Dubai"),
    ]


def test_calendar_is_not_sent_again(run, tmp_path):
    printed = run("subscribe.sh")

    assert printed == "304\n"
    assert (tmp_path / "calendar.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_filing_a_report(run, served):
    first, second = told(run("report.sh")), told(run("report.sh"))
    with urllib.request.urlopen(f"{served.url}/v1/events/blinken-brussels-2024-04") as answer:
        event = json.load(answer)

    assert second == first
    assert [one["slug"] for one in first["new"]] == ["blinken-brussels-2024-04"]
    assert (event["title"], event["when"]["edtf"]) == ("Secretary Blinken visits Brussels", "2024-04-03/2024-04-04")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.file)
def test_examples_name_no_other_host(example: Example):
    assert set(re.findall(r"https?://[^/'\"]+", example.text)) == {"http://127.0.0.1:8080"}
