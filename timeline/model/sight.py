"""Who asks, and as of when: the one value that every read and write carries from the edge to the SQL (R9, R10).

request or command -> `Public(at)` or `Insider(at)` -> `reading` -> a condition of the store. There is no third case:
`None` never means "now" or "everything", and a function that can only answer the public takes `Public`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Public:
    """Anybody. Sees the state that was public at the instant `at` (UTC, inclusive), and nothing that was not."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Insider:
    """Whoever writes into the log. Sees everything that is stored, also what is private or under embargo at `at`."""

    at: datetime


Sight = Public | Insider
