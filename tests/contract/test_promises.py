"""The service behaves as /openapi.json says. This is the short run; `torture openapi` is the long one.

Each seed makes different requests; boundaries (the coverage phase, which ignores the seed) are tested for a few
operations.
"""

from __future__ import annotations

import pytest

from tests.contract.campaign import run_campaign

BOUNDARIES = ("listEvents", "getStatistics", "listChanges", "withdrawReport")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_operation_keeps_its_promises(story_app, token, seed):
    result = run_campaign(story_app, seed=seed, examples=2, token=token, has_coverage=False)

    assert result.failures == ()
    assert result.requests > 100


def test_boundaries_of_parameters_are_where_they_are_described(story_app, token):
    result = run_campaign(story_app, seed=1, examples=1, token=token, only=BOUNDARIES)

    assert result.failures == ()
    assert result.requests > 100
