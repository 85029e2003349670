"""The two things that every program of this suite has to get right, told once; a module for each program calls them.

`reads_everything`: what it shows is what the JSON API tells. `follows_changes`: and so it is after events were moved,
cancelled, withdrawn and merged, while an unchanged feed is not sent again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.interop import journey
from tests.interop.clients import Reader, Subscription
from tests.interop.entries import Entries, differences
from tests.interop.service import Service

Fault = Callable[[Entries], Entries]
"""What a program's known fault makes of right entries."""


def as_it_is(entries: Entries) -> Entries:
    """No fault is known."""
    return entries


def reads_everything(service: Service, reader: Reader, folder: Path, fault: Fault = as_it_is) -> None:
    """Count, instants, exclusive ends, status and texts of the whole feed are those of the API."""
    subscription = Subscription(service, folder / "feed.ics")

    assert subscription.refresh() == 200
    wrong = differences(reader.read(subscription.file), fault(service.expected()))
    assert not wrong, wrong


def follows_changes(service: Service, reader: Reader, folder: Path, fault: Fault = as_it_is) -> None:
    """After each look the program shows what the API tells then; between changes the feed is answered 304."""
    subscription = Subscription(service, folder / "feed.ics")
    assert [subscription.refresh(), subscription.refresh()] == [200, 304]
    before = reader.read(subscription.file)

    changed = journey.happen(service)

    assert [subscription.refresh(), subscription.refresh()] == [200, 304]
    after = journey.without_tombstone(reader.read(subscription.file), changed.merged_away)
    wrong = differences(after, fault(service.expected()))
    assert not wrong, wrong
    assert set(differences(after, before)) == changed.uids
    assert {after[uid].status for uid in (changed.cancelled, changed.withdrawn)} == {"CANCELLED"}
