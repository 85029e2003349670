"""Reads the `says` of a report: the partial event that one record of one source describes.

The form of slugs is checked here, their existence in `check_names`. Every property may be left out; null means the same
("not known").
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from timeline.ingest.document_tree import ScalarNode
from timeline.ingest.field_reader import Record, Spot, ruled, text
from timeline.ingest.phrases import Tense
from timeline.ingest.text_rule import Unfit, long_text, one_line, slug, web_address
from timeline.ingest.when import when, word
from timeline.model.limits import MAX_TOPICS
from timeline.model.says import Link, Participation, Retraction, Says
from timeline.model.vocabulary import EventKind, Phase, Presence, Role, Status, Tier, phase_of

_KEYS: Final = (
    "kind", "status", "title", "summary", "url", "when", "where", "part_of", "participants", "topics", "links", "not",
)  # fmt: skip


def says(tier: Tier) -> Callable[[Spot], Says]:
    """A reader for `says` of a report whose source has this tier (the tier decides the tense of a phrase)."""
    return lambda spot: _read_says(spot.record(_KEYS), tier)


def _read_says(record: Record, tier: Tier) -> Says:
    status = record.read("status", word(Status, "status"))
    tense = Tense.PAST if phase_of(status, tier) is Phase.OUTCOME else Tense.FUTURE
    return Says(
        kind=record.read("kind", word(EventKind, "kind")),
        status=status,
        title=record.read("title", ruled(one_line)),
        summary=record.read("summary", ruled(long_text)),
        url=record.read("url", ruled(web_address)),
        when=record.read("when", when(tense)),
        where=record.read("where", _places),
        part_of=record.read("part_of", ruled(slug)),
        participants=record.read("participants", lambda spot: _participants(spot, tense)) or (),
        topics=record.members("topics", ruled(slug), limit=MAX_TOPICS),
        links=record.members("links", _link),
        retracts=record.read("not", _retraction) or Retraction(),
    )


def _places(spot: Spot) -> tuple[str, ...]:
    """At least one place; if the place is not known, the key is left out."""
    places = spot.members(ruled(slug))
    if not places:
        raise Unfit("is empty; leave the key out if the place is not known")
    return places


def _participants(spot: Spot, tense: Tense) -> tuple[Participation, ...]:
    """The participants, each once."""
    participations = spot.members(lambda member: _participation(member, tense))
    seen: set[str] = set()
    for participation in participations:
        if participation.who in seen:
            raise Unfit(f"names {participation.who!r} twice; write everything about a participant in one member")
        seen.add(participation.who)
    return participations


def _participation(spot: Spot, tense: Tense) -> Participation:
    record = spot.record(("who", "role", "presence", "when"))
    return Participation(
        who=record.need("who", ruled(slug), placeholder=""),
        role=record.read("role", word(Role, "role")),
        presence=record.read("presence", word(Presence, "presence")),
        when=record.read("when", when(tense)),
    )


def _link(spot: Spot) -> Link:
    """An address alone, or an address with its label."""
    if isinstance(spot.node, ScalarNode):
        return Link(url=web_address(text(spot)))
    record = spot.record(("url", "label"))
    return Link(url=record.need("url", ruled(web_address), placeholder=""), label=record.read("label", ruled(one_line)))


def _retraction(spot: Spot) -> Retraction:
    record = spot.record(("participants", "topics", "links"))
    return Retraction(
        participants=record.members("participants", ruled(slug)),
        topics=record.members("topics", ruled(slug)),
        links=record.members("links", ruled(web_address)),
    )
