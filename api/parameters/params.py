"""Query parameters of every public address: one table, and the strict reading of it (DESIGN.md section 3).

Query string -> werkzeug MultiDict -> `read_params` -> `Params` (EventQuery, paging, include). Nothing is ignored: an
unknown name or value becomes a problem, all problems of one request are raised together. The table is plain values, so
that an API description can be generated from it. Pure: the time is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, Final, Literal

from werkzeug.datastructures import MultiDict

from api.parameters.values import (
    InvalidValue,
    read_box,
    read_count,
    read_day,
    read_flag,
    read_known_at,
    read_language,
    read_name,
    read_text,
    read_word,
    read_year,
)
from timeline.errors import InvalidQuery, Problem
from timeline.model.catalogue.countries import COUNTRY_CODES
from timeline.model.query import DEFAULT_LIMIT, MAX_LIMIT, EventQuery, Sort
from timeline.model.related import Include
from timeline.model.sight import Public
from timeline.model.vocabulary import EventKind, Presence, Role, Status, Tier
from timeline.reading.feeds.options import USUAL, Detail, FeedOptions
from timeline.render.ics.vevent import Imprecise
from timeline.render.json.event import MEMBERS

ParameterType = Literal["day", "name", "word", "flag", "count", "moment", "cursor", "year", "language", "text", "box"]

MAX_VALUES: Final = 100
"""Values of all parameters of one request together."""

INCLUDES: Final = tuple(word.value for word in Include)
"""What `include` can add to an event."""

FIELD_NAMES: Final = (*MEMBERS, *INCLUDES, "labels")
"""What `fields` can choose: the event's own members, and what other parameters add to it."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter: how its values look, whether it may be repeated (OR), and what it means in one sentence.

    `least` and `most` bound the type "count", both included. Values of one that `has_commas` may also stand in one
    text, parted by commas.
    """

    name: str
    type: ParameterType
    meaning: str
    allowed: tuple[str, ...] = ()
    is_repeatable: bool = False
    least: int = 1
    most: int = MAX_LIMIT
    has_commas: bool = False


def _words(words: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(word) for word in words)


FILTERS: Final = (
    Parameter("from", "day", "Events with any day on or after this one."),
    Parameter("to", "day", "Events with any day on or before this one."),
    Parameter("person", "name", "Slug of a person who takes part.", is_repeatable=True),
    Parameter("organization", "name", "Slug of an organization that takes part.", is_repeatable=True),
    Parameter("place", "name", "Slug of a place; what lies in it counts.", is_repeatable=True),
    Parameter("country", "word", "ISO 3166 alpha-2 code of a country.", COUNTRY_CODES, is_repeatable=True),
    Parameter("topic", "name", "Slug of a topic.", is_repeatable=True),
    Parameter("kind", "word", "What sort of event.", _words(EventKind), is_repeatable=True),
    Parameter("status", "word", "What the sources say of its standing.", _words(Status), is_repeatable=True),
    Parameter("tier", "word", "Events with a source of this tier.", _words(Tier), is_repeatable=True),
    Parameter("source", "name", "Id of a source that speaks on the event.", is_repeatable=True),
    Parameter("trip", "name", "Slug or id of an event: it and all under it.", is_repeatable=True),
    Parameter("role", "word", "Role of the person or organization given.", _words(Role), is_repeatable=True),
    Parameter("presence", "word", "Presence of the one given.", _words(Presence), is_repeatable=True),
    Parameter(
        "q",
        "text",
        'Words to find in titles, summaries and the names of people, places and topics, not in sources; "a phrase",'
        " -without, prefix*. Accents and case do not matter.",
    ),
    Parameter("bbox", "box", "West,south,east,north in degrees; west above east crosses the antimeridian."),
    Parameter("contested", "flag", "Whether sources contradict each other.", ("true", "false")),
    Parameter("deviated", "flag", "Whether the outcome differs from the plan.", ("true", "false")),
    Parameter("exact", "flag", "Whether the first and last day are known exactly.", ("true", "false")),
    Parameter("known_at", "moment", "RFC 3339 instant or day: the state publicly known then (a day: at its end, UTC)."),
)
"""What every form of the query takes."""

ORDER: Final = Parameter("sort", "word", "Order of the list.", _words(Sort))
LIMIT: Final = Parameter("limit", "count", f"Events in one answer, 1 to {MAX_LIMIT}; default {DEFAULT_LIMIT}.")
CURSOR: Final = Parameter("cursor", "cursor", "Where the page begins; follow `next`, do not make one.")
INCLUDE: Final = Parameter(
    "include", "word", "What to add to each event.", INCLUDES, is_repeatable=True, has_commas=True
)
FIELDS: Final = Parameter(
    "fields",
    "word",
    "Members of each event to leave in, parted by commas; `id` and what `include` adds always stay.",
    FIELD_NAMES,
    is_repeatable=True,
    has_commas=True,
)
COUNT: Final = Parameter("count", "flag", "Whether to count all that match.", ("true", "false"))
YEAR: Final = Parameter("year", "year", "Pages only: the days of one year.")
KNOWN_AT: Final = next(parameter for parameter in FILTERS if parameter.name == "known_at")

IMPRECISE: Final = Parameter(
    "imprecise", "word", "Dates that are not exact: none, up to 14 days wide, all.", _words(Imprecise)
)
CANCELLED: Final = Parameter("cancelled", "word", "`omit` leaves out what was cancelled or withdrawn.", ("omit",))
DETAIL: Final = Parameter(
    "detail", "word", "Trips without their parts, parts instead of their trips, all.", _words(Detail)
)
LANG: Final = Parameter(
    "lang", "language", "BCP 47 tag for fixed words and names; a language we do not have is English."
)
PROFILE: Final = Parameter("profile", "word", "`rich` adds participants and places as RFC 9073 has them.", ("rich",))
FEED_OPTIONS: Final = (IMPRECISE, CANCELLED, DETAIL, LANG, PROFILE)
"""What a calendar takes besides the filters."""

LIST_PARAMETERS: Final = (*FILTERS, ORDER, LIMIT, CURSOR, FIELDS, INCLUDE, COUNT, LANG)
FORM_LIST_PARAMETERS: Final = (*FILTERS, ORDER, LIMIT, CURSOR, LANG)
"""What the forms of `timeline.render.forms.table` take; `fields`, `include` and `count` are of JSON alone."""

FORM_EVENT_PARAMETERS: Final = (KNOWN_AT, LANG)
FEED_PARAMETERS: Final = (*FILTERS, *FEED_OPTIONS)
NAMED_FEED_PARAMETERS: Final = (KNOWN_AT, *FEED_OPTIONS)
EVENT_FEED_PARAMETERS: Final = (KNOWN_AT, IMPRECISE, LANG, PROFILE)
EVENT_PARAMETERS: Final = (KNOWN_AT, FIELDS, INCLUDE, LANG)
STATE_PARAMETERS: Final = (KNOWN_AT,)
NO_PARAMETERS: Final[tuple[Parameter, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """What one request asks for; `cursor` is still opaque, `echo` the values as given, in the table's order.

    `fields` is empty for all of them, `lang` a language that has a table of words, None if none was asked for.

    `values` holds everything that was read, by parameter: what only one address knows is looked up there.
    """

    query: EventQuery
    now: datetime
    known_at: datetime | None = None
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    include: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    lang: str | None = None
    with_count: bool = False
    feed: FeedOptions = USUAL
    values: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    echo: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def sight(self) -> Public:
        """What is asked for: the public's view at `known_at`, or now."""
        return Public(self.known_at or self.now)


