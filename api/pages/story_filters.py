"""The filter form of the story: which people, countries, kinds and years it offers.

Instant of the query -> `names_in_use` -> options. Only what public events bore at that instant is offered (R10): a page
that shows what was known then names nobody who came later. What is chosen stays chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.pages.titles import name_of, names_of_countries
from api.parameters.read import Params
from timeline.model.sight import Public
from timeline.model.vocabulary import EventKind
from timeline.reading.snapshot import Snapshot
from timeline.render.text import kind_words
from timeline.store.views.names_in_use import names_in_use


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The options of the filter form; `kept` are parameters that it passes on, `is_active` if anything is filtered."""

    person: tuple[Choice, ...]
    country: tuple[Choice, ...]
    kind: tuple[Choice, ...]
    year: tuple[Choice, ...]
    kept: tuple[tuple[str, str], ...]
    is_active: bool


_FIELDS = ("person", "country", "kind", "year")


def filters_of(snapshot: Snapshot, params: Params, *, is_active: bool) -> Filters:
    """What the events bear that were public at the query's instant, as options."""
    at = params.sight.at
    in_use = names_in_use(snapshot.session, sight=Public(at))
    chosen = {name: values for name, values in params.echo if name in _FIELDS}
    people = {*in_use.people, *chosen.get("person", ())}
    countries = {*in_use.countries, *chosen.get("country", ())}
    years = {*map(str, in_use.years), *chosen.get("year", ())}
    names = names_of_countries(snapshot, at=at)
    offered: Mapping[str, Mapping[str, str]] = {
        "person": {slug: name_of(snapshot, "people", slug) for slug in people},
        "country": {code: names.get(code, code) for code in countries},
        "kind": {kind: kind_words(EventKind(kind)) for kind in {*in_use.kinds, *chosen.get("kind", ())}},
        "year": {year: year for year in years},
    }
    choices = {name: _choices(options, chosen.get(name, ())) for name, options in offered.items()}
    passed_on = (pair for pair in params.echo if pair[0] not in (*_FIELDS, "cursor"))
    return Filters(
        **choices,
        kept=tuple((name, value) for name, values in passed_on for value in values),
        is_active=is_active,
    )


def _choices(options: Mapping[str, str], chosen: tuple[str, ...]) -> tuple[Choice, ...]:
    """The options by their labels."""
    return tuple(
        Choice(value=value, label=label, is_chosen=value in chosen)
        for value, label in sorted(options.items(), key=lambda option: (option[1], option[0]))
    )
