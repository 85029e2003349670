"""What the public and an insider see."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import MAY_1, MAY_2, MAY_3, a_report
from timeline.model.sight import Insider, Public


def test_public_sees_what_is_public_at_its_instant_inclusive():
    assert [Public(MAY_2).sees(known_from) for known_from in (MAY_1, MAY_2, MAY_3)] == [True, True, False]


def test_insider_also_sees_what_becomes_public_later():
    assert [Insider(MAY_2).sees(known_from) for known_from in (MAY_1, MAY_2, MAY_3)] == [True, True, True]


def test_report_is_visible_to_the_public_once_published_and_never_if_private():
    embargoed = a_report(embargo_until=MAY_3)
    private = replace(embargoed, private=True)

    assert [embargoed.is_visible_to(sight) for sight in (Public(MAY_2), Public(MAY_3), Insider(MAY_1))] == [
        False, True, True,
    ]  # fmt: skip
    assert [private.is_visible_to(sight) for sight in (Public(MAY_3), Insider(MAY_1))] == [False, True]


def test_report_was_hidden_if_it_was_private_embargoed_or_recorded_before_its_publication():
    report = a_report(published_at=MAY_2, recorded_at=MAY_3)

    assert not report.was_hidden
    assert not replace(report, recorded_at=MAY_2).was_hidden
    assert replace(report, recorded_at=MAY_1).was_hidden
    assert replace(report, private=True).was_hidden
    assert replace(report, embargo_until=MAY_1).was_hidden
