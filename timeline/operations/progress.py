"""How long work reports its progress. The caller decides what to do with it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, total) while long work goes on."""


def no_progress(_done: int, _total: int) -> None:
    """Progress for callers that do not show it."""
