"""One change in an event's history as an English sentence: when, who said it, and what it changed.

Two public states, one after the other -> `told_change` -> `ToldChange` -> `sentence`, or its parts for a page that
isolates the names. Who said something are the publishers of claims that the earlier state did not have. A state that
no new claim explains (a withdrawal, a merge) names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from timeline.model.event import Event, EventParticipant, JudgedClaim
from timeline.model.vocabulary import Relation, Status
from timeline.render.plain_text import one_line
from timeline.render.text import event_title, presence_words, withdrawal_words
from timeline.render.words.date_words import date_words
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

_MOST_NAMES: Final = 3
"""Participants that one sentence names; the others are a count."""

_FIRST_VERBS: Final = {Status.ANNOUNCED: "announced", Status.CONFIRMED: "confirmed"}
_FIRST_VERB: Final = "reported"

_STATUS_VERBS: Final = {
    Status.REPORTED: "reported it",
    Status.ANNOUNCED: "announced it",
    Status.CONFIRMED: "confirmed it",
    Status.UNDER_WAY: "said that it was under way",
    Status.COMPLETED: "said that it had taken place",
    Status.BROKEN_OFF: "said that it had been broken off",
    Status.POSTPONED: "said that it was postponed",
    Status.CANCELLED: "said that it was cancelled",
    Status.WITHDRAWN: "withdrew it",
}
_NO_NEW_CLAIM: Final = "what is shown changed without a new report on it"
_CORRECTED: Final = "corrected an earlier report"
_SAME: Final = "said the same"
_MORE: Final = "reported on it"

_OTHERS: Final = ("summary", "topics", "links", "itinerary", "rank", "mode", "series")
"""Properties of which a sentence tells only that they were added or changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChange:
    """One change. `tellers` are the publishers behind `verb`, empty if no new claim explains the change; `clauses` say
    what changed besides, each without a full stop.
    """

    tellers: tuple[str, ...]
    verb: str
    clauses: tuple[str, ...]

    @property
    def is_confirmation(self) -> bool:
        """True if sources only said what was known already."""
        return self.verb == _SAME and not self.clauses

    def sentence(self, day: str) -> str:
        """The change on this day (in words) as one sentence."""
        subject = f" {in_a_row(self.tellers)} {self.verb}" if self.tellers else f" {self.verb}"
        return f"On {day}{subject}{''.join(f'; {clause}' for clause in self.clauses)}."


def told_change(before: Event | None, after: Event) -> ToldChange:
    """What the later state changed; `before` is None for the first state of the event."""
    new = _new_claims(before, after)
    changes = () if before is None else tuple(_changes(before, after))
    tellers, verb = _verb(before, after, new, has_changes=bool(changes))
    clauses = [*_status_change(before, after, verb), *changes]
    if after.withdrawal is not None and (before is None or before.withdrawal is None):
        clauses.append(one_line(withdrawal_words(after.withdrawal)).rstrip("."))
    others = tuple(dict.fromkeys(claim.publisher for claim in new if claim.publisher not in tellers))
    if others:
        clauses.append(f"{in_a_row(others)} spoke of it too")
    return ToldChange(tellers=tellers, verb=verb, clauses=(*clauses, *_contradictions(new)))


def in_a_row(names: Sequence[str]) -> str:
    """The names as "A", "A and B" or "A, B and C"."""
    *first, last = map(one_line, names)
    return f"{', '.join(first)} and {last}" if first else last


def _new_claims(before: Event | None, after: Event) -> tuple[JudgedClaim, ...]:
    known = {(claim.report_id, claim.property) for claim in (() if before is None else before.claims)}
    return tuple(claim for claim in after.claims if (claim.report_id, claim.property) not in known)


def _verb(
    before: Event | None, after: Event, new: Sequence[JudgedClaim], *, has_changes: bool
) -> tuple[tuple[str, ...], str]:
    """Who said the most important new thing, and the verb for it."""
    reports = {claim.report_id for claim in new}
    correcting = {claim.corrected_by for claim in after.claims} & reports
    everyone = _publishers(new)
    saying = _publishers(claim for claim in new if claim.property == "status" and claim.value == after.status)
    if not new:
        return (), _NO_NEW_CLAIM
    if before is None:
        verb = _FIRST_VERBS.get(after.status, _FIRST_VERB) if after.status and saying else _FIRST_VERB
        return saying or everyone, f"{verb} {_whole(after)}"
    if after.status is not None and after.status is not before.status and saying:
        return saying, _STATUS_VERBS[after.status]
    if correcting:
        return _publishers(claim for claim in new if claim.report_id in correcting), _CORRECTED
    return everyone, _MORE if has_changes or after.status is not before.status else _SAME


