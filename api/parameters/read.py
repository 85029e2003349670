"""The query parameters of one request, read strictly by the table of `api.parameters.table`.

Query string -> `read_params` -> `Params`: an `EventQuery`, the page, what to include. Nothing is ignored: an unknown
name or value is a problem, and all problems of a request are raised together. Pure: the present instant is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from api.parameters.table import FILTERS, INCLUDES, LIST_PARAMETERS, Parameter
from api.parameters.values import InvalidValue, read_value
from timeline.errors import InvalidQuery, Problem
from timeline.model.limits import DEFAULT_LIMIT, MAX_VALUES
from timeline.model.query import EventQuery, Sort, vocabulary_of
from timeline.model.sight import Public
from timeline.reading.feeds.options import USUAL, Cancelled, Detail, FeedOptions
from timeline.render.ics.vevent import Imprecise
from timeline.render.words.languages import language_of

_LONGEST_SHOWN = 80
"""Characters of a refused value that a message repeats."""

_Texts = Mapping[str, tuple[str, ...]]
"""The values of each parameter as the client wrote them."""

_Values = Mapping[str, tuple[Any, ...]]
"""The values of each parameter as they were read."""


_Reasons = Mapping[str, str]
NO_REASONS: Final[_Reasons] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The parameters of one request as values.

    `known_at` is the instant given (None: none was), `cursor` the text of the cursor, `fields` the members to show
    (empty: all of them), `lang` a language (None: none was given). `values` holds every value
    by parameter, for the parameters that only one address takes. `echo` holds the texts in the order of the table.
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
    values: _Values = field(default_factory=dict)
    echo: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def sight(self) -> Public:
        """The public's view at `known_at`, or now if none was given."""
        return Public(self.known_at or self.now)

    @property
    def words_lang(self) -> str | None:
        """The language of the fixed words for `lang`, for Content-Language; None if `lang` was not given."""
        return None if self.lang is None else language_of(self.lang)


def without_blanks(args: MultiDict[str, str]) -> MultiDict[str, str]:
    """The parameters of a form without those left empty."""
    return MultiDict([(name, value) for name, value in args.items(multi=True) if value])


def read_params(
    args: MultiDict[str, str], accepted: tuple[Parameter, ...], *, now: datetime, reasons: _Reasons = NO_REASONS
) -> Params:
    """The request's parameters as values. Raises InvalidQuery with every problem, `known_at` after `now` included.

    `reasons` say for names that this address does not take why not, and what to use instead.
    """
    table = {parameter.name: parameter for parameter in accepted}
    given = {name: tuple(args.getlist(name)) for name in args}
    problems = _unknown_names(given, table, reasons)
    if _number_of_values(given, table) > MAX_VALUES:
        problems.append(Problem("", f"at most {MAX_VALUES} values can be given in one request"))
        raise InvalidQuery(tuple(problems))
    values: dict[str, tuple[Any, ...]] = {}
    for name, parameter in table.items():
        if name in given:
            values[name], faults = _read_values(parameter, given[name], now)
            problems += faults
    problems += _contradictions(values)
    if problems:
        raise InvalidQuery(tuple(problems))
    return _params(values, tuple((name, given[name]) for name in table if name in given), now)


def query_echo(params: Params) -> dict[str, object]:
    """The member `query` of a list: the given parameters, repeatable ones as arrays, without the cursor."""
    repeatable = {parameter.name for parameter in LIST_PARAMETERS if parameter.is_repeatable}
    return {name: list(texts) if name in repeatable else texts[0] for name, texts in params.echo if name != "cursor"}


def year_days(year: int) -> tuple[date, date]:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def _unknown_names(given: Iterable[str], table: Mapping[str, Parameter], reasons: _Reasons) -> list[Problem]:
    allowed = f"allowed: {', '.join(table)}" if table else "it takes none"
    shown = ((_shown(name), reasons.get(name, allowed)) for name in given if name not in table)
    return [Problem(name, f"{name!r} is not a parameter of this address; {reason}") for name, reason in shown]


