"""Every query parameter of the public addresses, once: its name, its type and one sentence about it.

`api.parameters.read` reads requests by this table, `api.openapi` and `/docs` describe it. `FILTERS` has one row for
each filter of `EventQuery`; the module refuses to load otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from timeline.model.catalogue.countries import COUNTRY_CODES
from timeline.model.limits import DEFAULT_LIMIT, MAX_LIMIT
from timeline.model.query import Sort, check_filters, vocabulary_of
from timeline.reading.feeds.options import Cancelled, Detail
from timeline.render.ics.calendar_times import MAX_INEXACT_DAYS
from timeline.render.ics.vevent import Imprecise
from timeline.render.json.event import MEMBERS

ParameterType = Literal[
    "day",
    "name",
    "word",
    "flag",
    "count",
    "moment",
    "since",
    "until",
    "cursor",
    "year",
    "language",
    "text",
    "box",
    "zone",
    "address",
]

INCLUDES: Final = ("claims", "reports", "parts", "parents", "revisions", "history")
"""The words of `include`: what can be added to an event."""

FIELD_NAMES: Final = (*MEMBERS, *INCLUDES, "labels")
"""The words of `fields`: the members of an event, and what other parameters add to it."""


_FLAGS: Final = ("true", "false")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter. `type` says how a value is written, `meaning` is the sentence that the documentation shows.

    `allowed` lists the words of the types "word" and "flag". A parameter that `is_repeatable` takes several values,
    which mean OR; with `has_commas` they may also stand in one text, separated by commas. `least` and `most` bound the
    type "count", both inclusive.
    """

    name: str
    type: ParameterType
    meaning: str
    allowed: tuple[str, ...] = ()
    is_repeatable: bool = False
    least: int = 1
    most: int = MAX_LIMIT
    has_commas: bool = False

    @property
    def field(self) -> str:
        """The field of `EventQuery` that a filter fills."""
        return {"from": "first_day", "to": "last_day"}.get(self.name, self.name)


def _words(words: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(word) for word in words)


def _words_of(field: str) -> tuple[str, ...]:
    """The words of the vocabulary that is the type of this field of `EventQuery`."""
    return _words(vocabulary_of(field) or ())


FILTERS: Final = (
    Parameter("from", "day", "Events with any day on or after this date; with a participant, of that one's days."),
    Parameter("to", "day", "Events with any day on or before this date; with a participant, of that one's days."),
    Parameter("person", "name", "Slug of a person who takes part.", is_repeatable=True),
    Parameter("organization", "name", "Slug of an organization that takes part.", is_repeatable=True),
    Parameter("place", "name", "Slug of a place; events at places inside it match too.", is_repeatable=True),
    Parameter("country", "word", "ISO 3166 alpha-2 code of a country.", COUNTRY_CODES, is_repeatable=True),
    Parameter("topic", "name", "Slug of a topic.", is_repeatable=True),
    Parameter("kind", "word", "Kind of the event.", _words_of("kind"), is_repeatable=True),
    Parameter(
        "status", "word", "Status of the event, as its sources report it.", _words_of("status"), is_repeatable=True
    ),
    Parameter("tier", "word", "Events with a source of this tier.", _words_of("tier"), is_repeatable=True),
    Parameter("source", "name", "Id of a source that reports on the event.", is_repeatable=True),
    Parameter("trip", "name", "Slug or id of an event: the event and everything under it.", is_repeatable=True),
    Parameter(
        "role", "word", "Role of the person or organization given, or of anyone.", _words_of("role"), is_repeatable=True
    ),
    Parameter(
        "presence",
        "word",
        "Presence of the person or organization given, or of anyone; `unknown` where no source tells it, `any` all.",
        _words_of("presence"),
        is_repeatable=True,
    ),
    Parameter("rank", "word", "Rank of a visit.", _words_of("rank"), is_repeatable=True),
    Parameter("mode", "word", "Whether the participants meet at a place.", _words_of("mode"), is_repeatable=True),
    Parameter("series", "name", "Slug of the series of which the event is one.", is_repeatable=True),
    Parameter(
        "q",
        "text",
        "Words to search for in titles, summaries and the names of people, places and topics, not in sources;"
        ' "a phrase", -without, prefix*. Accents and case do not matter.',
    ),
    Parameter("bbox", "box", "West,south,east,north in degrees; a box with west > east crosses the antimeridian."),
    Parameter("contested", "flag", "Whether sources contradict each other.", _FLAGS),
    Parameter("deviated", "flag", "Whether the outcome differs from the plan, or the day was moved.", _FLAGS),
    Parameter("moved", "flag", "Whether the event moved from its planned day to another one.", _FLAGS),
    Parameter("exact", "flag", "Whether the first and last day are known exactly.", _FLAGS),
    Parameter(
        "updated_since",
        "since",
        "RFC 3339 instant or day: events of which something shown changed after it, so that their `updated_at` is later"
        " (a day means its beginning, UTC, and includes it). Removed events are only in `/v1/changes`.",
    ),
    Parameter(
        "known_at",
        "moment",
        "RFC 3339 instant or day: the state that was publicly known then (a day means its end, UTC).",
    ),
)
"""The filters, and `known_at`, which is not a filter but the instant whose state they look at."""

