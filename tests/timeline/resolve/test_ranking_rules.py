"""R3: which claim is chosen. One test for each step of the ranking; titles stand for every single-valued property."""

from __future__ import annotations

import pytest

from tests.timeline.resolve.builders import report, resolve, ruling


def test_r3_a_ruling_outranks_outcome_tier_and_time():
    rumour = report("blog", "unverified", at=1, title="Talks in Brussels")
    record = report("historian", "record", at=25, title="NATO ministerial")

    assert resolve(rumour, record, rulings=[ruling("title", rumour)]).title == "Talks in Brussels"


def test_r3_of_two_rulings_on_one_property_the_newer_prevails():
    one, other = report("ap", title="Talks"), report("tass", title="Ministerial")

    for older, newer in ((one, other), (other, one)):
        rulings = [ruling("title", older, at=20), ruling("title", newer, at=21)]
        assert resolve(one, other, rulings=rulings).title == newer.says.title


def test_r3_a_ruling_decides_its_own_property_only():
    rumour = report("blog", "unverified", title="Talks", url="https://blog.example/")
    record = report("historian", "record", title="Ministerial", url="https://record.example/")

    event = resolve(rumour, record, rulings=[ruling("title", rumour)])

    assert (event.title, event.url) == ("Talks", "https://record.example/")


def test_r3_a_ruling_for_a_claim_that_nobody_makes_any_more_changes_nothing():
    gone = report("blog", "unverified", title="Talks")
    record = report("historian", "record", title="Ministerial")

    assert resolve(record, rulings=[ruling("title", gone)]) == resolve(record)


def test_r3_outcome_outranks_plan_whatever_the_tier():
    plan = report("nato", "official", at=20, status="announced", title="Planned")
    outcome = report("blog", "unverified", at=2, status="completed", title="Happened")

    assert resolve(plan, outcome).title == "Happened"


@pytest.mark.parametrize(("lower", "higher"), [("unverified", "press"), ("press", "official"), ("official", "desk")])
def test_r3_a_higher_tier_outranks_a_later_publication(lower: str, higher: str):
    low = report("low", lower, at=20, title="Low")
    high = report("high", higher, at=2, title="High")

    assert resolve(low, high).title == "High"


def test_r3_the_record_outranks_an_official_outcome():
    official = report("nato", "official", at=28, status="completed", title="Official")
    record = report("historian", "record", at=2, title="Record")

    assert resolve(official, record).title == "Record"


def test_r3_later_publication_outranks_earlier_in_one_tier():
    assert resolve(report("ap", at=2, title="Earlier"), report("tass", at=3, title="Later")).title == "Later"


def test_r3_publication_is_the_effective_one():
    embargoed = report("ap", at=2, embargo=10, title="Under embargo until the tenth")
    open_at_once = report("tass", at=3, title="Published on the third")

    assert resolve(embargoed, open_at_once).title == "Under embargo until the tenth"


def test_r3_the_smaller_report_id_decides_at_last():
    one = report("ap", at=2, title="One")
    other = report("tass", at=2, title="Other")
    first = min((one, other), key=lambda found: found.id)

    assert resolve(one, other).title == resolve(other, one).title == first.says.title


def test_r3_each_property_is_chosen_by_itself():
    named = report("nato", "official", title="NATO ministerial")
    linked = report("blog", "unverified", url="https://blog.example/", title="Talks")

    event = resolve(named, linked)

    assert (event.title, event.url) == ("NATO ministerial", "https://blog.example/")
