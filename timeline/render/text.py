"""An event in plain words: title, status, participants, places, sources. No markup, one language per call.

Event -> lines of text for calendars, pages and exports. The event gives the names, `render.words.languages` every fixed
word, `render.words.date_words` the dates.
"""

from __future__ import annotations

from datetime import datetime

from timeline.errors import InvalidDate
from timeline.model.catalogue.entries import Catalogue
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Deviation, Event, EventParticipant, EventPlace, EventSource, Withdrawal
from timeline.model.vocabulary import NOT_TAKING_PLACE, EventKind, Mode, Presence, Rank, Role, Status, Tier, Withdrawer
from timeline.render.local_names import local_name
from timeline.render.plain_text import one_line
from timeline.render.words.date_words import date_words, day_words, said_words, times_words
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

__all__ = [
    "contested_words",
    "date_words",
    "day_words",
    "deviation_words",
    "edtf_words",
    "event_title",
    "form_words",
    "kind_words",
    "missed_title",
    "mode_words",
    "move_words",
    "participant_words",
    "place_words",
    "prefixed_title",
    "presence_words",
    "rank_words",
    "role_words",
    "said_words",
    "series_words",
    "source_words",
    "status_words",
    "tier_words",
    "withdrawal_words",
]


def event_title(event: Event, lang: str = DEFAULT_LANGUAGE) -> str:
    """The title from a source, else kind and places ("Visit: Tel Aviv"), else kind and travellers.

    One line, never empty.
    """
    title = one_line(event.title or "")
    if title:
        return title
    kind = kind_words(event.kind, lang)
    travellers = [p.name for p in event.participants if p.role is Role.TRAVELLER]
    subject = one_line(", ".join([place.name for place in event.where] or travellers))
    return words_of(lang).untitled.format(kind=kind, subject=subject) if subject else kind


def prefixed_title(event: Event, lang: str = DEFAULT_LANGUAGE) -> str:
    """The title, with "Cancelled: ", "Postponed: " or "Withdrawn: " where it applies (docs/FEEDS.md 6).

    For forms whose readers may not show the status.
    """
    title = event_title(event, lang)
    if event.status not in NOT_TAKING_PLACE:
        return title
    return words_of(lang).prefixed.format(status=status_words(event.status, lang), title=title)


def missed_title(title: str, missed: Presence | None, lang: str = DEFAULT_LANGUAGE) -> str:
    """The title, after the word for how a participant stayed away ("Absent: "), if there is one."""
    if missed is None:
        return title
    word = words_of(lang).presences[missed]
    return words_of(lang).prefixed.format(status=word[:1].upper() + word[1:], title=title)


def kind_words(kind: EventKind | None, lang: str = DEFAULT_LANGUAGE) -> str:
    """The kind as a word; "Event" if it is not known."""
    words = words_of(lang)
    return words.event if kind is None else words.kinds[kind]


def status_words(status: Status, lang: str = DEFAULT_LANGUAGE) -> str:
    """The status as a word for the start of a line."""
    return words_of(lang).statuses[status]


def rank_words(rank: Rank, lang: str = DEFAULT_LANGUAGE) -> str:
    """The rank of a visit as a word for the start of a line."""
    return words_of(lang).ranks[rank]


def mode_words(mode: Mode, lang: str = DEFAULT_LANGUAGE) -> str:
    """The mode as a word for the middle of a line."""
    return words_of(lang).modes[mode]


def form_words(event: Event, catalogue: Catalogue, lang: str = DEFAULT_LANGUAGE) -> tuple[str, ...]:
    """One line each for rank, mode, series and "no place", as far as they are known."""
    words = words_of(lang)
    lines = [] if event.rank is None else [words.rank.format(rank=rank_words(event.rank, lang))]
    lines += [] if event.mode is None else [words.mode.format(mode=mode_words(event.mode, lang))]
    lines += [] if event.series is None else [series_words(event, catalogue, lang)]
    if event.no_place:
        lines.append(words.no_place[:1].upper() + words.no_place[1:])
    return tuple(one_line(line) for line in lines)


def series_words(event: Event, catalogue: Catalogue, lang: str = DEFAULT_LANGUAGE) -> str:
    """The series of which the event is one and its place there: "NATO-Ukraine Council: 31"; empty without a series."""
    if event.series is None:
        return ""
    name = series_name(event.series, catalogue, lang)
    return name if event.ordinal is None else words_of(lang).series.format(series=name, ordinal=event.ordinal)


def series_name(series: str, catalogue: Catalogue, lang: str = DEFAULT_LANGUAGE) -> str:
    """The name of the organization or topic with the slug of the series, else the slug in words."""
    entry = catalogue.organizations.get(series) or catalogue.topics.get(series)
    spelled = series.replace("-", " ")
    return spelled[:1].upper() + spelled[1:] if entry is None else local_name(entry, lang)


def tier_words(tier: Tier, lang: str = DEFAULT_LANGUAGE) -> str:
    """The tier as a word for the middle of a line."""
    return words_of(lang).tiers[tier]


def participant_words(participant: EventParticipant, lang: str = DEFAULT_LANGUAGE) -> str:
    """One line: "Antony Blinken (Secretary of State, United States) – attended".

    A role other than attendee comes before the presence with its reason, the participant's own days after it.
    """
    words = words_of(lang)
    named = words.participant if participant.office is None else words.participant_office
    name = named.format(name=participant.name, office=participant.office)
    if participant.level is not None:
        name = words.participant_level.format(name=name, level=words.levels[participant.level])
    own_days = "" if participant.when is None else date_words(participant.when, lang)
    parts = [part for part in (role_words(participant, lang), presence_words(participant, lang), own_days) if part]
    return words.participation.format(participant=name, part=", ".join(parts)) if parts else name


