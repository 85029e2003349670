"""`updated_since`: on every list and feed what changed after an instant, page by page, and nothing that did not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from tests.api.documents import HEAD, RECORDED_AT, a_visit, file_text, visits
from timeline import clock
from timeline.store.engine.sessions import Engine

LATER = RECORDED_AT + timedelta(days=3, hours=10)
LIFT = datetime(2024, 6, 6, 12, tzinfo=UTC)
OLD = {"visit-1", "visit-2", "visit-3"}


@pytest.fixture
def two_loads(client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Three visits of 1 June, two of 4 June at ten, and one whose embargo ends on 6 June; today is 8 June."""
    file_text(engine, visits(3))
    file_text(engine, HEAD + a_visit(4) + a_visit(5), recorded_at=LATER)
    file_text(engine, HEAD + a_visit(6, extra=f"embargo_until: '{LIFT.isoformat()}'"), recorded_at=LATER)
    monkeypatch.setattr(clock, "now", lambda: datetime(2024, 6, 8, tzinfo=UTC))
    return client


def slugs(client: FlaskClient, query: str) -> set[str]:
    """The events on all pages, two on each."""
    found, url = [], f"/v1/events?limit=2&{query}"
    while url:
        page = client.get(url).get_json()
        found += [event["slug"] for event in page["events"]]
        url = (page["next"] or "").removeprefix("https://timeline.example.org")
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2024-06-01", OLD | {"visit-4", "visit-5", "visit-6"}),
        ("2024-06-01T00:00:00Z", {"visit-4", "visit-5", "visit-6"}),
        ("2024-06-04", {"visit-4", "visit-5", "visit-6"}),
        ("2024-06-04T09:59:59Z", {"visit-4", "visit-5", "visit-6"}),
        ("2024-06-04T10:00:00Z", {"visit-6"}),
        ("2024-06-04T11:59:59%2B02:00", {"visit-4", "visit-5", "visit-6"}),
        ("2024-06-06", {"visit-6"}),
        ("2024-06-06T12:00:00Z", set()),
        ("2030-01-01", set()),
    ],
)
@pytest.mark.parametrize("sort", ["start", "-start", "updated", "-updated", "title"])
def test_events_that_changed_after_an_instant_are_found_on_every_page(
    two_loads: FlaskClient, since: str, expected: set[str], sort: str
):
    assert slugs(two_loads, f"updated_since={since}&sort={sort}") == expected


@pytest.mark.parametrize("suffix", ["ics", "jcal.json", "csv", "ndjson", "geojson", "atom", "jsonld"])
def test_every_form_takes_it(two_loads: FlaskClient, suffix: str):
    text = two_loads.get(f"/v1/events.{suffix}?updated_since=2024-06-05").get_data(as_text=True)

    assert [number for number in range(1, 7) if f"visit-{number}" in text] == [6]


def test_event_is_not_found_by_its_embargo_before_it_ends(two_loads: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: LIFT - timedelta(seconds=1))

    assert slugs(two_loads, "updated_since=2024-06-04T10:00:00Z") == set()


@pytest.mark.parametrize("path", ["/v1/events", "/v1/events.ics", "/v1/events.csv", "/v1/statistics?group_by=kind"])
def test_value_that_is_no_time_is_refused(two_loads: FlaskClient, path: str):
    answer = two_loads.get(f"{path}{'&' if '?' in path else '?'}updated_since=last-week")

    assert (answer.status_code, answer.get_json()["errors"]) == (
        422,
        [
            {
                "parameter": "updated_since",
                "detail": "'last-week' is not a time; write it as 2023-11-28 or 2023-11-28T10:30:00Z",
            }
        ],
    )


@pytest.mark.parametrize("path", ["/calendars/all.ics", "/v1/events/visit-1", "/v1/people"])
def test_address_that_does_not_take_it_says_so(two_loads: FlaskClient, path: str):
    answer = two_loads.get(f"{path}?updated_since=2024-06-05")

    assert (answer.status_code, answer.get_json()["errors"][0]["parameter"]) == (422, "updated_since")
