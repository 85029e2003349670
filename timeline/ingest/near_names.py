"""Which known names are near a name that nobody knows, so that a message offers a slip of the pen and nothing else.

Near is a matter of edit distance for the length of the longer name: one letter in four, three at most, none below
four letters. "asean" is not "japan". A name whose words are all in a longer one is near it too: "blinken" may be
"antony-blinken".
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

_MOST_OFFERED: Final = 3
_LETTERS_FOR_A_SLIP: Final = 4
_MOST_SLIPS: Final = 3


def nearest(name: str, known: Collection[str]) -> tuple[str, ...]:
    """Up to three known names near this one, best first; empty where none is near."""
    ranked = sorted((distance, one) for one in known if (distance := _distance(name, one)) is not None)
    holding = (one for one in sorted(known) if _holds_words(name, one))
    return tuple(dict.fromkeys((*(one for _, one in ranked), *holding)))[:_MOST_OFFERED]


def _distance(name: str, other: str) -> int | None:
    """The number of letters added, left out, changed or swapped; None if it is too large for these lengths."""
    most = min(max(len(name), len(other)) // _LETTERS_FOR_A_SLIP, _MOST_SLIPS)
    if most == 0 or abs(len(name) - len(other)) > most or len(set(name) ^ set(other)) > 2 * most:
        return None
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(name, start=1):
        current = [row]
        for column, beside in enumerate(other, start=1):
            cost = min(above[column] + 1, current[-1] + 1, above[column - 1] + (letter != beside))
            if row > 1 and column > 1 and letter == other[column - 2] and name[row - 2] == beside:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return None
        before, above = above, current
    return above[-1] if above[-1] <= most else None


def _holds_words(name: str, other: str) -> bool:
    """True if the other name has all words of this one and more, one of them of four letters."""
    words = set(name.split("-"))
    return words < set(other.split("-")) and max(map(len, words)) >= _LETTERS_FOR_A_SLIP
