"""R9 (states by publication time), R10 (nothing before its time) and R11 (the publication floor)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.timeline.resolve.builders import (
    CATALOGUE,
    correction,
    day,
    event_record,
    history,
    report,
    resolve,
    ruling,
    titles,
    who,
)
from timeline.model.event import State
from timeline.model.vocabulary import Relation, Status
from timeline.resolve.family import Family, event_at
from timeline.resolve.history import states

# R9


def test_r9_each_publication_time_begins_a_state_that_lasts_to_the_next():
    first = report("nato", "official", at=2, title="NATO ministers")
    second = report("tass", at=5, url="https://tass.example/")

    assert history(second, first) == (
        State(known_from=day(2), known_to=day(5), event=resolve(first)),
        State(known_from=day(5), known_to=None, event=resolve(first, second)),
    )


def test_r9_two_reports_published_at_once_begin_one_state():
    found = history(report("nato", at=2, title="One"), report("tass", at=2, url="https://tass.example/"))

    assert [(state.known_from, state.known_to) for state in found] == [(day(2), None)]


def test_r9_the_time_of_recording_begins_no_state():
    assert titles(history(report("nato", at=2, recorded=20, title="One"))) == [(2, "One")]


def test_r9_a_newer_row_of_a_record_speaks_in_place_of_the_older_one():
    found = history(report("tass", at=2, title="One"), report("tass", at=5, title="Two"))

    assert titles(found) == [(2, "One"), (5, "Two")]
    assert found[1].event is not None
    assert [claim.value for claim in found[1].event.claims] == ["Two"]


def test_r9_of_two_rows_published_at_once_the_one_recorded_later_speaks():
    assert titles(history(report("tass", at=2, recorded=6, title="Two"), report("tass", at=2, title="One"))) == [
        (2, "Two")
    ]


def test_r9_an_older_row_that_is_loaded_later_does_not_silence_the_newer_one():
    found = history(report("tass", at=5, recorded=5, title="Two"), report("tass", at=2, recorded=9, title="One"))

    assert titles(found) == [(2, "One"), (5, "Two")]


def test_r9_a_ruling_counts_from_the_time_it_was_made():
    one = report("nato", "official", at=2, title="One")
    other = report("tass", at=3, title="Other")

    assert titles(history(one, other, rulings=[ruling("title", other, at=9)])) == [(2, "One"), (3, "One"), (9, "Other")]


def test_r9_a_desk_report_counts_from_its_own_time():
    wrong = report("tass", at=2, title="Wrong")
    found = history(wrong, correction(wrong, "title", at=9, title="Right"))

    assert titles(found) == [(2, "Wrong"), (9, "Right")]
    before = found[0].event
    assert before is not None
    assert [claim.relation for claim in before.claims] == [Relation.SHOWN]


def test_r9_a_withdrawal_counts_from_its_own_time():
    assert titles(
        history(
            report("nato", at=2, title="One"),
            report("tass", "official", at=3, title="Two"),
            report("tass", "official", at=6, withdrawn=True),
        )
    ) == [(2, "One"), (3, "Two"), (6, "One")]


def test_r9_when_every_record_is_withdrawn_the_last_words_stay_with_that_status():
    found = history(
        report("tass", at=2, status="announced", title="Visit"), report("tass", at=6, recorded=6, withdrawn=True)
    )

    assert [(state.known_from, state.event.title, state.event.status) for state in found if state.event] == [
        (day(2), "Visit", Status.ANNOUNCED),
        (day(6), "Visit", Status.WITHDRAWN),
    ]


def test_r9_a_record_that_is_filed_again_after_its_withdrawal_speaks_again():
    found = history(
        report("tass", at=2, title="One"),
        report("tass", at=4, recorded=4, withdrawn=True),
        report("tass", at=7, recorded=7, title="Two"),
    )

    assert [(state.known_from.day, state.event.title, state.event.status) for state in found if state.event] == [
        (2, "One", None),
        (4, "One", Status.WITHDRAWN),
        (7, "Two", None),
    ]


def test_r9_an_event_without_reports_has_no_states():
    assert history() == ()


# R10


@pytest.mark.parametrize(("published", "embargo", "public"), [(2, 5, 5), (5, 2, 5), (5, 5, 5)])
def test_r10_a_report_is_public_at_the_later_of_publication_and_embargo(published: int, embargo: int, public: int):
    assert titles(history(report("nato", at=published, embargo=embargo, title="One"))) == [(public, "One")]


def test_r10_an_embargoed_report_adds_nothing_before_its_time():
    known = report("tass", at=2, title="One", participants=(who("blinken"),), topics=("ukraine",))
    hidden = report(
        "nato", "official", at=3, embargo=9, title="Two", participants=(who("kuleba"),), topics=("hostages",)
    )

    found = history(known, hidden)

    assert event_at(found, day(8)) == resolve(known)
    assert event_at(found, day(9)) == resolve(known, hidden)


def test_r10_a_private_report_is_never_public():
    known = report("tass", at=2, title="One")

    assert history(known, report("nato", "official", at=3, private=True, title="Two")) == history(known)
    assert history(report("nato", "official", at=3, private=True, title="Two")) == ()


def test_r10_a_ruling_for_a_report_that_does_not_speak_replaces_no_other():
    one, other = report("tass", at=1, title="One"), report("nato", "official", at=2, title="Other")
    hidden = report("osce", at=3, private=True, title="Hidden")
    rulings = [ruling("title", one, at=5)]

    ruled = history(one, other, rulings=rulings)

    assert titles(ruled)[-1] == (5, "One")
    assert history(one, other, hidden, rulings=[*rulings, ruling("title", hidden, at=6)]) == ruled


def test_r10_a_ruling_on_a_private_report_shows_nothing():
    known, hidden = report("tass", at=2, title="One"), report("nato", at=3, private=True, title="Two")

    assert history(known, hidden, rulings=[ruling("title", hidden, at=5)]) == history(known)


@pytest.mark.parametrize("keeps_embargo", [True, False])
def test_r10_a_report_withdrawn_before_its_embargo_ends_never_shows(keeps_embargo: bool):  # noqa: FBT001 - a parameter
    hidden = report("nato", "official", at=3, embargo=9, recorded=3, title="Two")
    back = report("nato", "official", at=5, embargo=9 if keeps_embargo else None, recorded=5, withdrawn=True)

    assert history(hidden, back) == ()
    known = report("tass", at=2, title="One")
    assert titles(history(known, hidden, back)) == [(2, "One")]


def test_r10_a_report_filed_again_after_its_early_withdrawal_shows_in_its_time():
    hidden = report("nato", at=3, embargo=9, recorded=3, title="One")
    back = report("nato", at=5, recorded=5, withdrawn=True)
    again = report("nato", at=7, embargo=12, recorded=7, title="Two")

    assert titles(history(hidden, back, again)) == [(12, "Two")]


@pytest.mark.parametrize("embargo", [9, None])
def test_r10_a_report_made_private_before_its_embargo_ends_never_shows(embargo: int | None):
    hidden = report("nato", at=3, embargo=9, recorded=3, title="One")
    private = replace(hidden, private=True, recorded_at=day(5), embargo_until=day(embargo) if embargo else None)

    assert history(hidden, private) == ()


def test_r10_a_report_moved_to_an_earlier_publication_is_not_undone_when_its_old_embargo_ends():
    hidden = report("nato", at=3, embargo=9, recorded=3, title="Under embargo")
    freed = report("nato", at=3, embargo=5, recorded=4, title="Set free")

    assert titles(history(hidden, freed)) == [(5, "Set free")]


def test_r10_an_extended_embargo_holds():
    hidden = report("nato", at=3, embargo=9, recorded=3, title="One")
    longer = report("nato", at=3, embargo=12, recorded=4, title="Two")

    assert titles(history(hidden, longer)) == [(12, "Two")]


def test_r10_under_a_new_embargo_the_earlier_words_of_the_record_stay():
    known = report("nato", at=2, title="Known")
    hidden = report("nato", at=3, embargo=9, recorded=3, title="Hidden")
    longer = report("nato", at=3, embargo=12, recorded=4, title="Longer")

    assert titles(history(known, hidden, longer)) == [(2, "Known"), (12, "Longer")]


def test_r10_a_public_record_that_is_made_private_is_gone_for_every_day():
    known = report("tass", at=2, title="One")
    private = report("tass", at=6, recorded=6, private=True, title="One")
    other = report("nato", at=4, title="Two")

    assert titles(history(known, private)) == []
    assert titles(history(known, private, other)) == [(4, "Two")]


def test_r10_after_a_private_row_only_what_is_filed_later_speaks():
    known = report("tass", at=2, title="One")
    private = report("tass", at=6, recorded=6, private=True, title="One")
    again = report("tass", at=6, recorded=7, title="Enough")

    assert titles(history(known, private, again)) == [(6, "Enough")]


def test_r12_newer_is_the_order_of_the_log_and_never_a_clock():
    first = replace(report("tass", at=2, recorded=9, title="First"), write_id=4)
    last = replace(report("tass", at=2, recorded=3, title="Last"), write_id=5)

    assert titles(history(last, first)) == [(2, "Last")]
    assert titles(history(first, last, replace(first, write_id=6))) == [(2, "First")]


def settled(child, *others):
    """The child's settled states; part_of is looked up among all."""
    family = Family.of(
        {record.id: states(record, CATALOGUE) for record in (child, *others)},
        {key: record.id for record in (child, *others) for key in (record.slug, record.id)},
        CATALOGUE.at,
    )
    return family.states_of(child.id)


