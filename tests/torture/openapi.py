"""The description kept against the service, at length: 20,000 generated requests over three seeds find nothing.

database with the reference story -> application -> `tests.contract.campaign` for each seed until as many requests were
made -> what was broken. `python3 dev.py torture openapi [REQUESTS] [SEED …]`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from api import create_app
from tests.contract.campaign import UNLIMITED, run_campaign
from tests.served import fill, make_token
from timeline.store.engine.sessions import open_engine

REQUESTS: Final = 20_000
SEEDS: Final = (1, 2, 3)
EXAMPLES: Final = 8
"""For each operation, way of making values and turn."""


def main(arguments: Sequence[str]) -> int:
    """The whole run; each seed goes on until it made its share. Boundaries are tried once with each seed."""
    wanted = int(arguments[0]) if arguments else REQUESTS
    seeds = tuple(map(int, arguments[1:])) or SEEDS
    failures: dict[str, None] = {}
    share = -(-wanted // len(seeds))
    requests = sum(_run(seed, share, failures) for seed in seeds)
    for failure in failures:
        print(f"\n{failure}")
    print(f"{requests:,} requests over the seeds {', '.join(map(str, seeds))}: {len(failures)} broken promises")
    return 1 if failures else 0


def _run(seed: int, wanted: int, failures: dict[str, None]) -> int:
    """The requests made with one seed, on a database of its own; what they found is added to `failures`."""
    requests, turn = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'timeline.db'}")
        fill(engine, UNLIMITED.base_url)
        app, token = create_app(UNLIMITED, engine), make_token(engine)
        while requests < wanted:
            found = run_campaign(
                app,
                seed=seed + 1_000 * turn,
                examples=EXAMPLES,
                token=token,
                has_coverage=turn == 0,
            )
            requests, turn = requests + found.requests, turn + 1
            failures |= dict.fromkeys(found.failures)
            print(f"seed {seed}: {requests:,} requests, {len(found.failures)} broken promises", flush=True)
        engine.dispose()
    return requests
