"""`/v1/events` and what lies below it: the query as JSON or iCal, one event, its history and its revisions.

Parameters -> EventQuery -> `store.event_view` -> stored bytes joined -> `service.answered`.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from api.answers import Answer
from api.conditional import API_POLICY, CachePolicy
from api.event_list import list_answer
from api.events import EventMoved, event_document, history_document, revisions_document
from api.feed import Feed, Form
from api.feeds import feed_answer, policy_of_day, single_event_feed, single_event_jcal
from api.negotiation import CALENDAR, JSON, chosen_form
from api.params import (
    EVENT_FEED_PARAMETERS,
    EVENT_PARAMETERS,
    FEED_PARAMETERS,
    LIST_PARAMETERS,
    STATE_PARAMETERS,
    Parameter,
    Params,
    query_string,
    read_params,
)
from api.service import Reading, answered
from timeline import clock

blueprint = Blueprint("events", __name__, url_prefix="/v1")

_FORMS = (JSON, CALENDAR)


@blueprint.get("/events")
def negotiated_list() -> AnyResponse:
    """The list in the form that Accept asks for; JSON unless text/calendar is named."""
    if chosen_form(request.headers.get("Accept", ""), _FORMS) == CALENDAR:
        return _with_vary(calendar_list())
    return _with_vary(json_list())


@blueprint.get("/events.json")
def json_list() -> Response:
    """The list as JSON, in pages."""
    now = clock.now()
    params = read_params(request.args, LIST_PARAMETERS, now=now)
    path = request.path
    return answered((path, params.echo), API_POLICY, lambda found: list_answer(found, params, path), now=now)


@blueprint.get("/events.ics")
def calendar_list() -> Response:
    """The query as a calendar: never paged, never negotiated."""
    return _calendar_list(Form.ICS)


@blueprint.get("/events.jcal.json")
def jcal_list() -> Response:
    """The same calendar as jCal (RFC 7265)."""
    return _calendar_list(Form.JCAL)


def _calendar_list(form: Form) -> Response:
    now = clock.now()
    params = read_params(request.args, FEED_PARAMETERS, now=now)
    feed = Feed(path="/v1/events", query=params.query, options=params.feed, echo=params.echo, form=form)
    key = ("events", form, params.echo, now.date())
    return answered(key, policy_of_day(now), lambda found: feed_answer(found, feed), now=now)


@blueprint.get("/events/<key>")
def one_event(key: str) -> AnyResponse:
    """One event by id or slug, in the form of its suffix or of Accept."""
    if key.endswith(Form.JCAL.value) and key != Form.JCAL.value:
        stem = key.removesuffix(Form.JCAL.value)
        return _of_one(stem, Form.JCAL.value, EVENT_FEED_PARAMETERS, policy_of_day(clock.now()), single_event_jcal)
    stem, _, suffix = key.rpartition(".")
    if stem and suffix == "ics":
        return _calendar_of(stem, ".ics")
    if stem and suffix == "json":
        return _json_of(stem, ".json")
    is_calendar = chosen_form(request.headers.get("Accept", ""), _FORMS) == CALENDAR
    return _with_vary(_calendar_of(key, "") if is_calendar else _json_of(key, ""))


@blueprint.get("/events/<key>/history")
def history(key: str) -> AnyResponse:
    """The states of an event by the time from which the public could know them."""
    return _of_one(key, "/history", STATE_PARAMETERS, API_POLICY, history_document)


@blueprint.get("/events/<key>/revisions")
def revisions(key: str) -> AnyResponse:
    """The numbered states of an event, oldest first."""
    return _of_one(key, "/revisions", STATE_PARAMETERS, API_POLICY, revisions_document)


def _json_of(key: str, suffix: str) -> AnyResponse:
    return _of_one(key, suffix, EVENT_PARAMETERS, API_POLICY, event_document)


def _calendar_of(key: str, suffix: str) -> AnyResponse:
    return _of_one(key, suffix, EVENT_FEED_PARAMETERS, policy_of_day(clock.now()), single_event_feed)


def _of_one(
    key: str,
    suffix: str,
    accepted: tuple[Parameter, ...],
    policy: CachePolicy,
    build: Callable[[Reading, str, Params], Answer],
) -> AnyResponse:
    """The answer about one event; a merged one is permanently found at its survivor (R14)."""
    now = clock.now()
    params = read_params(request.args, accepted, now=now)
    try:
        return answered((build.__name__, key, params.echo), policy, lambda found: build(found, key, params), now=now)
    except EventMoved as moved:
        query = f"?{query_string(params.echo)}" if params.echo else ""
        return redirect(f"/v1/events/{quote(moved.slug, safe='')}{suffix}{query}", 308)


def _with_vary(response: AnyResponse) -> AnyResponse:
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return response
