"""Evolution data server subscribed to a feed: URL. For each line on stdin it refreshes and prints its events on a line.

Runs with Debian's Python, which has the bindings (python3-gi, gir1.2-ecal-2.0), inside a D-Bus session of its own.
"""

import json
import sys

import gi  # type: ignore[import-not-found]

gi.require_version("EDataServer", "1.2")
gi.require_version("ECal", "2.0")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, GLib, ICalGLib  # type: ignore[import-not-found]  # noqa: E402

TIMEOUT_SECONDS = 30


def subscribed(url):
    """A client of a new web calendar, as Evolution's dialogue makes it."""
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = EDataServer.Source.new(None, None)
    source.set_display_name("Timeline")
    source.set_parent("webcal-stub")
    source.get_extension(EDataServer.SOURCE_EXTENSION_CALENDAR).set_backend_name("webcal")
    source.get_extension(EDataServer.SOURCE_EXTENSION_WEBDAV_BACKEND).set_uri(GLib.Uri.parse(url, GLib.UriFlags.NONE))
    registry.commit_source_sync(source, None)
    return ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, TIMEOUT_SECONDS, None)


def moment(client, component, kind, time):
    """A day, or an instant in UTC by the zone that Evolution knows under the TZID; None if it is not told."""
    if time is None or time.is_null_time():
        return None
    day = f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"
    if time.is_date():
        return day
    zone = ICalGLib.Timezone.get_utc_timezone()
    if not time.is_utc():
        tzid = component.get_first_property(kind).get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER).get_tzid()
        zone = client.get_timezone_sync(tzid, None)[1]
    time.set_timezone(zone)
    utc = time.convert_to_zone(ICalGLib.Timezone.get_utc_timezone())
    day = f"{utc.get_year():04}-{utc.get_month():02}-{utc.get_day():02}"
    return f"{day}T{utc.get_hour():02}:{utc.get_minute():02}:{utc.get_second():02}Z"


def shown(client, component):
    """One event."""
    properties = ICalGLib.PropertyKind
    status = component.get_first_property(properties.STATUS_PROPERTY)
    return {
        "uid": component.get_uid(),
        "starts": moment(client, component, properties.DTSTART_PROPERTY, component.get_dtstart()),
        "ends": moment(client, component, properties.DTEND_PROPERTY, component.get_dtend())
        if component.get_first_property(properties.DTEND_PROPERTY)
        else None,
        "status": status.get_value_as_string() if status else None,
        "summary": component.get_summary(),
        "location": component.get_location(),
        "description": component.get_description(),
    }


def main():
    """One look for each line."""
    client = subscribed(sys.argv[1])
    for _ in sys.stdin:
        client.refresh_sync(None)
        components = client.get_object_list_sync("#t", None)[1]
        sys.stdout.write(json.dumps([shown(client, component) for component in components]) + "\n")
        sys.stdout.flush()


main()
