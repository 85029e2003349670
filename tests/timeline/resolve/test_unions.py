"""R6: participants, topics and links are collected over the reports, unless retracted; `where` is no union."""

from __future__ import annotations

from tests.timeline.resolve.builders import (
    CATALOGUE,
    day,
    event_record,
    link,
    relations,
    report,
    resolve,
    ruling,
    when,
    who,
)
from timeline.model.event import Event, EventParticipant, State
from timeline.model.says import Link
from timeline.model.vocabulary import ParticipantType, Presence, Relation, Role
from timeline.resolve.family import Family, event_at
from timeline.resolve.history import states


def names(event: Event) -> list[str]:
    return [participant.who for participant in event.participants]


def settled(*records) -> dict[str, tuple[State, ...]]:
    """The settled states of each event by slug, all of one family."""
    own = {record.id: states(record, CATALOGUE) for record in records}
    ids = {record.slug: record.id for record in records}
    family = Family.of(own, ids, CATALOGUE.at)
    return {record.slug: family.states_of(record.id) for record in records}


def shown_places(found: tuple[State, ...], number: int) -> list[str]:
    event = event_at(found, day(number))
    assert event is not None
    return [place.slug for place in event.where]


def test_r6_participants_topics_and_links_are_collected_over_all_reports():
    event = resolve(
        report(
            "nato",
            "official",
            participants=(who("nato", "host"),),
            topics=("ukraine",),
            links=(link("https://a.example/"),),
        ),
        report(
            "tass",
            participants=(who("blinken", "attendee"),),
            topics=("hostages",),
            links=(link("https://b.example/"),),
        ),
    )

    assert names(event) == ["nato", "blinken"]
    assert event.topics == ("hostages", "ukraine")
    assert event.links == (Link(url="https://a.example/"), Link(url="https://b.example/"))
    assert event.contested == ()


def test_r6_a_participant_is_shown_with_name_type_and_the_office_of_the_day():
    event = resolve(report("tass", when="2023-11-28", participants=(who("blinken", "attendee", "expected"),)))

    assert event.participants == (
        EventParticipant(
            who="blinken",
            name="Antony Blinken",
            type=ParticipantType.PERSON,
            office="Secretary of State, United States",
            role=Role.ATTENDEE,
            presence=Presence.EXPECTED,
            when=None,
        ),
    )


def test_r6_no_office_is_shown_while_no_day_is_known():
    event = resolve(report("tass", participants=(who("blinken"),)))

    assert [participant.office for participant in event.participants] == [None]


def test_r6_a_report_retracts_a_member_that_it_outranks():
    event = resolve(
        report("tass", at=2, participants=(who("kuleba", "attendee"), who("blinken"))),
        report("nato", "official", at=3, retracts={"participants": ("kuleba",)}),
    )

    assert names(event) == ["blinken"]
    assert relations(event, "participants.kuleba") == {"tass": Relation.RETRACTED}
    assert relations(event, "participants.kuleba.role") == {"tass": Relation.RETRACTED}


def test_r6_topics_and_links_are_retracted_too():
    event = resolve(
        report("tass", at=2, topics=("hostages", "ukraine"), links=(link("https://a.example/"),)),
        report("nato", "official", at=3, retracts={"topics": ("hostages",), "links": ("https://a.example/",)}),
    )

    assert (event.topics, event.links) == (("ukraine",), ())
    assert relations(event, "topics.hostages") == {"tass": Relation.RETRACTED}


def test_r6_a_retraction_that_is_outranked_takes_nothing_away():
    event = resolve(
        report("nato", "official", at=2, participants=(who("kuleba"),)),
        report("tass", at=3, retracts={"participants": ("kuleba",)}),
    )

    assert names(event) == ["kuleba"]


def test_r6_a_publisher_retracts_its_own_member_by_a_later_report():
    event = resolve(
        report("ap-1", publisher="AP", at=2, topics=("hostages",)),
        report("ap-2", publisher="AP", at=3, retracts={"topics": ("hostages",)}),
    )

    assert event.topics == ()


