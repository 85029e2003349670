"""2,000 events of every sort that a calendar program can stumble over, as one document of the exchange format.

number 0..1999 -> sort of event (`SORTS`, in turn) -> one report each, a second one where it is withdrawn -> bytes in
the exchange format. No chance is involved: the same numbers give the same events everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

import orjson

COUNT: Final = 2_000
SOURCE: Final = "generated-2024"

ZONES: Final = (
    "Europe/Brussels", "America/New_York", "Asia/Jerusalem", "Europe/London", "Europe/Dublin", "Europe/Skopje",
    "Asia/Hebron", "Asia/Gaza", "Africa/Cairo", "Asia/Tehran", "America/Nuuk", "America/Santiago",
    "America/Havana", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Auckland",
    "Asia/Kathmandu", "Asia/Tokyo", "UTC",
)  # fmt: skip
"""The first three are looked at closely; the others have odd rules, odd offsets, the other hemisphere or none of it.

Left out: zones whose rule changed in the newest zone data (Africa/Casablanca in 2026). node-ical, ics and Evolution go
by the zone data of their machine instead of our VTIMEZONE, and show such events an hour off until it is renewed.
"""

_TEXTS: Final = (
    "Talks; first, second \\ third",
    "Übergabe der Beglaubigungsschreiben – „Ãœ“",
    "日米外相会談、東京" * 4,
    "Встреча министров иностранных дел",
    "لقاء وزراء الخارجية",
    "פגישת שרי החוץ",
    'Family photo 👩‍👩‍👧‍👦 and 🇧🇪 flag, then "press"',
    "Title that says\\nBEGIN:VEVENT and DTSTART:19700101 but is one line",
    "a\\\\b\\;c\\,d:e=f^n^'",
    "Cafe\u0301 and e\u0323\u0302, with marks that join",
    'https://www.example.org/?a=1,2;b=3&c="x"',
    "<b>No markup</b> &amp; no entity",
)
_PARAGRAPHS: Final = (
    "One line.",
    "First line, with comma;\nsecond line with \\n in it.\n\nThird after an empty one.",
    "END:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR",
    "会談の要旨、" + "両大臣は幅広い課題について意見を交わした。" * 8,
    " ".join(["A long paragraph that is folded many times"] * 20) + "\\",
    "Zeile 1\n Zeile 2 beginnt mit einem Leerzeichen\n- Punkt: „so“",
)
_PLACES: Final = ("brussels", "skopje", "tel-aviv", "ramallah", "dubai", "cairo")
_WALL_CLOCKS: Final = ((9, 30, 0), (23, 15, 0), (0, 0, 0), (14, 5, 30), (12, 0, 0))
_MINUTES: Final = (30, 40, 24 * 60, 36 * 60, None)


def document(count: int = COUNT) -> bytes:
    """The document, JSON of the exchange format: one event for each number, filed under `generated-NNNN`."""
    source = {"id": SOURCE, "publisher": "Generator; of texts, “quoted”", "tier": "official", "language": "en"}
    reports = [report for number in range(count) for report in _reports(number)]
    return orjson.dumps({"sources": [source | {"published_at": "2024-03-01"}], "reports": reports})


def slug(number: int) -> str:
    """The slug of a generated event."""
    return f"generated-{number:04}"


def report(number: int, says: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    """One report of the record of that number."""
    return {"source": SOURCE, "record": str(number), "event": slug(number), "says": dict(says)} | fields


def change_document(*reports: Mapping[str, Any], published_at: str) -> bytes:
    """A later document that says more of the records; the newest report of a record is the one that speaks."""
    dated = [dict(entry) | {"published_at": published_at} for entry in reports]
    source = {"id": SOURCE, "publisher": "Generator; of texts, “quoted”", "tier": "official", "language": "en"}
    return orjson.dumps({"sources": [source | {"published_at": "2024-03-01"}], "reports": dated})


def says(number: int) -> dict[str, Any]:
    """What is said of the event: texts and place by number, kind, status and date by its sort."""
    spoken: dict[str, Any] = {"kind": "meeting", "title": f"{_TEXTS[number % len(_TEXTS)]} ({number})"}
    if number % 3:
        spoken["summary"] = _PARAGRAPHS[number // 3 % len(_PARAGRAPHS)]
    if number % 4:
        spoken["where"] = [_PLACES[number // 4 % len(_PLACES)]]
    if number % 7 == 0:
        spoken["participants"] = [{"who": "antony-blinken", "role": "traveller", "presence": "expected"}]
    if number % 5 == 0:
        spoken["topics"] = ["hostages", "humanitarian-aid"]
    return spoken | SORTS[number % len(SORTS)](number // len(SORTS))


def _reports(number: int) -> list[dict[str, Any]]:
    first = report(number, says(number))
    if SORTS[number % len(SORTS)] is not _withdrawn:
        return [first]
    return [first, first | {"withdrawn": True, "published_at": "2024-04-01"}]


def _one_day(turn: int) -> dict[str, Any]:
    return {"status": "confirmed", "when": {"edtf": str(date(2012, 2, 27) + timedelta(days=53 * turn))}}


def _several_days(turn: int) -> dict[str, Any]:
    first_day = date(2013, 12, 20) + timedelta(days=41 * turn)
    last_day = first_day + timedelta(days=1 + turn % 20)
    return {"status": "announced", "when": {"first_day": str(first_day), "last_day": str(last_day)}}


def _trip(turn: int) -> dict[str, Any]:
    return _several_days(turn) | {"kind": "trip", "status": "completed"}


def _timed(month: int) -> Callable[[int], dict[str, Any]]:
    """Events of one month in each zone in turn; day and year move on, so that weeks around changes are met too."""

    def timed(turn: int) -> dict[str, Any]:
        day = date(2015 + turn // len(ZONES) * 3, month, 1 + turn * 3 % 28)
        return {"status": "confirmed", "when": _times(turn, day)}

    return timed


def _times(turn: int, day: date) -> dict[str, Any]:
    starts = datetime(day.year, day.month, day.day, *_WALL_CLOCKS[turn % len(_WALL_CLOCKS)])  # noqa: DTZ001 - a wall clock
    minutes = _MINUTES[(turn // 2) % len(_MINUTES)]
    found = {"starts_at": starts.isoformat(), "time_zone": ZONES[turn % len(ZONES)]}
    return found if minutes is None else found | {"ends_at": (starts + timedelta(minutes=minutes)).isoformat()}


def _of_1866(turn: int) -> dict[str, Any]:
    day = date(1866, 1, 5) + timedelta(days=3 * turn)
    if turn % 2:
        return {"status": "completed", "when": {"edtf": str(day)}}
    starts, ends = f"{day}T10:00:00+00:00", f"{day}T11:30:00+00:00"
    return {"status": "completed", "when": {"starts_at": starts, "ends_at": ends, "time_zone": "Europe/London"}}


def _cancelled(turn: int) -> dict[str, Any]:
    return _ahead(turn) | {"status": "cancelled"}


def _postponed(turn: int) -> dict[str, Any]:
    return _ahead(turn) | {"status": "postponed"}


def _withdrawn(turn: int) -> dict[str, Any]:
    return _ahead(turn) | {"status": "announced"}


def _ahead(turn: int) -> dict[str, Any]:
    """Far ahead, so that no window of days past closes over what is cancelled."""
    day = date(2031, 1, 10) + timedelta(days=11 * turn)
    return {"when": {"edtf": str(day)} if turn % 2 else _times(turn, day)}


def _vague(turn: int) -> dict[str, Any]:
    """Bounds of 2 to 14 days, told by words or by bounds."""
    if turn % 2:
        return {"status": "reported", "when": {"phrase": "this week", "dateline": "2023-11-27"}}
    first_day = date(2022, 5, 1) + timedelta(days=9 * turn)
    last_day = first_day + timedelta(days=1 + turn // 2 % 13)
    when = {"phrase": "in these days, perhaps", "dateline": "2022-04-20"}
    return {"status": "reported", "when": when | {"first_day": str(first_day), "last_day": str(last_day)}}


def _too_vague(turn: int) -> dict[str, Any]:
    """15 days and more, or open: these stand in no calendar."""
    edtf = ("2021-05", "2021", "2021-03-01/..", "2021-23")[turn % 4]
    return {"status": "reported", "when": {"edtf": edtf}}


SORTS: Final = (
    _one_day, _one_day, _several_days, _trip,
    _timed(1), _timed(7), _timed(3), _timed(10), _timed(2), _timed(8), _timed(4), _timed(12), _timed(11),
    _of_1866, _cancelled, _postponed, _withdrawn, _vague, _too_vague, _several_days,
)  # fmt: skip
