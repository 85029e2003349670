"""One sentence for each word of the public vocabularies (`timeline.model.vocabulary`), for the page `/docs`.

A test compares these tables with the vocabularies.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from timeline.model.vocabulary import EventKind, Level, Mode, Presence, Rank, Relation, Role, Status, Tier

KINDS: Final[Mapping[EventKind, str]] = {
    EventKind.TRIP: "The journey of one traveller; its stops are visits that are part of it.",
    EventKind.VISIT: "A stay at one place, on its own or as a stop of a trip.",
    EventKind.STOPOVER: "A stop on the way to change planes or refuel. It is no stay and no stop of a trip.",
    EventKind.MINISTERIAL: "A meeting of ministers of several states, or of the members of an organization.",
    EventKind.SUMMIT: "A meeting of heads of state or government.",
    EventKind.MEETING: "A meeting of two or more sides in person, often part of a visit or a summit.",
    EventKind.CALL: "A conversation by telephone or video.",
    EventKind.REMARKS: "Somebody speaks in public: to reporters, at a podium or to an audience.",
    EventKind.BRIEFING: "Somebody informs the press or another audience.",
    EventKind.STATEMENT: "A text or a speech is made public.",
    EventKind.AGREEMENT: "An agreement between several sides, with its terms and their dates.",
    EventKind.CEREMONY: "A signing, an anniversary, a funeral or another formal occasion.",
}

STATUSES: Final[Mapping[Status, str]] = {
    Status.REPORTED: "Reported as planned or past, but not announced by those in charge.",
    Status.ANNOUNCED: "Announced by those in charge. It keeps this status until a source reports that it took place.",
    Status.CONFIRMED: "Announced, and confirmed by the participants.",
    Status.UNDER_WAY: "It has begun and is not over.",
    Status.COMPLETED: "A source reports that it took place.",
    Status.BROKEN_OFF: "It began and ended early.",
    Status.POSTPONED: "Moved to a later date, which may be unknown.",
    Status.CANCELLED: "It will not take place.",
    Status.WITHDRAWN: "No report of it counts any more: its source took it back, or this service did.",
}

TIERS: Final[Mapping[Tier, str]] = {
    Tier.UNVERIFIED: "Not verified. An upcoming event that only such sources report is not public.",
    Tier.PRESS: "A newspaper, a news agency or a broadcaster.",
    Tier.OFFICIAL: "An announcement or statement by a government or an organization.",
    Tier.RECORD: "An official compilation after the fact.",
    Tier.DESK: "A correction by the editors of this service, with a reason. It ranks above all other tiers.",
}

PRESENCES: Final[Mapping[Presence, str]] = {
    Presence.EXPECTED: "Is expected to come.",
    Presence.ATTENDED: "Came.",
    Presence.ONLINE: "Took part by video or telephone, not at the place.",
    Presence.REPRESENTED: "Sent a representative, whom `by` names if a source does.",
    Presence.ABSENT: "Did not come.",
    Presence.DECLINED: "Announced beforehand that they would not come.",
}

ROLES: Final[Mapping[Role, str]] = {
    Role.TRAVELLER: "The person who travels.",
    Role.HOST: "Receives the others.",
    Role.CHAIR: "Leads the meeting.",
    Role.ATTENDEE: "Takes part without another role.",
    Role.MEDIATOR: "Mediates between the sides.",
    Role.SPOKESPERSON: "Speaks on behalf of a person or an organization.",
    Role.HEAD_OF_DELEGATION: "Leads the delegation of a state or an organization.",
    Role.DELEGATION: "Belongs to the delegation of the one whom `with` names.",
}

RANKS: Final[Mapping[Rank, str]] = {
    Rank.STATE: "A visit of a head of state at the invitation of another, with full ceremony.",
    Rank.OFFICIAL: "A visit at the invitation of the host, with ceremony.",
    Rank.OFFICIAL_WORKING: "An official visit with a short programme and less ceremony.",
    Rank.WORKING: "A visit for talks, without ceremony.",
    Rank.PRIVATE: "A visit without an official invitation.",
}

MODES: Final[Mapping[Mode, str]] = {
    Mode.IN_PERSON: "The participants meet at a place.",
    Mode.ONLINE: "The participants meet by video or telephone only.",
    Mode.MIXED: "Some participants are at the place, others take part online.",
}

LEVELS: Final[Mapping[Level, str]] = {
    Level.HEADS: "The organization stands for its heads of state or government.",
    Level.MINISTERS: "The organization stands for its ministers.",
    Level.OFFICIALS: "The organization stands for its officials.",
}

RELATIONS: Final[Mapping[Relation, str]] = {
    Relation.SHOWN: "The event shows the value of this claim.",
    Relation.AGREES: "It reports the same value.",
    Relation.REFINED: "It agrees but is less precise, for example “this week” where the event shows a day.",
    Relation.SUPERSEDED: "The same publisher later reported another value.",
    Relation.PLANNED: "It was the plan; the event shows the outcome. `deviations` lists the differences.",
    Relation.CONTRADICTS: "It reports another value. The property is listed in `contested`.",
    Relation.CORRECTED: "Corrected by the editors. It stays visible, with the reason.",
    Relation.RETRACTED: "A later report withdrew this participant, topic or link.",
}