def parents(found):
    return [(state.known_from.day, state.event.part_of) for state in found if state.event]


def test_r10_a_hidden_parent_is_not_named_until_it_is_public():
    child = event_record(report("tass", at=2, title="Talks", part_of="trip-1"), slug="talks-1")
    parent = event_record(report("state", "official", at=2, embargo=9, kind="trip"), slug="trip-1")

    assert parents(settled(child, parent)) == [(2, ()), (9, ("trip-1",))]


def test_r10_the_claim_on_a_hidden_parent_is_hidden_with_it():
    child = event_record(report("tass", at=2, title="Talks", part_of="trip-1"), slug="talks-1")
    parent = event_record(report("state", "official", at=2, embargo=9, kind="trip"), slug="trip-1")

    assert [[claim.value for claim in state.event.claims] for state in settled(child, parent) if state.event] == [
        ["Talks"],
        ["Talks", "trip-1"],
    ]


def test_r10_of_two_parents_the_hidden_one_is_not_named_before_its_time():
    child = event_record(
        report("nato", "official", at=2, part_of="trip-1"), report("tass", at=2, part_of="secret-1"), slug="talks-1"
    )
    shown = event_record(report("state", "official", at=1, kind="trip"), slug="trip-1")
    secret = event_record(report("state", "official", at=1, embargo=9, kind="trip"), slug="secret-1")

    found = settled(child, shown, secret)

    assert parents(found) == [(2, ("trip-1",)), (9, ("secret-1", "trip-1"))]
    names = [[claim.property for claim in state.event.claims] for state in found if state.event]
    assert names == [["part_of.trip-1"], ["part_of.secret-1", "part_of.trip-1"]]


