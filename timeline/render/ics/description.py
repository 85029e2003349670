"""The DESCRIPTION of an event in a calendar: plain text with bare addresses, because programs show markup as text.

Event -> paragraphs: the source's words for a date that is not exact, status, rank, mode and series, summary,
participants, the trip, contested properties and deviations, sources, links, the event's page (docs/FEEDS.md 5 and 7).
"""

from __future__ import annotations

from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import Event
from timeline.render.links import Links
from timeline.render.plain_text import one_line, plain_text, web_address
from timeline.render.text import (
    contested_words,
    deviation_words,
    form_words,
    move_words,
    participant_words,
    said_words,
    source_words,
    status_words,
    withdrawal_words,
)
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of


def description(event: Event, links: Links, catalogue: Catalogue, lang: str = DEFAULT_LANGUAGE) -> str:
    """The text beyond title, place and time, with an empty line between paragraphs. `catalogue` has names in `lang`."""
    paragraphs = (
        [*_date_and_status(event, lang), *form_words(event, catalogue, lang)],
        [plain_text(event.summary or "").strip()],
        _participants(event, lang),
        _context(event, links, lang),
        _sources(event, lang),
        _addresses(event, links, lang),
    )
    texts = ("\n".join(line for line in lines if line) for lines in paragraphs)
    return "\n\n".join(text for text in texts if text)


def _date_and_status(event: Event, lang: str) -> list[str]:
    """The date in the source's words, if it is not exact; then the status, and who withdrew what it rested on."""
    words = words_of(lang)
    date = [] if event.when.exact else [one_line(words.date.format(date=said_words(event.when, lang)))]
    status = [] if event.status is None else [words.status.format(status=status_words(event.status, lang))]
    withdrawn = [] if event.withdrawal is None else [one_line(withdrawal_words(event.withdrawal, lang))]
    return date + status + withdrawn


def _participants(event: Event, lang: str) -> list[str]:
    lines = [f"- {one_line(participant_words(participant, lang))}" for participant in event.participants]
    return [words_of(lang).participants, *lines] if lines else []


def _context(event: Event, links: Links, lang: str) -> list[str]:
    parents = [words_of(lang).part_of.format(url=links.html_url(slug)) for slug in event.part_of]
    contested = contested_words(event, lang) or ""
    deviations = [deviation_words(deviation, event, lang) for deviation in event.deviations]
    return [one_line(line) for line in (*parents, contested, *deviations, *move_words(event, lang))]


def _sources(event: Event, lang: str) -> list[str]:
    lines = []
    for source in event.sources:
        address = web_address(source.url)
        lines.append(one_line(f"- {source_words(source, lang)} {address or ''}"))
    return [words_of(lang).sources, *lines] if lines else []


def _addresses(event: Event, links: Links, lang: str) -> list[str]:
    """The event's own address, the links of its reports, and the event's page."""
    given = [(None, event.url), *((link.label, link.url) for link in event.links)]
    lines = []
    for label, url in given:
        address = web_address(url)
        if address is not None:
            lines.append(one_line(f"- {label}: {address}" if label else f"- {address}"))
    heading = [words_of(lang).links, *lines] if lines else []
    return [*heading, words_of(lang).page.format(url=links.html_url(event.slug))]
