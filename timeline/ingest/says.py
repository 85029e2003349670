"""Reads the `says` of a report: the partial event that one record of one source describes.

The form of slugs is checked here, their existence in `check_names`. Every property may be left out; null means the same
("not known").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from timeline.ingest.document_tree import ListNode, ScalarNode
from timeline.ingest.field_reader import Record, Spot, ruled, text
from timeline.ingest.phrases import Tense
from timeline.ingest.text_rule import Unfit, long_text, one_line, slug, web_address
from timeline.ingest.when import Around, when, word
from timeline.model.limits import MAX_MEMBERS, MAX_PARENTS, MAX_TOPICS
from timeline.model.says import Link, Ordinal, Participation, Retraction, Says
from timeline.model.source import Source
from timeline.model.vocabulary import EventKind, Level, Mode, Phase, Presence, Rank, Role, Status, Tier, phase_of

_KEYS: Final = (
    "kind", "status", "title", "summary", "url", "when", "where", "part_of", "itinerary", "rank", "mode", "series",
    "ordinal", "participants", "topics", "links", "not",
)  # fmt: skip


_PARTICIPANT_KEYS: Final = ("who", "role", "presence", "when", "by", "with", "reason", "level")
_EITHER_SIDE: Final = frozenset([Status.POSTPONED, Status.CANCELLED, Status.BROKEN_OFF, Status.UNDER_WAY])
_MAX_ORDINAL: Final = 100_000


def says(source: Source, zones: Mapping[str, str]) -> Callable[[Spot], Says]:
    """A reader for `says` of a report of this source; its tier decides the tense of a phrase.

    `zones` are the time zones of places by slug, for the clock times of phrases.
    """
    return lambda spot: _read_says(spot.record(_KEYS), source, zones)


def _read_says(record: Record, source: Source, zones: Mapping[str, str]) -> Says:
    status = record.read("status", word(Status, "status"))
    around = Around(_tense_of(status, source.tier), _zone_of(_named_places(record), zones), source.language)
    return Says(
        kind=record.read("kind", word(EventKind, "kind")),
        status=status,
        title=record.read("title", ruled(one_line)),
        summary=record.read("summary", ruled(long_text)),
        url=record.read("url", ruled(web_address)),
        when=record.read("when", when(around)),
        where=record.read("where", _places),
        part_of=record.read("part_of", _parents) or (),
        itinerary=record.read("itinerary", _itinerary),
        rank=record.read("rank", word(Rank, "rank")),
        mode=record.read("mode", word(Mode, "mode")),
        series=record.read("series", ruled(slug)),
        ordinal=record.read("ordinal", _ordinal),
        participants=record.read("participants", lambda spot: _participants(spot, around)) or (),
        topics=record.members("topics", ruled(slug), limit=MAX_TOPICS),
        links=record.members("links", _link),
        retracts=record.read("not", _retraction) or Retraction(),
    )


def _places(spot: Spot) -> tuple[str, ...]:
    """The places; an empty list says that there is no place. If the place is not known, the key is left out."""
    faults_before = spot.faults.count
    places = spot.members(ruled(slug))
    return places if places or spot.faults.count == faults_before else ("",)  # refused anyway: not "no place"


def _named_places(record: Record) -> tuple[str, ...]:
    """The texts in `where`, before they are checked."""
    spot = record.get("where")
    members = spot.node.members if spot is not None and isinstance(spot.node, ListNode) else ()
    return tuple(str(member.value) for member in members if isinstance(member, ScalarNode))


def _zone_of(places: tuple[str, ...], zones: Mapping[str, str]) -> str | None:
    """The time zone of the places; None if it is not known or not the same for all."""
    found = {zones.get(place) for place in places}
    return found.pop() if len(found) == 1 else None


def _parents(spot: Spot) -> tuple[str, ...]:
    """What the event is part of: one slug or id, or a list, each once."""
    if isinstance(spot.node, ScalarNode):
        return (ruled(slug)(spot),)
    return _each_once(spot, "write each parent once", limit=MAX_PARENTS)


def _itinerary(spot: Spot) -> tuple[str, ...] | None:
    """The stops in the order announced; an empty list says nothing."""
    return _each_once(spot, "write each stop once: a second stay is an event of its own", limit=MAX_MEMBERS) or None


def _each_once(spot: Spot, way_out: str, *, limit: int) -> tuple[str, ...]:
    members = spot.members(ruled(slug), limit=limit)
    for member in sorted({member for member in members if member and members.count(member) > 1}):
        spot.faults.add(spot.node.mark, spot.path, f"names {member!r} twice; {way_out}")
    return members


def _ordinal(spot: Spot) -> Ordinal:
    """A number from 1 on, or the source's words for it ("31st Council")."""
    number = spot.node.value if isinstance(spot.node, ScalarNode) else None
    if isinstance(number, int) and not isinstance(number, bool):
        if not 1 <= number <= _MAX_ORDINAL:
            raise Unfit(f"is {number}; write a number from 1 to {_MAX_ORDINAL:,}, or words such as 31st Council")
        return number
    return one_line(text(spot))