check_filters(
    (parameter.field for parameter in FILTERS if parameter.name != "known_at"),
    table="FILTERS in api/parameters/table.py",
)

ORDER: Final = Parameter("sort", "word", "Order of the list.", _words(Sort))
LIMIT: Final = Parameter("limit", "count", f"Events on one page, 1 to {MAX_LIMIT}; default {DEFAULT_LIMIT}.")
CURSOR: Final = Parameter("cursor", "cursor", "Where the page begins; follow `next`, do not construct one.")
INCLUDE: Final = Parameter(
    "include", "word", "What to add to each event.", INCLUDES, is_repeatable=True, has_commas=True
)
FIELDS: Final = Parameter(
    "fields",
    "word",
    "Members of each event to show, separated by commas; `id` and what `include` adds are always shown.",
    FIELD_NAMES,
    is_repeatable=True,
    has_commas=True,
)
COUNT: Final = Parameter("count", "flag", "Whether to count all events that match.", _FLAGS)
YEAR: Final = Parameter("year", "year", "Pages only: the days of one year.")
KNOWN_AT: Final = next(parameter for parameter in FILTERS if parameter.name == "known_at")
_PRESENCE: Final = next(parameter for parameter in FILTERS if parameter.name == "presence")

IMPRECISE: Final = Parameter(
    "imprecise",
    "word",
    f"Which events without exact dates to show: none, up to {MAX_INEXACT_DAYS} days wide, all.",
    _words(Imprecise),
)
CANCELLED: Final = Parameter(
    "cancelled",
    "word",
    "`omit` leaves out cancelled and withdrawn events; `visible` sends them as tentative, for programs that hide"
    " cancelled entries of a subscription.",
    (str(Cancelled.OMIT), str(Cancelled.VISIBLE)),
)
DETAIL: Final = Parameter(
    "detail", "word", "Trips without their parts, parts without their trips, or both.", _words(Detail)
)
LANG: Final = Parameter(
    "lang",
    "language",
    "BCP 47 tag for titles, summaries, names and fixed words; what is not available in it is in English if it can be.",
)
PROFILE: Final = Parameter(
    "profile", "word", "`rich` adds sources, kind and trip (RFC 9253), participants and places (RFC 9073).", ("rich",)
)
FEED_OPTIONS: Final = (IMPRECISE, CANCELLED, DETAIL, LANG, PROFILE)
"""The parameters of a calendar besides the filters."""

LIST_PARAMETERS: Final = (*FILTERS, ORDER, LIMIT, CURSOR, FIELDS, INCLUDE, COUNT, LANG)
FORM_LIST_PARAMETERS: Final = (*FILTERS, ORDER, LIMIT, CURSOR, LANG)
"""The parameters of the formats in `timeline.render.forms.table`; `fields`, `include` and `count` are JSON only."""

FORM_EVENT_PARAMETERS: Final = (KNOWN_AT, LANG)
FEED_PARAMETERS: Final = (*FILTERS, *FEED_OPTIONS)
NAMED_FEED_PARAMETERS: Final = (_PRESENCE, KNOWN_AT, *FEED_OPTIONS)
EVENT_FEED_PARAMETERS: Final = (KNOWN_AT, IMPRECISE, LANG, PROFILE)
EVENT_PARAMETERS: Final = (KNOWN_AT, FIELDS, INCLUDE, LANG)
STATE_PARAMETERS: Final = (KNOWN_AT,)
NO_PARAMETERS: Final[tuple[Parameter, ...]] = ()
