"""`/map`: the world map of places by number of stays, with the filters of the story.

Parameters -> `api.pages.pictures.map_drawing` -> template `map.html`.
"""

from __future__ import annotations

from flask import render_template

from api.pages.known_at import known_at_of
from api.pages.pictures import figure_of, map_drawing
from api.pages.story_filters import filters_of
from api.parameters.read import Params
from timeline.reading.names.public_names import check_names
from timeline.reading.snapshot import Snapshot


def map_page(snapshot: Snapshot, params: Params) -> str:
    """The page. Raises InvalidQuery for a name that is not public."""
    check_names(snapshot.session, params.query, sight=snapshot.present)
    given = tuple(pair for pair in params.echo if pair[0] != "known_at")
    return render_template(
        "map.html",
        figure=figure_of(map_drawing(snapshot, params.query), "map", params.echo),
        filters=filters_of(snapshot, params, is_active=bool(given)),
        known=known_at_of(params),
        kept=[(name, value) for name, values in given for value in values],
    )
