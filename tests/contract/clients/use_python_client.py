"""Uses the generated package `generated_client`: lists events page by page, reads one, counts. Prints JSON."""

# mypy: ignore-errors
# The package is made while the test runs.

from __future__ import annotations

import json
import sys
from datetime import date
from urllib.parse import parse_qs, urlsplit

from generated_client import Client
from generated_client.api.events import get_event, list_events
from generated_client.api.statistics import get_statistics
from generated_client.models import Event, EventKind, EventList, Problem, Statistics, StatisticsGroup
from generated_client.types import UNSET


def every_slug(client: Client) -> list[str]:
    """The slugs of all visits, three in a page."""
    slugs: list[str] = []
    cursor = UNSET
    while True:
        page = list_events.sync(client=client, kind=[EventKind.VISIT], limit=3, cursor=cursor)
        assert isinstance(page, EventList), page
        slugs += [event.slug for event in page.events]
        if page.next_ is None:
            return slugs
        cursor = parse_qs(urlsplit(page.next_).query)["cursor"][0]


with Client(base_url=sys.argv[1]) as client:
    event = get_event.sync("blinken-trip-2023-11", client=client, known_at=date(2023, 11, 28))
    assert isinstance(event, Event), event
    refused = list_events.sync(client=client, person=["no-such-person"])
    assert isinstance(refused, Problem), refused
    statistics = get_statistics.sync(client=client, group_by=StatisticsGroup.KIND)
    assert isinstance(statistics, Statistics), statistics
    seen = {
        "visits": every_slug(client),
        "status": str(event.status),
        "first_day": str(event.when.first_day),
        "refused": refused.status,
        "kinds": len(statistics.rows),
    }
sys.stdout.write(json.dumps(seen))
