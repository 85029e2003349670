"""The partial event that a report says, and its canonical JSON (the `says` of the exchange format, slugs resolved).

JSON -> `Says.from_json` -> value -> `Says.to_json` -> JSON is the identity; absent properties are left out, so that
the id of a report (R13) does not change when a property is added to the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from timeline.model.dates.event_date import EventDate
from timeline.model.vocabulary import EventKind, Presence, Role, Status, parse_word


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """What a report says of one participant; `who` is the slug of a person or an organization.

    `when` is the participant's own time when it is not the event's.
    """

    who: str
    role: Role | None = None
    presence: Presence | None = None
    when: EventDate | None = None

    def to_json(self) -> dict[str, Any]:
        """The canonical JSON; what is not said is left out."""
        spoken = {"who": self.who, "role": self.role, "presence": self.presence}
        found: dict[str, Any] = {key: str(value) for key, value in spoken.items() if value is not None}
        return found if self.when is None else found | {"when": self.when.to_json()}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Participation:
        """The inverse of `to_json`."""
        return cls(
            who=found["who"],
            role=parse_word(Role, "role", found["role"]) if "role" in found else None,
            presence=parse_word(Presence, "presence", found["presence"]) if "presence" in found else None,
            when=EventDate.from_json(found["when"]) if "when" in found else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that belongs to the event, absolute http(s), with the words to show for it."""

    url: str
    label: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Both keys, always."""
        return {"url": self.url, "label": self.label}


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """Members of a union that a report takes back (R6, the `not:` list of the exchange format)."""

    participants: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The lists that are not empty."""
        lists = {"participants": self.participants, "topics": self.topics, "links": self.links}
        return {key: list(members) for key, members in lists.items() if members}


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """A partial event: `None` (or an empty tuple for a union) means that the report does not speak of the property.

    `where` holds place slugs, `part_of` the slug or id of another event, `topics` topic slugs.
    """

    kind: EventKind | None = None
    status: Status | None = None
    title: str | None = None
    summary: str | None = None
    url: str | None = None
    when: EventDate | None = None
    where: tuple[str, ...] | None = None
    part_of: str | None = None
    participants: tuple[Participation, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    retracts: Retraction = Retraction()

    def to_json(self) -> dict[str, Any]:
        """The canonical JSON; what is not said is left out."""
        texts = {"kind": self.kind, "status": self.status, "title": self.title, "summary": self.summary}
        texts |= {"url": self.url, "part_of": self.part_of}
        found: dict[str, Any] = {key: str(value) for key, value in texts.items() if value is not None}
        lists = {
            "where": None if self.where is None else list(self.where),
            "participants": [participation.to_json() for participation in self.participants],
            "topics": list(self.topics),
            "links": [link.to_json() for link in self.links],
            "not": self.retracts.to_json(),
        }
        found |= {key: members for key, members in lists.items() if members}
        return found if self.when is None else found | {"when": self.when.to_json()}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Says:
        """The inverse of `to_json`."""
        return cls(
            kind=parse_word(EventKind, "kind", found["kind"]) if "kind" in found else None,
            status=parse_word(Status, "status", found["status"]) if "status" in found else None,
            title=found.get("title"),
            summary=found.get("summary"),
            url=found.get("url"),
            when=EventDate.from_json(found["when"]) if "when" in found else None,
            where=tuple(found["where"]) if "where" in found else None,
            part_of=found.get("part_of"),
            participants=tuple(Participation.from_json(entry) for entry in found.get("participants", ())),
            topics=tuple(found.get("topics", ())),
            links=tuple(Link(url=entry["url"], label=entry["label"]) for entry in found.get("links", ())),
            retracts=Retraction(**{key: tuple(members) for key, members in found.get("not", {}).items()}),
        )
