"""People, organizations, places, topics and sources: the list of each, and single entries."""

from __future__ import annotations

from typing import Final

from api.openapi.members import shape
from api.openapi.operation import Operation, PathParameter, in_json
from api.openapi.schema import ADDRESS, COUNT, DAY, FLAG, SLUG, TEXT, described, many, maybe, ref
from api.openapi.shapes import page
from api.parameters.params import COUNT as COUNT_MATCHES
from api.parameters.params import CURSOR, FILTERS, KNOWN_AT, LANG, LIMIT, Parameter

NAME_WORDS: Final = Parameter(
    "q", "text", "Beginnings of words of the name or of an alias; accents and case do not matter."
)
_COUNTRY: Final = next(parameter for parameter in FILTERS if parameter.name == "country")
ENTRY_PARAMETERS: Final = (LANG, KNOWN_AT)
CATALOGUE_PARAMETERS: Final = (NAME_WORDS, LANG, KNOWN_AT, LIMIT, CURSOR, COUNT_MATCHES)
"""What the lists of people, topics and sources take."""
COUNTRY_PARAMETERS: Final = (_COUNTRY, *CATALOGUE_PARAMETERS)
"""What the lists of organizations and places take."""

_SOURCE_ID: Final = TEXT | {"pattern": r"^[!-.0-\[\]-~]{1,200}$"}
"""Visible ASCII without `/` and backslash; a client percent-encodes everything else."""

_COUNTED: Final = {
    "events": described("The number of public events that mention it.", COUNT),
    "links": ref("CatalogueLinks"),
}
_NAMED: Final = _COUNTED | {"name": described("In the language asked for, if available.")}

SHAPES: Final = {
    "CatalogueLinks": shape(
        "Addresses of an entry.",
        "self html events ics",
        html=described("The web page of the entry, if it has one.", maybe(ADDRESS)),
        events=described("The events that mention it.", ADDRESS),
        ics=described("The same events as a calendar.", ADDRESS),
    ),
    "OfficeTerm": shape(
        "An office that a person holds or held.",
        "office body first_day last_day",
        office=TEXT,
        body=described("Slug of an organization."),
        first_day=described("Inclusive.", maybe(DAY)),
        last_day=described("Inclusive; null if open or not known.", maybe(DAY)),
    ),
    "Person": shape("A person.", "slug name names aliases offices", offices=many(ref("OfficeTerm")), **_NAMED),
    "Organization": shape("An organization.", "slug name names aliases country", **_NAMED),
    "Place": shape(
        "A place: a city, a building, a region or a country.",
        "slug name names aliases country territory latitude longitude time_zone parent",
        parent=described("Slug of the place that contains it.", maybe(TEXT)),
        **_NAMED,
    ),
    "Topic": shape("A topic.", "slug name names aliases", **_NAMED),
    "Source": shape(
        "A published document or data set.",
        "id publisher title url tier language published_at published_at_inferred via licence note",
        published_at_inferred=described("Whether the date was inferred from the content; `note` says how.", FLAG),
        **_COUNTED,
    ),
    "PersonList": page("People.", people=many(ref("Person"))),
    "OrganizationList": page("Organizations.", organizations=many(ref("Organization"))),
    "PlaceList": page("Places.", places=many(ref("Place"))),
    "TopicList": page("Topics.", topics=many(ref("Topic"))),
    "SourceList": page("Sources.", sources=many(ref("Source"))),
}


def _list(folder: str, name: str, parameters: tuple[Parameter, ...] = CATALOGUE_PARAMETERS) -> Operation:
    summary = f"The {folder} that public events mention, in pages"
    return Operation(
        f"list{folder.capitalize()}", f"/v1/{folder}", "catalogue", summary, in_json(f"{name}List"), parameters
    )


def _entry(folder: str, name: str, sample: str) -> Operation:
    schema, word = (_SOURCE_ID, "Id") if name == "Source" else (SLUG, "Slug")
    return Operation(
        f"get{name}", f"/v1/{folder}/{{slug}}", "catalogue", f"One {name.lower()}, with the number of public events",
        in_json(name), ENTRY_PARAMETERS, problems=("catalogue-entry-not-found",),
        path_parameters=(PathParameter("slug", schema, f"{word} of the {name.lower()}.", sample),),
    )  # fmt: skip


OPERATIONS: Final = (
    _list("people", "Person"),
    _entry("people", "Person", "antony-blinken"),
    _list("organizations", "Organization", COUNTRY_PARAMETERS),
    _entry("organizations", "Organization", "nato"),
    _list("places", "Place", COUNTRY_PARAMETERS),
    _entry("places", "Place", "brussels"),
    _list("topics", "Topic"),
    _entry("topics", "Topic", "hostages"),
    _list("sources", "Source"),
    _entry("sources", "Source", "tass-2023-11-27"),
)
