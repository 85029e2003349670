"""R13 and R15 over random documents: any order gives the same events, and a rebuild gives what the writes gave."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline.operations.conftest import CATALOGUE, MAY_1, MAY_2, MAY_5, Service, report
from timeline.ingest.documents import read_document
from timeline.operations.filing.file_reports import file_document
from timeline.operations.rebuild import rebuild
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import open_engine

SAYS = st.builds(
    "kind: visit, status: {}, title: {}, when: {{edtf: 2025-06-{}}}, where: [{}]".format,
    st.sampled_from(["announced", "confirmed", "cancelled", "completed"]),
    st.sampled_from(["Visit", "Talks"]),
    st.integers(10, 14),
    st.sampled_from(["brussels", "belgium"]),
)
REPORT = st.tuples(
    st.sampled_from(["ministry", "wire", "rumour"]),
    SAYS,
    st.sampled_from(["one", "two", "three"]),
    st.sampled_from(["2025-04-01", "2025-04-20", "2025-05-01"]),
    st.sampled_from([None, "2025-05-04"]),
)
DOCUMENT = st.lists(REPORT, min_size=1, max_size=6)


def rows_of(drawn: list[Any], first: int = 0) -> list[str]:
    """The drawn reports in the exchange format, each with a record of its own."""
    rows = []
    for number, (source, says, event, published_at, embargo) in enumerate(drawn, start=first):
        more = {} if embargo is None else {"embargo_until": embargo}
        rows.append(report(source, f"r{number}", says, event=event, published_at=published_at, **more))
    return rows


@contextmanager
def a_service() -> Iterator[Service]:
    """A fresh service on SQLite with the small catalogue."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'timeline.db'}")
        migrate(engine)
        service = Service(engine)
        document = read_document(CATALOGUE.encode(), "catalogue.yaml", recorded_at=MAY_1)
        service.write(lambda session: file_document(service.work(session, MAY_1), document))
        yield service
        engine.dispose()


@settings(max_examples=15)
@given(DOCUMENT, st.randoms(use_true_random=False))
def test_r13_document_gives_the_same_read_tables_in_any_order_of_its_reports(drawn: list[Any], chance: Any) -> None:
    rows = rows_of(drawn)
    shuffled = list(rows)
    chance.shuffle(shuffled)

    with a_service() as here, a_service() as there:
        here.file(*rows, at=MAY_2)
        there.file(*shuffled, at=MAY_2)

        assert there.dump() == here.dump()


@settings(max_examples=15)
@given(st.lists(DOCUMENT, min_size=1, max_size=4))
def test_r15_a_rebuild_gives_what_any_sequence_of_writes_gave(documents: list[list[Any]]) -> None:
    with a_service() as service:
        for number, drawn in enumerate(documents):
            service.file(*rows_of(drawn, first=10 * number), at=MAY_2 + timedelta(hours=20 * number))
        before = service.dump()

        result = service.write(lambda session: rebuild(service.work(session, MAY_5)))

        assert result.revisions == 0
        assert service.dump() == before


@settings(max_examples=10)
@given(DOCUMENT)
def test_r13_filing_a_document_again_changes_nothing(drawn: list[Any]) -> None:
    with a_service() as service:
        service.file(*rows_of(drawn), at=MAY_2)
        before = service.dump()

        again = service.file(*rows_of(drawn), at=MAY_5)

        assert again.is_empty
        assert service.dump() == before


def test_read_tables_are_seen_to_differ_when_a_report_differs() -> None:
    with a_service() as here, a_service() as there:
        here.file(*rows_of([("wire", "kind: visit, title: Visit", "one", "2025-04-01", None)]), at=MAY_2)
        there.file(*rows_of([("wire", "kind: visit, title: Talks", "one", "2025-04-01", None)]), at=MAY_2)

        assert list(event_view_rows(here)) != list(event_view_rows(there))


def event_view_rows(service: Service) -> Iterator[tuple[object, ...]]:
    """The rows of the main read table."""
    return (row for row in service.dump() if row[0] == "event_view")
