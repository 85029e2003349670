"""The page of statistics: a form over what `/v1/statistics` counts, and the answer as a table.

Parameters -> `timeline.reading.statistics` -> template `statistics.html`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from flask import render_template

from api.pages.person_tables import rule_words
from api.pages.pictures import statistics_figures
from api.pages.story_filters import Choice, filters_of
from api.parameters.read import Params
from timeline.model.figures.statistics import Group, Unit
from timeline.reading.snapshot import Snapshot
from timeline.reading.statistics import statistic_of
from timeline.render.links import query_string
from timeline.render.words.languages import DEFAULT_LANGUAGE

_GROUPS: Final = {
    Group.COUNTRY: "Country",
    Group.PLACE: "Place",
    Group.PERSON: "Person",
    Group.ORGANIZATION: "Organization",
    Group.KIND: "Kind",
    Group.YEAR: "Year",
    Group.MONTH: "Month",
}
_UNITS: Final = {Unit.EVENTS: "Events", Unit.STAYS: "Stays", Unit.TRIPS: "Trips", Unit.DAYS: "Days"}
_FILTER_OF_GROUP: Final = {
    Group.COUNTRY: "country",
    Group.PLACE: "place",
    Group.PERSON: "person",
    Group.ORGANIZATION: "organization",
    Group.KIND: "kind",
    Group.YEAR: "year",
}
"""The filter of the list of events that shows one row's events; months have none."""

_OWN: Final = ("group_by", "unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; `href` is None where the list of events cannot show just these."""

    label: str
    value: int
    href: str | None


def statistics_page(snapshot: Snapshot, params: Params) -> str:
    """The form and the table; by country and in events, unless the parameters say otherwise."""
    given = dict(params.echo)
    group, unit = Group(given.get("group_by", ("country",))[0]), Unit(given.get("unit", ("events",))[0])
    labelled = statistic_of(snapshot, params.query, group, unit, DEFAULT_LANGUAGE)
    filters = tuple(pair for pair in params.echo if pair[0] not in _OWN)
    rows = tuple(
        Row(
            label=labelled.labels.get(row.key, row.key),
            value=row.value,
            href=_events_of(group, row.key, filters),
        )
        for row in sorted(labelled.statistic.rows, key=lambda row: row.key if group.is_period else "")
    )
    asked = (("group_by", (str(group),)), ("unit", (str(unit),)), *_api_filters(params))
    return render_template(
        "statistics.html",
        filters=filters_of(snapshot, params, is_active=bool(filters)),
        groups=tuple(Choice(value=str(one), label=words, is_chosen=one is group) for one, words in _GROUPS.items()),
        units=tuple(Choice(value=str(one), label=words, is_chosen=one is unit) for one, words in _UNITS.items()),
        group=_GROUPS[group],
        unit=_UNITS[unit],
        rows=rows,
        rule=rule_words(unit, group),
        uncounted=labelled.statistic.uncounted,
        api_path=f"/v1/statistics?{query_string(asked)}",
        pictures=statistics_figures(snapshot, params.query, filters),
    )


def _events_of(group: Group, key: str, filters: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    name = _FILTER_OF_GROUP.get(group)
    if name is None:
        return None
    others = query_string(pair for pair in filters if pair[0] not in (name, "year" if name == "year" else name))
    return f"/?{name}={quote(key, safe='')}" + (f"&{others}" if others else "")


def _api_filters(params: Params) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The filters as the API takes them, which has `from` and `to` in place of `year`."""
    first_day, last_day = params.query.first_day, params.query.last_day
    shared = tuple(pair for pair in params.echo if pair[0] not in (*_OWN, "year"))
    if len(shared) == len([pair for pair in params.echo if pair[0] not in _OWN]) or not first_day or not last_day:
        return shared
    return (*shared, ("from", (first_day.isoformat(),)), ("to", (last_day.isoformat(),)))
