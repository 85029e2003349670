"""The closed word lists of the domain, in their public spelling (DESIGN.md section 2)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, TypeVar

from timeline.errors import UnknownWord

Word = TypeVar("Word", bound=StrEnum)


class EventKind(StrEnum):
    """What sort of thing happens. A `trip` is one traveller's journey, its stops are `visit` events."""

    TRIP = "trip"
    VISIT = "visit"
    MINISTERIAL = "ministerial"
    SUMMIT = "summit"
    MEETING = "meeting"
    CALL = "call"
    BRIEFING = "briefing"
    STATEMENT = "statement"
    AGREEMENT = "agreement"
    CEREMONY = "ceremony"


class Status(StrEnum):
    """What the sources say of the event's standing. Past and upcoming are never a status."""

    REPORTED = "reported"
    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"
    UNDER_WAY = "under-way"
    COMPLETED = "completed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


CANCELS_ENTRY: Final = frozenset({Status.CANCELLED, Status.WITHDRAWN})
"""The event's calendar entry is cancelled, and leaves the calendar 90 days later (docs/FEEDS.md, Content 6).

A postponed event keeps an entry that is not cancelled: it may still take place.
"""

NOT_A_STOP: Final = frozenset({Status.CANCELLED, Status.WITHDRAWN})
"""The visit is not a stop of its trip, so the trip's `where` leaves its places out. A postponed visit stays a stop."""

NOT_TRAVELLED: Final = frozenset({Status.CANCELLED, Status.WITHDRAWN, Status.POSTPONED})
"""No leg of the journey leads to the stop, so it adds nothing to the trip's distance, places and countries."""

NOT_TAKING_PLACE: Final = frozenset({Status.CANCELLED, Status.WITHDRAWN, Status.POSTPONED})
"""The event does not happen on its days: nobody is present there, and its title starts with the status."""


class Tier(StrEnum):
    """How near a source stands to the event, lowest first. `desk` is an editor's correction (R8)."""

    UNVERIFIED = "unverified"
    PRESS = "press"
    OFFICIAL = "official"
    RECORD = "record"
    DESK = "desk"

    @property
    def height(self) -> int:
        """0 for the lowest tier; higher outranks lower (R3)."""
        return list(Tier).index(self)


class Role(StrEnum):
    """In which part somebody takes part."""

    TRAVELLER = "traveller"
    HOST = "host"
    CHAIR = "chair"
    ATTENDEE = "attendee"
    MEDIATOR = "mediator"
    SPOKESPERSON = "spokesperson"


class Presence(StrEnum):
    """Whether somebody is to come, came, sent somebody, stayed away or said no."""

    EXPECTED = "expected"
    ATTENDED = "attended"
    REPRESENTED = "represented"
    ABSENT = "absent"
    DECLINED = "declined"


class Phase(StrEnum):
    """Whether a report speaks of a plan or of an outcome (R2)."""

    PLAN = "plan"
    OUTCOME = "outcome"


class Relation(StrEnum):
    """How a claim stands to the shown value (R5); `shown` is the value itself, `corrected` is R8, `retracted` is R6."""

    SHOWN = "shown"
    AGREES = "agrees"
    REFINED = "refined"
    SUPERSEDED = "superseded"
    PLANNED = "planned"
    CONTRADICTS = "contradicts"
    CORRECTED = "corrected"
    RETRACTED = "retracted"


class ParticipantType(StrEnum):
    """What a participant is in the catalogue."""

    PERSON = "person"
    ORGANIZATION = "organization"


SINGLE_PROPERTIES = ("kind", "title", "summary", "status", "when", "where", "part_of", "url")
"""Properties of which an event shows one value (R3)."""

UNION_PROPERTIES = ("participants", "topics", "links")
"""Properties that collect what every speaking report says (R6)."""


def parse_word(vocabulary: type[Word], field: str, word: object) -> Word:
    """The member spelled exactly so. Raises UnknownWord naming the field and every allowed word; never a default."""
    for member in vocabulary:
        if member.value == word:
            return member
    raise UnknownWord(field, str(word), tuple(member.value for member in vocabulary))
