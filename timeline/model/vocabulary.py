"""The closed vocabularies of the domain, in their public spelling."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, TypeVar

from timeline.errors import UnknownWord

Word = TypeVar("Word", bound=StrEnum)


class EventKind(StrEnum):
    """The kind of an event. A `trip` is one traveller's journey; its stops are `visit` events.

    A `stopover` is transit or refuelling: never a stay, and no stop of a trip.
    """

    TRIP = "trip"
    VISIT = "visit"
    STOPOVER = "stopover"
    MINISTERIAL = "ministerial"
    SUMMIT = "summit"
    MEETING = "meeting"
    CALL = "call"
    REMARKS = "remarks"
    BRIEFING = "briefing"
    STATEMENT = "statement"
    AGREEMENT = "agreement"
    CEREMONY = "ceremony"


class Status(StrEnum):
    """The status that sources give an event. "Past" and "upcoming" are not statuses: they depend on the clock."""

    REPORTED = "reported"
    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"
    UNDER_WAY = "under-way"
    COMPLETED = "completed"
    BROKEN_OFF = "broken-off"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


OUTCOME_STATUSES: Final = frozenset({Status.UNDER_WAY, Status.COMPLETED, Status.BROKEN_OFF})
"""The event has begun: a report with this status speaks of the outcome (R2)."""

IS_OVER: Final = frozenset({Status.COMPLETED, Status.BROKEN_OFF})
"""The event took place and is over: what no report of the outcome mentions was not part of it."""

CALLS_OFF: Final = frozenset({Status.POSTPONED, Status.CANCELLED, Status.BROKEN_OFF, Status.WITHDRAWN})
"""The event does not go on as it stood. Of an event that is under way, this is an outcome (R2)."""

CANCELS_ENTRY: Final = frozenset({Status.CANCELLED, Status.WITHDRAWN})
"""The event's calendar entry is cancelled, and leaves the calendar 90 days later (docs/FEEDS.md, Content 6).

A postponed event keeps an entry that is not cancelled: it may still take place.
"""

NOT_A_STOP: Final = frozenset({Status.CANCELLED, Status.WITHDRAWN})
"""The visit is not a stop of its trip, so the trip's `where` leaves its places out. A postponed visit stays a stop."""

NOT_TRAVELLED: Final = frozenset({Status.CANCELLED, Status.WITHDRAWN, Status.POSTPONED})
"""No leg of the journey leads to the stop, so it adds nothing to the trip's distance, places and countries."""

NOT_TAKING_PLACE: Final = frozenset({Status.CANCELLED, Status.WITHDRAWN, Status.POSTPONED})
"""The event does not happen on its days: it has no participants present, and its title starts with the status."""


class Tier(StrEnum):
    """How authoritative a source is, lowest first. `desk` is an editor's correction (R8)."""

    UNVERIFIED = "unverified"
    PRESS = "press"
    OFFICIAL = "official"
    RECORD = "record"
    DESK = "desk"

    @property
    def height(self) -> int:
        """0 for the lowest tier; a higher tier outranks a lower one (R3)."""
        return list(Tier).index(self)


class Rank(StrEnum):
    """The rank of a visit, after the ranks of the US Office of Protocol."""

    STATE = "state"
    OFFICIAL = "official"
    OFFICIAL_WORKING = "official-working"
    WORKING = "working"
    PRIVATE = "private"


class Mode(StrEnum):
    """Whether the participants meet at a place, online, or some of them so and some otherwise."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    MIXED = "mixed"


class Role(StrEnum):
    """The role of a participant; a `delegation` goes with somebody (`with`)."""

    TRAVELLER = "traveller"
    HOST = "host"
    CHAIR = "chair"
    ATTENDEE = "attendee"
    MEDIATOR = "mediator"
    SPOKESPERSON = "spokesperson"
    HEAD_OF_DELEGATION = "head-of-delegation"
    DELEGATION = "delegation"


class Level(StrEnum):
    """The level of the unnamed people for whom an organization stands as a participant."""

    HEADS = "heads"
    MINISTERS = "ministers"
    OFFICIALS = "officials"


class Presence(StrEnum):
    """Whether a participant is expected, came, took part online, was represented, did not come or declined."""

    EXPECTED = "expected"
    ATTENDED = "attended"
    ONLINE = "online"
    REPRESENTED = "represented"
    ABSENT = "absent"
    DECLINED = "declined"


STAYED_AWAY: Final = frozenset({Presence.ABSENT, Presence.DECLINED})
"""The participant did not come and sent nobody."""

NOT_PRESENT: Final = frozenset({Presence.ABSENT, Presence.DECLINED, Presence.REPRESENTED})
"""The participant did not take part, neither at the place nor online: no day, no stay, no entry in the own calendar."""


class AskedPresence(StrEnum):
    """What a query can ask for: the words of `Presence`, `unknown` (no source tells it) and `any` (whichever)."""

    EXPECTED = "expected"
    ATTENDED = "attended"
    ONLINE = "online"
    REPRESENTED = "represented"
    ABSENT = "absent"
    DECLINED = "declined"
    UNKNOWN = "unknown"
    ANY = "any"


TAKES_PART: Final = (AskedPresence.EXPECTED, AskedPresence.ATTENDED, AskedPresence.ONLINE, AskedPresence.UNKNOWN)
"""Who has days of an event: whoever is not known to have stayed away."""

IS_THERE: Final = tuple(presence for presence in TAKES_PART if presence is not AskedPresence.ONLINE)
"""Who has days at its place: whoever takes part by video is not there."""


class Phase(StrEnum):
    """Whether a report is about a plan or an outcome (R2)."""

    PLAN = "plan"
    OUTCOME = "outcome"


class Relation(StrEnum):
    """The relation of a claim to the shown value (R5); `shown` is that value itself, `corrected` R8, `retracted` R6."""

    SHOWN = "shown"
    AGREES = "agrees"
    REFINED = "refined"
    SUPERSEDED = "superseded"
    PLANNED = "planned"
    CONTRADICTS = "contradicts"
    CORRECTED = "corrected"
    RETRACTED = "retracted"


class ParticipantType(StrEnum):
    """The type of a participant's catalogue entry."""

    PERSON = "person"
    ORGANIZATION = "organization"


class Withdrawer(StrEnum):
    """Who withdrew a report: its source took it back, or this service's desk withdrew what it had filed."""

    SOURCE = "source"
    DESK = "desk"


SET_ASIDE: Final = frozenset({Relation.CORRECTED, Relation.RETRACTED})
"""The claim no longer counts, but stays visible (R6, R8)."""

SINGLE_PROPERTIES = (
    "kind", "title", "summary", "status", "when", "where", "itinerary", "url", "rank", "mode", "series", "ordinal",
)  # fmt: skip
"""Properties of which an event shows one value (R3)."""

UNION_PROPERTIES = ("participants", "topics", "links", "part_of")
"""Properties that are unions over the speaking reports (R6)."""


def phase_of(status: Status | None, tier: Tier) -> Phase:
    """R2: outcome if the status says that the event has begun or the source's tier is `record`, else plan.

    That is the phase of a report by itself; `resolve.claims` knows of the reports before it.
    """
    return Phase.OUTCOME if status in OUTCOME_STATUSES or tier is Tier.RECORD else Phase.PLAN


def parse_word(vocabulary: type[Word], field: str, word: object) -> Word:
    """The member with exactly this spelling. Raises UnknownWord with every allowed word; there is no default.

    `field` names the vocabulary in messages.
    """
    for member in vocabulary:
        if member.value == word:
            return member
    raise UnknownWord(field, str(word), tuple(member.value for member in vocabulary))
