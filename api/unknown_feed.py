"""What is told to who asks for a calendar that does not exist: the addresses that would work.

Folder and name of the path -> public names that look like it -> `UnknownFeed` -> 404. Nothing of the path is repeated
and only names that a public event bears are offered (R10).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Final
from urllib.parse import quote

from timeline.errors import TimelineError

_MOST_OFFERED: Final = 3
_MOST_CHARACTERS: Final = 80
"""Slugs are no longer; a longer name resembles none."""


class UnknownFeed(TimelineError):
    """No calendar has this address; the sentence says which ones exist."""

    code = "feed-not-found"

    def __init__(self, folders: Iterable[str], nearest: Iterable[str] = ()) -> None:
        """Keep the addresses (paths) nearest to what was asked for, best first."""
        self.nearest = tuple(nearest)
        meant = f"Did you mean {' or '.join(self.nearest)}? " if self.nearest else ""
        named = ", ".join(f"/calendars/{folder}/{{name}}.ics" for folder in folders)
        super().__init__(
            f"{meant}There are /calendars/all.ics and {named}, each for one year too, as in /calendars/all/2023.ics, "
            "and with .jcal.json instead of .ics. /subscribe lists the names."
        )


def nearest_names(asked: str, names: Iterable[str], is_public: Callable[[str], bool]) -> tuple[str, ...]:
    """Up to three public names that look like the one asked for or hold one of its longer words, best first."""
    if len(asked) > _MOST_CHARACTERS:
        return ()
    known = sorted(names)
    close = difflib.get_close_matches(asked.lower(), known, n=max(1, len(known)), cutoff=0.6)
    words = {word for word in asked.lower().split("-") if len(word) > 3}
    holding = (name for name in known if words & set(name.split("-")))
    return tuple(islice((name for name in dict.fromkeys((*close, *holding)) if is_public(name)), _MOST_OFFERED))


def feed_path(folder: str, name: str) -> str:
    """The path of the calendar of one thing."""
    return f"/calendars/{folder}/{quote(name, safe='')}.ics"
