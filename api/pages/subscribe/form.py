"""The form of `/subscribe`: what can be chosen, what is chosen, and what is wrong with it, beside its field.

Values as given + problems -> `subscribe_form` -> selects, kept filters, faults -> template. Offered is only what public
events bear (R10); a value that was refused stays in its field as it was written, never with a name from the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from api.pages.titles import name_of
from api.parameters.table import FEED_PARAMETERS, FILTERS, KNOWN_AT, YEAR, Parameter
from timeline.errors import Problem
from timeline.model.sight import Public
from timeline.model.vocabulary import EventKind, Status
from timeline.reading.names import NAMED, is_named
from timeline.reading.snapshot import Snapshot
from timeline.render.text import kind_words, status_words
from timeline.store.views.names_in_use import NamesInUse, names_in_use

Given = Mapping[str, tuple[str, ...]]
"""The values of each parameter as they were given."""

FOLDERS: Final = {
    "person": "people",
    "organization": "organizations",
    "place": "places",
    "country": "countries",
    "topic": "topics",
    "trip": "trips",
}
"""The folder of short feeds for each parameter that has one."""

_OPTION_WORDS: Final[Mapping[str, tuple[str, str, Mapping[str, str]]]] = {
    "imprecise": (
        "Dates that are not exact",
        "Up to 14 days wide",
        {"omit": "None", "all": "All, however wide"},
    ),
    "cancelled": ("Cancelled events", "Stay, marked as cancelled", {"omit": "Leave them out"}),
    "detail": (
        "Trips",
        "The trip and its stops and meetings",
        {"trips": "Only the trip as a whole", "stops": "Only its stops and meetings"},
    ),
    "lang": (
        "Language of fixed words",
        "English",
        {"de": "Deutsch", "fr": "Français", "es": "Español", "uk": "Українська", "ar": "العربية"},
    ),
}
"""Label, words of what a feed does without the option, and words of the values, for each option a feed may have."""

OPTIONS: Final = tuple(one for one in FEED_PARAMETERS if one not in FILTERS and one.name in _OPTION_WORDS)
PARAMETERS: Final = (*(one for one in FILTERS if one is not KNOWN_AT), YEAR, *OPTIONS)
"""What the page takes: the query without `known_at` (a subscription looks ahead), a year, and the feeds' options."""

_EXTRA_WORDS: Final = {"trip": "Trip or event", "q": "Words", "bbox": "Part of the map"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option of a select."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Select:
    """One field: `unset` are the words of its empty option, `faults` what is wrong with its value."""

    name: str
    label: str
    unset: str
    choices: tuple[Choice, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFilter:
    """A filter that came with the address and has no field; unticking it leaves it out."""

    name: str
    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeForm:
    """The whole form; `faults` are those that belong to no field."""

    selects: tuple[Select, ...]
    options: tuple[Select, ...]
    kept: tuple[KeptFilter, ...]
    faults: tuple[str, ...]

    @property
    def has_chosen_option(self) -> bool:
        """True if the fold of options has to be open: something in it is chosen or wrong."""
        return any(select.faults or any(choice.is_chosen for choice in select.choices) for select in self.options)


def subscribe_form(snapshot: Snapshot, given: Given, problems: Iterable[Problem] = ()) -> SubscribeForm:
    """The form with what was given in it, and each problem at its field."""
    faults: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        faults[problem.place] = (*faults.get(problem.place, ()), problem.detail)
    in_use = names_in_use(snapshot.session, sight=Public(snapshot.now))
    selects = tuple(
        _select(name, label, unset, choices, given, faults)
        for name, label, unset, choices in _offered(snapshot, in_use, given)
    )
    options = tuple(_option(parameter, given, faults) for parameter in OPTIONS)
    kept = _kept(snapshot, given, is_refused=bool(faults))
    shown = {select.name for select in (*selects, *options)}
    return SubscribeForm(
        selects=selects,
        options=options,
        kept=kept,
        faults=tuple(
            f"{place}: {detail}" if place else detail
            for place, details in faults.items()
            if place not in shown
            for detail in details
        ),
    )


def _offered(
    snapshot: Snapshot, in_use: NamesInUse, given: Given
) -> Iterable[tuple[str, str, str, tuple[tuple[str, str], ...]]]:
    """(Parameter, label, words of the empty option, (value, label) pairs) of each field, names in their order."""
    for name, label, unset, slugs in (
        ("person", "Person", "Anyone", in_use.people),
        ("organization", "Organization", "Any organization", in_use.organizations),
        ("country", "Country", "Any country", in_use.countries),
        ("topic", "Topic", "Any topic", in_use.topics),
    ):
        named = ((slug, name_of(snapshot, FOLDERS[name], slug)) for slug in slugs)
        yield name, label, unset, tuple(sorted(named, key=lambda pair: (pair[1].casefold(), pair[0])))
    years = tuple((f"{year:04}", str(year)) for year in reversed(in_use.years))
    yield "year", "Years", "Rolling", years


def _select(
    name: str,
    label: str,
    unset: str,
    choices: tuple[tuple[str, str], ...],
    given: Given,
    faults: Mapping[str, tuple[str, ...]],
) -> Select:
    chosen = given.get(name, ())[:1]
    known = {value for value, _ in choices}
    as_written = tuple((value, value[:80]) for value in chosen if value not in known)
    return Select(
        name=name,
        label=label,
        unset=unset,
        choices=tuple(
            Choice(value=value, label=words, is_chosen=value in chosen) for value, words in (*choices, *as_written)
        ),
        faults=faults.get(name, ()),
    )


def _option(parameter: Parameter, given: Given, faults: Mapping[str, tuple[str, ...]]) -> Select:
    label, unset, words = _OPTION_WORDS[parameter.name]
    return _select(parameter.name, label, unset, tuple(words.items()), given, faults)


def _kept(snapshot: Snapshot, given: Given, *, is_refused: bool) -> tuple[KeptFilter, ...]:
    """Values that no select shows: filters without a field, and every value after the first of those with one.

    Values of a refused request stay as they were written.
    """
    shown = {"person", "organization", "country", "topic", "year", *(option.name for option in OPTIONS)}
    return tuple(
        KeptFilter(
            name=parameter.name,
            value=value,
            label=f"{_label_of(parameter.name)}: "
            + (value[:80] if is_refused else value_words(snapshot, parameter.name, value)),
        )
        for parameter in PARAMETERS
        for value in given.get(parameter.name, ())[1 if parameter.name in shown else 0 :]
    )


def _label_of(name: str) -> str:
    return _EXTRA_WORDS.get(name, name.replace("_", " ").capitalize())


def value_words(snapshot: Snapshot, name: str, value: str) -> str:
    """An accepted value in words; as it was written if nothing public bears it (R10)."""
    vocabularies: Mapping[str, Callable[[str], str]] = {
        "kind": lambda word: kind_words(EventKind(word)),
        "status": lambda word: status_words(Status(word)) or word,
    }
    if name in vocabularies:
        return vocabularies[name](value)
    is_public = (name in NAMED and name in FOLDERS) or name == "country"
    if is_public and is_named(snapshot.session, name, value, sight=Public(snapshot.now)):
        return name_of(snapshot, FOLDERS[name], value)
    return value
