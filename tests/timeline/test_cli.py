"""The program `timeline`: its help, its exit codes, and `timeline when`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from timeline.cli import main


def timeline(*arguments: str, stdin: str | None = None) -> Result:
    """What the program answers."""
    return CliRunner().invoke(main, list(arguments), input=stdin)


def test_help_names_every_command_and_the_settings():
    result = timeline("--help")

    commands = result.stdout.split("Commands:")[1].splitlines()[1:]
    names = [line.split()[0] for line in commands if line]
    assert names == ["check", "explain", "export", "keys", "load", "rebuild", "serve", "submissions", "when"]
    assert "TIMELINE_DATABASE_URL" in result.stdout


@pytest.mark.parametrize("command", ["check", "explain", "export", "load", "rebuild", "serve", "submissions", "when"])
def test_help_of_a_command_says_what_it_does(command):
    result = timeline(command, "--help")

    assert (result.exit_code, result.stderr) == (0, "")
    assert len(result.stdout.split("Options:")[0].splitlines()) > 3


def test_when_prints_the_date_as_json():
    result = timeline("when", "this week", "--dateline", "2023-11-28", "--tense", "future")

    found = json.loads(result.stdout)
    assert (result.exit_code, found["first_day"], found["last_day"], found["exact"], found["phrase"]) == (
        0, "2023-11-28", "2023-12-03", False, "this week",
    )  # fmt: skip


def test_when_keeps_the_zone_of_the_place_and_the_week_of_the_source():
    arguments = ("--dateline", "2023-11-28", "--place", "brussels", "--week-start", "sun")

    found = json.loads(timeline("when", "next week", *arguments).stdout)

    assert (found["first_day"], found["time_zone"]) == ("2023-12-03", "Europe/Brussels")


def test_when_answers_words_that_give_no_date_with_the_reason_and_exit_code_1():
    result = timeline("when", "Thursday 29 November", "--dateline", "2023-11-28")

    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "unresolved": "2023-11-29 is a Wednesday, not a Thursday",
        "candidates": ["2023-11-29", "2023-11-30"],
    }


def test_when_answers_each_line_with_one_line():
    lines = [
        '{"phrase": "tomorrow", "dateline": "2023-11-28"}',
        "nonsense",
        "",
        '["a"]',
        '{"phrase": "soonish"}',
        "x" * 10_001,
    ]

    result = timeline("when", "--jsonl", stdin="\n".join(lines) + "\n")

    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [answer.get("first_day") or "unresolved" in answer for answer in answers] == [
        "2023-11-29", True, True, True, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ("when",),
        ("when", "today"),
        ("when", "today", "--dateline", "2023-11-31"),
        ("when", "today", "--dateline", "28/11/2023"),
        ("when", "today", "--dateline", "2023-11-28", "--tense", "present"),
        ("when", "today", "--jsonl"),
        ("load",),
        ("load", "no-such-file.yaml"),
        ("export", "--format", "pdf"),
        ("serve", "--port", "0"),
        ("fly",),
    ],
)
def test_command_line_that_is_not_understood_ends_with_exit_code_2(arguments):
    result = timeline(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_unknown_place_is_refused_with_the_nearest_ones():
    result = timeline("when", "today", "--dateline", "2023-11-28", "--place", "brusels")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("there is no place 'brusels'; did you mean brussels")
