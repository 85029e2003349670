"""The body and the validators of a response, and a cache of them for as long as their data do not change.

`ReadMark` (public writes, instants passed) -> `AnswerCache.find` -> cached answer or None -> `keep`. The cache holds
answers of one mark: a new mark empties it. It is bounded in bytes, drops the least recently used answer first, and is
safe for threads.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import IO, Final

from api.http.conditional import strong_etag
from api.http.negotiation import JSON
from timeline import ids
from timeline.reading.feeds.calendars import Calendar
from timeline.reading.feeds.feed import FeedForm
from timeline.render.ics.jcal import JCAL_TYPE

DEFAULT_BYTES: Final = 32 * 1024 * 1024
_OVERHEAD_BYTES: Final = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A complete body with its validators: `etag` without quotes, `changed_at` for Last-Modified (None: without it).

    A large body is in `file`, not in `body`, until it is sent; `large_size` is its size in bytes. `language` is the
    language of its names and fixed words, None if the client asked for none.
    """

    body: bytes
    media_type: str
    etag: str
    changed_at: datetime | None = None
    filename: str | None = None
    link: str | None = None
    language: str | None = None
    large_size: int | None = None
    file: IO[bytes] | None = None


_CALENDAR_TYPES: Final = {FeedForm.ICS: "text/calendar; charset=utf-8", FeedForm.JCAL: JCAL_TYPE}


def calendar_answer(calendar: Calendar) -> Answer:
    """The calendar as an answer; its tag is made from its bytes, so every variant has its own."""
    return Answer(
        body=calendar.body,
        media_type=_CALENDAR_TYPES[calendar.form],
        etag=ids.digest(calendar.body)[:32],
        changed_at=calendar.changed_at,
        filename=calendar.filename,
    )


def json_answer(form: str, body: bytes, *, link: str | None = None) -> Answer:
    """The JSON as an answer; its tag is made from the name of its form and its bytes."""
    return Answer(body=body, media_type=JSON, etag=strong_etag(form, (), body.decode()), link=link)


def page_answer(page: str) -> Answer:
    """The HTML page as an answer; its tag is made from its bytes."""
    body = page.encode()
    return Answer(body=body, media_type="text/html; charset=utf-8", etag=ids.digest(body)[:32])


class AnswerCache:
    """Answers by key, for one mark; all methods are safe for threads."""

    def __init__(self, most_bytes: int = DEFAULT_BYTES) -> None:
        """Start empty; `most_bytes` limits the size of all cached bodies together."""
        self._most_bytes = most_bytes
        self._lock = Lock()
        self._mark: Hashable = None
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._bytes = 0

    def find(self, mark: Hashable, key: Hashable) -> Answer | None:
        """The cached answer for this key and this mark, or None."""
        with self._lock:
            if mark != self._mark:
                return None
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def keep(self, mark: Hashable, key: Hashable, answer: Answer) -> None:
        """Cache the answer; a new mark removes all others first. Not one larger than a quarter of the whole cache.

        Of an answer in a file only the validators are cached.
        """
        answer = replace(answer, file=None)
        size = len(answer.body) + _OVERHEAD_BYTES
        with self._lock:
            if mark != self._mark:
                self._answers.clear()
                self._mark, self._bytes = mark, 0
            if size > self._most_bytes // 4 or key in self._answers:
                return
            self._answers[key] = answer
            self._bytes += size
            while self._bytes > self._most_bytes:
                _, dropped = self._answers.popitem(last=False)
                self._bytes -= len(dropped.body) + _OVERHEAD_BYTES
