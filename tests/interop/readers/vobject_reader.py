"""Prints what vobject reads of a calendar, after its validation. Runs in that library's environment: FILE."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import vobject  # type: ignore[import-untyped]


def moment(event, name):
    """A day or an instant; None if it is not told."""
    time = getattr(event, name).value if hasattr(event, name) else None
    return time.astimezone(UTC).isoformat() if isinstance(time, datetime) else time and str(time)


def text(event, name):
    """The value of a property; None without it."""
    return getattr(event, name).value if hasattr(event, name) else None


def main():
    """All events of the one calendar; a fault of form ends the program."""
    calendar = vobject.readOne(Path(sys.argv[1]).read_bytes().decode("utf-8"), validate=False)
    calendar.validate(raiseException=True)
    json.dump(
        [
            {
                "uid": event.uid.value,
                "starts": moment(event, "dtstart"),
                "ends": moment(event, "dtend"),
                "status": text(event, "status"),
                "summary": text(event, "summary"),
                "location": text(event, "location"),
                "description": text(event, "description"),
            }
            for event in calendar.vevent_list
        ],
        sys.stdout,
    )


main()
