"""`/v1/people`, `/v1/organizations`, `/v1/places`, `/v1/topics`, `/v1/sources`: lists and one of each."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request

from api.http.answers import Answer, json_answer
from api.http.conditional import API_POLICY
from api.http.paging.walk import Walk, link_to_next
from api.http.service import answered
from api.openapi.members import shape
from api.openapi.operation import Operation, PathParameter, in_json
from api.openapi.schema import ADDRESS, COUNT, DAY, FLAG, SLUG, TEXT, described, many, maybe, ref
from api.openapi.shapes import page
from api.parameters.read import Params, query_echo, read_params
from api.parameters.table import COUNT as COUNT_MATCHES
from api.parameters.table import CURSOR, FILTERS, KNOWN_AT, LANG, LIMIT, Parameter
from timeline import clock
from timeline.model.catalogue.folders import Folder
from timeline.model.catalogue.listing import EntryQuery
from timeline.model.query import PageRequest
from timeline.reading.catalogue import find_entries, find_entry
from timeline.reading.snapshot import Snapshot, view_begins_at
from timeline.render.json.catalogue import entry_json, entry_list_json

blueprint = Blueprint("catalogue", __name__, url_prefix="/v1")

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


def _list_operation(folder: str, name: str, parameters: tuple[Parameter, ...] = CATALOGUE_PARAMETERS) -> Operation:
    summary = f"The {folder} that public events mention, in pages"
    return Operation(
        f"list{folder.capitalize()}", f"/v1/{folder}", "catalogue", summary, in_json(f"{name}List"), parameters
    )


def _entry_operation(folder: str, name: str, sample: str) -> Operation:
    schema, word = (_SOURCE_ID, "Id") if name == "Source" else (SLUG, "Slug")
    return Operation(
        f"get{name}", f"/v1/{folder}/{{slug}}", "catalogue", f"One {name.lower()}, with the number of public events",
        in_json(name), ENTRY_PARAMETERS, problems=("catalogue-entry-not-found",),
        path_parameters=(PathParameter("slug", schema, f"{word} of the {name.lower()}.", sample),),
    )  # fmt: skip


OPERATIONS: Final = (
    _list_operation("people", "Person"),
    _entry_operation("people", "Person", "antony-blinken"),
    _list_operation("organizations", "Organization", COUNTRY_PARAMETERS),
    _entry_operation("organizations", "Organization", "nato"),
    _list_operation("places", "Place", COUNTRY_PARAMETERS),
    _entry_operation("places", "Place", "brussels"),
    _list_operation("topics", "Topic"),
    _entry_operation("topics", "Topic", "hostages"),
    _list_operation("sources", "Source"),
    _entry_operation("sources", "Source", "tass-2023-11-27"),
)

_NOT_IN_CURSOR: Final = ("cursor", "limit", "count")
"""Parameters that may change from page to page."""


@blueprint.get("/<any(people, topics, sources):name>")
def list_of_entries(name: str) -> Response:
    """People, topics or sources that public events mention, with the number of those events."""
    return _list(Folder(name), CATALOGUE_PARAMETERS)


@blueprint.get("/<any(organizations, places):name>")
def list_in_countries(name: str) -> Response:
    """Organizations or places that public events mention; a place also if an event takes place within it."""
    return _list(Folder(name), COUNTRY_PARAMETERS)


@blueprint.get("/<any(people, organizations, places, topics, sources):name>/<slug>")
def one_entry(name: str, slug: str) -> Response:
    """One entry, with the number of public events that mention it; a person with the offices held."""
    folder = Folder(name)
    params = read_params(request.args, ENTRY_PARAMETERS, now=clock.now())

    def build(snapshot: Snapshot) -> Answer:
        body = entry_json(find_entry(snapshot, folder, slug, params.feed.lang), folder, snapshot.links)
        return json_answer(folder, body)

    return answered((folder, slug, params.echo), API_POLICY, build, params)


def _list(folder: Folder, accepted: tuple[Parameter, ...]) -> Response:
    params = read_params(request.args, accepted, now=clock.now())
    return answered((folder, params.echo), API_POLICY, lambda snapshot: _list_answer(snapshot, folder, params), params)


def _list_answer(snapshot: Snapshot, folder: Folder, params: Params) -> Answer:
    filters = [(name, values) for name, values in params.echo if name not in _NOT_IN_CURSOR]
    walk = Walk.of(params, folder, filters, starts_at=view_begins_at(snapshot))
    query = EntryQuery(folder=folder, lang=params.feed.lang, countries=params.query.country, q=params.query.q or "")
    page_request = PageRequest(limit=params.limit, after=walk.after, with_count=params.with_count)
    page = find_entries(snapshot.seen_at(walk.at), query, page_request)
    next_url = None
    if page.next is not None:
        next_url = f"{snapshot.links.base_url}/v1/{folder}?{walk.next_query(params, page.next)}"
    body = entry_list_json(
        page,
        snapshot.render,
        next_url=next_url,
        query_echo=query_echo(params),
        known_at=params.known_at,
    )
    return json_answer(folder, body, link=link_to_next(next_url))
