"""The participants of a stored event object."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.builders import a_revision, an_event
from timeline.model.dates.event_date import EventDate
from timeline.model.event import EventParticipant, EventPlace, NumberedState, State
from timeline.model.figures.copresence import Attendance, EventKey, Who
from timeline.model.vocabulary import ParticipantType, Presence
from timeline.render.json.attendance import read_attendances
from timeline.render.json.event import event_json
from timeline.render.links import Links

ADA, BEN, NATO = (
    Who(ParticipantType.PERSON, "ada"),
    Who(ParticipantType.PERSON, "ben"),
    Who(ParticipantType.ORGANIZATION, "nato"),
)
SKOPJE = EventPlace(
    slug="skopje", name="Skopje", country="MK", territory=None, latitude=None, longitude=None, time_zone=None
)


def participant(who: Who, presence: Presence | None, own_days: str | None = None) -> EventParticipant:
    """A participant without role and office."""
    when = None if own_days is None else EventDate.from_edtf(own_days)
    return EventParticipant(
        who=who.slug, name=who.slug, type=who.type, office=None, role=None, presence=presence, when=when
    )


COUNCIL = an_event(
    "evt-council",
    when=EventDate.from_edtf("2023-11-30/2023-12-01"),
    where=(SKOPJE, replace(SKOPJE, slug="ohrid")),
    participants=(
        participant(ADA, Presence.ATTENDED, "2023-11-29"),
        participant(BEN, Presence.EXPECTED),
        participant(NATO, None, "2023-11/.."),
    ),
)


def stored(event=COUNCIL) -> bytes:
    """The event object as it is stored."""
    state = State(known_from=datetime(2024, 5, 1, tzinfo=UTC), known_to=None, event=event)
    return event_json(NumberedState(state=state, revision=a_revision(event)), Links("https://timeline.example.org"))


def test_attendances_have_the_own_days_of_a_participant_else_those_of_the_event():
    places, event = ("skopje", "ohrid"), EventKey("council", "evt-council")

    assert list(read_attendances(stored(), {ADA, BEN, NATO})) == [
        Attendance(
            who=ADA, presence="attended", first_day=date(2023, 11, 29), last_day=date(2023, 11, 29), exact=True,
            places=places, event=event,
        ),
        Attendance(
            who=BEN, presence="expected", first_day=date(2023, 11, 30), last_day=date(2023, 12, 1), exact=True,
            places=places, event=event,
        ),
        Attendance(
            who=NATO, presence=None, first_day=date(2023, 11, 1), last_day=None, exact=False, places=places,
            event=event,
        ),
    ]  # fmt: skip


def test_other_participants_are_left_out():
    assert [one.who for one in read_attendances(stored(), {BEN, Who(ParticipantType.ORGANIZATION, "ada")})] == [BEN]
