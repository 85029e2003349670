"""Prints what khal holds of its calendar, as `khal list` finds it. Runs in khal's environment: CONFIG."""

import json
import sys
from datetime import UTC, date, datetime, timedelta

from khal.cli import build_collection  # type: ignore[import-not-found]
from khal.settings import get_config  # type: ignore[import-not-found]

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2100, 12, 31)


def shown(event):
    """One event; khal's last day of a whole-day event is inclusive."""
    if event.allday:
        starts, ends = str(event.start), str(event.end + timedelta(days=1))
    else:
        starts, ends = (time.astimezone(UTC).isoformat() for time in (event.start, event.end))
    return {
        "uid": event.url.rpartition("/")[2],  # vdirsyncer replaces the UIDs of a web feed by hashes
        "starts": starts,
        "ends": ends,
        "status": event.status,
        "summary": event.summary,
        "location": event.location,
        "description": event.description,
    }


def main():
    """All events of the collection."""
    collection = build_collection(get_config(sys.argv[1]), None)
    first = datetime.combine(FIRST_DAY, datetime.min.time(), UTC)
    last = datetime.combine(LAST_DAY, datetime.min.time(), UTC)
    events = [
        *collection.get_localized(first, last),
        *collection.get_floating(first.replace(tzinfo=None), last.replace(tzinfo=None)),
    ]
    json.dump([shown(event) for event in events], sys.stdout)


main()
