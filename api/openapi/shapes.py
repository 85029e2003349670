"""Events and reports as the API shows them; what a single address answers is described with that address."""

from __future__ import annotations

from typing import Final

from api.openapi.members import MEMBERS, shape
from api.openapi.schema import INSTANT, ORDINAL, TEXT, Schema, described, many, maybe, ref
from timeline.render.json.event import MEMBERS as EVENT_MEMBERS

EVENT_NAMES: Final = " ".join(EVENT_MEMBERS)
EVENT_ID: Final = described("Permanent. The id of a merged event redirects to the event that it became part of (308).")

SHOWN_EVENT: Final[Schema] = {"anyOf": [ref("Event"), ref("ChosenEvent")]}
"""An event in an answer: a `ChosenEvent` if `fields` was given."""

_EVENT: Final = shape(
    "One event as its sources report it. Every required key is always present; `null` means “not known”.",
    f"{EVENT_NAMES} labels? claims? reports? parts? parents? revisions? history?",
    id=EVENT_ID,
    links=ref("EventLinks"),
    labels=described("Kind, status, rank and mode in words; only with `lang`.", ref("Labels")),
    claims=described("Only with `include=claims`.", many(ref("Claim"))),
    reports=described("Only with `include=reports`.", many(ref("Report"))),
    parts=described("The events directly below this one; only with `include=parts`.", many(ref("Event"))),
    parents=described("What it is part of, nearest first; only with `include=parents`.", many(ref("Event"))),
    revisions=described("Only with `include=revisions`.", many(ref("RevisionHead"))),
    history=described("Its states, oldest first; only with `include=history`.", many(ref("EventState"))),
)
_RETRACTION: Final = shape(
    "Members that the report takes back.",
    "participants? topics? links? part_of?",
    participants=many(TEXT),
    topics=many(TEXT),
    links=many(TEXT),
    part_of=many(TEXT),
)
_SAYS: Final = {
    "kind": ref("EventKind"),
    "status": ref("Status"),
    **dict.fromkeys(("title", "summary", "url"), TEXT),
    "when": ref("When"),
    "where": described("Slugs of places; empty if there is no place.", many(TEXT)),
    "part_of": described("Slug or id of an event; a list of them if there are several.", {"anyOf": [TEXT, many(TEXT)]}),
    "itinerary": described("Slugs or ids of a trip's stops in the order announced.", many(TEXT)),
    "rank": ref("Rank"),
    "mode": ref("Mode"),
    "series": described("Slug of the series of which it is one."),
    "ordinal": ORDINAL,
    "participants": many(ref("Participation")),
    "topics": MEMBERS["topics"],
    "links": many(ref("RelatedLink")),
    "not": _RETRACTION,
}


RIGHTS: Final[dict[str, Schema]] = {
    "licence": described("SPDX identifier of the licence of what this service compiled; sources have their own."),
    "attribution": described("Whom to name, in one line."),
}


def page(meaning: str, **listed: Schema) -> Schema:
    """One page of a list."""
    return shape(meaning, f"{' '.join(listed)} next count? query known_at licence attribution", **RIGHTS, **listed)


SHAPES: Final[dict[str, Schema]] = {
    "When": shape(
        "The date of an event, as far as a source gives it; `null` means “not known”.",
        "edtf first_day last_day exact starts_at ends_at time_zone phrase dateline",
    ),
    "EventPlace": shape("A place where an event happens.", "slug name country territory latitude longitude time_zone"),
    "Participant": shape(
        "A person or an organization that takes part in an event.",
        "who name type office role presence when by by_name with with_name reason level",
        office=described("The office held on that day.", maybe(TEXT)),
        when=described("Own days, where they differ from those of the event.", maybe(ref("When"))),
        reason=described("Why they were present or absent, in the words of a source.", maybe(TEXT)),
    ),
    "Deviation": shape(
        "A property whose outcome differs from the plan; both values in their short written form.",
        property=TEXT,
        planned=maybe(TEXT),
        actual=maybe(TEXT),
    ),
    "Moved": shape(
        "A planned day that was replaced by another one; both in EDTF, oldest move first.",
        "known_from",
        **{"from": TEXT, "to": TEXT},
    ),
    "RelatedLink": shape("An address given in a report.", url=TEXT, label=maybe(TEXT)),
    "EventLinks": shape(
        "Addresses of the event.",
        "self html ics",
        related=described("Addresses given in the reports.", many(ref("RelatedLink"))),
    ),
    "Labels": shape(
        "The closed words of the event in the language asked for.",
        kind=maybe(TEXT),
        status=maybe(TEXT),
        rank=maybe(TEXT),
        mode=maybe(TEXT),
    ),
    "Claim": shape(
        "One property in one report, and how it relates to the value that the event shows.",
        "property value relation report source record publisher tier published_at attributed_to locator via url note"
        " withdrawn_by withdrawal_reason",
        value=described("The reported value, as JSON.", {}),
        relation=ref("Relation"),
        corrected_by=described("Id of the report that corrects it.", maybe(TEXT)),
        reason=described("Why it was corrected.", maybe(TEXT)),
        ruling=described("Id of an editor's ruling that this claim prevails; it can be taken back.", maybe(TEXT)),
        ruled_at=described("When an editor ruled that this claim prevails.", maybe(INSTANT)),
        ruling_reason=described("The reason for the ruling.", maybe(TEXT)),
    ),
    "RevisionHead": shape("Number and times of a revision.", "number known_from recorded_at updated_at"),
    "Event": _EVENT,
    "ChosenEvent": _EVENT | {"required": ["id"], "description": "An event with only the members that `fields` names."},
    "QueryEcho": {
        "type": "object",
        "description": "The accepted parameters as given: a text, or an array where a parameter can be repeated.",
        "additionalProperties": {"oneOf": [TEXT, many(TEXT)]},
    },
    "EventList": page("Events that match a query.", events=many(SHOWN_EVENT)),
    "Participation": shape(
        "A participant as a report names it.",
        "who role? presence? when? by? with? reason? level?",
        role=ref("Role"),
        presence=ref("Presence"),
        when=ref("When"),
        by=described("Slug of who represented them."),
        reason=TEXT,
        level=ref("Level"),
        **{"with": described("Slug of the one whose delegation it is.")},
    ),
    "Says": shape(
        "A partial event: what the record does not say is left out.", " ".join(f"{name}?" for name in _SAYS), **_SAYS
    ),
    "Correction": shape(
        "Which claim the desk corrects, and why.",
        report=shape("A record of a source.", "source record"),
        property=TEXT,
        reason=TEXT,
    ),
    "Report": shape(
        "What one record of one source says about one event.",
        "id source record publisher tier title url language via published_at public_at recorded_at attributed_to"
        " locator note says corrects speaks withdrawn withdrawn_by withdrawal_reason",
        public_at=described("When it counts as public: the later of publication and embargo.", INSTANT),
        says=ref("Says"),
        corrects=maybe(ref("Correction")),
        speaks=described("Whether the event takes its claims into account.", {"type": "boolean"}),
    ),
}
