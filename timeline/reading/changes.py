"""The public changes in order: a client that replays them holds exactly what is public."""

from __future__ import annotations

from datetime import datetime

from timeline import ids
from timeline.model.change import EVER, Change, ChangePage, ChangeWindow
from timeline.model.sight import Insider, Public
from timeline.reading.snapshot import Snapshot
from timeline.store.engine.sessions import Session
from timeline.store.logs import change_log
from timeline.store.views.public_events import find_hidden, public_json


def changes_after(snapshot: Snapshot, number: int, limit: int, within: ChangeWindow = EVER) -> ChangePage:
    """The first `limit` changes in the window with a number above this one, each with the event as it is public now."""
    session = snapshot.session
    page = change_log.changes_after(session, number, limit, now=snapshot.now, within=within)
    return _for_insiders(snapshot, page, number) if isinstance(snapshot.sight, Insider) else page


def newest_change_number(snapshot: Snapshot) -> int:
    """The number of the newest public change; 0 before the first."""
    return change_log.newest_number(snapshot.session, now=snapshot.now)


def _for_insiders(snapshot: Snapshot, page: ChangePage, number: int) -> ChangePage:
    """The page with each event as an insider sees it. The last page also lists every event that the public does not
    see so, under the number of the newest public change: it comes again each time, because it has no number yet.
    """
    hidden = () if page.has_more else find_hidden(snapshot.session, public=Public(snapshot.now))
    newest = page.changes[-1].number if page.changes else number
    changes = [
        Change(number=newest, at=stored.updated_at, event_id=stored.event_id, shown_digest=ids.digest(stored.json))
        for stored in hidden
    ]
    shown = (*page.changes, *changes)
    events = public_json(snapshot.session, {change.event_id for change in shown}, sight=snapshot.sight)
    return ChangePage(changes=shown, has_more=page.has_more, events=events)


def has_change_after(session: Session, after: int, *, now: datetime, since: datetime | None = None) -> bool:
    """True if a change with a number above `after`, at an instant later than `since`, is public at `now`."""
    if change_log.newest_number(session, now=now) <= after:
        return False
    newest = change_log.newest_at(session, now=now)
    return since is None or newest is None or newest > since
