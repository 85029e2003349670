"""The query and one event in the forms of `timeline.render.forms.table`: a whole list, one page of it, or one event.

The ETag is made from the bytes, so it covers everything that they depend on: language, catalogue, addresses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Final

from flask import request
from werkzeug.wrappers import Response

from api.http.answers import Answer
from api.http.conditional import API_POLICY, FEED_POLICY, CachePolicy
from api.http.event_json import object_shape
from api.http.paging.walk import Walk, link_to_next, page_query
from api.http.service import answered
from api.http.spool import spooled
from api.parameters.read import Params, read_params
from api.parameters.table import FORM_EVENT_PARAMETERS, FORM_LIST_PARAMETERS
from api.routes.events.about_event import OneEvent, answer_about
from timeline import clock
from timeline.model.query import PageRequest
from timeline.reading.events import every_event, find_page, shown_event
from timeline.reading.names.public_names import check_names
from timeline.reading.names.titles import local_event_title
from timeline.reading.snapshot import Snapshot, view_begins_at
from timeline.render.forms.settings import FormHead, FormSettings
from timeline.render.forms.table import EventForm
from timeline.render.forms.title import list_title
from timeline.render.json.event_object import event_object
from timeline.render.links import query_string

_PAGING: Final = ("cursor", "limit", "lang")
_NOT_ON_PAGES: Final = (*_PAGING, "sort")


def list_in_form(form: EventForm) -> Response:
    """The list in this form."""
    params = read_params(request.args, FORM_LIST_PARAMETERS, now=clock.now())
    key = ("events", form.suffix, params.echo)
    return answered(key, _policy(form), lambda snapshot: _list_answer(snapshot, form, params), params)


def event_in_form(form: EventForm, key: str, suffix: str) -> Response:
    """One event in this form."""
    kind = OneEvent(
        name=form.suffix,
        accepted=FORM_EVENT_PARAMETERS,
        build=partial(_event_answer, form),
        policy=_policy(form),
    )
    return answer_about(kind, key, suffix)


def _policy(form: EventForm) -> CachePolicy:
    return FEED_POLICY if form.is_paged else API_POLICY


def _list_answer(snapshot: Snapshot, form: EventForm, params: Params) -> Answer:
    """A page if the form is paged or a limit is given, else all events of the query."""
    filters = [(name, values) for name, values in params.echo if name not in _PAGING]
    walk = Walk.of(params, form.suffix, filters, starts_at=view_begins_at(snapshot))
    check_names(snapshot.session, params.query, sight=snapshot.present)
    query = params.query if "sort" in params.values else replace(params.query, sort=form.sort)
    seen, settings, head = snapshot.seen_at(walk.at), _settings(snapshot, params), _list_head(snapshot, form, params)
    if not form.is_paged and "limit" not in params.values:
        return _answer(form, form.write(every_event(seen, query, after=walk.after), settings, head), "events")
    page = find_page(seen, query, PageRequest(limit=params.limit, after=walk.after))
    next_url = None if page.next is None else _list_url(snapshot, form, walk.next_query(params, page.next))
    updated_at = max((event.updated_at for event in page.events), default=None)
    pieces = form.write(page.events, settings, replace(head, next_url=next_url, updated_at=updated_at))
    return replace(_answer(form, pieces, "events"), link=link_to_next(next_url))


def _event_answer(form: EventForm, snapshot: Snapshot, key: str, params: Params) -> Answer:
    stored = shown_event(snapshot, key)
    query = f"?{query_string(params.echo)}" if params.echo else ""
    head = FormHead(
        title=local_event_title(stored, snapshot.catalogue, params.feed.lang),
        name=f"/v1/events/{stored.event_id}{form.suffix}",
        self_url=f"{snapshot.links.self_url(stored.slug)}{form.suffix}{query}",
        page_url=snapshot.links.html_url(stored.slug),
        updated_at=stored.updated_at,
    )
    return _answer(form, form.write((stored,), _settings(snapshot, params), head), stored.slug)


def _settings(snapshot: Snapshot, params: Params) -> FormSettings:
    return FormSettings(
        render=snapshot.render,
        catalogue=snapshot.catalogue,
        lang=params.feed.lang,
        write_object=partial(event_object, shape=object_shape(snapshot, params)),
    )


def _list_head(snapshot: Snapshot, form: EventForm, params: Params) -> FormHead:
    filters = [(name, values) for name, values in params.echo if name not in _NOT_ON_PAGES]
    query = f"?{query_string(filters)}" if filters else ""
    return FormHead(
        title=list_title(filters, snapshot.catalogue, params.feed.lang),
        name=f"/v1/events{form.suffix}{query}",
        self_url=_list_url(snapshot, form, page_query(params, params.cursor)),
        first_url=_list_url(snapshot, form, page_query(params, None)),
        page_url=f"{snapshot.links.base_url}/{query}",
    )


def _list_url(snapshot: Snapshot, form: EventForm, query: str) -> str:
    """The address with the form's suffix, also where the form was negotiated."""
    return f"{snapshot.links.base_url}/v1/events{form.suffix}" + (f"?{query}" if query else "")


def _answer(form: EventForm, pieces: Iterable[bytes], filename: str) -> Answer:
    body = spooled(pieces)
    answer = Answer(
        body=b"",
        media_type=form.content_type,
        etag=body.digest[:32],
        filename=f"{filename}{form.suffix}" if form.is_file else None,
    )
    if body.is_small:
        return replace(answer, body=body.read())
    return replace(answer, large_size=body.size, file=body.file)