def read_params(args: MultiDict[str, str], accepted: tuple[Parameter, ...], *, now: datetime) -> Params:
    """The request's parameters as values. Raises InvalidQuery with every fault; `known_at` after `now` is one (R10)."""
    table = {parameter.name: parameter for parameter in accepted}
    given = {name: tuple(args.getlist(name)) for name in args}
    problems = _unknown_names(given, table)
    if sum(1 for name, texts in given.items() for _ in _parted(table.get(name), texts)) > MAX_VALUES:
        problems.append(Problem("", f"at most {MAX_VALUES} values can be given in one request"))
        raise InvalidQuery(tuple(problems))
    values: dict[str, tuple[Any, ...]] = {}
    for name, parameter in table.items():
        if name in given:
            read, faults = _read_values(parameter, given[name], now)
            values[name] = read
            problems += faults
    problems += _cross_checks(values)
    if problems:
        raise InvalidQuery(tuple(problems))
    return _assemble(values, tuple((name, given[name]) for name in table if name in given), now)


def _unknown_names(given: Iterable[str], table: dict[str, Parameter]) -> list[Problem]:
    allowed = f"allowed: {', '.join(table)}" if table else "this address takes none"
    return [Problem(_shown(name), f"is no parameter of this address; {allowed}") for name in given if name not in table]


def _read_values(
    parameter: Parameter, texts: tuple[str, ...], now: datetime
) -> tuple[tuple[object, ...], list[Problem]]:
    """Every value that could be read, and a problem for every other one."""
    if len(texts) > 1 and not parameter.is_repeatable:
        return (), [Problem(parameter.name, "can be given only once")]
    found: list[object] = []
    problems: list[Problem] = []
    for text in _parted(parameter, texts):
        try:
            found.append(_reader(parameter, now)(text))
        except InvalidValue as fault:
            problems.append(Problem(parameter.name, f"{_shown(text)!r} {fault}"))
    return tuple(dict.fromkeys(found)), problems