def _number_of_values(given: _Texts, table: Mapping[str, Parameter]) -> int:
    return sum(1 for name, texts in given.items() for _ in _separated(table.get(name), texts))


def _read_values(parameter: Parameter, texts: tuple[str, ...], now: datetime) -> tuple[tuple[Any, ...], list[Problem]]:
    """Every value that is valid, each once, and a problem for every other one."""
    if len(texts) > 1 and not parameter.is_repeatable:
        return (), [Problem(parameter.name, "can be given only once")]
    valid: list[object] = []
    problems: list[Problem] = []
    for text in _separated(parameter, texts):
        try:
            valid.append(read_value(parameter, text, now=now))
        except InvalidValue as fault:
            problems.append(Problem(parameter.name, f"{_shown(text)!r} {fault}"))
    return tuple(dict.fromkeys(valid)), problems


def _separated(parameter: Parameter | None, texts: tuple[str, ...]) -> Iterable[str]:
    """The single values, also those of a list separated by commas."""
    if parameter is None or not parameter.has_commas:
        return texts
    return (part for text in texts for part in text.split(","))


def _contradictions(values: _Values) -> list[Problem]:
    """Values that exclude each other, or that need another parameter."""
    problems: list[Problem] = []
    first_day, last_day = values.get("from"), values.get("to")
    if first_day and last_day and first_day[0] > last_day[0]:
        problems.append(Problem("from", "`from` lies after `to`"))
    if values.get("year") and (first_day or last_day):
        problems.append(Problem("year", "`year` cannot be combined with `from` or `to`"))
    if values.get("since") and values.get("until") and values["since"][0] >= values["until"][0]:
        problems.append(Problem("since", "`since` does not lie before `until`"))
    if any(values.get("wait", ())) and values.get("until"):
        problems.append(Problem("wait", "`wait` cannot be combined with `until`"))
    for name in values.get("fields", ()):
        if name in INCLUDES and name not in values.get("include", ()):
            problems.append(Problem("fields", f"{name!r} is available only with include={name}"))
        if name == "labels" and not values.get("lang"):
            problems.append(Problem("fields", "'labels' is available only with `lang`"))
    return problems


def _params(values: _Values, echo: tuple[tuple[str, tuple[str, ...]], ...], now: datetime) -> Params:
    return Params(
        query=_query(values),
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


def _query(values: _Values) -> EventQuery:
    filters: dict[str, Any] = {}
    for parameter in FILTERS:
        if parameter.name in values and parameter.name != "known_at":
            vocabulary = vocabulary_of(parameter.field) or (lambda value: value)
            read = tuple(vocabulary(value) for value in values[parameter.name])
            filters[parameter.field] = read if parameter.is_repeatable else read[0]
    if "year" in values:
        filters["first_day"], filters["last_day"] = year_days(values["year"][0])
    return EventQuery(**filters, sort=Sort(values.get("sort", (Sort.START,))[0]))


def _feed_options(values: _Values) -> FeedOptions:
    return FeedOptions(
        imprecise=Imprecise(values.get("imprecise", (USUAL.imprecise,))[0]),
        detail=Detail(values.get("detail", (USUAL.detail,))[0]),
        lang=values.get("lang", (USUAL.lang,))[0],
        cancelled=Cancelled(values.get("cancelled", (USUAL.cancelled,))[0]),
        is_rich="profile" in values,
    )


def _shown(text: str) -> str:
    """At most 80 characters of a value, with characters that cannot be printed replaced: short and harmless."""
    beginning = text[: _LONGEST_SHOWN + 1]
    clean = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in beginning)
    return clean if len(clean) <= _LONGEST_SHOWN else f"{clean[: _LONGEST_SHOWN - 1]}…"
