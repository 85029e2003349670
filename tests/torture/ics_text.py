"""Hostile texts in every field of an event and of a calendar's head never change the number of content lines.

seed -> texts of controls, line ends of every kind, escapes, whole content lines, wide and lone characters -> an event
with one in each field, rendered as a calendar -> lines counted under five rules -> as many as with plain words.
`python3 dev.py torture ics-text [TEXTS] [SEED]` tries 200,000; the tests try a short slice.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import count
from typing import Final

from tests.builders import MAY_1, a_revision, an_event
from tests.octet_linter import faults_of
from timeline.model.catalogue.entries import Catalogue, Place, Topic
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Deviation, Event, EventParticipant, EventPlace, EventSource
from timeline.model.says import Link
from timeline.model.vocabulary import ParticipantType, Presence, Role, Tier
from timeline.render.ics.vevent import CalendarHead, calendar, vevent
from timeline.render.settings import RenderSettings

TEXTS: Final = 200_000
DAY: Final = date(2023, 11, 28)
LINE_RULES: Final = {
    "CRLF only": "\r\n",
    "CRLF or LF": "\r?\n",
    "any of CR and LF": "\r\n|\r|\n",
    "as JavaScript's ^ and $": "\r\n|[\r\n\u2028\u2029]",
    "as Python's splitlines": "\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]",
}
"""How programs find the ends of lines; a line that begins with a blank or a tab continues the one before."""

_PIECES: Final = (
    "\r\n", "\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\r\r\n", "\n\r",
    "\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ud800", "\udfff", "\ufeff", "\t", " ", "  ", "\\", "\\n", "\\N", "\\\\",
    "\\,", "\\;", ",", ";", ":", '"', "'", "^n", "^'", "%0D%0A", "=0D=0A", "&#10;", "-", "+", "(", ")", "<br>",
    "\nBEGIN:VEVENT\n", "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "\nATTACH:file:///etc/passwd", "\r\n X",
    "\u200b", "\u202e", "\u0301", "e\u0301", "日本語", "👩\u200d👩\u200d👧", "\U0010ffff", "\ufffe", "ä",
    "ß" * 40, "漢" * 30, "a" * 74, "x" * 75, "{", "}", "{0}", "%s", "word", "http://", "https://a.example/",
)  # fmt: skip


class TextsChangedLines(Exception):
    """A calendar has more or fewer lines, or is not sound; the text says by which rule and for which turn."""


def texts(chance: random.Random) -> Iterator[str]:
    """Endless texts of 1 to 8 pieces, no two runs with one seed alike; each ends in a letter, so that none is empty."""
    while True:
        yield "".join(chance.choices(_PIECES, k=chance.randint(1, 8))) + "x"


def words() -> Iterator[str]:
    """Endless harmless texts."""
    return (f"word {number}" for number in count())


def rendered(give: Callable[[], str]) -> tuple[bytes, int]:
    """A calendar with one event, a given text in each field that can hold one; and how many were used."""
    used = 0

    def text() -> str:
        nonlocal used
        used += 1
        return give()

    event, catalogue = hostile_event(text), hostile_catalogue(text)
    settings = RenderSettings(base_url="https://x.example", uid_domain="example.org")
    rendering = vevent(a_revision(event), settings, catalogue)
    head = CalendarHead(
        name=text(),
        description=text(),
        color=text(),
        source_url="https://x.example/" + text(),
        page_url="https://x.example/" + text(),
    )
    return calendar([rendering.lines], rendering.zones, head=head), used


def content_line_counts(content: bytes) -> dict[str, int]:
    """The number of content lines of a calendar under each rule."""
    calendar_text = content.decode("utf-8")
    return {
        rule: sum(1 for line in re.split(ends, calendar_text) if line and line[0] not in " \t")
        for rule, ends in LINE_RULES.items()
    }


def try_texts(wanted: int, seed: int) -> int:
    """Try at least that many texts; the number tried. Raises TextsChangedLines."""
    plain = words()
    expected = content_line_counts(rendered(lambda: next(plain))[0])
    hostile = texts(random.Random(seed))
    tried = 0
    for turn in count():
        if tried >= wanted:
            return tried
        content, used = rendered(lambda: next(hostile))
        tried += used
        faults = faults_of(content)
        found = content_line_counts(content)
        if found != expected or faults:
            raise TextsChangedLines(f"seed {seed}, turn {turn}: {found} lines instead of {expected}; {faults[:3]}")
    return tried


def main(arguments: Sequence[str]) -> int:
    """The whole run."""
    wanted = int(arguments[0]) if arguments else TEXTS
    seed = int(arguments[1]) if len(arguments) > 1 else random.SystemRandom().getrandbits(32)
    print(f"trying {wanted:,} texts with the seed {seed}", flush=True)
    try:
        tried = try_texts(wanted, seed)
    except TextsChangedLines as error:
        print(error)
        return 1
    print(f"{tried:,} texts in every field, {len(LINE_RULES)} rules: the number of content lines never changed")
    return 0


def hostile_event(text: Callable[[], str]) -> Event:
    """An event with a text in each field that can hold one."""
    return an_event(
        slug=_slug(text),
        title=text(),
        summary=text(),
        url="https://x.example/" + text(),
        when=EventDate.from_days(DAY, DAY, exact=False, phrase=text(), dateline=DAY),
        where=(_place("brussels", text), _place("unknown", text)),
        participants=(
            EventParticipant(
                who=text(),
                name=text(),
                type=ParticipantType.PERSON,
                office=text(),
                role=Role.HOST,
                presence=Presence.ATTENDED,
                when=None,
            ),
        ),
        topics=("known", text()),
        links=(Link(url="https://x.example/" + text(), label=text()),),
        part_of=(_slug(text),),
        contested=(text(),),
        deviations=(Deviation(property=text(), planned=text(), actual=text()),),
        sources=(
            EventSource(
                id=text(),
                publisher=text(),
                title=text(),
                url="https://x.example/" + text(),
                tier=Tier.PRESS,
                published_at=MAY_1,
            ),
        ),
    )


def _slug(text: Callable[[], str]) -> str:
    """A slug is checked when it enters (`text_rule.slug`); one that is no Unicode at all can not even be an address."""
    return text().encode("utf-8", "ignore").decode("utf-8")


def _place(slug: str, text: Callable[[], str]) -> EventPlace:
    return EventPlace(
        slug=slug, name=text(), country="BE", territory=text(), latitude=None, longitude=None, time_zone=None
    )


def hostile_catalogue(text: Callable[[], str]) -> Catalogue:
    """The place and the topic that the event names, each called by a text."""
    return Catalogue.of([Place(slug="brussels", name=text(), country="BE"), Topic(slug="known", name=text())])
