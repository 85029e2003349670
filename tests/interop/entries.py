"""What a calendar program shows of an event, and what it has to show according to the JSON API.

API pages (JSON) -> `expected_entries` -> `Entry` for each UID <- `entries_of` <- what a program's reader printed.
Times and status are worked out here from FEEDS.md 3 to 6, anew; texts are the plain texts that the API's event reads
as, before anything is escaped or folded. Nothing here looks at a feed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import Event
from timeline.model.event_json import event_from_json
from timeline.model.source import Source
from timeline.render.ics.description import description
from timeline.render.links import Links
from timeline.render.text import place_words, prefixed_title

CALENDAR_STATUS: Final = {
    "confirmed": "CONFIRMED", "under-way": "CONFIRMED", "completed": "CONFIRMED",
    "reported": "TENTATIVE", "announced": "TENTATIVE", "postponed": "TENTATIVE",
    "cancelled": "CANCELLED", "withdrawn": "CANCELLED", None: None,
}  # fmt: skip
MAX_VAGUE_DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in a calendar: days are dates, times are instants in UTC; `ends` is exclusive, None if not told."""

    starts: date | datetime
    ends: date | datetime | None
    status: str | None
    summary: str
    location: str | None
    description: str | None


Entries = Mapping[str, Entry]
"""By UID."""


def entries_of(printed: Iterable[Mapping[str, Any]]) -> dict[str, Entry]:
    """What a reader printed: times as 2023-11-28 or 2023-11-28T09:00:00Z. An end at the start is no end.

    Raises AssertionError if a UID stands twice.
    """
    found: dict[str, Entry] = {}
    for shown in printed:
        assert shown["uid"] not in found, f"{shown['uid']} stands twice"
        starts, ends = _moment(shown["starts"]), _moment(shown["ends"]) if shown["ends"] else None
        found[shown["uid"]] = Entry(
            starts=starts,
            ends=None if ends == starts else ends,
            status=shown["status"] or None,
            summary=shown["summary"],
            location=shown["location"] or None,
            description=shown["description"] or None,
        )
    return found


def expected_entries(
    events: Iterable[Mapping[str, Any]], catalogue: Catalogue, sources: Mapping[str, Source], links: Links, domain: str
) -> dict[str, Entry]:
    """What a calendar has to show of the API's events."""
    found = {f"{event['id']}@{domain}": _expected(event, catalogue, sources, links) for event in events}
    return {uid: entry for uid, entry in found.items() if entry is not None}


def differences(shown: Entries, expected: Entries) -> dict[str, object]:
    """What is wrong with the entries, property by property; empty if they are equal."""
    found: dict[str, object] = dict.fromkeys(expected.keys() - shown.keys(), "not shown")
    found |= dict.fromkeys(shown.keys() - expected.keys(), "shown, not expected")
    for uid in expected.keys() & shown.keys():
        pairs = [(field.name, getattr(shown[uid], field.name), getattr(expected[uid], field.name))
                 for field in fields(Entry)]  # fmt: skip
        wrong = {name: f"{one!r} instead of {other!r}" for name, one, other in pairs if one != other}
        if wrong:
            found[uid] = wrong
    return found


def mapped(entries: Entries, change: Callable[[Entry], Entry]) -> dict[str, Entry]:
    """The entries with one change to each: how a known fault of a program is written down."""
    return {uid: change(entry) for uid, entry in entries.items()}


def _moment(written: str) -> date | datetime:
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def _expected(
    shown: Mapping[str, Any], catalogue: Catalogue, sources: Mapping[str, Source], links: Links
) -> Entry | None:
    when = shown["when"]
    if not _stands_in_calendars(when):
        return None
    starts, ends = _times(when, is_trip=shown["kind"] == "trip")
    event = _event(shown, sources)
    status = CALENDAR_STATUS[shown["status"]]
    return Entry(
        starts=starts,
        ends=ends,
        status=status if when["exact"] or status == "CANCELLED" else "TENTATIVE",
        summary=prefixed_title(event),
        location="; ".join(place_words(place, catalogue) for place in event.where) or None,
        description=description(event, links, catalogue),
    )


def _stands_in_calendars(when: Mapping[str, Any]) -> bool:
    """FEEDS.md 5: both bounds known, and exact or at most 14 days."""
    if when["first_day"] is None or when["last_day"] is None:
        return False
    days = (date.fromisoformat(when["last_day"]) - date.fromisoformat(when["first_day"])).days + 1
    return when["exact"] or days <= MAX_VAGUE_DAYS


def _times(when: Mapping[str, Any], *, is_trip: bool) -> tuple[date | datetime, date | datetime | None]:
    """FEEDS.md 3 and 4: an instant if a time was told, else days with an exclusive end; trips are whole days."""
    if when["starts_at"] is None or is_trip:
        return date.fromisoformat(when["first_day"]), date.fromisoformat(when["last_day"]) + timedelta(days=1)
    starts = datetime.fromisoformat(when["starts_at"]).astimezone(UTC)
    return starts, datetime.fromisoformat(when["ends_at"]).astimezone(UTC) if when["ends_at"] else None


def _locators(claims: Iterable[Mapping[str, Any]], source_id: str) -> list[str]:
    """Where the reports of one source stand in it, oldest first, each place once."""
    told = [
        (claim["published_at"], claim["record"], claim["report"], claim["locator"])
        for claim in claims
        if claim["source"] == source_id and claim["locator"]
    ]
    return list(dict.fromkeys(locator for *_, locator in sorted(told)))


def _event(shown: Mapping[str, Any], sources: Mapping[str, Source]) -> Event:
    """The API's event as a value.

    The API names its sources by id: the rest is looked up, the day is the first of its claims. A source that came
    after the shown revision only confirms it; no calendar is renewed for that (R12), so it is not named yet.
    """
    days = {
        source_id: min(
            (
                datetime.fromisoformat(claim["published_at"])
                for claim in shown["claims"]
                if claim["source"] == source_id
            ),
            default=sources[source_id].published_at,
        )
        for source_id in shown["sources"]
    }
    told = [
        {
            "id": source_id,
            "publisher": sources[source_id].publisher,
            "title": sources[source_id].title,
            "url": sources[source_id].url,
            "tier": sources[source_id].tier,
            "published_at": day.isoformat(),
            "locators": _locators(shown["claims"], source_id),
        }
        for source_id, day in days.items()
        if day <= datetime.fromisoformat(shown["known_from"])
    ]
    withdrawn = next((claim for claim in shown["claims"] if claim["withdrawn_by"]), None)
    withdrawal = withdrawn and {"by": withdrawn["withdrawn_by"], "reason": withdrawn["withdrawal_reason"]}
    return event_from_json({**shown, "links": shown["links"]["related"], "sources": told, "withdrawal": withdrawal})
