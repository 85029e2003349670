"""`/embed`, `/embed/builder`, `/embed.svg`, `/oembed`: the timeline as part of other pages, whatever these allow.

Request -> parameters -> `api.pages.embed` -> answer. A form of ours sends empty fields, so an empty value counts as not
given.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from api.http.answers import Answer, page_answer
from api.http.conditional import FRAME_POLICY, PAGE_POLICY, feed_policy
from api.http.negotiation import JSON, prefers_json
from api.http.request_errors import FormatNotOffered
from api.http.service import answered, open_snapshot, service
from api.openapi.members import shape
from api.openapi.operation import HTML, Form, Operation, in_json
from api.openapi.schema import ADDRESS, POSITIVE, TEXT, described
from api.pages.embed.addresses import Query, frame_query
from api.pages.embed.builder import builder_page, refused_builder
from api.pages.embed.frame import frame_page
from api.pages.embed.oembed import HEIGHT, WIDTH, as_json, as_xml, oembed_members
from api.pages.embed.picture import picture_answer
from api.parameters.embed_table import FORMAT, FRAME_PARAMETERS, OEMBED_PARAMETERS, PICTURE_PARAMETERS
from api.parameters.read import Params, read_params
from api.routes.widget import widget_script
from timeline import clock, ids
from timeline.errors import InvalidQuery, Problem
from timeline.model.query import EventQuery
from timeline.reading.snapshot import Snapshot
from timeline.render.embeds.picture import SVG_TYPE

blueprint = Blueprint("embeds", __name__)

SHAPES: Final = {
    "Oembed": shape(
        "The frame of a page (oEmbed 1.0, type rich).",
        "version type title provider_name provider_url cache_age width height html",
        **dict.fromkeys(("version", "type", "title", "provider_name"), TEXT),
        **dict.fromkeys(("cache_age", "width", "height"), POSITIVE),
        provider_url=ADDRESS,
        html=described("The frame as HTML."),
    ),
}

OPERATIONS: Final = (
    Operation(
        "getEmbedPage", "/embed", "embedding",
        "A page with the element and the next events, for frames; readable without script",
        (Form(HTML),), FRAME_PARAMETERS,
    ),
    Operation(
        "getEmbedPicture", "/embed.svg", "embedding",
        "The next ten events as a picture, for mail and pages without frames",
        (Form(SVG_TYPE),), PICTURE_PARAMETERS,
        description="600 pixels wide, without script, link or font. Where nothing lies ahead it has the newest events.",
    ),
    Operation(
        "getOembed", "/oembed", "embedding",
        "How to embed a page of this service, for programs (oEmbed 1.0)",
        (*in_json("Oembed"), Form("text/xml")), OEMBED_PARAMETERS, ("url",),
        description="For the addresses of the timeline, of events, people, organizations, places, topics and trips, and"
        " of `/embed`; all other addresses are not found.",
        problems=("not-found", "format-not-offered"),
    ),
)  # fmt: skip


@blueprint.get("/embed")
def frame() -> Response:
    """A bare page with the widget, for frames; it accepts the query's filters and the look of the element."""
    params = read_params(_without_blanks(), FRAME_PARAMETERS, now=clock.now())
    script = widget_script()
    key = ("embed", params.echo, params.now.date(), script.hash)
    return answered(key, FRAME_POLICY, lambda snapshot: page_answer(frame_page(snapshot, params, script.hash)), params)


@blueprint.get("/embed/builder")
def builder() -> Response:
    """The form that chooses an embed, its preview and its code; a refused choice gets the same page with 422."""
    now, given = clock.now(), _without_blanks()
    script = widget_script()
    try:
        params = read_params(given, FRAME_PARAMETERS, now=now)
        key = ("embed-builder", params.echo, now.date(), script.hash)
        names = (script.hash, script.integrity)
        return answered(key, PAGE_POLICY, lambda snapshot: page_answer(builder_page(snapshot, params, names)), params)
    except InvalidQuery as refused:
        if prefers_json(request.headers.get("Accept", "")):
            raise
        values = {name: tuple(given.getlist(name)) for name in given}
        with open_snapshot(Params(query=EventQuery(), now=now)) as snapshot:
            page = refused_builder(snapshot, values, refused.problems)
        return Response(page, 422, headers={"Cache-Control": "no-store"})


@blueprint.get("/embed.svg")
def picture() -> Response:
    """The next ten events as a picture, kept like a calendar."""
    params = read_params(request.args, PICTURE_PARAMETERS, now=clock.now())
    key = ("embed-picture", params.echo, params.now.date())
    return answered(key, feed_policy(params.now), lambda snapshot: picture_answer(snapshot, params), params)


@blueprint.get("/oembed")
def oembed() -> Response:
    """The frame of one page of this service, described for a program that embeds it."""
    now = clock.now()
    form = request.args.get("format", "json")
    if form not in FORMAT.allowed:
        raise FormatNotOffered
    asked = read_params(request.args, OEMBED_PARAMETERS, now=now)
    if "url" not in asked.values:
        raise InvalidQuery((Problem("url", "is missing: the address of the page to embed"),))
    try:
        query = frame_query(asked.values["url"][0], service().settings.base_url)
        if query is None:
            raise NotFound
        params = read_params(query, FRAME_PARAMETERS, now=now)
        limits = (asked.values.get("maxwidth", (WIDTH,))[0], asked.values.get("maxheight", (HEIGHT,))[0])
        key = ("oembed", params.echo, form, limits, now.date())
        return answered(
            key, FRAME_POLICY, lambda snapshot: _oembed_answer(snapshot, query, params, (form, limits)), params
        )
    except InvalidQuery:  # of the page's address: it leads to no page
        raise NotFound from None


def _oembed_answer(snapshot: Snapshot, query: Query, params: Params, wanted: tuple[str, tuple[int, int]]) -> Answer:
    form, limits = wanted
    members = oembed_members(snapshot, query, params, limits)
    body = as_xml(members) if form == "xml" else as_json(members)
    media_type = "text/xml; charset=utf-8" if form == "xml" else JSON
    return Answer(body=body, media_type=media_type, etag=ids.digest(body)[:32])


def _without_blanks() -> MultiDict[str, str]:
    """The parameters of a form without those left empty."""
    return MultiDict([(name, value) for name, value in request.args.items(multi=True) if value])
