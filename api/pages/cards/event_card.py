"""One event in words, ready for a template.

`StoredEvent` -> the stored JSON and claims read back into values -> `event_card` -> `EventCard`. The fixed words come
from `timeline.render` and from the modules beside this one. Nothing is marked up: the template escapes every text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from api.pages.cards.claims import ClaimCard, ClaimContext, PropertyCard, property_cards
from api.pages.cards.deviations import contested_note, deviation_notes
from api.pages.cards.margin_date import MarginDate, margin_date
from api.pages.cards.members import (
    ParticipantCard,
    PlaceCard,
    SourceCard,
    participant_card,
    place_card,
    safe_url,
    source_card,
    topic_name,
)
from timeline.model.catalogue.entries import Catalogue
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event
from timeline.model.source import Source
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import CANCELS_ENTRY, EventKind
from timeline.reading.pages.event_detail import NO_REFERENCES, References, sources_of
from timeline.reading.snapshot import Snapshot
from timeline.render.json.stored_event import read_event
from timeline.render.text import (
    kind_words,
    mode_words,
    move_words,
    rank_words,
    series_words,
    status_words,
    withdrawal_words,
)
from timeline.render.words.date_words import date_words, day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContext:
    """What the cards of one page share: `sources` have the titles and addresses of sources, by id."""

    catalogue: Catalogue
    sources: Mapping[str, Source]
    references: References = NO_REFERENCES


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCard:
    """One event in words. `date` is the whole date, `margin` its short form, `read_on` the day that the source's own
    words (`when.phrase`) are read from.

    `kind` is that of a visit with its rank, `form` has (heading, words, address of the list of others like it).
    `topics` are (slug, name) pairs, `links` (address, label) pairs; only http(s) addresses are in them.
    """

    stored: StoredEvent
    title: str
    summary: str | None
    url: str | None
    kind: str
    kind_code: str
    status: str | None
    status_code: str
    when: EventDate
    has_days_of_trip: bool
    date: str
    read_on: str | None
    form: tuple[tuple[str, str, str], ...]
    no_place: bool
    margin: MarginDate
    places: tuple[PlaceCard, ...]
    participants: tuple[ParticipantCard, ...]
    topics: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    sources: tuple[SourceCard, ...]
    withdrawal: str | None
    contested: str | None
    deviations: tuple[str, ...]
    properties: tuple[PropertyCard, ...]

    @property
    def is_trip(self) -> bool:
        """True for one traveller's journey."""
        return self.kind_code == EventKind.TRIP

    @property
    def is_uncertain(self) -> bool:
        """True if the first and last day are bounds and not the real days."""
        return not self.when.exact

    @property
    def is_cancelled(self) -> bool:
        """True if the event was cancelled or withdrawn."""
        return self.status_code in CANCELS_ENTRY

    @property
    def people(self) -> tuple[ParticipantCard, ...]:
        """Participants in the order of the event, those who did not come last."""
        return tuple(sorted(self.participants, key=lambda participant: participant.is_missing))

    @property
    def corrected(self) -> tuple[ClaimCard, ...]:
        """The corrected claims, one for each correction.

        A correction of a participant also reaches the participant's role and presence, which would repeat it.
        """
        first: dict[tuple[str, str | None], ClaimCard] = {}
        for claim in (claim for prop in self.properties for claim in prop.claims if claim.is_corrected):
            first.setdefault((claim.source, claim.reason), claim)
        return tuple(first.values())

    @property
    def report_notes(self) -> tuple[tuple[str, str], ...]:
        """(Publisher, note) of every report that has a note, each once."""
        claims = (claim for prop in self.properties for claim in prop.claims)
        return tuple(dict.fromkeys((claim.publisher, claim.note) for claim in claims if claim.note))


def read_cards(
    snapshot: Snapshot, events: Iterable[StoredEvent], references: References = NO_REFERENCES
) -> tuple[EventCard, ...]:
    """The cards of these events, in their order; the titles of all their sources come from one look-up."""
    stored = tuple(events)
    context = CardContext(catalogue=snapshot.catalogue, sources=sources_of(snapshot, stored), references=references)
    return tuple(event_card(event, context) for event in stored)


def event_card(stored: StoredEvent, context: CardContext) -> EventCard:
    """The card of one stored state."""
    event, catalogue = read_event(stored).event, context.catalogue
    return EventCard(
        stored=stored,
        title=stored.title or event.title or stored.slug,
        summary=event.summary,
        url=safe_url(event.url),
        kind=kind_words(event.kind) if event.rank is None else rank_words(event.rank),
        kind_code=event.kind or "event",
        status=None if event.status is None else status_words(event.status),
        status_code=event.status or "unknown",
        when=event.when,
        has_days_of_trip=_has_days_of_trip(event),
        date=date_words(event.when),
        read_on=None if event.when.dateline is None else day_words(event.when.dateline),
        form=tuple(_form(event, catalogue)),
        no_place=event.no_place,
        margin=margin_date(event.listed),
        places=tuple(place_card(place, catalogue) for place in event.where),
        participants=tuple(map(participant_card, event.participants)),
        topics=tuple((topic, topic_name(topic, catalogue)) for topic in event.topics),
        links=tuple((link.url, link.label or link.url) for link in event.links if safe_url(link.url)),
        sources=tuple(source_card(source, context.sources.get(source.id)) for source in event.sources),
        withdrawal=None if event.withdrawal is None else withdrawal_words(event.withdrawal),
        contested=contested_note(event),
        deviations=(*deviation_notes(event, catalogue), *move_words(event)),
        properties=property_cards(event.claims, _claim_context(event, context)),
    )


def _form(event: Event, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Mode and series, each with its heading and the address of the list of others like it."""
    if event.mode is not None:
        yield "Held", mode_words(event.mode), f"/?mode={event.mode}"
    if event.series is not None:
        yield "Series", series_words(event, catalogue), f"/?series={quote(event.series, safe='')}"


def _has_days_of_trip(event: Event) -> bool:
    """True if no report gives days: then the days of a stop are the bounds of its trip."""
    told = (claim.value for claim in event.claims if claim.property == "when" and isinstance(claim.value, dict))
    has_own = any(value.get("first_day") or value.get("last_day") for value in told)
    return event.kind is EventKind.VISIT and not event.when.is_unknown and not has_own


def _claim_context(event: Event, context: CardContext) -> ClaimContext:
    return ClaimContext(
        catalogue=context.catalogue,
        participants={participant.who: participant.name for participant in event.participants},
        deviating=frozenset(deviation.property for deviation in event.deviations),
        references=context.references,
    )
