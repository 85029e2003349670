"""What is wrong with a calendar, octet by octet: the rules that every feed of ours keeps (FEEDS.md 8 to 10, RFC 5545).

bytes -> `faults_of` -> sentences, none for a sound calendar. It reads lines itself and knows nothing of the code that
wrote them, so that a fault of a library does not hide itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LINE = re.compile(r'(?P<name>[A-Z0-9-]+)(?P<parameters>(?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(?P<value>.*)')


def faults_of(content: bytes) -> list[str]:
    """Every fault of a calendar, in no order that means anything."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return [f"no UTF-8: {error}"]
    physical = text.split("\r\n")
    lines = unfolded(text)
    return [
        *_faults_of_octets(physical),
        *_faults_of_lines(lines),
        *_faults_of_nesting(lines),
        *_faults_of_zones(lines),
        *_faults_of_events(lines),
    ]


def unfolded(text: str) -> list[str]:
    """The content lines of a calendar, without the last CRLF."""
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def _faults_of_octets(physical: list[str]) -> Iterator[str]:
    if physical[-1] != "":
        yield "the last line has no CRLF"
    for number, line in enumerate(physical[:-1], start=1):
        if not line.strip():
            yield f"line {number} is empty"
        if len(line.encode()) > 75:
            yield f"line {number} has {len(line.encode())} octets"
        if _CONTROLS.search(line):
            yield f"line {number} holds a control: {line!r}"
        if (len(line) - len(line.rstrip("\\"))) % 2:
            yield f"line {number} parts an escape: {line!r}"


def _faults_of_lines(lines: list[str]) -> Iterator[str]:
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            yield f"no content line: {line!r}"
        elif not match["value"].strip() or re.search(r'=(?:""|)(?=[;:]|$)', match["parameters"]):
            yield f"an empty property or parameter: {line!r}"
        elif match["name"] == "METHOD":
            yield "it has a METHOD"


def _faults_of_nesting(lines: list[str]) -> Iterator[str]:
    """Every END must close the component that was begun last, and UID stands inside of components only."""
    open_components: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            open_components.append(value)
        elif name == "END" and (not open_components or open_components.pop() != value):
            yield f"END:{value} closes nothing"
        elif name == "UID" and open_components == ["VCALENDAR"]:
            yield "the calendar itself has a UID"
    if open_components:
        yield f"not closed: {open_components}"
    if lines[0] != "BEGIN:VCALENDAR" or lines[-1] != "END:VCALENDAR":
        yield "it is no VCALENDAR"


def _faults_of_zones(lines: list[str]) -> Iterator[str]:
    defined = Counter(line.removeprefix("TZID:") for line in lines if line.startswith("TZID:"))
    used = {found for line in lines for found in re.findall(r'^DT[A-Z]+;(?:.*;)?TZID="?([^";:]+)', line)}
    yield from (f"zone {zone} is defined {times} times" for zone, times in defined.items() if times > 1)
    has_events = "BEGIN:VEVENT" in lines
    if not has_events and len(defined) != 1:
        yield "a calendar without an event needs one VTIMEZONE, since none may be empty"
    if has_events:
        yield from (f"zone {zone} is defined and not used" for zone in defined.keys() - used)
    yield from (f"zone {zone} is used and not defined" for zone in used - defined.keys())


def _faults_of_events(lines: list[str]) -> Iterator[str]:
    uids: Counter[str] = Counter()
    for event in _events(lines):
        values = {line.partition(":")[0].partition(";")[0]: line.partition(":")[2] for line in event}
        names = Counter(line.partition(":")[0].partition(";")[0] for line in event)
        uids[values.get("UID", "")] += 1
        is_tombstone = values.get("STATUS") == "CANCELLED" and "URL" not in values
        for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", *(() if is_tombstone else ("LAST-MODIFIED",))):
            if names[name] != 1:
                yield f"{names[name]} {name} in {values.get('UID')}"
        for name in ("CATEGORIES", "DTEND", "STATUS", "LOCATION", "DESCRIPTION", "GEO", "URL"):
            if names[name] > 1:
                yield f"{names[name]} {name} in {values.get('UID')}"
        starts, ends = values.get("DTSTART", ""), values.get("DTEND")
        if ends is not None and (len(ends) != len(starts) or ends <= starts):
            yield f"{values.get('UID')} ends at {ends}, starts at {starts}"
    yield from (f"UID {uid} stands {times} times" for uid, times in uids.items() if times > 1)


def _events(lines: list[str]) -> Iterator[list[str]]:
    event: list[str] | None = None
    for line in lines:
        if line == "BEGIN:VEVENT":
            event = []
        elif line == "END:VEVENT" and event is not None:
            yield event
            event = None
        elif event is not None:
            event.append(line)
