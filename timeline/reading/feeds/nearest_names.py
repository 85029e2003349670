"""Names that look like a misspelt one, as a pure function."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Final

_MOST_NAMES: Final = 3
_MOST_CHARACTERS: Final = 80
"""A longer text is not compared: it is not a misspelt slug."""


def nearest_names(slug: str, names: Iterable[str], is_public: Callable[[str], bool]) -> tuple[str, ...]:
    """Up to three public names that look like this slug or share one of its longer words, best first."""
    if len(slug) > _MOST_CHARACTERS:
        return ()
    known = sorted(names)
    similar = difflib.get_close_matches(slug.lower(), known, n=max(1, len(known)), cutoff=0.6)
    words = {word for word in slug.lower().split("-") if len(word) > 3}
    sharing_a_word = (name for name in known if words & set(name.split("-")))
    candidates = dict.fromkeys((*similar, *sharing_a_word))
    return tuple(islice((name for name in candidates if is_public(name)), _MOST_NAMES))
