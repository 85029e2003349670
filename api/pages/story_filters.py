"""The filter form of the story: the people, countries, kinds and years that it offers.

It offers only what events that are public at the page's instant mention (R10): a page that shows what was known then
does not name people whom only later reports mention. A chosen value stays in its field in any case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.parameters.read import Params
from timeline.model.vocabulary import EventKind
from timeline.reading.names.public_names import names_to_offer
from timeline.reading.names.titles import names_of_countries, title_of
from timeline.reading.snapshot import Snapshot
from timeline.render.text import kind_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option of a field."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The fields of the form; `kept` are parameters that it passes on, `is_active` if anything is filtered.

    `q` are the words searched for, `chosen` the number of fields besides that filter.
    """

    person: tuple[Choice, ...]
    country: tuple[Choice, ...]
    kind: tuple[Choice, ...]
    year: tuple[Choice, ...]
    kept: tuple[tuple[str, str], ...]
    is_active: bool
    q: str
    chosen: int


_FIELDS = ("person", "country", "kind", "year")


def filters_of(snapshot: Snapshot, params: Params, *, is_active: bool) -> Filters:
    """The form for the snapshot's instant, with the chosen values in it."""
    offered = names_to_offer(snapshot, sight=snapshot.sight)
    chosen = {name: values for name, values in params.echo if name in _FIELDS}
    names = names_of_countries(snapshot, sight=snapshot.sight)
    labels: Mapping[str, Mapping[str, str]] = {
        "person": {slug: title_of(snapshot, "people", slug) for slug in (*offered.people, *chosen.get("person", ()))},
        "country": {code: names.get(code, code) for code in (*offered.countries, *chosen.get("country", ()))},
        "kind": {kind: kind_words(EventKind(kind)) for kind in (*offered.kinds, *chosen.get("kind", ()))},
        "year": {year: year for year in (*map(str, offered.years), *chosen.get("year", ()))},
    }
    fields = {name: _choices(options, chosen.get(name, ())) for name, options in labels.items()}
    passed_on = (pair for pair in params.echo if pair[0] not in (*_FIELDS, "cursor", "q"))
    return Filters(
        **fields,
        kept=tuple((name, value) for name, values in passed_on for value in values),
        is_active=is_active,
        q=params.query.q or "",
        chosen=len(chosen),
    )


def _choices(options: Mapping[str, str], chosen: tuple[str, ...]) -> tuple[Choice, ...]:
    """The options in the order of their labels."""
    return tuple(
        Choice(value=value, label=label, is_chosen=value in chosen)
        for value, label in sorted(options.items(), key=lambda option: (option[1], option[0]))
    )
