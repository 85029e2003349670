"""Statuses that mean something together: which sets contain a postponed event and which do not."""

from __future__ import annotations

from timeline.model.vocabulary import CANCELS_ENTRY, NOT_A_STOP, NOT_TAKING_PLACE, NOT_TRAVELLED, Status


def test_postponed_event_keeps_its_entry_and_its_stop():
    assert Status.POSTPONED not in CANCELS_ENTRY | NOT_A_STOP


def test_postponed_event_is_not_travelled_to_and_does_not_take_place():
    assert Status.POSTPONED in NOT_TRAVELLED & NOT_TAKING_PLACE


def test_cancelled_and_withdrawn_events_are_in_every_set():
    both = {Status.CANCELLED, Status.WITHDRAWN}

    assert both == CANCELS_ENTRY & NOT_A_STOP & NOT_TRAVELLED & NOT_TAKING_PLACE
