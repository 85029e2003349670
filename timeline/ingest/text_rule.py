"""The text rule: what a text from outside must be like before it is kept, one function for each kind of text.

text -> NFC, outer blanks removed, CRLF replaced by LF -> length and characters checked -> the text to keep, or `Unfit`.
Documents, imports and the editors' forms use the same rule, so that nothing later has to clean a text
(docs/RELIABILITY.md). Lengths count code points after NFC.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

from timeline.errors import TimelineError
from timeline.model.dates.zones import is_time_zone
from timeline.model.limits import MAX_KEY, MAX_MARKS_PER_LETTER, MAX_TEXT, MAX_TITLE, MAX_URL

_SLUG: Final = re.compile(r"[a-z0-9-]{1,80}")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
_BIDI_CONTROLS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NOT_IN_URLS: Final = re.compile(r"[\s\x00-\x20\x7f-\x9f\u202a-\u202e\u2066-\u2069<>\"\\^`{|}]")
_BLANKS: Final = " \t\r\n"
_ODD_ZONES: Final = frozenset({"Factory", "localtime", "posixrules", "leapseconds", "tzdata.zi"})


class Unfit(TimelineError):
    """A value breaks the rule of its field; the message says what is wrong and what to write."""

    code = "unfit-value"


def one_line(text: str, *, limit: int = MAX_TITLE) -> str:
    """The text in NFC on one line: 1 to `limit` code points, at most four bytes per code point. Raises Unfit."""
    kept = unicodedata.normalize("NFC", text).strip(_BLANKS)
    _check_length(kept, limit)
    if "\n" in kept or "\r" in kept:
        raise Unfit("has a line break; write it on one line")
    _check_characters(kept)
    return kept


def long_text(text: str) -> str:
    """The text in NFC with LF as its only control character, 1 to 20,000 code points. Raises Unfit."""
    kept = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip(_BLANKS)
    _check_length(kept, MAX_TEXT)
    _check_characters(kept.replace("\n", " "))
    return kept


def key(text: str) -> str:
    """The id of a source or the key of a record: 1 to 200 printable characters in NFC. Raises Unfit."""
    kept = one_line(text, limit=MAX_KEY)
    if not kept.isprintable():
        raise Unfit(f"{kept!r} holds characters that cannot be printed; remove them")
    return kept


def slug(text: str) -> str:
    """1 to 80 lower-case letters, digits and hyphens. Raises Unfit."""
    if not _SLUG.fullmatch(text):
        raise Unfit(f"{shortened(text)} is not a slug; write 1 to 80 of the characters a-z, 0-9 and -")
    return text


def web_address(text: str) -> str:
    """An absolute http or https address with a host, no user part, at most 2,000 characters. Raises Unfit."""
    if len(text) > MAX_URL:
        raise Unfit(f"is an address of {len(text):,} characters; the limit is {MAX_URL:,}")
    if _NOT_IN_URLS.search(text):
        raise Unfit(f"{shortened(text)} holds characters that an address cannot have; percent-encode them")
    try:
        parts = urlsplit(text)
        is_absolute = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_absolute = False
    if not is_absolute or not re.match(r"https?://[^/]", text, re.IGNORECASE):
        raise Unfit(f"{shortened(text)} is not an absolute http or https address; write it as https://example.org/page")
    if "@" in parts.netloc:
        raise Unfit("contains a user name, and perhaps a password; write the address without them")
    return unicodedata.normalize("NFC", text)


def country(text: str) -> str:
    """A country code of two capital letters (ISO 3166-1 alpha-2). Raises Unfit."""
    if not _COUNTRY.fullmatch(text):
        raise Unfit(f"{shortened(text)} is not a country code; write two capital letters, such as BE")
    return text


def language(text: str) -> str:
    """A BCP 47 language tag. Raises Unfit."""
    if not _LANGUAGE.fullmatch(text):
        raise Unfit(f"{shortened(text)} is not a language tag; write it as en or pt-BR")
    return text


def time_zone(text: str) -> str:
    """The name of a time zone in the IANA database. Raises Unfit, also for other files of that database."""
    if not is_time_zone(text) or text in _ODD_ZONES or text.startswith(("posix/", "right/")):
        raise Unfit(f"{shortened(text)} is not an IANA time zone; write it as Europe/Brussels")
    return text


def shortened(text: str) -> str:
    """The text in quotes for a message, cut after 80 characters."""
    return repr(text if len(text) <= 80 else f"{text[:79]}…")


def _check_length(text: str, limit: int) -> None:
    if not text:
        raise Unfit("is empty; leave the key out if it is not known")
    if len(text) > limit or len(text.encode("utf-8", "replace")) > 4 * limit:
        raise Unfit(f"has {len(text):,} characters; the limit is {limit:,}")


def _check_characters(text: str) -> None:
    if text.isascii() and text.isprintable():
        return
    marks = 0  # combining marks since the last letter: hundreds of them would cover the lines above and below
    for character in text:
        if character.isascii() and " " <= character <= "~":
            marks = 0
            continue
        category = unicodedata.category(character)
        if category in ("Cc", "Zl", "Zp", "Cs"):
            raise Unfit(f"holds the control character U+{ord(character):04X}; remove it")
        if character in _BIDI_CONTROLS:
            raise Unfit(f"holds U+{ord(character):04X}, which changes the direction of text; remove it")
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > MAX_MARKS_PER_LETTER:
            raise Unfit(f"has more than {MAX_MARKS_PER_LETTER} combining marks on one letter; remove some")
