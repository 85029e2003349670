"""The query and one event as calendars: iCalendar and jCal, never in pages."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from api.http.answers import Answer, calendar_answer
from api.http.conditional import feed_policy
from api.http.service import answered
from api.parameters.read import Params, read_params
from api.parameters.shared_links import without_added
from api.parameters.table import EVENT_FEED_PARAMETERS, FEED_PARAMETERS
from api.routes.events.about_event import OneEvent, answer_about
from timeline import clock
from timeline.reading.feeds.calendars import event_calendar, query_calendar
from timeline.reading.feeds.feed import FeedForm, FeedRequest
from timeline.reading.snapshot import Snapshot


def list_as_calendar(form: FeedForm) -> Response:
    """The query as a calendar."""
    now = clock.now()
    is_shared = request.path.rstrip("/").endswith(FeedForm.ICS.value)
    args = without_added(request.args) if is_shared else request.args
    params = read_params(args, FEED_PARAMETERS, now=now)
    feed_request = _feed_request(params, form)
    key = ("events", form, params.echo, now.date())
    return answered(
        key, feed_policy(now), lambda snapshot: calendar_answer(query_calendar(snapshot, feed_request)), params
    )


def event_as_calendar(form: FeedForm, key: str, suffix: str) -> Response:
    """One event as a calendar of its own; a removed event leaves it at a midnight."""
    now = clock.now()

    def build(snapshot: Snapshot, key: str, params: Params) -> Answer:
        return calendar_answer(event_calendar(snapshot, key, _feed_request(params, form)))

    kind = OneEvent(
        name=form.value,
        accepted=EVENT_FEED_PARAMETERS,
        build=build,
        policy=feed_policy(now),
        depends_on=now.date(),
    )
    return answer_about(kind, key, suffix)


def _feed_request(params: Params, form: FeedForm) -> FeedRequest:
    return FeedRequest(query=params.query, options=params.feed, echo=params.echo, form=form)
