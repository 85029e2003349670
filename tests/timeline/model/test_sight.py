"""When a report was hidden at first."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import MAY_1, MAY_2, MAY_3, a_report


def test_report_was_hidden_if_it_was_private_embargoed_or_recorded_before_its_publication():
    report = a_report(published_at=MAY_2, recorded_at=MAY_3)

    assert not report.was_hidden
    assert not replace(report, recorded_at=MAY_2).was_hidden
    assert replace(report, recorded_at=MAY_1).was_hidden
    assert replace(report, private=True).was_hidden
    assert replace(report, embargo_until=MAY_1).was_hidden
