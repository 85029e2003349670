"""Prints what allenporter/ical reads of a calendar. Runs in that library's environment: FILE."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from ical.calendar_stream import IcsCalendarStream  # type: ignore[import-not-found]


def moment(time):
    """A day or an instant."""
    return time.astimezone(UTC).isoformat() if isinstance(time, datetime) else str(time)


def main():
    """All events."""
    calendar = IcsCalendarStream.calendar_from_ics(Path(sys.argv[1]).read_bytes().decode("utf-8"))
    json.dump(
        [
            {
                "uid": event.uid,
                "starts": moment(event.dtstart),
                "ends": moment(event.end) if event.end else None,
                "status": event.status.value if event.status else None,
                "summary": event.summary,
                "location": event.location,
                "description": event.description,
            }
            for event in calendar.events
        ],
        sys.stdout,
    )


main()
