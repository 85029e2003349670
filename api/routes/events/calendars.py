"""The query and one event as calendars: iCalendar and jCal, never in pages."""

from __future__ import annotations

from functools import partial

from flask import request
from werkzeug.wrappers import Response

from api.feeds import feed_answer, policy_of_day, single_event_feed
from api.http.service import answered
from api.parameters.read import read_params
from api.parameters.table import EVENT_FEED_PARAMETERS, FEED_PARAMETERS
from api.routes.events.about_event import OneEvent, answer_about
from timeline import clock
from timeline.reading.feeds.feed import Feed, Form


def list_as_calendar(form: Form) -> Response:
    """The query as a calendar."""
    now = clock.now()
    params = read_params(request.args, FEED_PARAMETERS, now=now)
    feed = Feed(path="/v1/events", query=params.query, options=params.feed, echo=params.echo, form=form)
    key = ("events", form, params.echo, now.date())
    return answered(key, policy_of_day(now), lambda snapshot: feed_answer(snapshot, feed), params)


def event_as_calendar(form: Form, key: str, suffix: str) -> Response:
    """One event as a calendar of its own."""
    kind = OneEvent(
        name=form.value,
        accepted=EVENT_FEED_PARAMETERS,
        build=partial(single_event_feed, form=form),
        policy=policy_of_day(clock.now()),
    )
    return answer_about(kind, key, suffix)
