"""The history of an event in sentences: who said what, what changed, and who is not made to say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.builders import MAY_1, an_event
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event, EventParticipant, EventPlace, JudgedClaim, Withdrawal
from timeline.model.vocabulary import ParticipantType, Presence, Relation, Status, Tier, Withdrawer
from timeline.render.story import told_change

DAY = "1 May 2024"


def a_claim(publisher: str, value: str, **fields: Any) -> JudgedClaim:
    """What a publisher says of the status in a report of its own."""
    given: dict[str, Any] = {
        "property": "status",
        "relation": Relation.SHOWN,
        "report_id": f"rep-{publisher}-{value}",
        "source": publisher,
        "record": "one",
        "tier": Tier.PRESS,
        "published_at": MAY_1,
    }
    return JudgedClaim(publisher=publisher, value=value, **(given | fields))


ANNOUNCED = a_claim("NATO", "announced")
FIRST = an_event(claims=(ANNOUNCED,))


def someone(who: str, presence: Presence) -> EventParticipant:
    """A person whose name is the slug in capitals."""
    return EventParticipant(
        who=who,
        name=who.upper(),
        type=ParticipantType.PERSON,
        office=None,
        role=None,
        presence=presence,
        when=None,
    )


def at(name: str) -> EventPlace:
    """A place of this name."""
    return EventPlace(
        slug=name.lower(), name=name, country=None, territory=None, longitude=None, latitude=None, time_zone=None
    )


def later(*claims: JudgedClaim, **fields: Any) -> Event:
    """The announced event with further claims and other values."""
    return replace(FIRST, claims=(ANNOUNCED, *claims), **fields)


def test_first_state_tells_the_whole_event():
    assert told_change(None, FIRST).sentence(DAY) == "On 1 May 2024 NATO announced “A visit”, 28 November 2023."


@pytest.mark.parametrize(
    ("status", "verb"),
    [
        ("confirmed", "confirmed it"),
        ("completed", "said that it had taken place"),
        ("cancelled", "said that it was cancelled"),
        ("postponed", "said that it was postponed"),
    ],
)
def test_new_status_is_told_by_who_gave_it(status, verb):
    after = later(a_claim("Reuters", status), status=Status(status))

    assert told_change(FIRST, after).sentence(DAY) == f"On 1 May 2024 Reuters {verb}."


def test_who_only_spoke_of_the_event_is_not_said_to_have_cancelled_it():
    after = later(a_claim("TASS", "announced"), a_claim("Reuters", "cancelled"), status=Status.CANCELLED)

    assert told_change(FIRST, after).sentence(DAY) == (
        "On 1 May 2024 Reuters said that it was cancelled; TASS spoke of it too."
    )


def test_new_status_that_no_new_claim_gives_is_nobodys_word():
    after = later(a_claim("TASS", "A visit", property="title"), status=Status.COMPLETED)

    assert told_change(FIRST, after).sentence(DAY) == (
        "On 1 May 2024 TASS reported on it; status now completed (before: announced)."
    )


def test_moved_day_and_place_are_told_with_what_was_before():
    before = replace(FIRST, where=(at("Ohrid"),))
    when = EventDate.from_days(date(2023, 11, 29), date(2023, 11, 29))
    after = later(a_claim("TASS", "x", property="when"), when=when, where=(at("Skopje"),))

    assert told_change(before, after).clauses == (
        "date now 29 November 2023 (before: 28 November 2023)",
        "place now Skopje (before: Ohrid)",
    )


def test_further_people_are_counted_and_presences_told():
    before = replace(FIRST, participants=(someone("ada", Presence.EXPECTED),))
    came = (
        someone("ada", Presence.ATTENDED),
        *(someone(name, Presence.EXPECTED) for name in ("b", "c", "d", "e")),
    )
    after = later(a_claim("TASS", "x", property="participants.ada"), participants=came)

    assert told_change(before, after).clauses == (
        "with B, C, D and 1 more",
        "ADA attended",
    )


def test_source_that_adds_nothing_said_the_same():
    assert told_change(FIRST, later(a_claim("TASS", "announced"))).sentence(DAY) == "On 1 May 2024 TASS said the same."


def test_contradiction_is_told():
    after = later(a_claim("TASS", "x", property="when", relation=Relation.CONTRADICTS))

    assert told_change(FIRST, after).sentence(DAY) == "On 1 May 2024 TASS said the same; TASS gave another date."


def test_correction_is_told_as_such():
    corrected = replace(ANNOUNCED, relation=Relation.CORRECTED, corrected_by="rep-Desk-x")
    desk = a_claim("Desk", "x", property="title", tier=Tier.DESK)
    after = replace(FIRST, claims=(corrected, desk), title="Another title")

    assert told_change(FIRST, after).sentence(DAY) == (
        "On 1 May 2024 Desk corrected an earlier report; title now “Another title”."
    )


def test_withdrawal_names_no_source():
    withdrawn = replace(
        FIRST, status=Status.WITHDRAWN, withdrawal=Withdrawal(by=Withdrawer.DESK, reason="It was none.")
    )

    told = told_change(FIRST, withdrawn)

    assert told.tellers == ()
    assert told.clauses[0] == "status now withdrawn (before: announced)"
    assert told.clauses[1].endswith("It was none")
