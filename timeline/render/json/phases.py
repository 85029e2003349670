"""The plan and the outcome as JSON: the column `phases` of a stored state, and two members of a stop of a trip.

`Event.phases` -> `phases_to_json` -> stored text -> `phases_from_json` -> `Phases` -> `phase_json` -> the answer.
"""

from __future__ import annotations

from typing import Any

import orjson

from timeline.model.event import Phases, PhaseView
from timeline.model.vocabulary import Status


def phases_to_json(phases: Phases) -> str:
    """The text that is stored; `phases_from_json` is the inverse."""
    members = {"planned": phase_json(phases.planned), "actual": phase_json(phases.actual)}
    return orjson.dumps(members).decode()


def phases_from_json(text: str) -> Phases:
    """The plan and the outcome of a stored state."""
    members = orjson.loads(text)
    return Phases(planned=_view(members["planned"]), actual=_view(members["actual"]))


def phase_json(view: PhaseView | None) -> dict[str, Any] | None:
    """The object that the API shows; null if no report speaks in the phase."""
    return None if view is None else {"when": view.when, "where": list(view.where), "status": view.status}


def _view(members: dict[str, Any] | None) -> PhaseView | None:
    if members is None:
        return None
    status = members["status"]
    return PhaseView(
        when=members["when"],
        where=tuple(members["where"]),
        status=None if status is None else Status(status),
    )