@pytest.mark.parametrize(("stops", "before"), [(("secret-1", "rabat-1"), ("rabat-1",)), (("secret-1",), ())])
def test_r10_a_hidden_stop_is_in_no_itinerary_before_its_time(stops, before):
    trip = event_record(report("tass", at=2, kind="trip", itinerary=stops), slug="trip-1")
    rabat = event_record(report("state", "official", at=1, kind="visit"), slug="rabat-1")
    secret = event_record(report("state", "official", at=1, embargo=9, kind="visit"), slug="secret-1")

    found = [(state.known_from.day, state.event) for state in settled(trip, rabat, secret) if state.event]

    assert [(day, event.itinerary) for day, event in found] == [(2, before), (9, stops)]
    said = [[claim.value for claim in event.claims if claim.property == "itinerary"] for _, event in found]
    assert said == [[list(before)] if before else [], [list(stops)]]


def test_r10_a_private_parent_is_never_named():
    child = event_record(report("tass", at=2, title="Talks", part_of="trip-1"), slug="talks-1")
    parent = event_record(report("state", "official", at=2, private=True, kind="trip"), slug="trip-1")

    assert parents(settled(child, parent)) == [(2, ())]


def test_r10_a_parent_that_was_never_founded_is_not_named():
    child = event_record(report("tass", at=2, title="Talks", part_of="nowhere-1"), slug="talks-1")

    assert parents(settled(child)) == [(2, ())]


