"""The pages of the widget's races: the same events in our element and in three well-known programs.

`generated_events` -> one JSON answer of the API -> `contestants`, each with a page whose script (if it needs one) turns
that answer into what the program takes. `counted` is JavaScript that counts the events to be seen.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from devtools.programs import SetupFailed
from tests.browser.feed import Json, days, event, on, participant, place, when
from tests.browser.site import WIDGET, Answer, Site

ROOT: Final = Path(__file__).parents[2]
_LOCKS: Final = Path(__file__).parent / "peers"
_HOME: Final = ROOT / ".venv-interop" / "widget-peers"
TODAY: Final = date(2026, 5, 12)

_CITIES: Final = (
    ("Brussels", "Europe/Brussels"), ("Geneva", "Europe/Zurich"), ("New York", "America/New_York"),
    ("Ankara", "Europe/Istanbul"), ("New Delhi", "Asia/Kolkata"), ("Nairobi", "Africa/Nairobi"),
)  # fmt: skip
_PEOPLE: Final = ("Ada Example", "Ben Example", "Cy Example", "Dana Example", "Eli Example", "Fay Example")
_STATUSES: Final = ("completed", "announced", "confirmed", "reported", "postponed", "cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """A program in the race. `files` are its script and styles, `head` and `body` stand in its page."""

    name: str
    files: tuple[Path, ...]
    head: str
    body: str
    counted: str
    search: str | None = None


def generated_events(count: int) -> list[Json]:
    """Events of six kinds of date around TODAY, one every few hours of the years before and after."""
    step = 1_500 / max(count, 1)
    return [_event(number, TODAY + timedelta(days=int((number - count / 2) * step))) for number in range(count)]


def _event(number: int, day: date) -> Json:
    city, zone = _CITIES[number % len(_CITIES)]
    dates = (
        on(str(day)),
        on(str(day)) | {"starts_at": f"{day}T10:00:00+02:00", "time_zone": "Europe/Brussels"},
        days(str(day), str(day + timedelta(days=2))),
        when(f"[{day}..{day + timedelta(days=6)}]", str(day), str(day + timedelta(days=6)), exact=False),
    )
    return event(
        f"event-{number}",
        f"Meeting number {number} in {city}",
        dates[number % len(dates)],
        status=_STATUSES[number % len(_STATUSES)],
        where=[place(city, zone)],
        participants=[participant(_PEOPLE[number % 6]), participant(_PEOPLE[number // 6 % 6])],
        revision=1 + number % 3,
    )


def prepared_peers() -> Path:
    """The folder with the peers' packages, fetched by npm as locked. Raises SetupFailed if that is impossible."""
    digest = hashlib.sha256((_LOCKS / "package-lock.json").read_bytes()).hexdigest()
    stamp = _HOME / "stamp"
    if stamp.is_file() and stamp.read_text("utf-8") == digest:
        return _HOME / "node_modules"
    npm = shutil.which("npm")
    if npm is None:
        raise SetupFailed("the widget's races need npm, which fetches the programs to compare with")
    shutil.rmtree(_HOME, ignore_errors=True)
    _HOME.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(_LOCKS / name, _HOME)
    options = ("--silent", "--ignore-scripts", "--no-audit", "--no-fund")
    if subprocess.run((npm, "ci", *options), cwd=_HOME, stdin=subprocess.DEVNULL, check=False).returncode:
        raise SetupFailed("npm could not fetch the programs to compare with")
    stamp.write_text(digest, "utf-8")
    return _HOME / "node_modules"


_FETCHED: Final = "const { events } = await (await fetch('/v1/events.json')).json()"


def contestants(modules: Path) -> Iterator[Contestant]:
    """Ours first, then its peers."""
    yield Contestant(
        name="diplomatic-timeline",
        files=(WIDGET / "diplomatic-timeline.js",),
        head='<script type="module" async src="/widget/diplomatic-timeline.js"></script>',
        body='<diplomatic-timeline src="/v1/events"><p>Events</p></diplomatic-timeline>',
        counted="document.querySelector('diplomatic-timeline')?.shadowRoot?.querySelectorAll('.event').length ?? 0",
        search="document.querySelector('diplomatic-timeline').shadowRoot.querySelector('input')",
    )
    vis = modules / "vis-timeline"
    yield Contestant(
        name="vis-timeline",
        files=(vis / "standalone" / "umd" / "vis-timeline-graph2d.min.js", vis / "styles" / "vis-timeline-graph2d.css"),
        head=_head("vis-timeline-graph2d.min.js", "vis-timeline-graph2d.css"),
        body=f"""<div id="here"></div><script type="module">{_FETCHED}
const items = events.map(({{ id, title, when }}) =>
  ({{ id, content: title, start: when.first_day, end: when.last_day }}))
new vis.Timeline(document.querySelector('#here'), items, {{ maxHeight: 700 }})</script>""",
        counted="document.querySelectorAll('.vis-item').length",
    )
    yield Contestant(
        name="FullCalendar 6",
        files=(modules / "fullcalendar" / "index.global.min.js",),
        head=_head("index.global.min.js"),
        body=f"""<div id="here"></div><script type="module">{_FETCHED}
const shown = events.map(({{ id, title, when }}) =>
  ({{ id, title, start: when.first_day, end: when.last_day, allDay: true }}))
const options = {{ initialView: 'listYear', initialDate: '{TODAY}', events: shown }}
new FullCalendar.Calendar(document.querySelector('#here'), options).render()
</script>""",
        counted="document.querySelectorAll('.fc-list-event').length",
    )
    knight = modules / "@knight-lab" / "timelinejs" / "dist"
    yield Contestant(
        name="TimelineJS3",
        files=(knight / "js" / "timeline.js", knight / "css" / "timeline.css"),
        head=_head("timeline.js", "timeline.css"),
        body=f"""<div id="here" style="height:700px"></div><script type="module">{_FETCHED}
const date = (day) => ({{ year: day.slice(0, 4), month: day.slice(5, 7), day: day.slice(8) }})
const told = events.map(({{ title, when }}) => ({{ start_date: date(when.first_day), text: {{ headline: title }} }}))
new TL.Timeline('here', {{ events: told }}, {{ soundcite: false }})</script>""",
        counted="document.querySelectorAll('.tl-timemarker').length",
    )


def _head(script: str, *styles: str) -> str:
    sheets = "".join(f'<link rel="stylesheet" href="/peer/{style}">' for style in styles)
    return f'{sheets}<script src="/peer/{script}"></script>'


def give(site: Site, contestant: Contestant, events: list[Json]) -> str:
    """Serve the contestant's page, its files and the events; the address of the page."""
    for file in contestant.files:
        kind = "text/css" if file.suffix == ".css" else "text/javascript"
        site.answers[f"/peer/{file.name}"] = Answer(file.read_bytes(), f"{kind}; charset=utf-8")
    site.give_json("/v1/events.json", {"events": events, "next": None, "query": {}, "known_at": None})
    page = f"""<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>{contestant.name}</title>
<link rel="icon" href="data:,">{contestant.head}
<main><h1>Events</h1>{contestant.body}<p id="below">Below</p></main></html>"""
    site.answers["/race"] = Answer(page.encode(), "text/html; charset=utf-8")
    return f"{site.origin}/race"
