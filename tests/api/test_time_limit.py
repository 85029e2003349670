"""A read whose statement takes too long is answered 503 with Retry-After, and the service answers the next one."""

from __future__ import annotations

from sqlalchemy import text

from api import create_app
from api.http.service import service
from tests.api.conftest import SETTINGS
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import open_engine, read_session

ENDLESS = text("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c")


def count_for_ever() -> str:
    """A view whose statement does not end by itself."""
    with read_session(service().engine) as session:
        return str(session.execute(ENDLESS).scalar())


def test_read_that_takes_too_long_is_503_with_retry_after_and_the_next_one_is_answered(sqlite_url):
    engine = open_engine(sqlite_url, read_timeout_seconds=0.2)
    migrate(engine)
    app = create_app(SETTINGS, engine)
    app.add_url_rule("/v1/endless", view_func=count_for_ever)
    client = app.test_client()

    busy = client.get("/v1/endless")
    after = client.get("/v1/events")

    assert (busy.status_code, busy.content_type) == (503, "application/problem+json")
    assert (busy.get_json()["type"], busy.headers["Retry-After"]) == ("/problems/store-busy", "5")
    assert "interrupted" not in busy.text
    assert (after.status_code, after.get_json()["events"]) == (200, [])
    engine.dispose()
