"""Words of schema.org that several forms use: the status of an event and the type of a participant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from timeline.model.vocabulary import Mode, ParticipantType, Status

CONTEXT: Final = "https://schema.org"

EVENT_SCHEDULED: Final = f"{CONTEXT}/EventScheduled"
"""The status that schema.org takes for granted."""

EVENT_RESCHEDULED: Final = f"{CONTEXT}/EventRescheduled"
"""The status of an event that moved to another day."""

OTHER_EVENT_STATUSES: Final[Mapping[Status, str]] = {
    Status.CANCELLED: f"{CONTEXT}/EventCancelled",
    Status.WITHDRAWN: f"{CONTEXT}/EventCancelled",
    Status.POSTPONED: f"{CONTEXT}/EventPostponed",
}
"""The statuses that are not `EVENT_SCHEDULED`."""

ATTENDANCE_MODES: Final[Mapping[Mode, str]] = {
    Mode.IN_PERSON: f"{CONTEXT}/OfflineEventAttendanceMode",
    Mode.ONLINE: f"{CONTEXT}/OnlineEventAttendanceMode",
    Mode.MIXED: f"{CONTEXT}/MixedEventAttendanceMode",
}
"""`eventAttendanceMode` of an event whose mode is known."""

PARTICIPANT_TYPES: Final[Mapping[ParticipantType, str]] = {
    ParticipantType.PERSON: "Person",
    ParticipantType.ORGANIZATION: "Organization",
}