def role_words(participant: EventParticipant, lang: str = DEFAULT_LANGUAGE) -> str:
    """The role, of a delegation with the one whose it is; empty for a mere attendee."""
    words = words_of(lang)
    if participant.together_with is not None:
        return words.delegation_of.format(name=participant.together_with_name)
    is_told = participant.role is not None and participant.role is not Role.ATTENDEE
    return words.roles[participant.role] if is_told and participant.role else ""


def presence_words(participant: EventParticipant, lang: str = DEFAULT_LANGUAGE) -> str:
    """The presence with who represented them and the reason, "absent (ill)"; empty if neither is known."""
    words = words_of(lang)
    if participant.by is not None:
        presence = words.represented_by.format(name=participant.by_name)
    else:
        presence = "" if participant.presence is None else words.presences[participant.presence]
    reason = one_line(participant.reason or "")
    if not reason:
        return presence
    return words.with_reason.format(part=presence, reason=reason) if presence else reason


def place_words(place: EventPlace, catalogue: Catalogue) -> str:
    """Place and country, "Brussels, Belgium"; the territory's label instead if the status is disputed.

    The country's name is that of the outermost place that contains this one and has its code, else the code itself.
    """
    wider = place.territory or _country_name(place, catalogue)
    return place.name if wider in (None, place.name) else f"{place.name}, {wider}"


def source_words(source: EventSource, lang: str = DEFAULT_LANGUAGE) -> str:
    """One line: "NATO, “Programme” (official, 23 October 2023), paragraph 2"; the locators are the editor's words."""
    title = "" if source.title is None else f", “{source.title}”"
    told = f"{tier_words(source.tier, lang)}, {day_words(source.published_at.date(), lang)}"
    return ", ".join((f"{source.publisher}{title} ({told})", *source.locators))


def withdrawal_words(withdrawal: Withdrawal, lang: str = DEFAULT_LANGUAGE) -> str:
    """Who withdrew the last report of an event, and the reason given, in one line."""
    words = words_of(lang).withdrawals
    sentences = {Withdrawer.DESK: words.desk, Withdrawer.SOURCE: words.source}
    return f"{sentences[withdrawal.by]} {withdrawal.reason or ''}".rstrip()


def contested_words(event: Event, lang: str = DEFAULT_LANGUAGE) -> str | None:
    """What the sources disagree on, in one line; None if they agree."""
    if not event.contested:
        return None
    names = ", ".join(dict.fromkeys(_property_words(name, event, lang) for name in event.contested))
    return words_of(lang).contested.format(properties=names)


def deviation_words(deviation: Deviation, event: Event, lang: str = DEFAULT_LANGUAGE) -> str:
    """The plan and, if it is known, the outcome (R7), in one line."""
    words = words_of(lang)
    pattern = words.planned if deviation.actual is None else words.instead
    name = _property_words(deviation.property, event, lang)
    planned, actual = (_value_words(value, deviation.property, lang) for value in (deviation.planned, deviation.actual))
    return pattern.format(property=name, planned=planned, actual=actual)


def move_words(event: Event, lang: str = DEFAULT_LANGUAGE) -> tuple[str, ...]:
    """One line for each move of the event to another day, and one if it is postponed without a new day (R7)."""
    words = words_of(lang)
    moves = [
        words.moved.format(before=edtf_words(move.before, lang), after=edtf_words(move.after, lang))
        for move in event.moved
    ]
    if event.postponed_from is not None:
        moves.append(words.postponed_from.format(date=date_words(event.postponed_from, lang)))
    return tuple(moves)


def edtf_words(edtf: str, lang: str = DEFAULT_LANGUAGE) -> str:
    """A date in EDTF, or in RFC 3339 with its time, as words; the text itself if it is neither."""
    try:
        return date_words(EventDate.from_edtf(edtf), lang)
    except InvalidDate:
        pass
    starts_at, _, ends_at = edtf.partition("/")
    try:
        ends = datetime.fromisoformat(ends_at) if ends_at else None
        return times_words(datetime.fromisoformat(starts_at), ends, lang)
    except ValueError:
        return edtf


def _value_words(value: str | None, name: str, lang: str) -> str:
    """A value of a deviation: a date as words, a presence as its word, places by their names."""
    if value is None:
        return "–"
    if name == "when" or name.endswith(".when"):
        return edtf_words(value, lang)
    is_presence = name.endswith(".presence") and value in list(Presence)
    return words_of(lang).presences[Presence(value)] if is_presence else value


def _property_words(name: str, event: Event, lang: str) -> str:
    """The word for a property: "date" for "when", the participant's name for "participants.antony-blinken.presence".

    A member that the event no longer has is told by the kind of thing that it is.
    """
    head, _, member = name.partition(".")
    who = member.partition(".")[0]
    known = {participant.who: participant.name for participant in event.participants}
    return known.get(who) or words_of(lang).properties.get(head, head)


def _country_name(place: EventPlace, catalogue: Catalogue) -> str | None:
    if place.country is None:
        return None
    if place.slug not in catalogue.places:
        return place.country
    wider = [catalogue.places[slug] for slug in catalogue.ancestors(place.slug) if slug in catalogue.places]
    named = [holder.name for holder in wider if holder.country == place.country]
    return named[-1] if named else place.name
