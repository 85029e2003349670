"""Tables on the terminal. Apart from `output`, because what draws them is slow to load and `serve` has none."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table

__all__ = ["Table", "print_table"]


def print_table(table: Table) -> None:
    """A table on stdout; colours only on a terminal."""
    Console(file=sys.stdout, highlight=False).print(table)
