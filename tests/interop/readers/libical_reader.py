"""Prints what libical reads of a calendar by the zones that stand in it. Runs with Debian's Python: FILE.

Evolution uses libical too, but with its own zones in the place of those of the calendar.
"""

import json
import sys
from pathlib import Path

import gi  # type: ignore[import-not-found]

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # type: ignore[import-not-found]  # noqa: E402


def moment(time):
    """A day, or an instant in UTC; None if it is not told."""
    if time is None or time.is_null_time():
        return None
    if time.is_date():
        return f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"
    utc = time.convert_to_zone(ICalGLib.Timezone.get_utc_timezone())
    day = f"{utc.get_year():04}-{utc.get_month():02}-{utc.get_day():02}"
    return f"{day}T{utc.get_hour():02}:{utc.get_minute():02}:{utc.get_second():02}Z"


def events(calendar):
    """The events of the calendar, one after another."""
    kind = ICalGLib.ComponentKind.VEVENT_COMPONENT
    event = calendar.get_first_component(kind)
    while event is not None:
        yield event
        event = calendar.get_next_component(kind)


def shown(event):
    """One event."""
    status = event.get_first_property(ICalGLib.PropertyKind.STATUS_PROPERTY)
    return {
        "uid": event.get_uid(),
        "starts": moment(event.get_dtstart()),
        "ends": moment(event.get_dtend()),
        "status": status.get_value_as_string() if status else None,
        "summary": event.get_summary(),
        "location": event.get_location(),
        "description": event.get_description(),
    }


def main():
    """All events."""
    calendar = ICalGLib.Component.new_from_string(Path(sys.argv[1]).read_bytes().decode("utf-8"))
    json.dump([shown(event) for event in events(calendar)], sys.stdout)


main()
