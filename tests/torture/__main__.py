"""The long reliability runs: `python3 dev.py torture NAME [ARGUMENTS]`; each module of this folder is one campaign.

name `ics-text` -> module `ics_text` -> its `main(arguments)` -> the exit code.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path


def campaigns() -> list[str]:
    """The names that can be asked for."""
    modules = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
    return [module.replace("_", "-") for module in modules]


def main(arguments: Sequence[str]) -> int:
    """Run one campaign; without a known name, tell which there are."""
    if not arguments or arguments[0] not in campaigns():
        print(f"usage: python3 dev.py torture {' | '.join(campaigns())} [ARGUMENTS]")
        return 2
    name, *rest = arguments
    module = importlib.import_module(f"tests.torture.{name.replace('-', '_')}")
    return int(module.main(rest))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
