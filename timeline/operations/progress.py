"""How long work tells how far it is; who watches decides what to do with it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told (done, all) while long work goes on."""


def no_progress(_done: int, _all: int) -> None:
    """Progress for callers that do not watch."""
