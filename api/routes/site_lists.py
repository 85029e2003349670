"""Pages that list what the timeline holds: `/people`, `/places`, …, `/changes`, `/statistics`.

Request -> parameters -> `api.pages` -> template, as in `api.routes.site`.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request

from api.http.answers import page_answer
from api.http.conditional import PAGE_POLICY
from api.http.service import answered
from api.pages.changes_page import changes_page
from api.pages.name_list_page import name_list_page
from api.pages.statistics_page import statistics_page
from api.parameters.read import read_params, without_blanks
from api.parameters.table import CURSOR, FILTERS, YEAR, Parameter
from api.routes.catalogue import NAME_WORDS
from api.routes.statistics import GROUP_BY, UNIT
from timeline import clock
from timeline.model.catalogue.folders import Folder

blueprint = Blueprint("site_lists", __name__)

_NAME_PARAMETERS: Final = (NAME_WORDS, CURSOR)
_BEFORE: Final = Parameter("before", "count", "Pages only: changes with a smaller number.", least=1, most=10**15 - 1)
_STATISTICS_PARAMETERS: Final = (GROUP_BY, UNIT, *FILTERS, YEAR)


@blueprint.get("/<any(people, organizations, places, topics, sources):name>")
def names(name: str) -> Response:
    """The names that public events mention, with the number of those events."""
    folder = Folder(name)
    params = read_params(without_blanks(request.args), _NAME_PARAMETERS, now=clock.now())
    key = ("names", folder, params.echo)
    return answered(key, PAGE_POLICY, lambda snapshot: page_answer(name_list_page(snapshot, folder, params)), params)


@blueprint.get("/changes")
def changes() -> Response:
    """The newest public changes as sentences."""
    params = read_params(without_blanks(request.args), (_BEFORE,), now=clock.now())
    before: int | None = params.values.get("before", (None,))[0]
    key = ("changes-page", before)
    return answered(key, PAGE_POLICY, lambda snapshot: page_answer(changes_page(snapshot, before)), params)


@blueprint.get("/statistics")
def statistics() -> Response:
    """A form over the statistics, and its answer as a table."""
    params = read_params(without_blanks(request.args), _STATISTICS_PARAMETERS, now=clock.now())
    key = ("statistics-page", params.echo)
    return answered(key, PAGE_POLICY, lambda snapshot: page_answer(statistics_page(snapshot, params)), params)
