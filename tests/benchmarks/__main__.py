"""How fast are we, next to the plainest program that gives the same? `python3 dev.py bench [--events N] [--rounds N]`.

`python3 dev.py bench widget` is another program, in `widget`.

generated events -> SQLite file -> each race (`races`): ours and its peer in turn, round by round -> medians and their
ratio in a table, with the machine's load. A time says little on a machine that others use; a ratio of two programs
that ran in turn says more. An answer that holds other things than its peer's stops the run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks.prepared import prepared
from tests.benchmarks.races import Race, races

DEFAULT_EVENTS: Final = 2_000
DEFAULT_ROUNDS: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Median milliseconds of both sides of a race."""

    race: Race
    ours_milliseconds: float
    peer_milliseconds: float

    @property
    def ratio(self) -> float:
        """How many times the peer's time ours is; above 1 we are slower."""
        return self.ours_milliseconds / self.peer_milliseconds


def main(arguments: Sequence[str]) -> int:
    """Run every race and print the table, or the widget's races; the exit code."""
    if arguments[:1] == ["widget"]:
        from tests.benchmarks.widget import main as widget_main  # noqa: PLC0415 - needs a browser, the others do not

        return widget_main(arguments[1:])
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=DEFAULT_EVENTS, help=f"how many (default: {DEFAULT_EVENTS})")
    parser.add_argument("--rounds", type=int, default=DEFAULT_ROUNDS, help=f"of each race (default: {DEFAULT_ROUNDS})")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, prepared(Path(folder), options.events) as found:
        print(f"{options.events} generated events, {options.rounds} rounds, {load_words()}", flush=True)
        print(f"{'':<18}{'ours ms':>10}{'peer ms':>10}{'ratio':>8}  peer", flush=True)
        for race in races(found):
            print(line_of(run(race, options.rounds)), flush=True)
        print(f"afterwards {load_words()}")
    return 0


def run(race: Race, rounds: int) -> Outcome:
    """Both sides in turn, after one round that does not count. Raises ValueError if their answers differ in number."""
    ours: list[float] = []
    peers: list[float] = []
    for number in range(rounds + 1):
        our_answer, our_time = timed(race.ours, number)
        peer_answer, peer_time = timed(race.peer, number)
        if race.things(our_answer) != race.things(peer_answer):
            raise ValueError(f"{race.name}: {race.things(our_answer)} here, {race.things(peer_answer)} at the peer")
        if number:
            ours.append(our_time)
            peers.append(peer_time)
    return Outcome(race=race, ours_milliseconds=statistics.median(ours), peer_milliseconds=statistics.median(peers))


def timed(side: Callable[[int], bytes], number: int) -> tuple[bytes, float]:
    """The answer of this round and the milliseconds that it took."""
    began = time.perf_counter()
    answer = side(number)
    return answer, (time.perf_counter() - began) * 1000


def line_of(outcome: Outcome) -> str:
    """One line of the table."""
    ours, peer = outcome.ours_milliseconds, outcome.peer_milliseconds
    return f"{outcome.race.name:<18}{ours:>10.2f}{peer:>10.2f}{outcome.ratio:>8.1f}  {outcome.race.peer_words}"


def load_words() -> str:
    """How busy the machine is: processes that want to run, over the last minute."""
    return f"load average {os.getloadavg()[0]:.2f} on {os.cpu_count()} processors"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
