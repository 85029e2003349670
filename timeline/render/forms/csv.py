"""Events as a table: RFC 4180 in UTF-8 with a byte order mark, one row for each event and place.

Spreadsheets read the file as UTF-8 only with the mark; programs open it as `utf-8-sig`. Texts are made safe by
`render.forms.safe_cell`. An empty cell means "not known". Kind, status and slugs are the values that the filters of a
query take.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import StringIO
from typing import Final

from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event, EventParticipant, EventPlace
from timeline.model.stored_event import StoredEvent
from timeline.render.forms.local_event import LocalEvent, local_event
from timeline.render.forms.safe_cell import safe_cell
from timeline.render.forms.settings import FormHead, FormSettings
from timeline.render.json.event import instant_text
from timeline.render.links import Links
from timeline.render.plain_text import one_line, plain_text
from timeline.render.text import deviation_words, presence_words, role_words
from timeline.render.words.date_words import date_words
from timeline.render.words.languages import words_of

COLUMNS: Final = (
    "id", "slug", "kind", "status", "title", "summary",
    "first_day", "last_day", "exact", "edtf", "starts_at", "ends_at", "time_zone", "phrase", "dateline",
    "place", "place_name", "country", "territory", "latitude", "longitude",
    "participants", "participant_slugs", "topics", "part_of", "sources", "contested", "deviations",
    "revision", "known_from", "updated_at", "url", "html",
    "moved", "postponed_from",
    "licence", "attribution",
    "itinerary", "rank", "mode", "series", "ordinal", "no_place",
)  # fmt: skip
"""The first line. New columns come at the end; none is ever removed."""

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_NO_PLACE: Final = EventPlace(
    slug="", name="", country=None, territory=None, latitude=None, longitude=None, time_zone=None
)

Cell = str | int | float | None


def csv_form(events: Iterable[StoredEvent], settings: FormSettings, _head: FormHead) -> Iterator[bytes]:
    """The table, piece by piece; an event without a place has one row with empty place columns."""
    yield _BYTE_ORDER_MARK + _lines([COLUMNS])
    for stored in events:
        yield _lines(_rows(local_event(stored, settings), settings))


def _rows(one: LocalEvent, settings: FormSettings) -> Iterator[tuple[Cell, ...]]:
    for place in one.event.where or (_NO_PLACE,):
        yield (
            *_basics(one),
            *_when(one.event.when),
            *_where(place),
            *_context(one, settings.lang),
            *_numbering(one, settings.links),
            _joined(f"{moved.before} -> {moved.after}" for moved in one.event.moved),
            None if one.event.postponed_from is None else one.event.postponed_from.edtf,
            *settings.render.rights.values(),
            _joined(one.event.itinerary),
            *_form(one.event),
        )


def _basics(one: LocalEvent) -> Iterator[Cell]:
    event = one.event
    yield from (event.id, event.slug, event.kind, event.status, _line(event.title), plain_text(event.summary or ""))


def _when(when: EventDate) -> Iterator[Cell]:
    yield from (_iso(when.first_day), _iso(when.last_day), str(when.exact).lower(), when.edtf)
    yield from (_iso(when.starts_at), _iso(when.ends_at), when.time_zone, _line(when.phrase), _iso(when.dateline))


def _where(place: EventPlace) -> Iterator[Cell]:
    yield from (place.slug, _line(place.name), place.country, _line(place.territory), place.latitude, place.longitude)


def _context(one: LocalEvent, lang: str) -> Iterator[Cell]:
    event = one.event
    yield _joined(_participant(participant, lang) for participant in event.participants)
    yield _joined(participant.who for participant in event.participants)
    yield _joined(event.topics)
    yield _joined(event.part_of)
    yield _joined(one.source_ids)
    yield _joined(event.contested)
    yield _joined(deviation_words(deviation, event, lang) for deviation in event.deviations)


def _numbering(one: LocalEvent, links: Links) -> Iterator[Cell]:
    stored = one.stored
    yield from (stored.revision, instant_text(stored.known_from), instant_text(stored.updated_at))
    yield from (one.event.url, links.html_url(stored.slug))


def _form(event: Event) -> Iterator[Cell]:
    yield from (
        event.rank,
        event.mode,
        _line(event.series),
        None if event.ordinal is None else _line(str(event.ordinal)),
    )
    yield str(event.no_place).lower()


def _participant(participant: EventParticipant, lang: str) -> str:
    """ "Antony Blinken (attendee, attended, 2023-11-29)": role, presence with reason, own days, if known."""
    words = words_of(lang)
    role = role_words(participant, lang) or (None if participant.role is None else words.roles[participant.role])
    presence = presence_words(participant, lang)
    days = None if participant.when is None else participant.when.edtf or date_words(participant.when, lang)
    part = ", ".join(word for word in (role, presence, days) if word)
    return f"{participant.name} ({part})" if part else participant.name


def _lines(rows: Iterable[Iterable[Cell]]) -> bytes:
    lines = StringIO(newline="")
    csv.writer(lines, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return lines.getvalue().encode()


def _cell(value: Cell) -> Cell:
    return safe_cell(value) if isinstance(value, str) else value


def _line(text: str | None) -> str:
    return one_line(text or "")


def _iso(moment: date | datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(one_line(text) for text in texts)
