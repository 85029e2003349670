"""`/v1/events` and what lies below it: the query and one event in every form, an event's history and revisions.

Request -> the form of its suffix or of Accept (`_FORMS`) -> parameters -> `service.answered` with that form's builder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final
from urllib.parse import quote

from flask import Blueprint, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from api.event_list import list_answer
from api.events import event_document, history_document, reports_document, revisions_document, shown_event
from api.forms import answers
from api.http.answers import Answer, calendar_answer
from api.http.conditional import API_POLICY, FEED_POLICY, CachePolicy, feed_policy
from api.http.negotiation import CALENDAR, JSON, chosen_form
from api.http.service import answered
from api.parameters.params import (
    EVENT_FEED_PARAMETERS,
    EVENT_PARAMETERS,
    FEED_PARAMETERS,
    FORM_EVENT_PARAMETERS,
    FORM_LIST_PARAMETERS,
    LIST_PARAMETERS,
    STATE_PARAMETERS,
    Parameter,
    Params,
    read_params,
)
from api.writes.tags import write_tag, writing_etag
from timeline import clock
from timeline.errors import EventMoved
from timeline.model.api_key import ApiKey
from timeline.operations.rights import Rights
from timeline.reading.feeds.calendars import event_calendar, query_calendar
from timeline.reading.feeds.feed import FeedForm, FeedRequest
from timeline.reading.snapshot import Snapshot
from timeline.render.forms.table import FORMS, EventForm
from timeline.render.links import query_string

blueprint = Blueprint("events", __name__, url_prefix="/v1")

Builder = Callable[[Snapshot, str, Params], Answer]


@blueprint.get("/events")
def negotiated_list() -> AnyResponse:
    """The list in the form that Accept asks for; JSON unless another one is named."""
    return _with_vary(_negotiated().answer_list())


@blueprint.get("/events/<key>")
def one_event(key: str) -> AnyResponse:
    """One event by id or slug, in the form of its suffix or of Accept."""
    for form in _FORMS:
        if key.endswith(form.suffix) and key != form.suffix:
            return form.answer_event(key.removesuffix(form.suffix), form.suffix)
    return _with_vary(_negotiated().answer_event(key, ""), "Accept, Accept-Encoding, Authorization")


@blueprint.get("/events/<key>/reports")
def reports(key: str) -> AnyResponse:
    """What was said of an event, report by report, oldest first."""
    return _of_one(key, "/reports", STATE_PARAMETERS, API_POLICY, reports_document)


@blueprint.get("/events/<key>/history")
def history(key: str) -> AnyResponse:
    """The states of an event by the time from which the public could know them."""
    return _of_one(key, "/history", STATE_PARAMETERS, API_POLICY, history_document)


@blueprint.get("/events/<key>/revisions")
def revisions(key: str) -> AnyResponse:
    """The numbered states of an event, oldest first."""
    return _of_one(key, "/revisions", STATE_PARAMETERS, API_POLICY, revisions_document)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Addressed:
    """One form with its suffix, and how it is answered; `media_type` is None for what is never negotiated.

    `answer_event` takes the key without the suffix, and the suffix that was there (none if negotiated).
    """

    suffix: str
    media_type: str | None
    answer_list: Callable[[], AnyResponse]
    answer_event: Callable[[str, str], AnyResponse]


def _json_list() -> AnyResponse:
    """The list as JSON, in pages."""
    now = clock.now()
    params = read_params(request.args, LIST_PARAMETERS, now=now)
    path = request.path
    return answered((path, params.echo), API_POLICY, lambda snapshot: list_answer(snapshot, params, path), params)


def _json_event(key: str, suffix: str) -> AnyResponse:
    """The event as JSON; with a key its ETag serves If-Match too, so no cache may give the one for the other."""
    asker: ApiKey | None = g.get("api_key")
    build = event_document if asker is None else partial(_event_for_writer, Rights(frozenset(asker.scopes)))
    response = _of_one(
        key, suffix, EVENT_PARAMETERS, API_POLICY, build, "event for writers" if asker else "", is_kept=asker is None
    )
    return _with_vary(response, "Accept-Encoding, Authorization")


def _event_for_writer(rights: Rights, snapshot: Snapshot, key: str, params: Params) -> Answer:
    """The same answer, its ETag with the write tag behind it; a state of an earlier day is nothing to write on."""
    answer = event_document(snapshot, key, params)
    if params.known_at is not None:
        return answer
    event_id = shown_event(snapshot, key, at=snapshot.now).event_id
    tag = write_tag(snapshot.session, event_id, rights=rights, at=snapshot.now)
    return replace(answer, etag=writing_etag(answer.etag, tag))


def _calendar_list(form: FeedForm) -> AnyResponse:
    """The query as a calendar: never paged."""
    now = clock.now()
    params = read_params(request.args, FEED_PARAMETERS, now=now)
    asked = _feed_request(params, form)
    key = ("events", form, params.echo, now.date())
    return answered(key, feed_policy(now), lambda snapshot: calendar_answer(query_calendar(snapshot, asked)), params)


def _calendar_event(form: FeedForm, key: str, suffix: str) -> AnyResponse:
    def build(snapshot: Snapshot, key: str, params: Params) -> Answer:
        return calendar_answer(event_calendar(snapshot, key, _feed_request(params, form)))

    return _of_one(key, suffix, EVENT_FEED_PARAMETERS, feed_policy(clock.now()), build, form.value)


def _feed_request(params: Params, form: FeedForm) -> FeedRequest:
    return FeedRequest(query=params.query, options=params.feed, echo=params.echo, form=form)


def _list_in(form: EventForm) -> AnyResponse:
    """The list in a form that is written from stored events."""
    now = clock.now()
    params = read_params(request.args, FORM_LIST_PARAMETERS, now=now)
    key = ("events", form.suffix, params.echo)
    return answered(
        key,
        FEED_POLICY if form.is_paged else API_POLICY,
        lambda snapshot: answers.list_answer(snapshot, form, params),
        params,
    )


def _event_in(form: EventForm, key: str, suffix: str) -> AnyResponse:
    build = partial(answers.event_answer, form=form)
    return _of_one(key, suffix, FORM_EVENT_PARAMETERS, FEED_POLICY if form.is_paged else API_POLICY, build, form.suffix)


_FORMS: Final = (
    _Addressed(
        suffix=FeedForm.JCAL.value,
        media_type=None,
        answer_list=partial(_calendar_list, FeedForm.JCAL),
        answer_event=partial(_calendar_event, FeedForm.JCAL),
    ),
    _Addressed(suffix=".json", media_type=JSON, answer_list=_json_list, answer_event=_json_event),
    _Addressed(
        suffix=FeedForm.ICS.value,
        media_type=CALENDAR,
        answer_list=partial(_calendar_list, FeedForm.ICS),
        answer_event=partial(_calendar_event, FeedForm.ICS),
    ),
    *(
        _Addressed(
            suffix=form.suffix,
            media_type=form.media_type,
            answer_list=partial(_list_in, form),
            answer_event=partial(_event_in, form),
        )
        for form in FORMS
    ),
)
"""Longer suffixes before those that they end with; of the negotiated ones JSON first, which Accept prefers."""

_NEGOTIATED: Final = {form.media_type: form for form in _FORMS if form.media_type is not None}

for _form in _FORMS:
    _name = _form.suffix.removeprefix(".").replace(".", "_")
    blueprint.add_url_rule(f"/events{_form.suffix}", f"{_name}_list", _form.answer_list, methods=["GET"])


def _negotiated() -> _Addressed:
    return _NEGOTIATED[chosen_form(request.headers.get("Accept", ""), tuple(_NEGOTIATED))]


def _of_one(
    key: str, suffix: str, accepted: tuple[Parameter, ...], policy: CachePolicy, build: Builder, form: str = "",
    *, is_kept: bool = True,
) -> AnyResponse:  # fmt: skip
    """The answer about one event; a merged one is permanently found at its survivor (R14)."""
    now = clock.now()
    params = read_params(request.args, accepted, now=now)
    try:
        asked = (form or build.__name__, key, params.echo)
        return answered(asked, policy, lambda snapshot: build(snapshot, key, params), params, is_kept=is_kept)
    except EventMoved as moved:
        query = f"?{query_string(params.echo)}" if params.echo else ""
        return redirect(f"/v1/events/{quote(moved.slug, safe='')}{suffix}{query}", 308)


def _with_vary(response: AnyResponse, names: str = "Accept, Accept-Encoding") -> AnyResponse:
    response.headers["Vary"] = names
    return response
