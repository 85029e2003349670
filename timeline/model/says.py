"""The partial event that a report describes, and its canonical JSON (the `says` of the exchange format).

`Says.from_json` and `Says.to_json` are inverse to each other. Absent properties are left out of the JSON, so that the
id of a report (R13) does not change when the model gets a new property.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.model.dates.event_date import EventDate
from timeline.model.vocabulary import EventKind, Level, Mode, Presence, Rank, Role, Status, Word, parse_word

Ordinal = int | str
"""A number, or words that name it, such as "31st Council"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """What a report says about one participant; `who` is the slug of a person or an organization.

    `when` is the participant's own time if it differs from that of the event, `by` who represented them,
    `together_with` (`with` in the exchange format) whose delegation it is, `reason` why they were present or absent.
    `level` is that of the unnamed people for whom an organization stands.
    """

    who: str
    role: Role | None = None
    presence: Presence | None = None
    when: EventDate | None = None
    by: str | None = None
    together_with: str | None = None
    reason: str | None = None
    level: Level | None = None

    def to_json(self) -> dict[str, Any]:
        """The canonical JSON, without absent properties; dates as the log has them, since ids are made from it."""
        spoken = {"who": self.who, "role": self.role, "presence": self.presence, "by": self.by}
        spoken |= {"with": self.together_with, "reason": self.reason, "level": self.level}
        mapping: dict[str, Any] = {key: str(value) for key, value in spoken.items() if value is not None}
        return mapping if self.when is None else mapping | {"when": self.when.to_log_json()}

    @classmethod
    def from_json(cls, mapping: Mapping[str, Any]) -> Participation:
        """The inverse of `to_json`."""
        return cls(
            who=mapping["who"],
            role=_word(Role, "role", mapping),
            presence=_word(Presence, "presence", mapping),
            when=EventDate.from_log_json(mapping["when"]) if "when" in mapping else None,
            by=mapping.get("by"),
            together_with=mapping.get("with"),
            reason=mapping.get("reason"),
            level=_word(Level, "level", mapping),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An absolute http(s) address about the event, with the label to show for it."""

    url: str
    label: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Always both keys."""
        return {"url": self.url, "label": self.label}


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """Members of unions that a report retracts (R6, `not` in the exchange format)."""

    participants: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The lists that are not empty."""
        lists = {"participants": self.participants, "topics": self.topics, "links": self.links, "part_of": self.part_of}
        return {key: list(members) for key, members in lists.items() if members}


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """A partial event: `None` (for a union, an empty tuple) means that the report says nothing about the property.

    `where` has place slugs (empty: there is no place), `part_of` the slugs or ids of other events, `itinerary` those of
    the stops of a trip in the order announced, `topics` topic slugs.
    `ordinal` is the event's place in its `series`, a number or the source's words for it ("31st Council").
    """

    kind: EventKind | None = None
    status: Status | None = None
    title: str | None = None
    summary: str | None = None
    url: str | None = None
    when: EventDate | None = None
    where: tuple[str, ...] | None = None
    itinerary: tuple[str, ...] | None = None
    rank: Rank | None = None
    mode: Mode | None = None
    series: str | None = None
    ordinal: Ordinal | None = None
    participants: tuple[Participation, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    part_of: tuple[str, ...] = ()
    retracts: Retraction = Retraction()

    @property
    def named_events(self) -> frozenset[str]:
        """The slugs and ids of other events that the report names."""
        return frozenset((*self.part_of, *(self.itinerary or ()), *self.retracts.part_of))

    def to_json(self) -> dict[str, Any]:
        """The canonical JSON, without absent properties."""
        texts = {"kind": self.kind, "status": self.status, "title": self.title, "summary": self.summary}
        texts |= {"url": self.url, "rank": self.rank, "mode": self.mode, "series": self.series}
        mapping: dict[str, Any] = {key: str(value) for key, value in texts.items() if value is not None}
        mapping |= {} if self.ordinal is None else {"ordinal": self.ordinal}
        mapping |= {} if self.where is None else {"where": list(self.where)}
        mapping |= {} if self.itinerary is None else {"itinerary": list(self.itinerary)}
        lists: dict[str, Any] = {
            "participants": [participation.to_json() for participation in self.participants],
            "topics": list(self.topics),
            "links": [link.to_json() for link in self.links],
            "part_of": one_or_more(self.part_of),
            "not": self.retracts.to_json(),
        }
        mapping |= {key: members for key, members in lists.items() if members}
        return mapping if self.when is None else mapping | {"when": self.when.to_log_json()}

    def to_shown_json(self) -> dict[str, Any]:
        """The same for readers: the notation of every date tells by itself whether it is exact."""
        mapping = self.to_json()
        if self.when is not None:
            mapping["when"] = self.when.to_json()
        for member, participation in zip(mapping.get("participants", ()), self.participants, strict=True):
            if participation.when is not None:
                member["when"] = participation.when.to_json()
        return mapping

    @classmethod
    def from_json(cls, mapping: Mapping[str, Any]) -> Says:
        """The inverse of `to_json`."""
        return cls(
            kind=_word(EventKind, "kind", mapping),
            status=_word(Status, "status", mapping),
            title=mapping.get("title"),
            summary=mapping.get("summary"),
            url=mapping.get("url"),
            when=EventDate.from_log_json(mapping["when"]) if "when" in mapping else None,
            where=tuple(mapping["where"]) if "where" in mapping else None,
            itinerary=tuple(mapping["itinerary"]) if "itinerary" in mapping else None,
            rank=_word(Rank, "rank", mapping),
            mode=_word(Mode, "mode", mapping),
            series=mapping.get("series"),
            ordinal=mapping.get("ordinal"),
            participants=tuple(Participation.from_json(entry) for entry in mapping.get("participants", ())),
            topics=tuple(mapping.get("topics", ())),
            links=tuple(Link(url=entry["url"], label=entry["label"]) for entry in mapping.get("links", ())),
            part_of=one_or_more_of(mapping.get("part_of")),
            retracts=Retraction(**{key: tuple(members) for key, members in mapping.get("not", {}).items()}),
        )


def one_or_more(members: Sequence[str]) -> str | list[str] | None:
    """The JSON of a list that was one value in the first schema: one member stands alone, so that no id moves (R13)."""
    return members[0] if len(members) == 1 else list(members) or None


def one_or_more_of(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """The inverse of `one_or_more`."""
    return (value,) if isinstance(value, str) else tuple(value or ())


def _word(vocabulary: type[Word], key: str, mapping: Mapping[str, Any]) -> Word | None:
    return parse_word(vocabulary, key, mapping[key]) if key in mapping else None
