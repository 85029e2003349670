"""R4: when two values of a property go together, and which of them says more.

For each property there is a `Comparison`: equality, compatibility and precision. Dates and places nest; a status
climbs a ladder (reported, announced, confirmed; under way, completed); "attendee" is coarser than any other role;
every other value either agrees or does not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from timeline.model.catalogue.entries import Catalogue
from timeline.model.dates.event_date import EventDate
from timeline.model.vocabulary import Role, Status

Value = TypeVar("Value")

_LADDERS = (
    (Status.REPORTED, Status.ANNOUNCED, Status.CONFIRMED),
    (Status.UNDER_WAY, Status.COMPLETED),
)


@dataclass(frozen=True, slots=True)
class Comparison(Generic[Value]):
    """How the values of one property compare. `precision` is a sort key, smaller = says more; equal values agree."""

    is_equal: Callable[[Value, Value], bool]
    is_compatible: Callable[[Value, Value], bool]
    precision: Callable[[Value], Any]


def fold(text: str) -> str:
    """The text with case, accents' spelling (NFC) and blanks evened out, so that wording alone is no conflict."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _never(_one: object, _other: object) -> bool:
    return False


def _same(one: object, other: object) -> bool:
    return one == other


def _flat(_value: object) -> int:
    return 0


ANY: Comparison[Any] = Comparison(is_equal=_same, is_compatible=_never, precision=_flat)
"""Values that agree or contradict: kind, url, part_of, presence."""

TEXT: Comparison[str] = Comparison(lambda one, other: fold(one) == fold(other), _never, _flat)
"""Titles and summaries: equal but for case and blanks."""

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
"""Statuses: "confirmed" says more than "announced"; "cancelled" goes with nothing else."""

ROLES: Comparison[Role] = Comparison(
    is_equal=_same,
    is_compatible=lambda one, other: Role.ATTENDEE in (one, other),
    precision=lambda role: role is Role.ATTENDEE,
)
"""Roles: whoever chairs or hosts is there as well."""


def places(catalogue: Catalogue) -> Comparison[tuple[str, ...]]:
    """Lists of place slugs: compatible if every place of one lies within some place of the other and none is left
    over.
    """

    def is_finer(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        inside = all(any(catalogue.contains(outer, inner) for outer in other) for inner in one)
        return inside and all(any(catalogue.contains(outer, inner) for inner in one) for outer in other)

    return Comparison(
        is_equal=lambda one, other: set(one) == set(other),
        is_compatible=lambda one, other: is_finer(one, other) or is_finer(other, one),
        precision=lambda found: -min((len(catalogue.ancestors(slug)) for slug in found), default=0),
    )
