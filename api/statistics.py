"""A statistic as an answer: rows with labels, the counting rule and an address that gives the same numbers again.

Params -> names checked (R10) -> `store.views.statistics` -> labels of the catalogue -> JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import orjson

from api.catalogue_entries import Named
from api.http.answers import Answer
from api.http.conditional import strong_etag
from api.http.negotiation import JSON
from api.parameters.params import Params, query_echo
from timeline.errors import InvalidQuery, Problem
from timeline.model.catalogue.entries import Catalogue
from timeline.model.sight import Public
from timeline.model.statistics import Group, Unit, counting_rule
from timeline.model.vocabulary import EventKind
from timeline.reading.country_names import country_names
from timeline.reading.names import check_names
from timeline.reading.snapshot import Snapshot
from timeline.render.json.event import instant_text
from timeline.render.links import query_string
from timeline.render.local_names import local_name
from timeline.render.words.languages import words_of
from timeline.store.views.statistics import count_events, newest_change


def asked_group(params: Params) -> Group:
    """The group asked for. Raises InvalidQuery naming the allowed ones if none is."""
    if "group_by" not in params.values:
        raise InvalidQuery((Problem("group_by", f"is missing; allowed: {', '.join(Group)}"),))
    return Group(params.values["group_by"][0])


def statistics_document(snapshot: Snapshot, params: Params) -> Answer:
    """The rows by value, largest first, then key; `known_at` is the instant from which on the numbers are these."""
    group, unit = asked_group(params), Unit(params.values.get("unit", (Unit.EVENTS,))[0])
    check_names(snapshot.session, params.query, sight=Public(snapshot.now))
    known_at = params.known_at or newest_change(snapshot.session, at=snapshot.now) or snapshot.now
    statistic = count_events(snapshot.session, params.query, group, unit, sight=Public(known_at))
    places = (
        count_events(snapshot.session, params.query, Group.PLACE, unit, sight=Public(known_at)).rows
        if group is Group.COUNTRY
        else ()
    )
    labels = _labels(snapshot.catalogue, group, params.feed.lang, [row.key for row in places])
    members = {
        "rows": [{"key": row.key, "label": labels.get(row.key, row.key), "value": row.value} for row in statistic.rows],
        "unit": unit,
        "group_by": group,
        "counting_rule": counting_rule(unit, group),
        "uncounted": statistic.uncounted,
        "cut": statistic.is_cut,
        "query": query_echo(params),
        "known_at": instant_text(known_at),
        "permalink": _permalink(snapshot, params, known_at),
    }
    body = orjson.dumps(members)
    return Answer(body=body, media_type=JSON, etag=strong_etag("statistics", (), body.decode()))


def _permalink(snapshot: Snapshot, params: Params, known_at: datetime) -> str:
    given = tuple((name, values) for name, values in params.echo if name != "known_at")
    query = query_string((*given, ("known_at", (instant_text(known_at),))))
    return f"{snapshot.links.base_url}/v1/statistics?{query}"


def _labels(catalogue: Catalogue, group: Group, lang: str, counted_places: Iterable[str]) -> Mapping[str, str]:
    """What the keys are called; a key without an entry is its own label."""
    if group is Group.KIND:
        return {str(kind): words_of(lang).kinds[kind] for kind in EventKind}
    if group is Group.COUNTRY:
        return country_names(catalogue, counted_places, lang)
    by_group: Mapping[Group, Mapping[str, Named]] = {
        Group.PLACE: catalogue.places,
        Group.PERSON: catalogue.people,
        Group.ORGANIZATION: catalogue.organizations,
    }
    entries = by_group.get(group, {})
    return {slug: local_name(entry, lang) for slug, entry in entries.items()}