def _tense_of(status: Status | None, tier: Tier) -> Tense | None:
    """The tense of the words: none where what is put off, called off or going on can lie on either side (rule 3)."""
    if status in _EITHER_SIDE:
        return None
    return Tense.PAST if phase_of(status, tier) is Phase.OUTCOME else Tense.FUTURE


def _participants(spot: Spot, around: Around) -> tuple[Participation, ...]:
    """The participants, each once."""
    participations = spot.members(lambda member: _participation(member, around))
    seen: set[str] = set()
    for participation in participations:
        if participation.who and participation.who in seen:
            detail = f"names {participation.who!r} twice; write everything about a participant in one member"
            spot.faults.add(spot.node.mark, spot.path, detail)
        seen.add(participation.who)
    return participations


def _participation(spot: Spot, around: Around) -> Participation:
    record = spot.record(_PARTICIPANT_KEYS)
    participation = Participation(
        who=record.need("who", ruled(slug), placeholder=""),
        role=record.read("role", word(Role, "role")),
        presence=record.read("presence", word(Presence, "presence")),
        when=record.read("when", when(around)),
        by=record.read("by", ruled(slug)),
        together_with=record.read("with", ruled(slug)),
        reason=record.read("reason", ruled(one_line)),
        level=record.read("level", word(Level, "level")),
    )
    _check_others(record, participation)
    return participation


def _check_others(record: Record, said: Participation) -> None:
    """Add a fault where `by` or `with` stands without the presence or the role that it belongs to."""
    if said.by is not None and said.presence is not Presence.REPRESENTED:
        record.fault("by", f"names who represented {said.who!r}; write presence: represented with it")
    if said.together_with is not None and said.role is not Role.DELEGATION:
        record.fault("with", f"names whose delegation {said.who!r} belongs to; write role: delegation with it")
    for key, other in (("by", said.by), ("with", said.together_with)):
        if other and other == said.who:
            record.fault(key, f"names {other!r}, who is the participant; name somebody else")


def _link(spot: Spot) -> Link:
    """An address alone, or an address with its label."""
    if isinstance(spot.node, ScalarNode):
        return Link(url=web_address(text(spot)))
    record = spot.record(("url", "label"))
    return Link(url=record.need("url", ruled(web_address), placeholder=""), label=record.read("label", ruled(one_line)))


def _retraction(spot: Spot) -> Retraction:
    record = spot.record(("participants", "topics", "links", "part_of"))
    return Retraction(
        participants=record.members("participants", ruled(slug)),
        topics=record.members("topics", ruled(slug)),
        links=record.members("links", ruled(web_address)),
        part_of=record.read("part_of", _parents) or (),
    )
