"""A feed: a query published as a calendar, with its name, its address and its options."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from timeline.model.figures.own_days import names_somebody, presences_asked
from timeline.model.query import EventQuery
from timeline.reading.feeds.options import USUAL, FeedOptions
from timeline.reading.feeds.window import Window
from timeline.reading.names.query_titles import query_filename
from timeline.render.links import query_string
from timeline.render.words.languages import words_of

QUERY_PATH: Final = "/v1/events"
"""The address of a query, without form and parameters."""


class FeedForm(Enum):
    """How a calendar is written; the value ends its address."""

    ICS = ".ics"
    JCAL = ".jcal.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRequest:
    """The query and options of a calendar; `echo` holds the parameters as the client sent them."""

    query: EventQuery
    options: FeedOptions = USUAL
    echo: tuple[tuple[str, tuple[str, ...]], ...] = ()
    form: FeedForm = FeedForm.ICS


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One calendar: `path` is its address without form and parameters, `years_at` that of its yearly editions.

    `about` is the name of what the feed is about, `year` the year of an edition. `is_single` marks one event's file.
    """

    path: str
    request: FeedRequest
    about: str | None = None
    year: int | None = None
    years_at: str = "/calendars/all"
    is_single: bool = False

    @property
    def query(self) -> EventQuery:
        """The events of the feed; of those that it names, only where they are not known to have stayed away."""
        query = self.request.query
        return replace(query, presence=presences_asked(query)) if names_somebody(query) else query

    @property
    def options(self) -> FeedOptions:
        """What the subscriber chose."""
        return self.request.options

    @property
    def title(self) -> str:
        """The name of the calendar; one event alone has its own name."""
        words = words_of(self.options.lang).feeds
        if self.is_single and self.about is not None:
            return self.about
        title = words.title if self.about is None else words.about.format(title=words.title, name=self.about)
        return title if self.year is None else words.of_year.format(title=title, year=f"{self.year:04}")

    @property
    def address(self) -> str:
        """Path and query of the calendar; the query is in it, so that SOURCE names this very variant."""
        echo = self.request.echo
        return f"{self.path}{self.request.form.value}" + (f"?{query_string(echo)}" if echo else "")

    @property
    def filename(self) -> str:
        """A file name in plain ASCII; that of a query tells what it asks for."""
        name = self.path
        if name == QUERY_PATH:
            return f"{query_filename(self.request.echo) or 'events'}{self.request.form.value}"
        for folder in ("/calendars/", "/v1/events/", "/v1/"):
            name = name.removeprefix(folder)
        return f"{name.replace('/', '-')}{self.request.form.value}"

    @property
    def window(self) -> Window:
        """The events of a trip or of given days are all in the feed; any other feed slides with the days."""
        if self.is_single:
            return Window.ONE_EVENT
        has_days = self.query.first_day is not None or self.query.last_day is not None
        if has_days or self.query.trip:
            return Window.WHOLE_QUERY
        return Window.OF_A_PERSON if self.query.person else Window.SLIDING
