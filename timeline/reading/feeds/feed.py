"""One calendar as a value: what it publishes, how it is called, where it is.

Route -> `Feed` -> `api.feeds` makes the calendar of it. Its address holds its options, so that SOURCE and the file name
are those of this variant.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from timeline.model.query import EventQuery
from timeline.reading.feeds.options import USUAL, FeedOptions
from timeline.reading.feeds.window import Extent
from timeline.render.links import query_string
from timeline.render.words.languages import words_of


class Form(Enum):
    """How a calendar is written; the value ends its address."""

    ICS = ".ics"
    JCAL = ".jcal.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One calendar: `path` is its address without suffix and options, `years_at` that of its yearly editions.

    `about` is the name of what it is about, `year` the year of an edition, `echo` the parameters as given.
    """

    path: str
    query: EventQuery
    about: str | None = None
    year: int | None = None
    years_at: str = "/calendars/all"
    options: FeedOptions = USUAL
    echo: tuple[tuple[str, tuple[str, ...]], ...] = ()
    form: Form = Form.ICS
    is_single: bool = False

    @property
    def title(self) -> str:
        """What the calendar is called; one event alone by its own name."""
        words = words_of(self.options.lang).feeds
        if self.is_single and self.about is not None:
            return self.about
        title = words.title if self.about is None else words.about.format(title=words.title, name=self.about)
        return title if self.year is None else words.of_year.format(title=title, year=f"{self.year:04}")

    @property
    def address(self) -> str:
        """Where it is below the service's own address."""
        return f"{self.path}{self.form.value}" + (f"?{query_string(self.echo)}" if self.echo else "")

    @property
    def filename(self) -> str:
        """A file name of plain characters."""
        name = self.path
        for folder in ("/calendars/", "/v1/events/", "/v1/"):
            name = name.removeprefix(folder)
        return f"{name.replace('/', '-')}{self.form.value}"

    @property
    def extent(self) -> Extent:
        """A window of its own or a trip is shown as a whole; everything else slides with the days."""
        if self.is_single:
            return Extent.EVERYTHING
        has_window = self.query.first_day is not None or self.query.last_day is not None
        return Extent.COMPLETE if has_window or self.query.trip else Extent.SLIDING