def _parted(parameter: Parameter | None, texts: tuple[str, ...]) -> Iterable[str]:
    """The single values, those of a list in one text too."""
    if parameter is None or not parameter.has_commas:
        return texts
    return (part for text in texts for part in text.split(","))


def _reader(parameter: Parameter, now: datetime) -> Callable[[str], object]:
    readers: dict[ParameterType, Callable[[str], object]] = {
        "day": read_day,
        "name": read_name,
        "word": lambda text: read_word(text.upper() if parameter.name == "country" else text, parameter.allowed),
        "flag": read_flag,
        "count": lambda text: read_count(text, parameter.least, parameter.most),
        "moment": lambda text: read_known_at(text, now),
        "cursor": lambda text: text,
        "year": read_year,
        "language": read_language,
        "text": read_text,
        "box": read_box,
    }
    return readers[parameter.type]


def _cross_checks(values: dict[str, tuple[Any, ...]]) -> list[Problem]:
    problems: list[Problem] = []
    first_day, last_day = values.get("from"), values.get("to")
    if first_day and last_day and first_day[0] > last_day[0]:
        problems.append(Problem("from", "lies after `to`"))
    if values.get("year") and (first_day or last_day):
        problems.append(Problem("year", "excludes `from` and `to`"))
    for name in ("role", "presence"):
        if values.get(name) and not (values.get("person") or values.get("organization")):
            problems.append(Problem(name, "applies to a `person` or an `organization`; give one"))
    for name in values.get("fields", ()):
        if name in INCLUDES and name not in values.get("include", ()):
            problems.append(Problem("fields", f"'{name}' is there only with include={name}"))
        if name == "labels" and not values.get("lang"):
            problems.append(Problem("fields", "'labels' is there only with `lang`"))
    return problems


_VOCABULARIES: Final[dict[str, Callable[[str], object]]] = {
    "kind": EventKind, "status": Status, "tier": Tier, "role": Role, "presence": Presence,
}  # fmt: skip
_QUERY_FIELDS: Final = frozenset(one.name for one in fields(EventQuery))


def _assemble(
    values: dict[str, tuple[Any, ...]], echo: tuple[tuple[str, tuple[str, ...]], ...], now: datetime
) -> Params:
    wanted: dict[str, Any] = {}
    for parameter in FILTERS:
        name = {"from": "first_day", "to": "last_day"}.get(parameter.name, parameter.name)
        if parameter.name in values and name in _QUERY_FIELDS:
            read = values[parameter.name]
            vocabulary = _VOCABULARIES.get(name)
            read = tuple(vocabulary(word) for word in read) if vocabulary else read
            wanted[name] = read if parameter.is_repeatable else read[0]
    if "year" in values:
        wanted["first_day"], wanted["last_day"] = year_days(values["year"][0])
    if "sort" in values:
        wanted["sort"] = Sort(values["sort"][0])
    return Params(
        query=EventQuery(**wanted),
        now=now,
        known_at=values.get("known_at", (None,))[0],
        limit=values.get("limit", (DEFAULT_LIMIT,))[0],
        cursor=values.get("cursor", (None,))[0],
        include=values.get("include", ()),
        fields=values.get("fields", ()),
        lang=values.get("lang", (None,))[0],
        with_count=values.get("count", (False,))[0],
        feed=_feed_options(values),
        values=values,
        echo=echo,
    )


def _feed_options(values: dict[str, tuple[Any, ...]]) -> FeedOptions:
    return FeedOptions(
        imprecise=Imprecise(values.get("imprecise", (USUAL.imprecise,))[0]),
        detail=Detail(values.get("detail", (USUAL.detail,))[0]),
        lang=values.get("lang", (USUAL.lang,))[0],
        has_cancelled="cancelled" not in values,
        is_rich="profile" in values,
    )


def query_echo(params: Params) -> dict[str, object]:
    """The accepted parameters as a list's `query` member says them: repeatable ones as arrays, without the cursor."""
    repeatable = {parameter.name for parameter in LIST_PARAMETERS if parameter.is_repeatable}
    return {name: list(values) if name in repeatable else values[0] for name, values in params.echo if name != "cursor"}


def year_days(year: int) -> tuple[date, date]:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def _shown(text: str) -> str:
    """At most 80 characters of a value, what can not be printed replaced: messages are short and harmless."""
    clean = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text[:81])
    return clean if len(clean) <= 80 else f"{clean[:79]}…"
