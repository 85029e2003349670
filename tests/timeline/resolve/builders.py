"""Short builders for the tests of `resolve`: sources, reports, events' records and one catalogue, at fixed instants.

Every builder gives a whole, real object; a test names only what its rule is about. `day(5)` is 5 November 2023, 00:00
UTC; reports are recorded on 1 November unless a test says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from timeline.model.catalogue.entries import Catalogue, OfficeTerm, Organization, Person, Place, Topic
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event, Revision, State
from timeline.model.report import Correction, EventRecord, Report, Ruling
from timeline.model.says import Link, Participation, Retraction, Says
from timeline.model.source import Source
from timeline.model.vocabulary import EventKind, Presence, Relation, Role, Status, Tier, parse_word
from timeline.resolve.assembly import assemble
from timeline.resolve.history import states

EVENT_ID = "evt-nato"
SLUG = "nato-2023-11"

CATALOGUE = Catalogue.of(
    (
        Person(slug="blinken", name="Antony Blinken"),
        Person(slug="kuleba", name="Dmytro Kuleba"),
        Person(slug="miller", name="Matthew Miller"),
        Organization(slug="hamas", name="Hamas"),
        Organization(slug="nato", name="NATO"),
        Organization(slug="united-states", name="United States", country="US"),
        OfficeTerm(
            person="blinken",
            office="Secretary of State",
            body="united-states",
            first_day=date(2021, 1, 26),
            last_day=date(2025, 1, 20),
        ),
        Place(slug="belgium", name="Belgium", country="BE"),
        Place(slug="brussels", name="Brussels", country="BE", parent="belgium", time_zone="Europe/Brussels"),
        Place(slug="israel", name="Israel", country="IL"),
        Place(slug="tel-aviv", name="Tel Aviv", country="IL", parent="israel"),
        Place(slug="jerusalem", name="Jerusalem", territory="Jerusalem"),
        Place(slug="skopje", name="Skopje", country="MK"),
        Topic(slug="hostages", name="Hostages"),
        Topic(slug="ukraine", name="Ukraine"),
    )
)


def day(number: int, hour: int = 0) -> datetime:
    """The instant in November 2023 (UTC)."""
    return datetime(2023, 11, number, hour, tzinfo=UTC)


def source(
    name: str,
    tier: str = "press",
    *,
    publisher: str | None = None,
    at: datetime | None = None,
    language: str | None = None,
) -> Source:
    """A source; its publisher is its own name unless given."""
    found = parse_word(Tier, "tier", tier)
    return Source(id=name, publisher=publisher or name, tier=found, published_at=at or day(1), language=language)


def when(edtf: str, phrase: str | None = None) -> EventDate:
    """A date from its notation."""
    return EventDate.from_edtf(edtf, phrase=phrase)


def who(
    slug: str, role: str | None = None, presence: str | None = None, days: str | None = None, **more: Any
) -> Participation:
    """What a report says of a participant; `more` are the other fields."""
    return Participation(
        who=slug,
        role=parse_word(Role, "role", role) if role else None,
        presence=parse_word(Presence, "presence", presence) if presence else None,
        when=when(days) if days else None,
        **more,
    )


def says(**properties: Any) -> Says:
    """A partial event, with words for `kind` and `status`, EDTF for `when`, and `retracts` as lists by union.

    `part_of` may be one slug.
    """
    found = dict(properties)
    if isinstance(found.get("part_of"), str):
        found["part_of"] = (found["part_of"],)
    if "kind" in found:
        found["kind"] = parse_word(EventKind, "kind", found["kind"])
    if "status" in found:
        found["status"] = parse_word(Status, "status", found["status"])
    if isinstance(found.get("when"), str):
        found["when"] = when(found["when"])
    if "retracts" in found:
        found["retracts"] = Retraction(**found["retracts"])
    return Says(**found)


def report(
    origin: Source | str = "tass",
    tier: str = "press",
    *,
    at: datetime | int = 1,
    record: str = "r1",
    publisher: str | None = None,
    recorded: datetime | int = 1,
    embargo: datetime | int | None = None,
    private: bool = False,
    withdrawn: bool = False,
    corrects: Correction | None = None,
    **properties: Any,
) -> Report:
    """A report published `at` that says the properties; a number is a day of November 2023."""
    found = source(origin, tier, publisher=publisher) if isinstance(origin, str) else origin
    return Report(
        source=found,
        record=record,
        says=says(**properties),
        published_at=_instant(at),
        recorded_at=_instant(recorded),
        embargo_until=None if embargo is None else _instant(embargo),
        private=private,
        withdrawn=withdrawn,
        corrects=corrects,
    )


def correction(of: Report, name: str, *, at: datetime | int = 20, reason: str = "a slip", **properties: Any) -> Report:
    """A desk report that corrects one property of another report (R8)."""
    found = Correction(source=of.source.id, record=of.record, property=name, reason=reason)
    return report("desk", "desk", at=at, record=f"fix-{of.record}", corrects=found, **properties)


def ruling(name: str, prevailing: Report, *, at: datetime | int = 20) -> Ruling:
    """An editor's decision for a claim of that report."""
    return Ruling(
        id=f"rul-{name}-{prevailing.id}",
        event_id=EVENT_ID,
        property=name,
        report_id=prevailing.id,
        reason="checked",
        author="editor",
        made_at=_instant(at),
    )


def resolve(*reports: Report, rulings: Sequence[Ruling] = ()) -> Event:
    """The event that these reports give when all of them speak."""
    return assemble(EVENT_ID, SLUG, reports, rulings, CATALOGUE)


def event_record(*reports: Report, rulings: Sequence[Ruling] = (), slug: str = SLUG) -> EventRecord:
    """The record of an event; its id follows from its slug."""
    return EventRecord(id=f"evt-{slug.split('-')[0]}", slug=slug, reports=reports, rulings=tuple(rulings))


def history(*reports: Report, rulings: Sequence[Ruling] = ()) -> tuple[State, ...]:
    """The states of an event with these reports."""
    return states(event_record(*reports, rulings=rulings), CATALOGUE)


def relations(event: Event, name: str) -> dict[str, Relation]:
    """The relation of each claim on a property, by source id."""
    return {claim.source: claim.relation for claim in event.claims if claim.property == name}


def titles(found: Sequence[State]) -> list[tuple[int, str | None]]:
    """(day of November on which the state begins, title shown or None while hidden)."""
    return [(state.known_from.day, state.event.title if state.event else None) for state in found]


def link(url: str, label: str | None = None) -> Link:
    """An address with its label."""
    return Link(url=url, label=label)


def numbers(found: Sequence[Revision]) -> list[tuple[int, int, str | None]]:
    """(day of November from which it is known, number, title shown) of each revision."""
    return [(revision.known_from.day, revision.number, revision.shown.title if revision.shown else None)
            for revision in found]  # fmt: skip


def _instant(moment: datetime | int) -> datetime:
    return moment if isinstance(moment, datetime) else day(moment)
