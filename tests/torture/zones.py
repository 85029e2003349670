"""Every hour of every day 1970 to 2040 in every IANA zone: what our calendars tell is compared with zoneinfo.

Families of zones with the same file -> one process for each core -> `compare` (tests/zone_comparison.py) -> counts. A
zone is compared hour by hour and again around its transitions; its aliases must have its VTIMEZONE but for the name.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from itertools import chain
from multiprocessing import Pool

from tests.zone_comparison import (
    Tally,
    compare,
    compare_aliases,
    every_hour,
    instants_around,
    transitions,
    zone_families,
    zone_of_package,
)


def main(arguments: Sequence[str]) -> int:
    """Compare the zones asked for, all without arguments; 1 if a time was wrong."""
    options = _parser().parse_args(arguments)
    wanted = frozenset(options.zone)
    families = [family for family in zone_families() if not wanted or wanted & frozenset(family)]
    if not families or wanted - frozenset(chain(*families)):
        print(f"no such zone: {', '.join(sorted(wanted - frozenset(chain(*families))))}")
        return 2
    total = Tally()
    with Pool(options.processes) as pool:
        for number, (family, tally) in enumerate(pool.imap_unordered(compare_family, families), 1):
            total += tally
            print(f"[{number}/{len(families)}] {_told(family, tally)}", flush=True)
    print(f"{len(families)} different zones under {sum(map(len, families))} names")
    print(f"{total.compared:,} times: {total.zoned:,} with TZID, {total.utc:,} in UTC; {_verdict(total)}")
    return 1 if total.faults else 0


def compare_family(family: tuple[str, ...]) -> tuple[tuple[str, ...], Tally]:
    """The family and the comparison of its first zone, hour by hour and around its transitions, and of its aliases."""
    name = family[0]
    around = instants_around(transitions(zone_of_package(name)))
    return family, compare(name, chain(every_hour(), around)) + compare_aliases(family)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py torture zones", description="Compare our VTIMEZONEs with zoneinfo.")
    parser.add_argument("zone", nargs="*", help="IANA names; without any, all zones")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="default: one for each core")
    return parser


def _told(family: tuple[str, ...], tally: Tally) -> str:
    """One line about a zone, and one about each of its faults."""
    line = f"{' = '.join(family)}: {tally.zoned:,} with TZID, {tally.utc:,} in UTC"
    return "\n".join((line, *(f"  WRONG {fault}" for fault in tally.faults)))


def _verdict(total: Tally) -> str:
    return "WRONG TIMES, see above" if total.faults else "all right"
