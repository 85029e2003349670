"""The participants of a stored event object, read back for co-presence.

A search over all events of two people reads thousands of objects, so it reads only the members that it needs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

import orjson

from timeline.model.figures.copresence import Attendance, EventKey, Who
from timeline.model.vocabulary import ParticipantType


def read_attendances(stored_json: bytes, participants: Collection[Who]) -> Iterator[Attendance]:
    """The attendances of these participants; a participant's own days replace those of the event."""
    event = orjson.loads(stored_json)
    places = tuple(place["slug"] for place in event["where"])
    for participant in event["participants"]:
        who = Who(ParticipantType(participant["type"]), participant["who"])
        if who in participants:
            when = participant["when"] or event["when"]
            yield Attendance(
                who=who,
                presence=participant["presence"],
                first_day=_day(when["first_day"]),
                last_day=_day(when["last_day"]),
                exact=when["exact"],
                places=places,
                event=EventKey(event["slug"], event["id"]),
            )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
