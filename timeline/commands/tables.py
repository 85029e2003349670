"""Tables on the terminal. Separate from `output`, because rich is slow to load and `serve` needs no tables."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table

__all__ = ["Table", "print_table"]


def print_table(table: Table) -> None:
    """Print a table on stdout, with colours only on a terminal. Texts are printed as they are, without markup."""
    Console(file=sys.stdout, highlight=False, markup=False, emoji=False).print(table)