def test_r10_a_parent_named_by_its_id_is_shown_by_its_slug():
    child = event_record(report("tass", at=2, title="Talks", part_of="evt-trip"), slug="talks-1")
    parent = event_record(report("state", "official", at=1, kind="trip"), slug="trip-1")

    assert parents(settled(child, parent)) == [(2, ("trip-1",))]


def test_r10_a_hidden_stop_gives_its_trip_no_place():
    trip = event_record(report("state", "official", at=2, kind="trip", where=("israel",)), slug="trip-1")
    stop = event_record(
        report("a", at=3, embargo=9, kind="visit", part_of="trip-1", where=("brussels",)), slug="stop-1"
    )

    places = [
        (state.known_from.day, [p.slug for p in state.event.where]) for state in settled(trip, stop) if state.event
    ]
    assert places == [(2, ["israel"]), (9, ["brussels"])]


# R11


def rumour(**properties):
    return report("blog", "unverified", at=2, title="Rumour", **properties)


def test_r11_a_future_event_backed_only_by_unverified_reports_shows_from_its_first_day():
    assert titles(history(rumour(when="2023-11-28/2023-11-29"))) == [(28, "Rumour")]


def test_r11_an_unverified_report_of_what_has_begun_shows_at_once():
    assert titles(history(rumour(when="2023-11-01/2023-11-29"))) == [(2, "Rumour")]


def test_r11_an_event_with_no_date_at_all_stays_hidden():
    assert history(rumour()) == ()


def test_r11_an_event_known_only_to_lie_before_a_day_shows_on_that_day_at_the_latest():
    assert titles(history(rumour(when="../2023-11-20"))) == [(20, "Rumour")]


@pytest.mark.parametrize("tier", ["press", "official", "record"])
def test_r11_a_report_of_any_better_source_lifts_the_floor(tier: str):
    found = history(rumour(when="2023-11-28"), report("other", tier, at=5, title="Known"))

    assert titles(found)[0] == (5, "Known")


def test_r11_a_better_report_under_embargo_does_not_lift_the_floor():
    assert titles(history(rumour(when="2023-11-28"), report("nato", "official", at=3, embargo=9, title="Known"))) == [
        (9, "Known")
    ]


def test_r11_the_floor_is_back_when_the_better_report_is_withdrawn():
    found = history(
        rumour(when="2023-11-28"),
        report("tass", at=3, title="Known"),
        report("tass", at=5, recorded=5, withdrawn=True),
    )

    assert titles(found) == [(3, "Known"), (5, None), (28, "Rumour")]


def test_r11_a_date_moved_forward_brings_the_floor_back():
    found = history(rumour(when="2023-11-04"), report("blog", "unverified", at=6, title="Later", when="2023-11-20"))

    assert titles(found) == [(4, "Rumour"), (6, None), (20, "Later")]
