"""The claims on an event by who makes them: one row for each source, what agrees with the shown values folded.

`PropertyCard` values -> `source_table` -> the table "Who says what"; `differing_properties` -> the section on what the
sources disagree about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from api.pages.cards.claims import ClaimCard, PropertyCard
from api.pages.cards.members import SourceCard
from timeline.model.vocabulary import Relation

_DIFFERS: Final = frozenset(
    {Relation.PLANNED.value, Relation.CONTRADICTS.value, Relation.CORRECTED.value, Relation.RETRACTED.value}
)
"""Styles of claims that say something else than what is shown; a plan that came true has a style of its own."""

_MOST_SHOWN: Final = 8
"""Sources that are shown even if they agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledClaim:
    """One claim with the heading of its property."""

    label: str
    claim: ClaimCard


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """Everything that one source says at one place of it. `origin` is any of its claims, for what they all share;
    `source` has title and address, if the event lists the source.
    """

    origin: ClaimCard
    source: SourceCard | None
    differing: tuple[LabelledClaim, ...]
    agreeing: tuple[LabelledClaim, ...]
    superseded: tuple[LabelledClaim, ...]

    @property
    def folds(self) -> tuple[tuple[str, tuple[LabelledClaim, ...]], ...]:
        """What is folded: the words for the count, and the claims."""
        count, older = len(self.agreeing), len(self.superseded)
        agreeing = f"{count} claim{'s agree' if count != 1 else ' agrees'} with what is shown"
        superseded = f"{older} claim{'s' if older != 1 else ''} that the same publisher replaced"
        return tuple(
            (words, claims) for words, claims in ((agreeing, self.agreeing), (superseded, self.superseded)) if claims
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """The rows in their order; `folded` are those beyond the first few in which nothing differs."""

    shown: tuple[SourceRow, ...]
    folded: tuple[SourceRow, ...]


def source_table(properties: Iterable[PropertyCard], sources: Iterable[SourceCard]) -> SourceTable:
    """The claims by source, day and place in the source, in the order in which the sources first speak."""
    rows = _source_rows(properties, sources)
    folded = tuple(row for row in rows[_MOST_SHOWN:] if not row.differing)
    return SourceTable(shown=tuple(row for row in rows if row not in folded), folded=folded)


def _source_rows(properties: Iterable[PropertyCard], sources: Iterable[SourceCard]) -> tuple[SourceRow, ...]:
    listed = {source.source_id: source for source in sources}
    rows: dict[tuple[object, ...], list[LabelledClaim]] = {}
    for prop in properties:
        for claim in prop.claims:
            key = (claim.source, claim.day, claim.locator, claim.attributed_to, claim.via)
            rows.setdefault(key, []).append(LabelledClaim(label=prop.label, claim=claim))
    return tuple(_row(claims, listed.get(claims[0].claim.source)) for claims in rows.values())


def differing_properties(properties: Iterable[PropertyCard]) -> tuple[PropertyCard, ...]:
    """The properties on which a claim says something else than what is shown."""
    return tuple(prop for prop in properties if any(_differs(claim) for claim in prop.claims))


def _row(claims: Iterable[LabelledClaim], source: SourceCard | None) -> SourceRow:
    told = tuple(claims)
    differing = tuple(one for one in told if _differs(one.claim))
    superseded = tuple(one for one in told if one.claim.relation_code == Relation.SUPERSEDED)
    return SourceRow(
        origin=told[0].claim,
        source=source,
        differing=differing,
        agreeing=tuple(one for one in told if one not in differing and one not in superseded),
        superseded=superseded,
    )


def _differs(claim: ClaimCard) -> bool:
    return claim.relation_code in _DIFFERS
