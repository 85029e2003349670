"""The plan and the outcome in JSON: stored, read back, shown."""

from __future__ import annotations

import orjson
import pytest

from timeline.model.event import Phases, PhaseView
from timeline.model.vocabulary import Status
from timeline.render.json.phases import phase_json, phases_from_json, phases_to_json

PLAN = PhaseView(when="2024-05-01/2024-05-07", where=("vienna", "rome"), status=Status.ANNOUNCED)


@pytest.mark.parametrize(
    "phases", [Phases(), Phases(planned=PLAN), Phases(planned=PhaseView(), actual=PLAN), Phases(actual=PhaseView())]
)
def test_phases_read_back_are_the_same(phases: Phases):
    assert phases_from_json(phases_to_json(phases)) == phases


def test_stored_text_has_the_members_that_the_api_shows():
    assert orjson.loads(phases_to_json(Phases(planned=PLAN))) == {
        "planned": {"when": "2024-05-01/2024-05-07", "where": ["vienna", "rome"], "status": "announced"},
        "actual": None,
    }
    assert phase_json(PhaseView()) == {"when": None, "where": [], "status": None}
