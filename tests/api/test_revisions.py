"""`/v1/events/{id}/revisions`: numbered states, and the patches that lead from one to the next (RFC 6902)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonpatch import JsonPatch

from api import create_app
from tests.api.conftest import SETTINGS
from tests.api.documents import HEAD, a_visit, file_text
from tests.engines.databases import Databases, temporary_database
from timeline.store.engine.sessions import Engine, open_engine

NUMBERING = ("revision", "known_from", "updated_at")


def read(client: FlaskClient, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/v1/events/visit-1/revisions{query}")
    assert answer.status_code == 200, answer.json
    found: list[dict[str, Any]] = (answer.json or {})["revisions"]
    return found


def content(event: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in event.items() if key not in NUMBERING}


def patched(revisions: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The result of all patches, applied one after the other to the first event shown."""
    found: dict[str, Any] | None = None
    for revision in revisions:
        if found is None and revision["event"] is not None:
            assert revision["patch"] is None
            found = content(revision["event"])
        elif revision["patch"] is not None:
            found = JsonPatch(revision["patch"]).apply(found)
            assert found == content(revision["event"])
    return found


def said(title: str, at: str, *, recorded: str, engine: Engine, more: str = "") -> None:
    document = HEAD + a_visit(1, title=title, extra=f"published_at: {at}\n    {more}")
    file_text(engine, document, recorded_at=datetime.fromisoformat(recorded).replace(tzinfo=UTC))


def test_patch_leads_from_the_revision_before(client, engine):
    said("One", "2024-05-01", recorded="2024-05-01", engine=engine)
    said("Two", "2024-05-03", recorded="2024-05-03", engine=engine)

    first, second = read(client)

    assert {key: first[key] for key in ("number", "known_from", "recorded_at", "updated_at", "patch")} == {
        "number": 1,
        "known_from": "2024-05-01T00:00:00Z",
        "recorded_at": "2024-05-01T00:00:00Z",
        "updated_at": "2024-05-01T00:00:00Z",
        "patch": None,
    }
    assert second["patch"] == [{"op": "replace", "path": "/title", "value": "Two"}]
    assert second["event"] == client.get("/v1/events/visit-1").json
    assert first["event"] == client.get("/v1/events/visit-1?known_at=2024-05-01").json
    assert set(first) == {"number", "known_from", "recorded_at", "updated_at", "patch", "event"}


def test_revision_in_which_the_event_left_the_public_view_has_no_event_and_no_patch(client, engine):
    said("One", "2024-05-01", recorded="2024-05-01", engine=engine)
    said("One", "2024-05-03", recorded="2024-05-03", engine=engine, more="private: true")
    said("Two", "2024-05-05", recorded="2024-05-05", engine=engine)

    revisions = read(client)

    assert [(one["number"], one["event"] and one["event"]["title"], one["patch"]) for one in revisions] == [
        (1, None, None),
        (2, "Two", None),
    ]
    assert patched(revisions) == content(client.get("/v1/events/visit-1").json)


def test_r10_what_was_made_private_for_its_own_time_is_shown_by_no_revision(client, engine):
    said("Too much", "2024-05-01", recorded="2024-05-01", engine=engine)
    said("Too much", "2024-05-01", recorded="2024-05-03", engine=engine, more="private: true")
    said("Enough", "2024-05-05", recorded="2024-05-05", engine=engine)

    answers = [client.get(f"/v1/events/visit-1{below}") for below in ("/revisions", "/history", "/reports")]

    assert [b"Too much" in answer.data for answer in answers] == [False, False, False]
    assert client.get("/v1/events/visit-1?known_at=2024-05-02").status_code == 404
    assert [(one["number"], one["event"] and one["event"]["title"]) for one in read(client)] == [
        (1, None),
        (2, "Enough"),
    ]


def test_r10_what_was_replaced_before_its_time_is_shown_by_no_revision(client, engine):
    said("One", "2024-05-01", recorded="2024-05-01", engine=engine)
    said("Secret", "2024-05-09", recorded="2024-05-02", engine=engine)
    said("Open", "2024-05-09", recorded="2024-05-03", engine=engine)

    assert [(one["number"], one["event"]["title"]) for one in read(client)] == [(1, "One"), (2, "Open")]
    assert b"Secret" not in client.get("/v1/events/visit-1/revisions").data


def test_included_revisions_are_the_same_without_what_they_show(client, engine):
    said("One", "2024-05-01", recorded="2024-05-01", engine=engine)
    said("Two", "2024-05-03", recorded="2024-05-03", engine=engine)

    included = client.get("/v1/events/visit-1?include=revisions").json["revisions"]

    assert included == [
        {key: one[key] for key in ("number", "known_from", "recorded_at", "updated_at")} for one in read(client)
    ]


rows = st.tuples(
    st.integers(1, 28),
    st.sampled_from(["One", "Two", "Three"]),
    st.sampled_from(["", "", "", "private: true", "withdrawn: true", "embargo_until: 2024-05-20"]),
    st.sampled_from(["wire", "ministry"]),
)


@pytest.fixture(scope="module")
def template(databases: Databases, migrated_template: str) -> tuple[Databases, str]:
    return databases, migrated_template


@given(written=st.lists(rows, min_size=1, max_size=5))
@settings(max_examples=10, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_patches_applied_one_after_the_other_give_the_last_event(template, written):
    databases, migrated = template
    with temporary_database(databases, copy_of=migrated) as url:
        engine = open_engine(url)
        client = create_app(SETTINGS, engine).test_client()
        for number, (day, title, more, source) in enumerate(written, start=1):
            extra = f"published_at: 2024-05-{day:02}\n    {more}"
            at = datetime(2024, 5, number * 5, tzinfo=UTC)
            file_text(engine, HEAD + a_visit(1, title=title, extra=extra, source=source), recorded_at=at)
        answer = client.get("/v1/events/visit-1/revisions")
        shown = client.get("/v1/events/visit-1")
        engine.dispose()

    assert answer.status_code == shown.status_code
    if shown.status_code == 200:
        assert answer.json is not None
        assert shown.json is not None
        last = patched(answer.json["revisions"])
        assert last == content(answer.json["revisions"][-1]["event"])
        assert {**last, "sources": None} == {**content(shown.json), "sources": None}
