"""The claims behind each property in words: who said what, when, where, and how it stands to what is shown (R5, R8).

Stored claims JSON -> `property_views` -> one `PropertyView` for each property in the order of the event -> template.
Ids of other events and sources become titles and publishers with links, as far as they are given in `References`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from timeline.model.catalogue.entries import Catalogue
from timeline.model.dates.event_date import EventDate
from timeline.model.vocabulary import EventKind, Presence, Relation, Role, Status, Tier
from timeline.render.text import kind_words, status_words, tier_words
from timeline.render.words.date_words import day_words, said_words
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

_WORDS: Final = words_of(DEFAULT_LANGUAGE)

RELATION_WORDS: Final = {
    Relation.SHOWN: "shown",
    Relation.AGREES: "agrees",
    Relation.REFINED: "less precise, agrees",
    Relation.SUPERSEDED: "superseded by the same publisher",
    Relation.PLANNED: "said beforehand",
    Relation.CONTRADICTS: "contradicts",
    Relation.CORRECTED: "corrected",
    Relation.RETRACTED: "retracted",
}
CAME_OTHERWISE: Final = "the plan; it came otherwise"
"""A planned claim on a property in which the outcome deviates (R7); elsewhere the plan was merely said beforehand."""

BEFOREHAND: Final = "beforehand"
"""The pages' own word beside the relations, for a planned claim from which nothing deviates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Another event or source as a page names it; `href` only if it has a page that the reader may see."""

    words: str
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """What claims refer to: events by the slug or id that they say, sources by id."""

    events: Mapping[str, Reference] = field(default_factory=dict)
    sources: Mapping[str, Reference] = field(default_factory=dict)


NO_REFERENCES: Final = References()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What turns the claims of one event into words: `names` are the shown participants' by slug, `deviated` the
    properties in which the outcome differs from the plan.
    """

    catalogue: Catalogue
    names: Mapping[str, str]
    deviated: frozenset[str]
    references: References = NO_REFERENCES


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One claim: the value in words, its origin, and its relation to what is shown."""

    label: str
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
    via: Reference | None
    note: str | None
    reason: str | None
    ruling: str | None

    @property
    def is_corrected(self) -> bool:
        """True if the desk has corrected it (R8)."""
        return self.relation_code == Relation.CORRECTED

    @property
    def is_struck(self) -> bool:
        """True if it no longer counts: corrected or retracted."""
        return self.relation_code in (Relation.CORRECTED, Relation.RETRACTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """One value of a property and every claim that gives it; `is_struck` if none of them counts any longer."""

    value: str
    href: str | None
    is_struck: bool
    relation_code: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyView:
    """One property and every claim on it, best first."""

    name: str
    label: str
    values: tuple[ValueView, ...]

    @property
    def claims(self) -> tuple[ClaimView, ...]:
        """The claims of all values, best first within each."""
        return tuple(claim for value in self.values for claim in value.claims)


def property_views(claims: list[dict[str, Any]], setting: Setting) -> tuple[PropertyView, ...]:
    """The claims grouped by property, in their order."""
    by_property: dict[str, list[ClaimView]] = {}
    for claim in claims:
        view = _claim_view(claim, setting)
        by_property.setdefault(claim["property"], []).append(view)
    return tuple(
        PropertyView(name=name, label=found[0].label, values=_by_value(found)) for name, found in by_property.items()
    )


def _by_value(claims: list[ClaimView]) -> tuple[ValueView, ...]:
    """The claims by their words, what counts apart from what is struck, in the order of each one's best claim."""
    groups: dict[tuple[str, bool], list[ClaimView]] = {}
    for claim in claims:
        groups.setdefault((claim.value, claim.is_struck), []).append(claim)
    return tuple(
        ValueView(
            value=value,
            href=found[0].href,
            is_struck=is_struck,
            relation_code=found[0].relation_code,
            claims=tuple(found),
        )
        for (value, is_struck), found in groups.items()
    )


def _claim_view(claim: dict[str, Any], setting: Setting) -> ClaimView:
    parent = setting.references.events.get(claim["value"]) if claim["property"] == "part_of" else None
    relation, relation_code = _relation(claim, setting.deviated)
    return ClaimView(
        label=_label(claim["property"], setting),
        value=parent.words if parent else _value_words(claim["property"], claim["value"], setting),
        href=parent.href if parent else None,
        relation=relation,
        relation_code=relation_code,
        publisher=claim["publisher"],
        source=claim["source"],
        tier=tier_words(Tier(claim["tier"])),
        day=day_words(datetime.fromisoformat(claim["published_at"]).date()),
        locator=claim["locator"],
        attributed_to=claim["attributed_to"],
        via=_via(claim["via"], setting.references),
        note=claim["note"],
        reason=claim["reason"],
        ruling=_ruling(claim),
    )


def _ruling(claim: dict[str, Any]) -> str | None:
    """What an editor decided, in one line."""
    if claim["ruled_at"] is None:
        return None
    day = day_words(datetime.fromisoformat(claim["ruled_at"]).date())
    return f"An editor decided for this on {day}: {claim['ruling_reason']}"


def _relation(claim: dict[str, Any], deviated: frozenset[str]) -> tuple[str, str]:
    """The relation in words and its code; only where the outcome deviates did it come otherwise (R7)."""
    relation = Relation(claim["relation"])
    if relation is not Relation.PLANNED:
        return RELATION_WORDS[relation], relation
    if claim["property"] in deviated:
        return CAME_OTHERWISE, relation
    return RELATION_WORDS[relation], BEFOREHAND


def _via(source: str | None, references: References) -> Reference | None:
    return None if source is None else references.sources.get(source, Reference(words=source))


def _label(name: str, setting: Setting) -> str:
    """ "participants.antony-blinken.role" is "Antony Blinken, role"; "topics.hostages" is "Topic: Hostages"."""
    head, _, member = name.partition(".")
    who, _, part = member.partition(".")
    if head == "participants" and who:
        named = _participant_name(who, setting)
        return f"{named}, {_WORDS.properties.get(part, part)}" if part else f"{named} takes part"
    if head == "topics" and member:
        return f"Topic: {_topic_name(member, setting.catalogue)}"
    if head == "links" and member:
        return "Link"
    if head == "part_of":
        return "Part of"
    return _WORDS.properties.get(head, head).capitalize()


def _value_words(name: str, value: Any, setting: Setting) -> str:
    head, _, part = name.rpartition(".") if name.startswith("participants.") else ("", "", name)
    if isinstance(value, dict):
        return said_words(EventDate.from_json(value))
    if isinstance(value, list):
        return ", ".join(_place_name(str(slug), setting.catalogue) for slug in value) or "no place"
    text = str(value)
    if head and part == "role":
        return _WORDS.roles[Role(text)]
    if head and part == "presence":
        return _WORDS.presences[Presence(text)]
    if name == "kind":
        return kind_words(EventKind(text))
    if name == "status":
        return status_words(Status(text))
    if name.startswith("participants."):
        return _participant_name(text, setting)
    return _topic_name(text, setting.catalogue) if name.startswith("topics.") else text


def _participant_name(who: str, setting: Setting) -> str:
    if who in setting.names:
        return setting.names[who]
    entry = setting.catalogue.people.get(who) or setting.catalogue.organizations.get(who)
    return who if entry is None else entry.name


def _place_name(slug: str, catalogue: Catalogue) -> str:
    return catalogue.places[slug].name if slug in catalogue.places else slug


def _topic_name(slug: str, catalogue: Catalogue) -> str:
    return catalogue.topics[slug].name if slug in catalogue.topics else slug
