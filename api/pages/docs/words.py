"""One sentence for each word of the public vocabularies, for the page `/docs`.

A test compares these tables with `timeline.model.vocabulary`: no word is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from timeline.model.vocabulary import EventKind, Presence, Relation, Role, Status, Tier

KINDS: Final[Mapping[EventKind, str]] = {
    EventKind.TRIP: "One traveller's journey; its stops are visits that are part of it.",
    EventKind.VISIT: "A stay at one place, by itself or as a stop of a trip.",
    EventKind.MINISTERIAL: "A meeting of ministers of several states, or of the member states of an organization.",
    EventKind.SUMMIT: "A meeting of heads of state or government.",
    EventKind.MEETING: "Two or more sides meet in person; often as part of a visit or a summit.",
    EventKind.CALL: "A conversation by telephone or video.",
    EventKind.BRIEFING: "A briefing of the press or of others.",
    EventKind.STATEMENT: "A text or speech that is made public.",
    EventKind.AGREEMENT: "Sides agree on something, with terms and dates.",
    EventKind.CEREMONY: "A signing, an anniversary, a funeral or another formal occasion.",
}

STATUSES: Final[Mapping[Status, str]] = {
    Status.REPORTED: "A source says that it will take place or took place; no one responsible has announced it.",
    Status.ANNOUNCED: "Made public in advance; it stays so after its day until a source says that it took place.",
    Status.CONFIRMED: "Announced, and confirmed by those who take part.",
    Status.UNDER_WAY: "It has begun.",
    Status.COMPLETED: "A source says that it took place.",
    Status.POSTPONED: "Moved to another day, which may not be known yet.",
    Status.CANCELLED: "It will not take place.",
    Status.WITHDRAWN: "It was never planned or never took place; the source that said so took it back.",
}

TIERS: Final[Mapping[Tier, str]] = {
    Tier.UNVERIFIED: "Nobody vouches for it; a future event with no other source is not public.",
    Tier.PRESS: "A newspaper, an agency or a broadcaster.",
    Tier.OFFICIAL: "An announcement or statement by a government or an organization.",
    Tier.RECORD: "An official compilation after the fact.",
    Tier.DESK: "A correction by the editors of this service, with its reason; it outranks all other tiers.",
}

PRESENCES: Final[Mapping[Presence, str]] = {
    Presence.EXPECTED: "Is expected to come.",
    Presence.ATTENDED: "Came.",
    Presence.REPRESENTED: "Sent somebody instead.",
    Presence.ABSENT: "Did not come.",
    Presence.DECLINED: "Said in advance that they would not come.",
}

ROLES: Final[Mapping[Role, str]] = {
    Role.TRAVELLER: "The person who makes the journey or visit.",
    Role.HOST: "The one who receives the others.",
    Role.CHAIR: "The one who leads the meeting.",
    Role.ATTENDEE: "Takes part without another role.",
    Role.MEDIATOR: "Mediates between the sides.",
    Role.SPOKESPERSON: "Speaks for somebody else.",
}

RELATIONS: Final[Mapping[Relation, str]] = {
    Relation.SHOWN: "The event shows the value of this claim.",
    Relation.AGREES: "It gives the same value.",
    Relation.REFINED: "It agrees and is less precise, for example “this week” where a day is shown.",
    Relation.SUPERSEDED: "The same publisher gave another value later.",
    Relation.PLANNED: "It was said beforehand, and the outcome is shown; `deviations` lists where the two differ.",
    Relation.CONTRADICTS: "It gives another value; the event's `contested` names the property.",
    Relation.CORRECTED: "An editor has corrected it; it stays visible, with the reason.",
    Relation.RETRACTED: "A later report took this participant, topic or link back.",
}
