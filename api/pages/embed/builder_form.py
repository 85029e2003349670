"""The form of `/embed/builder`: what can be chosen for an embed, what is chosen, and what is wrong with it.

Values as given + problems -> `builder_form` -> selects, fields, kept values, faults -> template. Names are offered only
if public events mention them (R10); a refused value stays as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from api.pages.story_filters import Choice
from api.pages.subscribe.form import Given, KeptFilter, Select, label_of, value_words
from api.parameters.embed_table import FRAME_PARAMETERS, LINKS, VIEWS
from timeline.errors import Problem
from timeline.reading.names.public_names import names_to_offer, places_to_offer
from timeline.reading.names.titles import FOLDER_OF_FILTER, title_of
from timeline.reading.snapshot import Snapshot
from timeline.render.text import kind_words

_LANGUAGES: Final = {
    "en": "English", "ar": "العربية", "de": "Deutsch", "es": "Español", "fr": "Français", "uk": "Українська",
}  # fmt: skip
_WORDS: Final[Mapping[str, tuple[str, str, Mapping[str, str]]]] = {
    "view": ("View", "List", dict(zip(VIEWS, ("List", "Lanes", "Route map"), strict=True))),
    "lang": ("Language", "That of the page", _LANGUAGES),
    "theme": ("Colours", "As around it", {"light": "Light", "dark": "Dark"}),
    "links": (
        "A title opens",
        "As usual",
        dict(zip(LINKS, ("Details in place", "A new tab", "The same tab"), strict=True)),
    ),
}
"""Label, words of the empty option and words of the values for each choice of the look."""

TYPED: Final = {"from": ("First day", "date"), "to": ("Last day", "date"), "q": ("Words", "search")}
"""Label and type of each field that is typed into."""

_MOST_CHARACTERS: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedField:
    """One field that is typed into; `faults` are what is wrong with its value."""

    name: str
    label: str
    type: str
    value: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuilderForm:
    """The whole form; `faults` are those that belong to no field."""

    selects: tuple[Select, ...]
    typed: tuple[TypedField, ...]
    look: tuple[Select, ...]
    kept: tuple[KeptFilter, ...]
    faults: tuple[str, ...]


def builder_form(snapshot: Snapshot, given: Given, problems: Iterable[Problem] = ()) -> BuilderForm:
    """The form with the given values, and each problem at its field."""
    faults: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        faults[problem.place] = (*faults.get(problem.place, ()), problem.detail)
    selects = tuple(
        _select(name, words, given, faults.get(name, ())) for name, words in _names_to_offer(snapshot).items()
    )
    look = tuple(_select(name, words, given, faults.get(name, ())) for name, words in _WORDS.items())
    typed = tuple(
        TypedField(name=name, label=label, type=type_, value=_first(given, name), faults=faults.get(name, ()))
        for name, (label, type_) in TYPED.items()
    )
    shown = {*(select.name for select in (*selects, *look)), *TYPED}
    return BuilderForm(
        selects=selects,
        typed=typed,
        look=look,
        kept=_kept(snapshot, given, shown, is_refused=bool(faults)),
        faults=tuple(
            f"{place}: {detail}" if place else detail
            for place, details in faults.items()
            if place not in shown
            for detail in details
        ),
    )


def _names_to_offer(snapshot: Snapshot) -> Mapping[str, tuple[str, str, Mapping[str, str]]]:
    """Label, words of the empty option and names by slug for each choice of the query, in alphabetical order."""
    offered = names_to_offer(snapshot, sight=snapshot.present)
    names = {
        "person": ("Person", "Anyone", offered.people),
        "organization": ("Organization", "Any organization", offered.organizations),
        "place": ("Place", "Any place", places_to_offer(snapshot, sight=snapshot.present)),
        "country": ("Country", "Any country", offered.countries),
        "topic": ("Topic", "Any topic", offered.topics),
    }
    titled = {
        name: (label, unset, _in_order({slug: title_of(snapshot, FOLDER_OF_FILTER[name], slug) for slug in slugs}))
        for name, (label, unset, slugs) in names.items()
    }
    return titled | {"kind": ("Kind", "Any kind", {str(kind): kind_words(kind) for kind in offered.kinds})}


def _in_order(names: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def _select(name: str, words: tuple[str, str, Mapping[str, str]], given: Given, faults: tuple[str, ...]) -> Select:
    """The field with its chosen value, which is added as it was written if the field does not offer it."""
    label, unset, values = words
    chosen = _first(given, name)
    options = values if not chosen or chosen in values else {**values, chosen: chosen[:_MOST_CHARACTERS]}
    choices = (Choice(value=value, label=said, is_chosen=value == chosen) for value, said in options.items())
    return Select(name=name, label=label, unset=unset, choices=tuple(choices), faults=faults)


def _first(given: Given, name: str) -> str:
    return given.get(name, ("",))[0]


def _kept(snapshot: Snapshot, given: Given, shown: set[str], *, is_refused: bool) -> tuple[KeptFilter, ...]:
    """Values that no field shows: of parameters without a field, and all but the first of those with one."""
    return tuple(
        KeptFilter(
            name=parameter.name,
            value=value,
            label=f"{label_of(parameter.name)}: "
            + (value[:_MOST_CHARACTERS] if is_refused else value_words(snapshot, parameter.name, value)),
        )
        for parameter in FRAME_PARAMETERS
        for value in given.get(parameter.name, ())[1 if parameter.name in shown else 0 :]
    )
