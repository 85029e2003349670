"""`/readyz`: a service is ready if it can answer. And what revisions do not reveal."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from api import create_app
from tests.api.conftest import SETTINGS
from tests.api.documents import file_text, visits
from timeline.store.engine.migrate import is_current, migrate
from timeline.store.engine.sessions import open_engine, write_session


def test_readyz_is_ready_when_events_can_be_read(client, engine):
    file_text(engine, visits(1))

    assert (client.get("/readyz").status_code, client.get("/readyz").json) == (200, {"ready": True})


def test_readyz_is_not_ready_with_another_schema(client, engine):
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of-another-release'"))
    answer = client.get("/readyz")

    assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
    assert (answer.get_json()["type"], answer.get_json()["title"]) == ("/problems/store-refused", "Not ready")
    assert answer.headers["Retry-After"] == "5"


@pytest.fixture
def damaged(tmp_path: Path):
    """An SQLite file of which only the pages of the read table can no longer be read, and its engine."""
    path = tmp_path / "damaged.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    file_text(engine, visits(3))
    with write_session(engine) as session:
        size = session.execute(text("PRAGMA page_size")).scalar_one()
        roots = (
            session.execute(text("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'event_view'")).scalars().all()
        )
    engine.dispose()  # the last connection moves everything from the journal into the file
    with path.open("r+b") as file:
        for root in roots:
            file.seek((root - 1) * size)
            file.write(b"\xff" * size)
    opened = open_engine(f"sqlite:///{path}")
    yield opened
    opened.dispose()


def test_readyz_is_not_ready_when_the_read_table_cannot_be_read(damaged):
    client = create_app(SETTINGS, damaged).test_client()

    assert is_current(damaged)
    assert client.get("/v1/events").status_code == 503
    assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").get_json()["title"] == "Not ready"


def test_revisions_do_not_reveal_what_was_loaded_or_by_whom(client, engine):
    file_text(engine, visits(1))
    answer = client.get("/v1/events/visit-1/revisions")

    assert [set(revision) for revision in answer.json["revisions"]] == [
        {"number", "known_from", "recorded_at", "updated_at", "event", "patch"}
    ]
