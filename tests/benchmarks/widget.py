"""How fast and heavy is the widget, next to three well-known programs? `python3 dev.py bench widget [--events N …]`.

the same generated events -> a page for each contestant (`widget_pages`) -> headless Chromium, a fresh context for each
visit, the contestants in turn -> medians: first screen (from the start of the visit to the frame after the first
event), blocking time, longest task, heap after collection, elements, layout shift -> a table for each number of events.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from devtools.programs import SetupFailed
from tests.benchmarks.widget_pages import Contestant, contestants, generated_events, give, prepared_peers
from tests.browser.conftest import ARGUMENTS
from tests.browser.site import Site, running_site

_NOW: Final = "2026-05-12T09:00:00Z"
_LIMIT_MILLISECONDS: Final = 60_000
_PHONE: Final = 4
"""How many times slower a phone's processor is taken to be."""

_PROBE: Final = """
window.race = { first: null, tasks: [], shift: 0 }
new PerformanceObserver((list) => race.tasks.push(...list.getEntries().map((entry) => entry.duration)))
  .observe({ type: 'longtask', buffered: true })
new PerformanceObserver((list) => { for (const entry of list.getEntries()) race.shift += entry.value })
  .observe({ type: 'layout-shift', buffered: true })
const look = () => {
  if (COUNTED > 0) requestAnimationFrame(() => setTimeout(() => { race.first = performance.now() }))
  else requestAnimationFrame(look)
}
requestAnimationFrame(look)
"""
_SEARCH: Final = """
async () => {
  const field = FIELD
  const before = COUNTED
  const began = performance.now()
  field.value = 'number 77'
  field.dispatchEvent(new Event('input', { bubbles: true }))
  while (COUNTED === before && performance.now() - began < 10000) await new Promise(requestAnimationFrame)
  await new Promise(requestAnimationFrame)
  return performance.now() - began
}
"""
_ELEMENTS: Final = """
() => {
  const inside = (one) => 1 + (one.shadowRoot ? count(one.shadowRoot) : 0)
  const count = (root) => [...root.querySelectorAll('*')].reduce((sum, one) => sum + inside(one), 0)
  return count(document)
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one visit measured: milliseconds, megabytes, numbers."""

    first_screen: float
    blocking: float
    longest_task: float
    heap: float
    elements: float
    shift: float
    phone: float
    search: float | None


_PLACES: Final = (0, 0, 0, 1, 0, 3, 0, 0)
_HEADS: Final = ("first ms", "block ms", "task ms", "heap MB", "elements", "shift", "phone ms", "search ms")


def main(arguments: Sequence[str]) -> int:
    """Run the races and print the tables; the exit code."""
    parser = argparse.ArgumentParser(prog="dev.py bench widget", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, nargs="+", default=[100, 1_000, 10_000], help="how many, one table each")
    parser.add_argument("--rounds", type=int, default=5, help="visits of each contestant (default: 5)")
    parser.add_argument("--alone", action="store_true", help="ours alone, without the peers that npm has to fetch")
    options = parser.parse_args(arguments)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("the widget's races need Chromium: sudo apt-get install chromium", file=sys.stderr)
        return 2
    try:
        modules = Path() if options.alone else prepared_peers()
    except SetupFailed as failed:
        print(f"{failed}; --alone measures ours without them", file=sys.stderr)
        return 2
    runners = list(contestants(modules))[: 1 if options.alone else None]
    with sync_playwright() as playwright, running_site() as site:
        launched = playwright.chromium.launch(
            executable_path=chromium, args=[*ARGUMENTS, "--enable-precise-memory-info"]
        )
        for number, runner in enumerate(runners):
            print(f"{'' if number else 'weight, gzip: '}{runner.name} {weight(runner) / 1024:.1f} KiB", end="; ")
        print(f"load average {os.getloadavg()[0]:.2f} on {os.cpu_count()} processors")
        for count in options.events:
            print(f"\n{count:,} events, median of {options.rounds}")
            print(f"{'':<20}" + "".join(f"{head:>11}" for head in _HEADS), flush=True)
            for line in race(launched, site, runners, count, options.rounds):
                print(line, flush=True)
        launched.close()
    return 0


def weight(contestant: Contestant) -> int:
    """Bytes of its scripts and styles, each by gzip at level 9."""
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in contestant.files)


def race(browser: Browser, site: Site, runners: Sequence[Contestant], count: int, rounds: int) -> Iterator[str]:
    """All contestants in turn, round by round, after one round that does not count; their lines in the table."""
    events = generated_events(count)
    visits: dict[str, list[Visit]] = {runner.name: [] for runner in runners}
    failed: dict[str, str] = {}
    for number in range(rounds + 1):
        for runner in runners:
            if runner.name in failed:
                continue
            try:
                visit = visited(browser, give(site, runner, events), runner)
            except TimeoutError:
                failed[runner.name] = f"showed nothing in {_LIMIT_MILLISECONDS // 1000} s"
                continue
            if number:
                visits[runner.name].append(visit)
    for runner in runners:
        yield line_of(runner.name, visits[runner.name], failed.get(runner.name))


def visited(browser: Browser, address: str, runner: Contestant) -> Visit:
    """One visit at full speed and one at a phone's. Raises TimeoutError."""
    phone = _opened(browser, address, runner, slower=_PHONE)
    phone_first = _marks(phone)["first"]
    phone.context.close()
    page = _opened(browser, address, runner)
    page.wait_for_timeout(300)  # what goes on after the first screen belongs to its tasks
    marks, session = _marks(page), page.context.new_cdp_session(page)
    search = None
    heap = _heap(session)
    elements = page.evaluate(_ELEMENTS)
    if runner.search is not None:
        search = page.evaluate(_SEARCH.replace("FIELD", runner.search).replace("COUNTED", f"({runner.counted})"))
    page.context.close()
    return Visit(
        first_screen=marks["first"],
        blocking=sum(max(0.0, task - 50) for task in marks["tasks"]),
        longest_task=max(marks["tasks"], default=0.0),
        heap=heap,
        elements=elements,
        shift=marks["shift"],
        phone=phone_first,
        search=search,
    )


def _opened(browser: Browser, address: str, runner: Contestant, *, slower: int = 1) -> Page:
    context = browser.new_context(timezone_id="Europe/Berlin", locale="en-GB", viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.clock.set_fixed_time(_NOW)
    page.add_init_script(_PROBE.replace("COUNTED", f"({runner.counted})"))
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address, wait_until="commit")
    try:
        page.wait_for_function("race.first !== null", timeout=_LIMIT_MILLISECONDS)
    except Exception as late:
        context.close()
        raise TimeoutError(runner.name) from late
    return page


def _marks(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("race")
    return found


def _heap(session: CDPSession) -> float:
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1_000_000


def line_of(name: str, visits: Sequence[Visit], fault: str | None) -> str:
    """One line of the table."""
    if fault is not None or not visits:
        return f"{name:<20} {fault}"
    columns = [[getattr(visit, field.name) for visit in visits] for field in fields(Visit)]
    return f"{name:<20}" + "".join(_cell(column, place) for column, place in zip(columns, _PLACES, strict=True))


def _cell(column: Sequence[float | None], place: int) -> str:
    """The median, with so many digits after the point; a dash for what the program does not have."""
    measured = [value for value in column if value is not None]
    return f"{statistics.median(measured):>11,.{place}f}" if measured else f"{'–':>11}"
