"""One sentence for each word of the public vocabularies, for the page `/docs`.

The vocabularies are `timeline.model.vocabulary`; a test holds every one of their words against these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from timeline.model.vocabulary import EventKind, Presence, Relation, Role, Status, Tier

KINDS: Final[Mapping[EventKind, str]] = {
    EventKind.TRIP: "One traveller's journey; its stops are visits that are part of it.",
    EventKind.VISIT: "A stay at one place, by itself or as a stop of a trip.",
    EventKind.MINISTERIAL: "A meeting of ministers of several states or of an organization's members.",
    EventKind.SUMMIT: "A meeting of heads of state or government.",
    EventKind.MEETING: "Two or more sides meet in person; often part of a visit or a summit.",
    EventKind.CALL: "A conversation by telephone or video.",
    EventKind.BRIEFING: "Somebody informs the press or others.",
    EventKind.STATEMENT: "A text or speech is made public.",
    EventKind.AGREEMENT: "Sides agree on something, with its terms and their days.",
    EventKind.CEREMONY: "A signing, an anniversary, a funeral or another formal occasion.",
}

STATUSES: Final[Mapping[Status, str]] = {
    Status.REPORTED: "Somebody says that it is to be or was; nobody in charge has announced it.",
    Status.ANNOUNCED: "Made public beforehand; it stays so after its day until a source says that it took place.",
    Status.CONFIRMED: "Announced, and affirmed by those who take part.",
    Status.UNDER_WAY: "It has begun.",
    Status.COMPLETED: "A source says that it took place.",
    Status.POSTPONED: "Put off to another day, known or not.",
    Status.CANCELLED: "Called off.",
    Status.WITHDRAWN: "It was never so; whoever said it took it back.",
}

TIERS: Final[Mapping[Tier, str]] = {
    Tier.UNVERIFIED: "Nobody vouches for it; alone it makes no coming event public.",
    Tier.PRESS: "A newspaper, an agency or a broadcaster.",
    Tier.OFFICIAL: "An announcement or statement by a government or an organization.",
    Tier.RECORD: "An official compilation after the fact.",
    Tier.DESK: "A correction by the editors of this service, with its reason; it stands above all others.",
}

PRESENCES: Final[Mapping[Presence, str]] = {
    Presence.EXPECTED: "Is to come.",
    Presence.ATTENDED: "Came.",
    Presence.REPRESENTED: "Sent somebody instead.",
    Presence.ABSENT: "Did not come.",
    Presence.DECLINED: "Said beforehand that they would not come.",
}

ROLES: Final[Mapping[Role, str]] = {
    Role.TRAVELLER: "Whose journey or visit it is.",
    Role.HOST: "Who receives the others.",
    Role.CHAIR: "Who leads the meeting.",
    Role.ATTENDEE: "Who takes part without another role.",
    Role.MEDIATOR: "Who stands between the sides.",
    Role.SPOKESPERSON: "Who speaks for somebody.",
}

RELATIONS: Final[Mapping[Relation, str]] = {
    Relation.SHOWN: "This claim's value is the one that the event shows.",
    Relation.AGREES: "It says the same.",
    Relation.REFINED: "It agrees and is less precise, as “this week” is beside a day of it.",
    Relation.SUPERSEDED: "The same publisher said something else later.",
    Relation.PLANNED: "It was said beforehand, and the outcome is shown; `deviations` tell where the two differ.",
    Relation.CONTRADICTS: "It says something else; the property stands in the event's `contested`.",
    Relation.CORRECTED: "The desk has corrected it; it stays visible, with the reason.",
    Relation.RETRACTED: "A later report took this participant, topic or link back.",
}
