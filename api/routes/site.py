"""Pages for people: the events, `/people/…`, `/organizations/…`, `/places/…`, `/trips/…`, `/subscribe`, `/docs`.

Request -> the parameters of the query -> `api.pages` -> template. The forms are plain GET forms, so an empty value
counts as not given; `year` means its first and last day.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from urllib.parse import quote

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from api.http.answers import page_answer
from api.http.conditional import PAGE_POLICY
from api.http.errors import known_problems
from api.http.negotiation import prefers_json
from api.http.service import answered, open_snapshot
from api.pages.docs.page import docs_page
from api.pages.event_page import event_page
from api.pages.story_page import pinned_page, story_page
from api.pages.subscribe.form import PARAMETERS as SUBSCRIBE_PARAMETERS
from api.pages.subscribe.page import refused_page, subscribe_page
from api.pages.trip_page import trip_page
from api.parameters.read import Params, read_params, without_blanks
from api.parameters.table import CURSOR, FILTERS, KNOWN_AT, NO_PARAMETERS, YEAR, Parameter
from api.routes.description import description_at
from timeline import clock
from timeline.errors import EventMoved, InvalidQuery
from timeline.model.query import EventQuery
from timeline.reading.snapshot import Snapshot

blueprint = Blueprint("site", __name__)

_FROM = next(parameter for parameter in FILTERS if parameter.name == "from")
_TO = next(parameter for parameter in FILTERS if parameter.name == "to")
_ORDER = Parameter("sort", "word", "Pages only: oldest or newest first.", ("start", "-start"))
_STORY_PARAMETERS = (*FILTERS, YEAR, _ORDER, CURSOR)
_PINNED_PARAMETERS = (KNOWN_AT, _FROM, _TO, _ORDER, CURSOR)


@blueprint.get("/")
def story() -> Response:
    """All events as a list by month, with filters."""
    now = clock.now()
    params = read_params(without_blanks(request.args), _STORY_PARAMETERS, now=now)
    return _page(("story", params.echo, now.date()), lambda snapshot: story_page(snapshot, params), params)


@blueprint.get("/events/<slug>")
def event(slug: str) -> AnyResponse:
    """Everything about one event: what is shown, who says it, and what was known before."""
    now = clock.now()
    params = read_params(without_blanks(request.args), (KNOWN_AT,), now=now)
    key = ("event-page", slug, params.echo, now.date())
    try:
        return _page(key, lambda snapshot: event_page(snapshot, slug, params), params)
    except EventMoved as moved:
        return redirect(f"/events/{quote(moved.slug, safe='')}", 308)


@blueprint.get("/<any(people, organizations, places, topics, sources, trips):folder>/<slug>")
def pinned(folder: str, slug: str) -> AnyResponse:
    """The events of one person, organization, place, topic, source or trip."""
    now = clock.now()
    params = read_params(without_blanks(request.args), _PINNED_PARAMETERS, now=now)
    key = (folder, slug, params.echo, now.date())
    if folder == "trips":
        build: Callable[[Snapshot], str] = lambda snapshot: trip_page(snapshot, slug, params)  # noqa: E731
    else:
        build = lambda snapshot: pinned_page(snapshot, folder, slug, params)  # noqa: E731
    try:
        return _page(key, build, params)
    except EventMoved as moved:
        return redirect(f"/{folder}/{quote(moved.slug, safe='')}", 308)


@blueprint.get("/subscribe")
def subscribe() -> Response:
    """The form that chooses a feed, and the chosen feed.

    A refused choice gets the same page with 422: the values stay, and each fault is beside its field. A client that
    prefers JSON gets a problem instead.
    """
    now, given = clock.now(), without_blanks(request.args)
    try:
        params = read_params(given, SUBSCRIBE_PARAMETERS, now=now)
        key = ("subscribe", params.echo, now.date())  # the preview begins today
        return _page(key, lambda snapshot: subscribe_page(snapshot, params), params)
    except InvalidQuery as refused:
        if prefers_json(request.headers.get("Accept", "")):
            raise
        values = {name: tuple(given.getlist(name)) for name in given}
        with open_snapshot(Params(query=EventQuery(), now=now)) as snapshot:
            page = refused_page(snapshot, values, refused.problems)
        return Response(page, 422, headers={"Cache-Control": "no-store"})


@blueprint.get("/docs")
def docs() -> Response:
    """What the API accepts and answers, for people."""
    params = read_params(request.args, NO_PARAMETERS, now=clock.now())
    return _page(("docs",), lambda snapshot: docs_page(snapshot, description_at(snapshot.links.base_url)), params)


@blueprint.get("/problems/<code>")
def problem(code: str) -> Response:
    """What the `type` of a problem means."""
    read_params(request.args, NO_PARAMETERS, now=clock.now())
    kind = known_problems().get(code)
    if kind is None:
        raise NotFound
    page = render_template("problem.html", code=code, kind=kind)
    return Response(page, headers={"Cache-Control": "public, max-age=300"})


def _page(key: Hashable, build: Callable[[Snapshot], str], params: Params) -> Response:
    return answered(key, PAGE_POLICY, lambda snapshot: page_answer(build(snapshot)), params)
