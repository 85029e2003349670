"""`/v1/events` and what lies below it: the query and one event in every form, and what is recorded about an event.

Request -> the form of its suffix or of Accept (`_FORMS`) -> the module of that form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from flask import Blueprint, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from api.http.negotiation import CALENDAR, JSON, chosen_form
from api.routes.events.about_event import answer_about
from api.routes.events.calendars import event_as_calendar, list_as_calendar
from api.routes.events.forms import event_in_form, list_in_form
from api.routes.events.json_event import event_as_json
from api.routes.events.json_list import list_as_json
from api.routes.events.records import HISTORY, REPORTS, REVISIONS
from timeline.reading.feeds.feed import FeedForm
from timeline.render.forms.table import FORMS, EventForm

blueprint = Blueprint("events", __name__, url_prefix="/v1")


@blueprint.get("/events")
def negotiated_list() -> Response:
    """The list in the form that Accept asks for; JSON unless another one is named."""
    return _with_vary(_negotiated().answer_list(), "Accept, Accept-Encoding, Authorization")


@blueprint.get("/events/<key>")
def one_event(key: str) -> Response:
    """One event by id or slug, in the form of its suffix or of Accept."""
    if key.lower().endswith(FeedForm.ICS.value):
        return event_as_calendar(FeedForm.ICS, key[: -len(FeedForm.ICS.value)].lower(), FeedForm.ICS.value)
    for form in _FORMS:
        if key.endswith(form.suffix) and key != form.suffix:
            return form.answer_event(key.removesuffix(form.suffix), form.suffix)
    return _with_vary(_negotiated().answer_event(key, ""), "Accept, Accept-Encoding, Authorization")


@blueprint.get("/events.ics/")
def list_as_calendar_with_slash() -> Response:
    """The query as a calendar: a slash at the end is understood."""
    return list_as_calendar(FeedForm.ICS)


@blueprint.get("/events/<key>/")
def one_event_with_slash(key: str) -> Response:
    """One event as a calendar: there a slash at the end is understood."""
    if not key.lower().endswith(FeedForm.ICS.value):
        raise NotFound
    return one_event(key)


@blueprint.get("/events/<key>/reports")
def reports(key: str) -> Response:
    """What the sources said about an event, report by report, oldest first."""
    return answer_about(REPORTS, key, "/reports")


@blueprint.get("/events/<key>/history")
def history(key: str) -> Response:
    """The states of an event by the time from which the public could know them."""
    return answer_about(HISTORY, key, "/history")


@blueprint.get("/events/<key>/revisions")
def revisions(key: str) -> Response:
    """The numbered states of an event, oldest first."""
    return answer_about(REVISIONS, key, "/revisions")


@dataclass(frozen=True, slots=True, kw_only=True)
class _AddressedForm:
    """One form with its suffix, and how it is answered; `media_type` is None for a form that is never negotiated.

    `answer_event` takes the key without the suffix, and the suffix of the address (empty if the form was negotiated).
    """

    suffix: str
    media_type: str | None
    answer_list: Callable[[], Response]
    answer_event: Callable[[str, str], Response]


def _calendar(form: FeedForm, media_type: str | None) -> _AddressedForm:
    return _AddressedForm(
        suffix=form.value,
        media_type=media_type,
        answer_list=partial(list_as_calendar, form),
        answer_event=partial(event_as_calendar, form),
    )


def _written(form: EventForm) -> _AddressedForm:
    return _AddressedForm(
        suffix=form.suffix,
        media_type=form.media_type,
        answer_list=partial(list_in_form, form),
        answer_event=partial(event_in_form, form),
    )


_FORMS: Final = (
    _calendar(FeedForm.JCAL, None),
    _AddressedForm(suffix=".json", media_type=JSON, answer_list=list_as_json, answer_event=event_as_json),
    _calendar(FeedForm.ICS, CALENDAR),
    *map(_written, FORMS),
)
"""A suffix stands before any that it ends with. JSON is the first negotiated form, which is the default."""

_NEGOTIATED: Final = {form.media_type: form for form in _FORMS if form.media_type is not None}

for _form in _FORMS:
    _name = _form.suffix.removeprefix(".").replace(".", "_")
    blueprint.add_url_rule(f"/events{_form.suffix}", f"{_name}_list", _form.answer_list, methods=["GET"])


def _negotiated() -> _AddressedForm:
    return _NEGOTIATED[chosen_form(request.headers.get("Accept", ""), tuple(_NEGOTIATED))]


def _with_vary(response: Response, names: str) -> Response:
    response.headers["Vary"] = names
    return response
