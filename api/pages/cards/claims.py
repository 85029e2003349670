"""The claims behind each property in words: who said what, and how it relates to the shown value (R5, R8).

`JudgedClaim` values -> `property_cards` -> one `PropertyCard` for each property, in the order of the event. Other
events and sources are named by title and publisher, as far as `References` has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from api.pages.cards.claim_values import claim_label, claim_words
from api.parameters.values import InvalidValue, read_name
from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import JudgedClaim
from timeline.model.vocabulary import SET_ASIDE, Relation
from timeline.reading.pages.event_detail import References
from timeline.render.text import tier_words
from timeline.render.words.date_words import day_words

_RELATION_WORDS: Final = {
    Relation.SHOWN: "shown",
    Relation.AGREES: "agrees",
    Relation.REFINED: "less precise, agrees",
    Relation.SUPERSEDED: "superseded by the same publisher",
    Relation.PLANNED: "said beforehand",
    Relation.CONTRADICTS: "contradicts",
    Relation.CORRECTED: "corrected",
    Relation.RETRACTED: "retracted",
}
_DEVIATED: Final = "the plan; the outcome differs"
"""A planned claim on a property in which the outcome differs (R7); any other plan was only said beforehand."""

_BEFOREHAND: Final = "beforehand"
"""The style of a planned claim that the outcome agrees with; every other style is the relation itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimContext:
    """What claims are put into words with: `participants` are names by slug, `deviating` the names of properties in
    which the outcome differs from the plan.
    """

    catalogue: Catalogue
    participants: Mapping[str, str]
    deviating: frozenset[str]
    references: References


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Another event or source by its name; `href` only if the reader may see a page about it."""

    words: str
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCard:
    """One claim: the value in words, its origin, and its relation to the shown value."""

    value: str
    href: str | None
    relation: str
    relation_code: str
    publisher: str
    source: str
    tier: str
    day: str
    locator: str | None
    attributed_to: str | None
    via: Named | None
    note: str | None
    reason: str | None
    ruling: str | None

    @property
    def is_corrected(self) -> bool:
        """True if an editor has corrected it (R8)."""
        return self.relation_code == Relation.CORRECTED

    @property
    def is_struck(self) -> bool:
        """True if it no longer counts: corrected or retracted."""
        return self.relation_code in SET_ASIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCard:
    """One value of a property and every claim that gives it; `is_struck` if none of them counts any longer."""

    value: str
    href: str | None
    is_struck: bool
    relation_code: str
    claims: tuple[ClaimCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyCard:
    """One property and every claim on it, best first."""

    label: str
    values: tuple[ValueCard, ...]

    @property
    def claims(self) -> tuple[ClaimCard, ...]:
        """The claims of all values, best first within each value."""
        return tuple(claim for value in self.values for claim in value.claims)


def property_cards(claims: Iterable[JudgedClaim], context: ClaimContext) -> tuple[PropertyCard, ...]:
    """The claims by property, in their order."""
    by_property: dict[str, list[ClaimCard]] = {}
    for claim in claims:
        by_property.setdefault(claim.property, []).append(_claim_card(claim, context))
    return tuple(
        PropertyCard(label=claim_label(name, context.participants, context.catalogue), values=_by_value(cards))
        for name, cards in by_property.items()
    )


def _by_value(claims: Iterable[ClaimCard]) -> tuple[ValueCard, ...]:
    """The claims by their words, in the order of each one's best claim; struck claims are values of their own."""
    groups: dict[tuple[str, bool], list[ClaimCard]] = {}
    for claim in claims:
        groups.setdefault((claim.value, claim.is_struck), []).append(claim)
    return tuple(
        ValueCard(
            value=value,
            href=cards[0].href,
            is_struck=is_struck,
            relation_code=cards[0].relation_code,
            claims=tuple(cards),
        )
        for (value, is_struck), cards in groups.items()
    )


def _claim_card(claim: JudgedClaim, context: ClaimContext) -> ClaimCard:
    value = _named_value(claim, context)
    relation, relation_code = _relation(claim, context.deviating)
    return ClaimCard(
        value=value.words,
        href=value.href,
        relation=relation,
        relation_code=relation_code,
        publisher=claim.publisher,
        source=claim.source,
        tier=tier_words(claim.tier),
        day=day_words(claim.published_at.date()),
        locator=claim.locator,
        attributed_to=claim.attributed_to,
        via=None if claim.via is None else _named_source(claim.via, context.references),
        note=claim.note,
        reason=claim.reason,
        ruling=_ruling(claim),
    )


def _named_value(claim: JudgedClaim, context: ClaimContext) -> Named:
    events = context.references.events
    if claim.property.startswith("part_of.") and str(claim.value) in events:
        parent = events[str(claim.value)]
        return Named(words=parent.title or parent.slug, href=f"/events/{quote(parent.slug, safe='')}")
    if claim.property == "itinerary" and isinstance(claim.value, list):
        stops = (events.get(str(key)) for key in claim.value)
        return Named(words=", then ".join(stop.title or stop.slug for stop in stops if stop is not None))
    return Named(words=claim_words(claim.property, claim.value, context.participants, context.catalogue))


def _named_source(source_id: str, references: References) -> Named:
    """The publisher of the source; with a link to its events if there are public ones and the id fits an address."""
    source = references.via.get(source_id)
    if source is None:
        return Named(words=source_id)
    has_page = source.has_public_events and _fits_address(source_id)
    return Named(words=source.publisher, href=f"/?source={quote(source_id, safe='')}" if has_page else None)


def _fits_address(source_id: str) -> bool:
    try:
        read_name(source_id)
    except InvalidValue:
        return False
    return True


def _ruling(claim: JudgedClaim) -> str | None:
    """What an editor decided, in one line."""
    if claim.ruled_at is None:
        return None
    return f"An editor decided for this on {day_words(claim.ruled_at.date())}: {claim.ruling_reason}"


def _relation(claim: JudgedClaim, deviating: frozenset[str]) -> tuple[str, str]:
    """The relation in words, and the code that styles it."""
    words = _RELATION_WORDS[claim.relation]
    if claim.relation is not Relation.PLANNED:
        return words, claim.relation
    return (_DEVIATED, claim.relation) if claim.property in deviating else (words, _BEFOREHAND)
