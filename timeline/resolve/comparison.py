"""R4: when two values of a property are compatible, and which of them is more precise.

For each property there is a `Comparison`: equality, compatibility and precision. Dates and places can lie within each
other; statuses follow each other on a ladder (reported, announced, confirmed; under way, completed or broken off);
every other role is more precise than "attendee"; values of all other properties are equal or contradict each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from timeline.model.catalogue.entries import Catalogue
from timeline.model.dates.event_date import EventDate
from timeline.model.says import Ordinal
from timeline.model.vocabulary import Role, Status

Value = TypeVar("Value")

_LADDERS = (
    (Status.REPORTED, Status.ANNOUNCED, Status.CONFIRMED),
    (Status.UNDER_WAY, Status.COMPLETED),
    (Status.UNDER_WAY, Status.BROKEN_OFF),
)


@dataclass(frozen=True, slots=True)
class Comparison(Generic[Value]):
    """How the values of one property compare. `precision` is a sort key: the smaller, the more precise."""

    is_equal: Callable[[Value, Value], bool]
    is_compatible: Callable[[Value, Value], bool]
    precision: Callable[[Value], Any]


def _without_spelling(text: str) -> str:
    """The text in lower case and NFC with single blanks: a different spelling contradicts nothing."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _never(_one: object, _other: object) -> bool:
    return False


def _same(one: object, other: object) -> bool:
    return one == other


def _flat(_value: object) -> int:
    return 0


ANY: Comparison[Any] = Comparison(is_equal=_same, is_compatible=_never, precision=_flat)
"""Values that are equal or contradict each other: kind, url, presence, rank, mode, series."""

WORDING: Comparison[str] = Comparison(is_equal=lambda _one, _other: True, is_compatible=_never, precision=_flat)
"""Reasons in the words of their sources: other words contradict nothing."""

TEXT: Comparison[str] = Comparison(lambda one, other: _without_spelling(one) == _without_spelling(other), _never, _flat)
"""Titles and summaries: equal if only case and blanks differ."""

DATES: Comparison[EventDate] = Comparison(
    is_equal=lambda one, other: one.same_days(other),
    is_compatible=lambda one, other: one.is_compatible_with(other),
    precision=lambda when: when.precision,
)
"""Dates: compatible if the bounds of one lie within the other's."""


def _is_on_one_ladder(one: Status, other: Status) -> bool:
    return any(one in ladder and other in ladder for ladder in _LADDERS)


STATUSES: Comparison[Status] = Comparison(
    is_equal=_same,
    is_compatible=_is_on_one_ladder,
    precision=lambda status: next((-ladder.index(status) for ladder in _LADDERS if status in ladder), 0),
)
"""Statuses: "confirmed" is more precise than "announced"; "cancelled" is compatible with no other status."""

ROLES: Comparison[Role] = Comparison(
    is_equal=_same,
    is_compatible=lambda one, other: Role.ATTENDEE in (one, other),
    precision=lambda role: role is Role.ATTENDEE,
)
"""Roles: a chair or a host is also an attendee."""


def _number_of(ordinal: Ordinal) -> int | None:
    """The number at the beginning of "31st Council"."""
    digits = re.match(r"[0-9]+", str(ordinal))
    return int(digits.group()) if digits else None


def _is_same_number(one: Ordinal, other: Ordinal) -> bool:
    return one == other or (_number_of(one) is not None and _number_of(one) == _number_of(other))


ORDINALS: Comparison[Ordinal] = Comparison(_is_same_number, _never, precision=lambda one: isinstance(one, int))
"""Ordinals: "31st Council" says the same as 31, in more words."""


def _is_selection(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True if all members of one stand in the other, in the same order."""
    rest = iter(other)
    return all(member in rest for member in one)


ITINERARIES: Comparison[tuple[str, ...]] = Comparison(
    is_equal=_same,
    is_compatible=lambda one, other: _is_selection(one, other) or _is_selection(other, one),
    precision=lambda stops: -len(stops),
)
"""Itineraries: compatible if one names some of the other's stops in the same order; more stops are more precise."""


def places(catalogue: Catalogue) -> Comparison[tuple[str, ...]]:
    """Lists of place slugs: compatible if every place of one list lies within a place of the other, and every place of
    the other contains one.
    """

    def is_finer(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        inside = all(any(catalogue.contains(outer, inner) for outer in other) for inner in one)
        return inside and all(any(catalogue.contains(outer, inner) for inner in one) for outer in other)

    return Comparison(
        is_equal=lambda one, other: set(one) == set(other),
        is_compatible=lambda one, other: is_finer(one, other) or is_finer(other, one),
        precision=lambda slugs: -min((len(catalogue.ancestors(slug)) for slug in slugs), default=0),
    )