def test_r6_a_ruling_for_a_membership_outweighs_the_retraction():
    claiming = report("tass", at=2, participants=(who("kuleba"),))
    retracting = report("nato", "official", at=3, retracts={"participants": ("kuleba",)})

    assert names(resolve(claiming, retracting, rulings=[ruling("participants.kuleba", claiming)])) == ["kuleba"]


def test_r6_role_presence_and_days_of_a_participant_each_follow_r3():
    event = resolve(
        report(
            "nato",
            "official",
            at=2,
            participants=(who("blinken", "attendee", "expected"),),
            when="2023-11-30/2023-12-01",
        ),
        report(
            "tass", at=3, status="completed", participants=(who("blinken", presence="attended", days="2023-11-29"),)
        ),
    )

    assert [(p.role, p.presence, p.when) for p in event.participants] == [
        (Role.ATTENDEE, Presence.ATTENDED, when("2023-11-29"))
    ]


def test_r6_absence_is_stored_and_shown():
    event = resolve(report("tass", status="completed", participants=(who("kuleba", presence="absent"),)))

    assert [(p.who, p.presence) for p in event.participants] == [("kuleba", Presence.ABSENT)]


def test_r6_participants_stand_in_the_order_of_their_roles_and_slugs():
    event = resolve(
        report(
            "tass",
            participants=(who("miller"), who("nato", "host"), who("kuleba", "attendee"), who("blinken", "attendee")),
        )
    )

    assert names(event) == ["nato", "blinken", "kuleba", "miller"]


def test_r6_a_link_has_the_label_of_its_best_ranked_claim():
    event = resolve(
        report("tass", links=(link("https://a.example/", "Wire"),)),
        report("nato", "official", links=(link("https://a.example/", "Programme"),)),
    )

    assert event.links == (Link(url="https://a.example/", label="Programme"),)


def test_r6_a_better_ranked_claim_without_a_label_does_not_take_the_label_away():
    event = resolve(
        report("tass", links=(link("https://a.example/", "Wire"),)),
        report("nato", "official", links=(link("https://a.example/"),)),
    )

    assert event.links == (Link(url="https://a.example/", label="Wire"),)


def test_r6_where_is_no_union():
    event = resolve(report("nato", "official", where=("brussels",)), report("tass", where=("skopje",)))

    assert [place.slug for place in event.where] == ["brussels"]
    assert event.contested == ("where",)


def test_r6_the_places_of_a_trip_come_from_its_stops_in_order_of_travel():
    trip = event_record(report("state", "official", at=2, where=("israel",), kind="trip"), slug="trip-1")
    later = event_record(
        report("a", at=3, kind="visit", part_of="trip-1", where=("skopje",), when="2023-11-29"), slug="later-1"
    )
    first = event_record(
        report("b", at=4, kind="visit", part_of="trip-1", where=("brussels",), when="2023-11-28"), slug="first-1"
    )

    found = settled(trip, later, first)["trip-1"]

    assert [shown_places(found, number) for number in (2, 3, 4)] == [["israel"], ["skopje"], ["brussels", "skopje"]]


def test_r6_a_cancelled_stop_and_a_meeting_are_no_places_of_a_trip():
    trip = event_record(report("state", "official", at=2, where=("israel",), kind="trip"), slug="trip-1")
    cancelled = event_record(
        report("a", at=3, kind="visit", status="cancelled", part_of="trip-1", where=("skopje",)), slug="cancelled-1"
    )
    meeting = event_record(report("b", at=3, kind="meeting", part_of="trip-1", where=("brussels",)), slug="meeting-1")

    assert shown_places(settled(trip, cancelled, meeting)["trip-1"], 5) == ["israel"]


def test_r6_a_place_visited_twice_stands_once_where_it_was_first():
    trip = event_record(report("state", "official", at=2, kind="trip"), slug="trip-1")
    stops = [
        event_record(
            report(f"s{number}", at=3, kind="visit", part_of="trip-1", where=(place,), when=f"2023-11-2{number}"),
            slug=f"stop{number}-1",
        )
        for number, place in enumerate(("israel", "brussels", "israel"), start=1)
    ]

    assert shown_places(settled(trip, *stops)["trip-1"], 5) == ["israel", "brussels"]