def _publishers(claims: Iterable[JudgedClaim]) -> tuple[str, ...]:
    """The publishers of the claims, each once, in their order."""
    return tuple(dict.fromkeys(claim.publisher for claim in claims))


def _whole(event: Event) -> str:
    """The event at its first appearance: "“Visit to Skopje”, 29 November 2023, Skopje"."""
    places = ", ".join(place.name for place in event.where)
    parts = (f"“{event_title(event)}”", date_words(event.when), one_line(places))
    return ", ".join(part for part in parts if part)


def _status_change(before: Event | None, after: Event, verb: str) -> Iterable[str]:
    """The new status, unless the verb tells it."""
    is_told = after.status is not None and verb == _STATUS_VERBS[after.status]
    if before is not None and after.status is not before.status and not is_told:
        yield _now("status", _status(before), _status(after))


def _changes(before: Event, after: Event) -> Iterable[str]:
    """What differs between the states besides the status, the date first."""
    if date_words(before.when) != date_words(after.when):
        yield _now("date", date_words(before.when), date_words(after.when))
    yield from _place_changes(before, after)
    if before.title != after.title:
        yield f"title now “{event_title(after)}”"
    yield from _participant_changes(before.participants, after.participants)
    if before.part_of != after.part_of:
        yield "now part of another event" if after.part_of else "no longer part of another event"
    properties = words_of(DEFAULT_LANGUAGE).properties
    for name in _OTHERS:
        if getattr(before, name) != getattr(after, name):
            yield f"{properties.get(name, name)} {'changed' if getattr(before, name) else 'added'}"


def _place_changes(before: Event, after: Event) -> Iterable[str]:
    earlier, later = ([place.name for place in event.where] for event in (before, after))
    if sorted(earlier) != sorted(later):
        yield _now("place", ", ".join(earlier), ", ".join(later))
    elif earlier != later:
        yield f"order of the places now {', '.join(later)}"


def _participant_changes(before: Iterable[EventParticipant], after: Iterable[EventParticipant]) -> Iterable[str]:
    earlier, later = ({one.who: one for one in members} for members in (before, after))
    added = [one.name for who, one in later.items() if who not in earlier]
    gone = [one.name for who, one in earlier.items() if who not in later]
    presences = [
        f"{one.name} {presence_words(one)}"
        for who, one in later.items()
        if who in earlier and presence_words(one) and presence_words(one) != presence_words(earlier[who])
    ]
    for words, names in (("with {}", added), ("without {}", gone), ("{}", presences)):
        if names:
            yield words.format(_shortened(names))


def _shortened(names: Sequence[str]) -> str:
    if len(names) <= _MOST_NAMES:
        return in_a_row(names)
    return in_a_row((*names[:_MOST_NAMES], f"{len(names) - _MOST_NAMES} more"))


def _now(name: str, before: str, after: str) -> str:
    after = one_line(after) or "not known"
    return f"{name} now {after} (before: {one_line(before)})" if before else f"{name} now {after}"


def _status(event: Event) -> str:
    return "" if event.status is None else words_of(DEFAULT_LANGUAGE).statuses[event.status].lower()


def _contradictions(new: Iterable[JudgedClaim]) -> Iterable[str]:
    """Who contradicts what is shown, one clause for each publisher."""
    properties = words_of(DEFAULT_LANGUAGE).properties
    contradicted: dict[str, list[str]] = {}
    for claim in new:
        if claim.relation is Relation.CONTRADICTS:
            head = claim.property.partition(".")[0]
            contradicted.setdefault(claim.publisher, []).append(properties.get(head, head))
    for publisher, names in contradicted.items():
        yield f"{one_line(publisher)} gave another {in_a_row(tuple(dict.fromkeys(names)))}"
