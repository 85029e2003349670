"""The races: one request to us, and beside it the plainest program that gives the same things from the same rows.

Each round asks for something that was not asked before, so that no kept answer is measured but where that is the
point (the 304).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from flask import Flask, Response, request

from tests.api.writing import a_report
from tests.benchmarks.prepared import Prepared

_IS_HELD: Final = "known_to IS NULL AND removed = 0"
_IS_ASKED: Final = f"{_IS_HELD} AND coalesce(last_day, '9999') >= ?"
_LIST: Final = f"SELECT json_bytes FROM event_view WHERE {_IS_ASKED} ORDER BY first_day, event_id LIMIT ?"  # noqa: S608 - our own text, as below
_ONE: Final = f"SELECT json_bytes FROM event_view WHERE slug = ? AND {_IS_HELD}"  # noqa: S608
_SEARCH: Final = """
SELECT json FROM plain_words JOIN plain_event ON plain_event.id = plain_words.rowid
WHERE plain_words MATCH ? ORDER BY first_day, event_id LIMIT 50
"""
_COUNTS: Final = f"""
SELECT country, count(*) FROM event_country JOIN event_view USING (event_id, known_from)
WHERE {_IS_ASKED} GROUP BY country
"""  # noqa: S608
_CHANGES: Final = f"""
SELECT seq, change_log.event_id, json_bytes FROM change_log
LEFT JOIN event_view ON event_view.event_id = change_log.event_id AND {_IS_HELD} WHERE seq > ? ORDER BY seq LIMIT 50
"""  # noqa: S608
_EVERYTHING: Final = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """Both sides give the answer of a round; `things` counts what an answer holds, which has to be equal."""

    name: str
    peer_words: str
    ours: Callable[[int], bytes]
    peer: Callable[[int], bytes]
    things: Callable[[bytes], int]


def races(found: Prepared) -> Iterator[Race]:
    """Every race; the write comes last, because the others look at what there is."""
    yield from (_list(found), _event(found), _search(found), _statistics(found), _changes(found), _csv(found))
    yield from (_unchanged(found), _write(found))


def _list(found: Prepared) -> Race:
    def peer(number: int) -> bytes:
        rows = found.bare.execute(_LIST, (_day(number), 50)).fetchall()
        return _dumped({"events": [json.loads(row[0]) for row in rows]})

    return Race(
        name="list page",
        peer_words="SELECT of 50 rows, json.loads and json.dumps",
        ours=lambda number: _read(found, f"/v1/events?limit=50&from={_day(number)}"),
        peer=peer,
        things=_members("events"),
    )


def _event(found: Prepared) -> Race:
    slugs = [row[0] for row in found.bare.execute(f"SELECT slug FROM event_view WHERE {_IS_HELD}")]  # noqa: S608 - our own text

    def peer(number: int) -> bytes:
        row = found.bare.execute(_ONE, (slugs[number % len(slugs)],)).fetchone()
        return _dumped(json.loads(row[0]))

    return Race(
        name="one event",
        peer_words="SELECT of one row, json.loads and json.dumps",
        ours=lambda number: _read(found, f"/v1/events/{slugs[number % len(slugs)]}"),
        peer=peer,
        things=lambda answer: 1 if "slug" in json.loads(answer) else 0,
    )


def _search(found: Prepared) -> Race:
    def peer(_number: int) -> bytes:
        rows = found.own.execute(_SEARCH, ('"second"',)).fetchall()
        return _dumped({"events": [json.loads(row[0]) for row in rows]})

    return Race(
        name="search",
        peer_words="FTS5 table of the same words, json.loads and json.dumps",
        ours=lambda number: _read(found, f"/v1/events?q=second&from={_day(number)}"),
        peer=peer,
        things=_members("events"),
    )


def _statistics(found: Prepared) -> Race:
    def peer(number: int) -> bytes:
        rows = found.bare.execute(_COUNTS, (_day(number),)).fetchall()
        return _dumped({"rows": [{"key": key, "value": value} for key, value in rows]})

    return Race(
        name="statistics",
        peer_words="one GROUP BY over two tables",
        ours=lambda number: _read(found, f"/v1/statistics?group_by=country&unit=events&from={_day(number)}"),
        peer=peer,
        things=_members("rows"),
    )


def _changes(found: Prepared) -> Race:
    def peer(number: int) -> bytes:
        rows = found.bare.execute(_CHANGES, (number,)).fetchall()
        changes = [{"change": seq, "event_id": key, "event": text and json.loads(text)} for seq, key, text in rows]
        return _dumped({"changes": changes})

    return Race(
        name="changes page",
        peer_words="SELECT of 50 rows, json.loads and json.dumps",
        ours=lambda number: _read(found, f"/v1/changes?after={number}&limit=50"),
        peer=peer,
        things=_members("changes"),
    )


def _csv(found: Prepared) -> Race:
    def peer(number: int) -> bytes:
        written = io.StringIO()
        table = csv.writer(written)
        table.writerow(["slug", "event", "place"])
        for (text,) in found.bare.execute(_LIST, (_day(number), _EVERYTHING)):
            event = json.loads(text)
            table.writerows([event["slug"], *map(str, event.values()), place] for place in event["where"] or [None])
        return written.getvalue().encode()

    return Race(
        name="csv of everything",
        peer_words="SELECT, json.loads and csv.writer",
        ours=lambda number: _read(found, f"/v1/events.csv?from={_day(number)}"),
        peer=peer,
        things=lambda answer: sum(1 for _ in csv.reader(io.StringIO(answer.decode("utf-8-sig"), newline=""))),
    )


def _unchanged(found: Prepared) -> Race:
    etag = found.client.get("/v1/events").headers["ETag"]
    plain = Flask("plain")

    @plain.get("/")
    def newest() -> Response:
        (number,) = found.bare.execute("SELECT max(id) FROM write_log").fetchone()
        return Response(status=304 if request.if_none_match.contains(str(number)) else 200)

    plain_client = plain.test_client()
    (number,) = found.bare.execute("SELECT max(id) FROM write_log").fetchone()
    return Race(
        name="304",
        peer_words="Flask alone: one SELECT, 304",
        ours=lambda _: _status(found.client.get("/v1/events", headers={"If-None-Match": etag})),
        peer=lambda _: _status(plain_client.get("/", headers={"If-None-Match": f'"{number}"'})),
        things=int,
    )


def _write(found: Prepared) -> Race:
    def ours(number: int) -> bytes:
        return bytes(found.writer.file(_visit(number)).data)

    def peer(number: int) -> bytes:
        text = json.dumps(_visit(number))
        found.own.execute("BEGIN IMMEDIATE")
        found.own.execute("INSERT INTO plain_report (json) VALUES (?)", (text,))
        found.own.execute("COMMIT")
        return _dumped({"new": [number]})

    return Race(
        name="one write",
        peer_words="one INSERT, synchronous FULL: no event, no history, no seal",
        ours=ours,
        peer=peer,
        things=_members("new"),
    )


def _visit(number: int) -> dict[str, Any]:
    """A report that founds an event; another one for each round."""
    return a_report(number, says={"when": {"edtf": (date(2024, 5, 1) + timedelta(days=number)).isoformat()}})


def _day(number: int) -> str:
    """A day before all events, another one for each round."""
    return (date(1500, 1, 1) + timedelta(days=number)).isoformat()


def _read(found: Prepared, path: str) -> bytes:
    answer = found.client.get(path)
    if answer.status_code != 200:
        raise ValueError(f"{path} is answered {answer.status_code}")
    return bytes(answer.data)


def _status(answer: Any) -> bytes:
    return str(answer.status_code).encode()


def _members(name: str) -> Callable[[bytes], int]:
    """Counts the members of a list in a JSON object."""
    return lambda answer: len(json.loads(answer)[name])


def _dumped(value: object) -> bytes:
    return json.dumps(value).encode()
