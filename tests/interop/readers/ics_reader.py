"""Prints what ics (the library of that name) reads of a calendar. Runs in its environment: FILE."""

import json
import sys
from pathlib import Path

from ics import Calendar  # type: ignore[import-not-found]


def moment(event, name):
    """A day or an instant."""
    time = getattr(event, name)
    return None if time is None else str(time.date()) if event.all_day else time.to("utc").isoformat()


def main():
    """All events."""
    calendar = Calendar(Path(sys.argv[1]).read_bytes().decode("utf-8"))
    json.dump(
        [
            {
                "uid": event.uid,
                "starts": moment(event, "begin"),
                "ends": moment(event, "end"),
                "status": event.status,
                "summary": event.name,
                "location": event.location,
                "description": event.description,
            }
            for event in calendar.events
        ],
        sys.stdout,
    )


main()
