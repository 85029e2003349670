"""A walk from page to page while others write (RELIABILITY.md D12, D13): nothing untouched is doubled or left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from api import create_app
from tests.api.conftest import SETTINGS
from tests.api.documents import HEAD, RENDER, a_visit, file_text, visits
from tests.engines.databases import Databases, temporary_database
from timeline import clock
from timeline.model.report import RecordKey
from timeline.model.writers.write import Write
from timeline.operations.merge_events import merge_events
from timeline.operations.withdraw import withdraw
from timeline.operations.work import Work
from timeline.store.engine.sessions import Engine, open_engine, write_session

EVENTS = 8
NUMBERS = st.integers(1, EVENTS)
SORTS = ("start", "-start", "updated", "-updated", "title")


@dataclass(frozen=True, slots=True)
class Change:
    """A change between two pages: which event it affects, and the day or the other event that it needs."""

    kind: str
    number: int
    other: int

    def make(self, engine: Engine, turn: int) -> None:
        """Do it; a change that is no longer possible is left out."""
        now = clock.now()
        write = Write(recorded_at=now, author="tests", cause="test")
        if self.kind in ("add", "late"):
            extra = f"published_at: {now.isoformat()}" if self.kind == "late" else ""
            file_text(engine, HEAD + a_visit(20 + turn, extra=extra), recorded_at=now)
        if self.kind == "move":
            moved = a_visit(self.number).replace(f'-{self.number:02}"', f'-{self.other + 10:02}"')
            file_text(engine, HEAD + moved, recorded_at=now)
        if self.kind == "rename":
            file_text(engine, HEAD + a_visit(self.number, title=f"Renamed {self.other}"), recorded_at=now)
        if self.kind == "withdraw":
            with write_session(engine) as session:
                withdraw(Work(session, RENDER, write), RecordKey("wire", f"visit-{self.number}"), "wrong")
        if self.kind == "merge" and self.number != self.other:
            with write_session(engine) as session:
                one, other = f"visit-{self.number}", f"visit-{self.other}"
                merge_events(Work(session, RENDER, write), one, other, "one visit")

    @property
    def touched(self) -> set[str]:
        """The slugs of the events that it changes."""
        numbers = {"withdraw": [self.number], "move": [self.number], "rename": [self.number]}
        both = [self.number, self.other] if self.kind == "merge" else []
        return {f"visit-{number}" for number in numbers.get(self.kind, both)}


def changes() -> st.SearchStrategy[list[Change]]:
    """One change for each of the first pages; no event is changed twice, so that each of them can be made."""
    kinds = st.sampled_from(["add", "late", "move", "rename", "withdraw", "merge"])
    found = st.lists(st.builds(Change, kinds, NUMBERS, NUMBERS), min_size=1, max_size=4)
    return found.filter(
        lambda made: sum(len(one.touched) for one in made) == len(set().union(*(one.touched for one in made)))
    )


def page(client: FlaskClient, address: str) -> tuple[list[str], str | None]:
    """The slugs of one page and the address of the next."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    found = answer.get_json()
    return [one["slug"] for one in found["events"]], found["next"] and _local(found["next"])


def _local(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


@given(made=changes(), limit=st.integers(1, 3), sort=st.sampled_from(SORTS))
@settings(max_examples=15)
def test_walk_shows_every_untouched_event_once_whatever_is_written_meanwhile(
    databases: Databases, migrated_template: str, made: list[Change], limit: int, sort: str
):
    with temporary_database(databases, copy_of=migrated_template) as url:
        engine = open_engine(url)
        file_text(engine, visits(EVENTS), recorded_at=datetime(2024, 6, 1, tzinfo=UTC))
        client = create_app(SETTINGS, engine).test_client()
        pending = list(enumerate(made))

        seen, following = page(client, f"/v1/events?limit={limit}&sort={sort}")
        while following is not None:
            if pending:
                turn, change = pending.pop(0)
                change.make(engine, turn)
            more, following = page(client, following)
            seen += more
        engine.dispose()

    untouched = {f"visit-{number}" for number in range(1, EVENTS + 1)}.difference(*(one.touched for one in made))
    assert {slug: seen.count(slug) for slug in untouched} == dict.fromkeys(untouched, 1)


def test_page_far_behind_is_found_by_its_key_and_skips_no_rows(engine: Engine):
    file_text(engine, visits(12))
    client = create_app(SETTINGS, engine).test_client()
    addresses: list[str | None] = ["/v1/events?limit=2"]
    while addresses[-1] is not None:
        addresses.append(page(client, addresses[-1])[1])

    asked = [asked_for(engine, str(address)) for address in (addresses[1], addresses[-2])]

    assert [statement for statement, _ in asked[0]] == [statement for statement, _ in asked[1]]
    (query,) = [one for one in asked[1] if "FROM event_view" in one[0] and "LIMIT" in one[0]]
    if "OFFSET" in query[0]:  # SQLAlchemy always writes one for SQLite
        assert query[1][-1] == 0


def asked_for(engine: Engine, address: str) -> list[tuple[str, tuple[object, ...]]]:
    """The statements, with their values, that an application which has nothing at hand sends for this address."""
    seen: list[tuple[str, tuple[object, ...]]] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_rest: object) -> None:
        seen.append((statement, tuple(values.values() if isinstance(values, dict) else values)))

    client = create_app(SETTINGS, engine).test_client()
    event.listen(engine, "before_cursor_execute", note)
    page(client, address)
    event.remove(engine, "before_cursor_execute", note)
    return seen
