"""The form of `/subscribe`: what can be chosen, what is chosen, and what is wrong with it, beside its field.

Values as given + problems -> `subscribe_form` -> selects, kept filters, faults -> template. The form offers only names
that public events mention (R10). A refused value stays in its field as it was written, never with its catalogue name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from api.pages.story_filters import Choice
from api.parameters.table import FEED_PARAMETERS, FILTERS, KNOWN_AT, YEAR, Parameter
from timeline.errors import Problem
from timeline.model.vocabulary import EventKind, Mode, Rank, Status
from timeline.reading.names.public_names import NAMED, is_named, names_to_offer
from timeline.reading.names.titles import FOLDER_OF_FILTER, title_of
from timeline.reading.snapshot import Snapshot
from timeline.render.ics.calendar_times import MAX_INEXACT_DAYS
from timeline.render.text import kind_words, mode_words, rank_words, status_words

Given = Mapping[str, tuple[str, ...]]
"""The values of each parameter as the reader chose them."""

_OPTION_WORDS: Final[Mapping[str, tuple[str, str, Mapping[str, str]]]] = {
    "imprecise": (
        "Dates that are not exact",
        f"Up to {MAX_INEXACT_DAYS} days wide",
        {"omit": "None", "all": "All, however wide"},
    ),
    "cancelled": (
        "Cancelled events",
        "Stay, marked as cancelled",
        {"omit": "Leave them out", "visible": "Stay visible, as tentative"},
    ),
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
"""Label, what a feed does without the option, and the words of the values, for each option that the form has."""

OPTIONS: Final = tuple(one for one in FEED_PARAMETERS if one not in FILTERS and one.name in _OPTION_WORDS)
PARAMETERS: Final = (*(one for one in FILTERS if one is not KNOWN_AT), YEAR, *OPTIONS)
"""What the page accepts: the query without `known_at` (a subscription looks ahead), a year, and the feeds' options."""

_MOST_CHARACTERS: Final = 80
"""Of a refused value; a longer one is cut."""

_EXTRA_WORDS: Final = {"trip": "Trip or event", "q": "Words", "bbox": "Part of the map", "mode": "Held"}


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
    """A filter of the address that has no field; the reader can untick it."""

    name: str
    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeForm:
    """The whole form; `faults` are those that do not belong to a field."""

    selects: tuple[Select, ...]
    options: tuple[Select, ...]
    kept: tuple[KeptFilter, ...]
    faults: tuple[str, ...]

    @property
    def has_chosen_option(self) -> bool:
        """True if the options have to be unfolded: one of them is chosen or wrong."""
        return any(select.faults or any(choice.is_chosen for choice in select.choices) for select in self.options)


def subscribe_form(snapshot: Snapshot, given: Given, problems: Iterable[Problem] = ()) -> SubscribeForm:
    """The form with the given values, and each problem at its field."""
    faults: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        faults[problem.place] = (*faults.get(problem.place, ()), problem.detail)
    selects = tuple(_select(field, given, faults) for field in _fields(snapshot))
    options = tuple(_select(_option(parameter), given, faults) for parameter in OPTIONS)
    shown = {select.name for select in (*selects, *options)}
    return SubscribeForm(
        selects=selects,
        options=options,
        kept=_kept(snapshot, given, is_refused=bool(faults)),
        faults=tuple(
            f"{place}: {detail}" if place else detail
            for place, details in faults.items()
            if place not in shown
            for detail in details
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """A select before anything is chosen; `values` are (value, label) pairs, `unset` labels the empty option."""

    name: str
    label: str
    unset: str
    values: tuple[tuple[str, str], ...]


def _fields(snapshot: Snapshot) -> Iterable[_Field]:
    """The fields of the query, each with its names in alphabetical order, and that of the year."""
    offered = names_to_offer(snapshot, sight=snapshot.present)
    for name, label, unset, slugs in (
        ("person", "Person", "Anyone", offered.people),
        ("organization", "Organization", "Any organization", offered.organizations),
        ("country", "Country", "Any country", offered.countries),
        ("topic", "Topic", "Any topic", offered.topics),
    ):
        named = ((slug, title_of(snapshot, FOLDER_OF_FILTER[name], slug)) for slug in slugs)
        values = tuple(sorted(named, key=lambda pair: (pair[1].casefold(), pair[0])))
        yield _Field(name=name, label=label, unset=unset, values=values)
    years = tuple((f"{year:04}", str(year)) for year in reversed(offered.years))
    yield _Field(name="year", label="Years", unset="Rolling", values=years)


def _option(parameter: Parameter) -> _Field:
    label, unset, words = _OPTION_WORDS[parameter.name]
    return _Field(name=parameter.name, label=label, unset=unset, values=tuple(words.items()))


def _select(field: _Field, given: Given, faults: Mapping[str, tuple[str, ...]]) -> Select:
    """The field with its chosen value, which is added as it was written if the field does not offer it."""
    chosen = given.get(field.name, ())[:1]
    known = {value for value, _ in field.values}
    as_written = tuple((value, value[:_MOST_CHARACTERS]) for value in chosen if value not in known)
    return Select(
        name=field.name,
        label=field.label,
        unset=field.unset,
        choices=tuple(
            Choice(value=value, label=words, is_chosen=value in chosen) for value, words in (*field.values, *as_written)
        ),
        faults=faults.get(field.name, ()),
    )


def _kept(snapshot: Snapshot, given: Given, *, is_refused: bool) -> tuple[KeptFilter, ...]:
    """Values that no select shows: those of filters without a field, and all but the first of filters with one.

    Values of a refused request stay as they were written.
    """
    shown = {"person", "organization", "country", "topic", "year", *(option.name for option in OPTIONS)}
    return tuple(
        KeptFilter(
            name=parameter.name,
            value=value,
            label=f"{label_of(parameter.name)}: "
            + (value[:_MOST_CHARACTERS] if is_refused else value_words(snapshot, parameter.name, value)),
        )
        for parameter in PARAMETERS
        for value in given.get(parameter.name, ())[1 if parameter.name in shown else 0 :]
    )


def label_of(name: str) -> str:
    """The heading of a kept filter."""
    return _EXTRA_WORDS.get(name, name.replace("_", " ").capitalize())


def value_words(snapshot: Snapshot, name: str, value: str) -> str:
    """An accepted value in words; as it was written if no public event mentions it (R10)."""
    vocabularies: Mapping[str, Callable[[str], str]] = {
        "kind": lambda word: kind_words(EventKind(word)),
        "status": lambda word: status_words(Status(word)) or word,
        "rank": lambda word: rank_words(Rank(word)),
        "mode": lambda word: mode_words(Mode(word)),
    }
    if name in vocabularies:
        return vocabularies[name](value)
    is_name = name in FOLDER_OF_FILTER and (name in NAMED or name == "country")
    if is_name and is_named(snapshot.session, name, value, sight=snapshot.present):
        return title_of(snapshot, FOLDER_OF_FILTER[name], value)
    return value
