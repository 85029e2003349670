"""`timeline when PHRASE --dateline DAY`: reads a source's phrase for a date, one phrase or many, line by line."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TypedDict, Unpack

import click
import orjson

from timeline import clock
from timeline.commands.days import Day
from timeline.commands.output import FAILED, print_json
from timeline.errors import UnknownName, UnresolvedPhrase
from timeline.ingest.documents import read_document
from timeline.ingest.near_names import nearest
from timeline.ingest.phrases import (
    PhraseReading,
    Tense,
    WeekStart,
    read_line,
    read_phrase,
    reading_to_json,
    unresolved_to_json,
)
from timeline.model.catalogue.entries import Catalogue, Place
from timeline.model.dates.zones import is_time_zone
from timeline.settings import shipped_folder

_MAX_LINE = 10_000
"""The longest line of --jsonl, in bytes."""


class _Hints(TypedDict):
    """Options that help to read the phrase."""

    tense: str | None
    week_start: str | None
    place: str | None
    time_zone: str | None
    language: str | None


@click.command()
@click.argument("phrase", required=False)
@click.option("--dateline", type=Day(), metavar="DAY", help="The local day on which the source used the phrase.")
@click.option(
    "--tense",
    type=click.Choice([str(tense) for tense in Tense]),
    help="Whether the phrase means the past or the future.",
)
@click.option(
    "--week-start",
    type=click.Choice([str(start) for start in WeekStart]),
    help="The first day of the week for the source.",
)
@click.option("--place", metavar="SLUG", help="A place of the shipped catalogue, for the time zone of the date.")
@click.option("--time-zone", metavar="ZONE", help="The time zone instead of a place, such as Europe/Brussels.")
@click.option(
    "--language",
    metavar="CODE",
    help="The language of the phrase (en, fr, de, es, it, pt, ru, uk, ar); else its words tell.",
)
@click.option(
    "--jsonl", is_flag=True, help="Read one JSON object from each line of stdin and answer each with one line."
)
def when(phrase: str | None, *, dateline: date | None, jsonl: bool, **hints: Unpack[_Hints]) -> None:
    """Read a source's phrase for a date.

    Prints the `when` object as JSON. Example: timeline when "this week" --dateline 2023-11-28. For a phrase that gives
    no date the answer is {"unresolved": reason, "candidates": […]}, and the exit code is 1.

    A time of day gives starts_at and ends_at in the zone of the place, or in the zone that the words name: timeline
    when "at 10:00 CET on 4 March" --dateline 2024-02-27 --place kyiv. "around noon" and "by 17:00" give the day only;
    `clock` has what was written.

    With --jsonl every line of stdin is an object {"phrase", "dateline", "tense", "week_start", "place", "time_zone",
    "language"}; all but the first two are optional. Every line is answered with one line, and the exit code is 0.
    """
    if jsonl:
        if phrase or dateline or any(hints.values()):
            raise click.UsageError("--jsonl reads everything from stdin; do not give other arguments.")
        _answer_lines()
        return
    if phrase is None or dateline is None:
        raise click.UsageError("Give a PHRASE and --dateline DAY, or --jsonl.")
    try:
        reading = _read(phrase, dateline, hints)
    except UnresolvedPhrase as error:
        print_json(unresolved_to_json(error))
        raise click.exceptions.Exit(FAILED) from error
    print_json(reading_to_json(reading))


def _read(phrase: str, dateline: date, hints: _Hints) -> PhraseReading:
    return read_phrase(
        phrase,
        dateline,
        language=hints["language"],
        tense=Tense(hints["tense"]) if hints["tense"] else None,
        week_start=WeekStart(hints["week_start"]) if hints["week_start"] else None,
    ).in_zone(_zone_meant(hints))


def _zone_meant(hints: _Hints) -> str | None:
    place, time_zone = hints["place"], hints["time_zone"]
    if place and time_zone:
        raise click.UsageError("Give --place or --time-zone, not both.")
    if time_zone and not is_time_zone(time_zone):
        raise click.UsageError(f"{time_zone!r} is not an IANA time zone; write it as Europe/Brussels.")
    return _zone_of(place) if place else time_zone


def _answer_lines() -> None:
    """Answer each line of stdin with one line of stdout immediately."""
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(orjson.dumps(_answer(line), option=orjson.OPT_APPEND_NEWLINE))
        sys.stdout.buffer.flush()


def _answer(line: bytes) -> dict[str, object]:
    if len(line) > _MAX_LINE:
        return unresolved_to_json(UnresolvedPhrase("", f"the line is longer than {_MAX_LINE} bytes"))
    try:
        asked = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return unresolved_to_json(UnresolvedPhrase("", f"the line is not JSON: {error.msg}"))
    return read_line(asked, _zone_of)


def _zone_of(slug: str) -> str | None:
    """The time zone of a place of the shipped catalogue. Raises UnknownName with the nearest places."""
    places = _shipped_places()
    if slug not in places:
        raise UnknownName("place", slug, nearest(slug, places))
    return places[slug].time_zone


@cache
def _shipped_places() -> Mapping[str, Place]:
    content = (shipped_folder("data") / "places.yaml").read_bytes()
    return Catalogue.of(read_document(content, "places.yaml", recorded_at=clock.now()).entries).places
