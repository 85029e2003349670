"""Events as a feed for news readers: Atom (RFC 4287) in pages (RFC 5005), plain text only.

The newest change usually comes first. An entry keeps its id for ever; `updated` is when what is shown of the event
changed last, so that news readers show the change as news.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final
from xml.etree import ElementTree

from timeline.model.event import Event
from timeline.model.stored_event import StoredEvent
from timeline.render.forms.local_event import LocalEvent, local_event
from timeline.render.forms.settings import FormHead, FormSettings
from timeline.render.json.event import instant_text
from timeline.render.links import Links
from timeline.render.plain_text import one_line, plain_text, web_address
from timeline.render.text import (
    contested_words,
    deviation_words,
    form_words,
    kind_words,
    move_words,
    participant_words,
    place_words,
    prefixed_title,
    said_words,
    source_words,
    status_words,
)
from timeline.render.words.languages import language_of, words_of

ATOM_TYPE: Final = "application/atom+xml"

_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_TAG_YEAR: Final = "2026"
"""The year in which this service chose its names: part of every tag URI (RFC 4151), never to be changed."""

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries changed last: RFC 4287 requires a time, and with the present one no 304 is possible."""

_NOT_IN_XML: Final = re.compile("[\ufffe\uffff]")
_END: Final = b"</feed>"

Node = ElementTree.Element


def atom_form(events: Iterable[StoredEvent], settings: FormSettings, head: FormHead) -> Iterator[bytes]:
    """The feed, piece by piece."""
    yield _start(settings, head)
    for stored in events:
        yield _xml(_entry(local_event(stored, settings), settings)) + b"\n"
    yield _END + b"\n"


def _start(settings: FormSettings, head: FormHead) -> bytes:
    feed = ElementTree.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": language_of(settings.lang)})
    _add(feed, "id", _tag(settings, head.name))
    _add(feed, "title", head.title)
    _add(feed, "updated", instant_text(head.updated_at or _NEVER))
    _add(feed, "rights", f"{settings.render.licence}. {settings.render.attribution}.")
    author = ElementTree.SubElement(feed, "author")
    _add(author, "name", words_of(settings.lang).feeds.title)
    _add(author, "uri", f"{settings.links.base_url}/")
    for relation, address, media_type in (
        ("self", head.self_url, ATOM_TYPE),
        ("first", head.first_url, ATOM_TYPE),
        ("next", head.next_url, ATOM_TYPE),
        ("alternate", head.page_url, "text/html"),
        ("license", settings.render.licence_url, "text/html"),
    ):
        _link(feed, relation, address, media_type)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + _xml(feed).removesuffix(_END) + b"\n"


def _entry(one: LocalEvent, settings: FormSettings) -> Node:
    event, links, lang = one.event, settings.links, settings.lang
    entry = ElementTree.Element("entry")
    _add(entry, "id", _tag(settings, event.id))
    _add(entry, "title", prefixed_title(event, lang))
    _add(entry, "updated", instant_text(one.stored.updated_at))
    if event.sources:
        _add(entry, "published", instant_text(min(source.published_at for source in event.sources)))
    _add(entry, "summary", summary(one, lang))
    _link(entry, "alternate", links.html_url(event.slug), "text/html")
    _link(entry, "self", f"{links.self_url(event.slug)}.atom", ATOM_TYPE)
    for source in event.sources:
        _link(entry, "via", web_address(source.url), None)
    _categories(entry, one, links, lang)
    return entry


def summary(one: LocalEvent, lang: str) -> str:
    """Date, places, status, rank, mode, series, summary, participants, disagreements and sources as plain lines."""
    event, words = one.event, words_of(lang)
    paragraphs = (
        [said_words(event.when, lang), "; ".join(place_words(place, one.names) for place in event.where)],
        [
            *([] if event.status is None else [words.status.format(status=status_words(event.status, lang))]),
            *form_words(event, one.names, lang),
        ],
        plain_text(event.summary or "").strip().split("\n"),
        _listed(words.participants, [participant_words(participant, lang) for participant in event.participants]),
        [
            contested_words(event, lang) or "",
            *(deviation_words(deviation, event, lang) for deviation in event.deviations),
            *move_words(event, lang),
        ],
        _listed(words.sources, [source_words(source, lang) for source in event.sources]),
    )
    texts = ("\n".join(line for line in map(one_line, lines) if line) for lines in paragraphs)
    return "\n\n".join(text for text in texts if text)


def _listed(heading: str, lines: list[str]) -> list[str]:
    return [heading, *(f"- {line}" for line in lines)] if lines else []


def _categories(entry: Node, one: LocalEvent, links: Links, lang: str) -> None:
    event: Event = one.event
    if event.kind is not None:
        _category(entry, event.kind, f"{links.base_url}/docs#kind-words", kind_words(event.kind, lang))
    for slug in event.topics:
        label = one.names.topics[slug].name if slug in one.names.topics else slug
        _category(entry, slug, f"{links.base_url}/v1/topics", label)


def _category(entry: Node, term: str, scheme: str, label: str) -> None:
    attributes = {"term": _xml_text(term), "scheme": scheme, "label": _xml_text(one_line(label))}
    ElementTree.SubElement(entry, "category", attributes)


def _link(parent: Node, relation: str, address: str | None, media_type: str | None) -> None:
    if address is not None:
        typed = {} if media_type is None else {"type": media_type}
        ElementTree.SubElement(parent, "link", {"rel": relation, **typed, "href": _xml_text(address)})


def _add(parent: Node, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _xml_text(text)


def _tag(settings: FormSettings, name: str) -> str:
    return f"tag:{settings.render.uid_domain},{_TAG_YEAR}:{name}"


def _xml_text(text: str) -> str:
    """The text without what XML 1.0 cannot hold (§2.2); markup is escaped when the node is written."""
    return _NOT_IN_XML.sub("", plain_text(text))


def _xml(node: Node) -> bytes:
    return ElementTree.tostring(node, encoding="unicode").encode()
